import {
  type Equals,
  type InNetwork,
  type Keyword,
  type Leaf,
  type Like,
  leaves,
  type Or,
  type Pattern,
  type Predicate,
  pattern,
  printPattern,
  text,
} from '../ir/index.ts';
import { isWrittenOnce } from './check-predicate.ts';
import { nodeKey } from './leaf-key.ts';
import { comparePredicates } from './proof.ts';

/** A leaf that asks for one of several values. */
type Listed = Like | Equals | InNetwork | Keyword;

/** A value of a list that another one of it covers. */
export interface CoveredValue {
  readonly leaf: Listed;
  /** As people read them. */
  readonly value: string;
  readonly by: string;
  /** What of the value stands in the rule as it is, where it was not made of something else. */
  readonly written: string;
}

/** Longer lists are made by machines. */
const mostValues = 400;

/**
 * Values that another value of the same list covers: all texts that fit the one fit the other. A selection that a condition names twice
 * is asked once.
 */
export function coveredValues(predicate: Predicate): readonly CoveredValue[] {
  const asked = new Set<string>();
  return listsIn(predicate).flatMap(leaf => {
    const [at] = leaf.origin;
    const place = at && `${at.file.path} ${at.start} ${nodeKey(leaf)}`;
    if (place !== undefined && asked.has(place)) return [];
    if (place !== undefined) asked.add(place);
    return coveredIn(leaf);
  });
}

/** `x IN (a*, ab)` of SPL is read as alternatives, of which some have wildcards. */
function listsIn(predicate: Predicate): readonly Listed[] {
  if (predicate.kind === 'not') return listsIn(predicate.operand);
  if (predicate.kind !== 'and' && predicate.kind !== 'or')
    return leaves(predicate).flatMap(({ leaf }) => (isListed(leaf) ? [leaf] : []));
  const joined = predicate.kind === 'or' && isWrittenOnce(predicate) ? listOf(predicate) : undefined;
  return joined === undefined ? predicate.operands.flatMap(listsIn) : [joined];
}

function isListed(leaf: Predicate): leaf is Listed {
  if (leaf.kind === 'keyword') return leaf.regex === undefined;
  const isOne = leaf.kind === 'like' || leaf.kind === 'equals' || leaf.kind === 'inNetwork';
  return isOne && leaf.quantifier === 'any';
}

function listOf({ operands }: Or): Like | undefined {
  const [first] = operands;
  if (first?.kind !== 'like' && first?.kind !== 'equals') return undefined;
  const { subject, casing, quantifier, origin } = first;
  const isOfList = (each: Predicate): each is Like | Equals =>
    (each.kind === 'like' || each.kind === 'equals') &&
    each.casing === casing &&
    each.quantifier === 'any' &&
    nodeKey(each.subject) === nodeKey(subject);
  const all = operands.filter(isOfList);
  if (all.length < operands.length) return undefined;
  return { kind: 'like', subject, patterns: all.flatMap(patternsOf), casing, quantifier, origin };
}

function patternsOf(leaf: Like | Equals | Keyword): readonly Pattern[] {
  return leaf.kind === 'equals' ? leaf.values.map(value => pattern([text(String(value))])) : leaf.patterns;
}

/** A value of a list: a leaf that asks for it and for others of the list, and how it is shown. */
interface Item {
  readonly shown: string;
  readonly written: string;
  readonly signs?: Signs;
}

function itemsOf(leaf: Listed): readonly Item[] {
  if (leaf.kind === 'inNetwork')
    return leaf.networks.map(({ address, prefixLength }) => {
      const shown = `${address}/${prefixLength}`;
      return { shown, written: shown };
    });
  const words = leaf.kind === 'equals' ? leaf.values.map(value => JSON.stringify(value)) : undefined;
  return patternsOf(leaf).map((each, at) => ({
    shown: words?.[at] ?? printPattern(each),
    written: longestOf(each),
    signs: signs(each, leaf.casing),
  }));
}

function longestOf(parts: Pattern): string {
  return parts.reduce(
    (longest, part) => (part.kind === 'text' && part.text.length > longest.length ? part.text : longest),
    '',
  );
}

function coveredIn(leaf: Listed): readonly CoveredValue[] {
  const items = itemsOf(leaf);
  if (items.length < 2 || items.length > mostValues) return [];
  const found: CoveredValue[] = [];
  const gone = new Set<number>();
  for (const [value, item] of [...items.entries()].reverse()) {
    const by = items.findIndex(
      (other, at) => at !== value && !gone.has(at) && mayCover(other, item) && covers(leaf, at, value),
    );
    const other = items[by];
    if (other === undefined) continue;
    gone.add(value);
    found.push({ leaf, value: item.shown, by: other.shown, written: item.written });
  }
  return found.reverse();
}

/** The texts of a pattern, longest first, and all of it in one. */
interface Signs {
  readonly longest: string;
  readonly whole: string;
}

function signs(parts: Pattern, casing: Like['casing']): Signs {
  const fold = (value: string): string => (casing === 'ignored' ? value.toLowerCase() : value);
  const texts = parts.map(part => (part.kind === 'text' ? fold(part.text) : '\u0000'));
  const longest = texts.filter(each => each !== '\u0000').sort((a, b) => b.length - a.length)[0] ?? '';
  return { longest, whole: texts.join('') };
}

/** What every text of a pattern has in it, the texts of one that it covers must have too. */
function mayCover(other: Item, value: Item): boolean {
  if (other.signs === undefined || value.signs === undefined) return true;
  return value.signs.whole.includes(other.signs.longest);
}

function covers(leaf: Listed, by: number, value: number): boolean {
  const [wide, both] = [only(leaf, [by]), only(leaf, [by, value])];
  return comparePredicates(wide, both, { isMultiValued: () => false }).relation === 'equal';
}

/** The leaf with some of its values alone, as texts. */
function only(leaf: Listed, places: readonly number[]): Leaf {
  const some = <Each>(all: readonly Each[]): readonly Each[] =>
    all.filter((_each, place) => places.includes(place));
  if (leaf.kind === 'inNetwork') return { ...leaf, networks: some(leaf.networks) };
  if (leaf.kind === 'keyword') return { ...leaf, patterns: some(leaf.patterns) };
  const { subject, casing, quantifier, origin } = leaf;
  return { kind: 'like', subject, patterns: some(patternsOf(leaf)), casing, quantifier, origin };
}
