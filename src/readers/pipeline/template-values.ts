import { filtered, jsonInMarkup, type QueryRewrite } from '../../ir/index.ts';
import { type DataMap, type DataTree, entryOf, plainData } from '../../source/index.ts';
import { mapAt, textsOf } from './parameters.ts';
import { type Template, type TemplateValue, UnsupportedTemplate, type ValueFilter } from './template.ts';
import { flattened, type Scope } from './template-blocks.ts';

/** What the values of templates are taken from. */
export interface TemplateContext {
  readonly document: DataMap;
  readonly state: ReadonlyMap<string, string>;
  readonly vars: ReadonlyMap<string, readonly string[]>;
}

/** The template with all values but the query in their places; `missing` is what an absent entry becomes. */
export function filledTemplate(
  template: Template,
  context: TemplateContext,
  missing: string | undefined,
): QueryRewrite {
  const parts = flattened(template, new Map(), {
    lookUp: (path, scope) => lookedUp(path, context, scope),
    filtered: passed,
    text: (value, part) => textOf(value, part, missing),
  });
  return { kind: 'template', parts };
}

/** The text of a template without a query. */
export function templateText(template: Template, names: Scope): string {
  const lookUp = ([root, ...rest]: TemplateValue['path'], scope: Scope): unknown => at(scope.get(root), rest);
  return flattened(template, names, {
    lookUp,
    filtered: passed,
    text: (value, part) => textOf(value, part, ''),
  })
    .filter(part => typeof part === 'string')
    .join('');
}

function lookedUp(
  [root, attribute = '', ...rest]: TemplateValue['path'],
  context: TemplateContext,
  scope: Scope,
): unknown {
  if (scope.has(root)) return at(scope.get(root), attribute === '' ? rest : [attribute, ...rest]);
  if (root === 'pipeline') {
    const [key, ...more] = rest;
    const { state, vars } = context;
    return at(attribute === 'state' ? state.get(`${key}`) : oneOf(vars.get(`${key}`)), more);
  }
  return at(attributeOf(context.document, `${attribute}`), rest);
}

function oneOf(values: readonly string[] | undefined): unknown {
  return values?.length === 1 ? values[0] : values;
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string | number, unknown>>)[key];
  }
  return found;
}

const lists: ReadonlySet<string> = new Set(['references', 'tags', 'falsepositives', 'fields', 'scope']);
const known: ReadonlySet<string> = new Set([
  ...['title', 'id', 'name', 'status', 'description', 'author', 'license', 'date', 'modified', 'level'],
  ...['taxonomy', 'logsource', 'detection', 'correlation', 'related', ...lists],
]);

/** As pySigma holds it: what a rule does not say is `None`, or an empty list. */
function attributeOf(document: DataMap, name: string): unknown {
  if (name === 'custom_attributes') {
    const own = document.entries.filter(({ key }) => !known.has(key.written));
    return Object.fromEntries(own.map(({ key, value }) => [key.written, plainData(value)]));
  }
  const value = entryOf(document, name)?.value;
  if (name === 'scope' && value === undefined) return null;
  if (lists.has(name)) return textsOf(value);
  if (name === 'logsource') {
    const source = mapAt(document, 'logsource');
    const part = (key: string): string | null => (source && written(entryOf(source, key)?.value)) ?? null;
    return { category: part('category'), product: part('product'), service: part('service') };
  }
  const text = written(value) ?? (name === 'taxonomy' ? 'sigma' : null);
  if (text === null) return null;
  if (name === 'date' || name === 'modified') return text.replaceAll('/', '-');
  return name === 'level' || name === 'status' ? text.toLowerCase() : text;
}

function written(value: DataTree | undefined): string | undefined {
  return value?.kind === 'scalar' && value.value !== null ? value.written : undefined;
}

function textOf(value: unknown, { path, filters }: TemplateValue, missing: string | undefined): string {
  let found = value;
  for (const filter of filters) found = passed(found, filter);
  if (found !== undefined) return asText(found);
  if (missing === undefined)
    throw new UnsupportedTemplate(`the value \`${path.join('.')}\`, which this rule lacks,`);
  return missing;
}

function passed(value: unknown, filter: ValueFilter): unknown {
  switch (filter.kind) {
    case 'default':
      return value === undefined ? filter.text : value;
    case 'join':
      return Array.isArray(value)
        ? value.map(asText).join(filter.separator)
        : [...asText(value)].join(filter.separator);
    case 'first':
      return Array.isArray(value) ? value[0] : asText(value).charAt(0);
    case 'last':
      return Array.isArray(value) ? value.at(-1) : asText(value).slice(-1);
    case 'json':
      return jsonInMarkup(value ?? null);
    default:
      return filtered(asText(value), [filter]);
  }
}

/** As Python turns it to a text. */
function asText(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(asLiteral).join(', ')}]`;
  if (typeof value === 'object') return `{${Object.entries(value).map(pair).join(', ')}}`;
  return `${value ?? ''}`;
}

function pair([key, value]: readonly [string, unknown]): string {
  return `${asLiteral(key)}: ${asLiteral(value)}`;
}

function asLiteral(value: unknown): string {
  if (typeof value !== 'string') return asText(value);
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}
