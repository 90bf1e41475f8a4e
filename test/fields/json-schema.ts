type Schema = Readonly<Record<string, unknown>>;

/** Where a value breaks a schema: the part of JSON Schema that our own schemas use. */
export function violations(
  value: unknown,
  schema: Schema,
  root: Schema = schema,
  at = '$',
): readonly string[] {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return violations(value, definition(reference, root), root, at);
  const anyOf = schema['anyOf'] as readonly Schema[] | undefined;
  if (anyOf !== undefined)
    return anyOf.some(option => violations(value, option, root, at).length === 0)
      ? []
      : [`${at}: fits no form`];
  const allowed = schema['enum'] as readonly unknown[] | undefined;
  if (allowed !== undefined) return allowed.includes(value) ? [] : [`${at}: ${String(value)} is not allowed`];
  if (!isOfType(value, schema['type'])) return [`${at}: is no ${String(schema['type'])}`];
  if (typeof value === 'string') return matches(value, schema) ? [] : [`${at}: ${value} does not match`];
  if (Array.isArray(value)) return ofItems(value, schema, root, at);
  return typeof value === 'object' && value !== null ? ofProperties(value, schema, root, at) : [];
}

function definition(reference: string, root: Schema): Schema {
  const name = reference.replace('#/$defs/', '');
  const found = (root['$defs'] as Readonly<Record<string, Schema>>)[name];
  if (found === undefined) throw new Error(`no definition ${name}`);
  return found;
}

function isOfType(value: unknown, type: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function matches(value: string, schema: Schema): boolean {
  const pattern = schema['pattern'];
  return typeof pattern !== 'string' || new RegExp(pattern).test(value);
}

function ofItems(value: readonly unknown[], schema: Schema, root: Schema, at: string): readonly string[] {
  if (value.length < Number(schema['minItems'] ?? 0)) return [`${at}: has too few items`];
  const items = schema['items'] as Schema;
  return value.flatMap((item, index) => violations(item, items, root, `${at}[${index}]`));
}

function ofProperties(value: object, schema: Schema, root: Schema, at: string): readonly string[] {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const required = (schema['required'] ?? []) as readonly string[];
  const missing = required.filter(name => !Object.hasOwn(value, name)).map(name => `${at}: lacks ${name}`);
  const more = schema['additionalProperties'];
  const present = Object.entries(value).flatMap(([name, one]) => {
    const of = Object.hasOwn(properties, name) ? properties[name] : more;
    if (of === false || of === undefined) return [`${at}: has ${name}`];
    return violations(one, of as Schema, root, `${at}.${name}`);
  });
  return [...missing, ...present];
}
