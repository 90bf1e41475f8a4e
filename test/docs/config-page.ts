import schema from '../../schemas/config.schema.json' with { type: 'json' };

/** A part of the schema, as far as the page shows it. */
interface Shape {
  readonly description?: string;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: boolean | Shape;
  readonly required?: readonly string[];
}

const root: Shape = schema;
const shapes: Readonly<Record<string, Shape>> = schema.$defs;

/** A project with a data source and fields of its own. The page shows it, and a test reads it. */
export const exampleConfig = `version: 1
rules:
  - paths: [rules]
packs:
  - { name: splunk-eu, target: splunk, folder: packs/splunk-eu, profile: eu }
  - { name: elastic, target: elastic, folder: packs/elastic }

# A log that ruleglot does not know: where each product has it.
sources:
  acme.badge:
    sigma: { product: acme, service: badge }
    elastic: { indices: [logs-acme.badge-*], scope: { event.dataset: acme.badge } }
    splunk: { search: 'index=doors sourcetype=acme:badge' }
    panther: { log-types: [Custom.Acme.Badge] }

# What its fields are called in each product; \`*\` in place of a source is each of them.
fields:
  acme.badge:
    - { canonical: user.name, sigma: Holder, splunk: user, panther: badge.holder }
    - { canonical: event.outcome, sigma: Result, splunk: { name: action, values: { success: allowed, failure: blocked } } }
    - { canonical: acme.door, sigma: Door, elastic: acme.door.id, splunk: door, panther: null }

# What is so in one environment, and not in another.
profiles:
  eu:
    splunk: { searches: { acme.badge: '\`badges_eu\`' }, macros: { badges_eu: index=doors_eu sourcetype=acme:badge } }
`;

/** Every key of a configuration, as its schema has it. */
export function configPage(note: string): string {
  const parts = Object.entries(shapes)
    .filter(([, { properties }]) => properties !== undefined)
    .map(([name, shape]) => section(`\`${name}\``, shape, name));
  return [
    '# Configuration',
    note,
    `\`ruleglot.config.yaml\` in the working directory, or \`--config FILE\`. \`ruleglot init\` writes one with comments, and editors check and complete it by \`schemas/config.schema.json\`. ${root.description}`,
    `\`\`\`yaml\n${exampleConfig}\`\`\``,
    section('Keys', root, ''),
    ...parts,
    section('`view`', heldShape(), 'view'),
  ].join('\n\n');
}

function heldShape(): Shape {
  const held = shapes['view']?.anyOf?.find(each => each.properties !== undefined);
  return { ...held, description: shapes['view']?.description ?? '' };
}

function section(
  title: string,
  { description, properties = {}, required = [] }: Shape,
  name: string,
): string {
  const rows = Object.entries(properties).flatMap(([key, shape]) =>
    rowsOf(key, shape, required.includes(key)),
  );
  const head = description === undefined || name === '' ? '' : `${description}\n\n`;
  return `## ${title}\n\n${head}| key | holds | what it is |\n|---|---|---|\n${rows.join('\n')}`;
}

/** A map of its own keys has a row for each of them. */
function rowsOf(key: string, shape: Shape, isRequired: boolean): readonly string[] {
  const says = shape.description ?? target(shape)?.description ?? '';
  const row = `| \`${key}\`${isRequired ? ' (must be there)' : ''} | ${kindOf(shape)} | ${cell(says)} |`;
  const inner = Object.entries(shape.properties ?? {}).flatMap(([name, each]) =>
    rowsOf(`${key}.${name}`, each, false),
  );
  return [row, ...inner];
}

function target({ $ref }: Shape): Shape | undefined {
  return $ref === undefined ? undefined : shapes[$ref.replace('#/$defs/', '')];
}

function kindOf(shape: Shape): string {
  if (shape.$ref !== undefined) return referred(shape);
  if (shape.enum !== undefined) return shape.enum.map(each => `\`${each}\``).join(', ');
  if (shape.anyOf !== undefined) return [...new Set(shape.anyOf.map(kindOf))].join(', or ');
  if (shape.type === 'array') return `list of ${shape.items === undefined ? 'values' : kindOf(shape.items)}`;
  if (typeof shape.additionalProperties === 'object') return `map to ${kindOf(shape.additionalProperties)}`;
  return [shape.type ?? 'value'].flat().map(word).join(' or ');
}

function referred(shape: Shape): string {
  const name = shape.$ref?.replace('#/$defs/', '') ?? '';
  const found = target(shape);
  if (found === undefined) return name;
  return name === 'view' || found.properties !== undefined
    ? `[${name}](#${name.toLowerCase()})`
    : kindOf(found);
}

function word(type: string): string {
  return { string: 'text', boolean: 'true or false', object: 'map' }[type] ?? type;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
