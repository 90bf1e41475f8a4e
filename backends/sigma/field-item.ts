import {
  type Expression,
  type Keyword,
  type Leaf,
  type Pattern,
  type PatternForm,
  type Predicate,
  patternForm,
  type Regex,
  writeRegex,
} from '../../src/ir/index.ts';
import { sigmaText, sigmaValue } from './escape.ts';

/** `$` in place of `\z`, which Python, and so pySigma, does not know. */
export const sigmaRegex = { dialect: 'pcre', use: 'search', ignoreCaseOutside: true, dollar: true } as const;

export type SigmaScalar = string | number | boolean | null;

/** One line of a selection: `Image|endswith: …`. */
export interface FieldItem {
  readonly key: string;
  readonly values: readonly SigmaScalar[];
  /** Without `all`, of which this is one item: what could be joined with others of the same field under `|all`. */
  readonly joinable: boolean;
}

/** A leaf as a field item; undefined for keywords and for what is no leaf of a field. */
export function fieldItem(leaf: Predicate): FieldItem | undefined {
  switch (leaf.kind) {
    case 'exists':
      return item(`${name(leaf.subject)}|exists`, [true]);
    case 'not':
      return leaf.operand.kind === 'exists' ? item(name(leaf.operand.subject), [null]) : undefined;
    case 'equals':
      return equality(leaf);
    case 'like':
      return likeItem(leaf);
    case 'matches':
      return regexItem(leaf);
    case 'inNetwork':
      return item(
        `${name(leaf.subject)}|cidr`,
        leaf.networks.map(network => `${network.address}/${network.prefixLength}`),
      );
    case 'compares':
      return comparison(leaf);
    default:
      return undefined;
  }
}

/** `cased` is for texts (https://sigmahq.io/sigma-specification/specification/sigma-appendix-modifiers.html#string-modifiers): numbers, booleans and texts without a letter do without. */
function equality({ subject, casing, values }: Extract<Leaf, { kind: 'equals' }>): FieldItem {
  const texts = values.filter(value => typeof value === 'string');
  const isCased = casing === 'exact' && texts.some(hasCase);
  return item(
    `${name(subject)}${isCased ? '|cased' : ''}`,
    values.map(value => (typeof value === 'string' ? sigmaText(value) : value)),
  );
}

export function hasCase(text: string): boolean {
  return text.toLowerCase() !== text.toUpperCase();
}

function regexItem(leaf: Extract<Leaf, { kind: 'matches' }>): FieldItem {
  const { flags, text } = writtenRegex(leaf.regex);
  return item(`${name(leaf.subject)}|re${flags}`, [text]);
}

/** Keywords with the modifiers that stand behind no field. */
export function keywordItem(leaf: Keyword): {
  readonly modifiers: string;
  readonly values: readonly string[];
} {
  if (leaf.regex !== undefined) {
    const { flags, text } = writtenRegex(leaf.regex);
    return { modifiers: `|re${flags}`, values: [text] };
  }
  return { modifiers: cased(leaf), values: leaf.patterns.map(sigmaValue) };
}

function item(key: string, values: readonly SigmaScalar[]): FieldItem {
  return { key, values, joinable: false };
}

const modifiers: Readonly<Partial<Record<PatternForm['form'], string>>> = {
  startsWith: '|startswith',
  endsWith: '|endswith',
  contains: '|contains',
};

/** All patterns of one form take its modifier; a mixture is written with wildcards. */
function likeItem(leaf: Extract<Leaf, { kind: 'like' }>): FieldItem {
  const forms = leaf.patterns.map(patternForm);
  const [first] = forms;
  const modifier = first && forms.every(form => form.form === first.form) ? modifiers[first.form] : undefined;
  const key = `${name(leaf.subject)}${modifier ?? ''}${cased(leaf)}`;
  const values = modifier === undefined ? leaf.patterns.map(sigmaValue) : leaf.patterns.map(innerValue);
  return { key, values, joinable: values.length === 1 };
}

/** The value under a modifier: the pattern without its outer wildcards. */
function innerValue(pattern: Pattern): string {
  return sigmaText(pattern.flatMap(part => (part.kind === 'text' ? [part.text] : [])).join(''));
}

const operators = {
  lt: 'lt',
  lte: 'lte',
  gt: 'gt',
  gte: 'gte',
  startsWith: 'startswith',
  endsWith: 'endswith',
  contains: 'contains',
} as const;

function comparison(leaf: Extract<Leaf, { kind: 'compares' }>): FieldItem {
  const operator = leaf.operator === 'eq' ? '' : `|${operators[leaf.operator]}`;
  if (leaf.right.kind === 'literal') return item(`${name(leaf.left)}${operator}`, [Number(leaf.right.value)]);
  return item(`${name(leaf.left)}|fieldref${operator}`, [fieldName(leaf.right)]);
}

function name(subject: Expression): string {
  if (subject.kind === 'call' && subject.arguments[0])
    return `${fieldName(subject.arguments[0])}|${subject.function}`;
  return fieldName(subject);
}

function fieldName(subject: Expression): string {
  return subject.kind === 'field' ? subject.name : '';
}

/** Where a letter stands in a pattern. */
function cased({ casing, patterns }: Pick<Extract<Leaf, { kind: 'like' }>, 'casing' | 'patterns'>): string {
  const isCased =
    casing === 'exact' &&
    patterns.some(pattern => pattern.some(part => part.kind === 'text' && hasCase(part.text)));
  return isCased ? '|cased' : '';
}

/** The regex with its flags as Sigma's sub-modifiers (`re|i|s`), where the text would begin with them. */
function writtenRegex(regex: Regex): {
  readonly flags: string;
  readonly text: string;
} {
  const written = writeRegex(regex, sigmaRegex);
  if (written.text === undefined) return { flags: '', text: '' };
  const inline = /^\(\?([ims]+)\)/.exec(written.text);
  const letters = new Set([...(inline?.[1] ?? ''), ...(written.ignoreCase ? ['i'] : [])]);
  const flags = ['i', 'm', 's'].filter(letter => letters.has(letter)).map(letter => `|${letter}`);
  return { flags: flags.join(''), text: written.text.slice(inline?.[0].length ?? 0) };
}
