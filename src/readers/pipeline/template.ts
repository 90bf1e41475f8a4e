import type { TextFilter } from '../../ir/index.ts';

/** A template of a query's text: texts, and what stands for other texts. */
export type Template = readonly (string | TemplateValue)[];

export interface TemplateValue {
  /** `rule`, `title`; a number is a place in a list. */
  readonly path: readonly (string | number)[];
  readonly filters: readonly ValueFilter[];
}

/** What is done to a value before it is put in its place. */
export type ValueFilter =
  | TextFilter
  | { readonly kind: 'join'; readonly separator: string }
  | { readonly kind: 'default'; readonly text: string }
  | { readonly kind: 'first' | 'last' };

/** What a template has that is not supported, in the words of its language. */
export class UnsupportedTemplate extends Error {}

const ofRule: ReadonlySet<unknown> = new Set([
  ...['title', 'id', 'name', 'status', 'description', 'author', 'license', 'date', 'modified', 'level'],
  ...['taxonomy', 'references', 'tags', 'falsepositives', 'fields', 'scope', 'logsource'],
  'custom_attributes',
]);
const ofPipeline: ReadonlySet<unknown> = new Set(['state', 'vars']);
const ofLogSource: ReadonlySet<unknown> = new Set(['category', 'product', 'service']);

/** Throws for what a template names and there is not. */
export function checkValue({ path, filters }: TemplateValue): TemplateValue {
  const [root, attribute, key] = path;
  const isKnown =
    root === 'query'
      ? path.length === 1
      : root === 'rule'
        ? ofRule.has(attribute) && (attribute !== 'logsource' || ofLogSource.has(key))
        : root === 'pipeline' && ofPipeline.has(attribute) && path.length > 2;
  const listed = root === 'query' ? filters.find(each => !isOfText(each)) : undefined;
  if (listed !== undefined) throw new UnsupportedTemplate(`the filter \`${listed.kind}\` of the query`);
  // Of a tag as a list prints it one sees the object that holds it.
  const isListOfObjects = attribute === 'tags' && key === undefined && !filters.some(picks);
  if (!isKnown || (root === 'rule' && isListOfObjects))
    throw new UnsupportedTemplate(`the value \`${path.join('.')}\``);
  return { path, filters };
}

/** The query is one text, which is always there. */
export function isOfText(filter: ValueFilter): filter is TextFilter {
  return !picks(filter) && filter.kind !== 'default';
}

function picks({ kind }: ValueFilter): boolean {
  return kind === 'join' || kind === 'first' || kind === 'last';
}
