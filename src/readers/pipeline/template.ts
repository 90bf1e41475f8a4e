import type { TextFilter } from '../../ir/index.ts';

/** A template of a text: texts, what stands for other texts, and parts that are there once, several times or not at all. */
export type Template = readonly (string | TemplateValue | TemplateBlock)[];

export type TemplateBlock =
  | { readonly kind: 'if'; readonly branches: readonly TemplateBranch[]; readonly otherwise: Template }
  | {
      readonly kind: 'for';
      readonly name: string;
      readonly of: TemplateValue;
      readonly body: Template;
      readonly otherwise: Template;
    }
  | { readonly kind: 'set'; readonly name: string; readonly value: TemplateOperand };

export interface TemplateBranch {
  readonly test: TemplateTest;
  readonly body: Template;
}

export type TemplateTest =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly TemplateTest[] }
  | { readonly kind: 'not'; readonly operand: TemplateTest }
  | { readonly kind: 'compare'; readonly operator: string; readonly sides: readonly TemplateOperand[] }
  | { readonly kind: 'is'; readonly name: string; readonly operand: TemplateOperand }
  | { readonly kind: 'true'; readonly operand: TemplateOperand };

export type TemplateOperand = TemplateValue | { readonly literal: string | number | boolean | null };

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

/** What a template may name beside rule, query and pipeline. */
export type Names = ReadonlySet<unknown>;

/** Of the loop around. */
const ofLoop: ReadonlySet<unknown> = new Set(['index', 'index0', 'first', 'last', 'length']);

/** Throws for what a template names and there is not. */
export function checkValue(value: TemplateValue, names: Names = new Set()): TemplateValue {
  const { path, filters } = value;
  const [root, attribute] = path;
  const listed = root === 'query' ? filters.find(each => !isOfText(each)) : undefined;
  if (listed !== undefined) throw new UnsupportedTemplate(`the filter \`${listed.kind}\` of the query`);
  // Of a tag as a list prints it one sees the object that holds it.
  const isListOfObjects = attribute === 'tags' && path.length < 3 && !filters.some(picks);
  if (!isKnown(path, names) || (root === 'rule' && isListOfObjects))
    throw new UnsupportedTemplate(`the value \`${path.join('.')}\``);
  return value;
}

export function isKnown(path: TemplateValue['path'], names: Names): boolean {
  const [root, attribute, key] = path;
  if (names.has(root))
    return root === 'loop' ? path.length === 2 && ofLoop.has(attribute) : path.length === 1;
  if (root === 'query') return path.length === 1 && !names.has('queries');
  if (root === 'rule')
    return (
      ofRule.has(attribute) && !names.has('queries') && (attribute !== 'logsource' || ofLogSource.has(key))
    );
  const isOne = root === 'pipeline' && ofPipeline.has(attribute) && path.length > 2;
  return isOne && (attribute === 'vars' || !names.has('queries'));
}

/** The query is one text, which is always there. */
export function isOfText(filter: ValueFilter): filter is TextFilter {
  return !picks(filter) && filter.kind !== 'default';
}

function picks({ kind }: ValueFilter): boolean {
  return kind === 'join' || kind === 'first' || kind === 'last';
}
