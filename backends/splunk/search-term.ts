import { type Field, type Leaf, type Pattern, type Predicate, plainText } from '../../src/ir/index.ts';
import type { Names } from './names.ts';
import { networkBlocks } from './network-blocks.ts';
import {
  isMistaken,
  isSearchable,
  isSubnetText,
  numberText,
  quoteSearchPattern,
  quoteText,
} from './quoting.ts';
import { rawTerm } from './raw-term.ts';

/**
 * Whether search says the leaf exactly: values of fields, any of several, in either case, `*` as the only wildcard.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.2/search-commands/search
 */
export function isSearchTerm(leaf: Leaf, names: Names, positive: boolean): boolean {
  switch (leaf.kind) {
    case 'exists':
      return leaf.subject.kind === 'field';
    case 'equals':
      return hasPlainSubject(leaf, names) && leaf.values.every(value => isSearchValue(value, leaf.casing));
    case 'like':
      return (
        hasPlainSubject(leaf, names) && leaf.casing === 'ignored' && leaf.patterns.every(isSearchPattern)
      );
    case 'inNetwork':
      return !names.indexed && hasPlainSubject(leaf, names);
    case 'compares':
      return isNumericTerm(leaf, names) && (positive || !names.indexed);
    case 'keyword':
      return isRawTerm(leaf);
    default:
      return false;
  }
}

/** A leaf that `isSearchTerm`. Several values are a list; only `NOT` negates, for `!=` needs the field. */
export function printSearchTerm(leaf: Leaf, names: Names): string {
  switch (leaf.kind) {
    case 'exists':
      return `${subjectName(leaf, names)}=*`;
    case 'equals':
      return oneOf(subjectName(leaf, names), leaf.values.map(printSearchValue));
    case 'like':
      return oneOf(subjectName(leaf, names), leaf.patterns.map(quoteSearchPattern));
    case 'inNetwork':
      return anyOf(networkBlocks(leaf.networks).map(block => `${subjectName(leaf, names)}="${block}"`));
    case 'compares':
      return `${subjectName({ subject: leaf.left }, names)}${relations[leaf.operator] ?? '='}${printSearchValue(leaf.right.kind === 'literal' ? Number(leaf.right.value) : 0)}`;
    case 'keyword':
      return rawTerm(leaf) ?? anyOf(leaf.patterns.map(pattern => quoteSearchPattern(contained(pattern))));
    default:
      return 'NOT *';
  }
}

const relations: Readonly<Record<string, string>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' };

/** A value of equality that search takes as it stands: nothing in it would be read as a wildcard or a subnet. */
export function isSearchValue(value: string | number | boolean, casing: 'exact' | 'ignored'): boolean {
  if (typeof value !== 'string') return true;
  return casing === 'ignored' && isSearchable(value) && !isSubnetText(value);
}

export function isSearchPattern(pattern: Pattern): boolean {
  const alone = plainText(pattern);
  if (alone !== undefined && isSubnetText(alone)) return false;
  if (isMistaken(quoteSearchPattern(pattern))) return false;
  return pattern.every(part => part.kind === 'anyRun' || (part.kind === 'text' && isSearchable(part.text)));
}

type Quantified = Extract<Leaf, { quantifier: string; subject: unknown }>;

function hasPlainSubject(leaf: Quantified, names: Names): boolean {
  return (
    leaf.subject.kind === 'field' && (leaf.quantifier === 'any' || !names.isMultiValued(leaf.subject.name))
  );
}

function isNumericTerm(leaf: Extract<Leaf, { kind: 'compares' }>, names: Names): boolean {
  const { left, right } = leaf;
  return (
    leaf.as === 'number' &&
    leaf.operator in relations &&
    left.kind === 'field' &&
    (leaf.quantifier === 'any' || !names.isMultiValued(left.name)) &&
    right.kind === 'literal' &&
    right.value !== null &&
    Number.isFinite(Number(right.value))
  );
}

function isRawTerm(leaf: Extract<Leaf, { kind: 'keyword' }>): boolean {
  if (rawTerm(leaf) !== undefined) return true;
  return (
    leaf.regex === undefined &&
    leaf.scope === 'contains' &&
    leaf.casing === 'ignored' &&
    leaf.patterns.every(pattern => isSearchPattern(pattern) && pattern.some(part => part.kind === 'text'))
  );
}

/** Bare words of a search are matched token by token, so a text within a token needs a wildcard on either side. */
function contained(pattern: Pattern): Pattern {
  const anyRun = { kind: 'anyRun' } as const;
  const leads = pattern[0]?.kind === 'anyRun';
  const trails = pattern.at(-1)?.kind === 'anyRun';
  return [...(leads ? [] : [anyRun]), ...pattern, ...(trails ? [] : [anyRun])];
}

function subjectName({ subject }: { readonly subject: Predicate | Field | object }, names: Names): string {
  return 'name' in subject && typeof subject.name === 'string' ? names.search(subject.name) : '';
}

function printSearchValue(value: string | number | boolean): string {
  return typeof value === 'string'
    ? quoteText(value)
    : typeof value === 'number'
      ? numberText(value)
      : `"${value}"`;
}

function oneOf(name: string, values: readonly string[]): string {
  const [first, ...others] = new Set(values);
  return others.length === 0 ? `${name}=${first}` : `${name} IN (${[first, ...others].join(', ')})`;
}

function anyOf(terms: readonly string[]): string {
  return terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' OR ')})`;
}
