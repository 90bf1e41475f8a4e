import {
  type Equals,
  type Like,
  leaves,
  like,
  type Pattern,
  type Predicate,
  pattern,
  text,
} from '../ir/index.ts';
import { nodeKey } from './leaf-key.ts';
import { comparePredicates } from './proof.ts';

/** A value of a list that another one of it covers. */
export interface CoveredValue {
  readonly leaf: Like | Equals;
  /** Positions in the list. */
  readonly value: number;
  readonly by: number;
}

/** Longer lists are made by machines. */
const mostValues = 400;

/**
 * Values that another value of the same list covers: all texts that fit the one fit the other. A selection that a condition names twice
 * is asked once.
 */
export function coveredValues(predicate: Predicate): readonly CoveredValue[] {
  const asked = new Set<string>();
  return leaves(predicate).flatMap(({ leaf }) => {
    if ((leaf.kind !== 'like' && leaf.kind !== 'equals') || leaf.quantifier !== 'any') return [];
    const [at] = leaf.origin;
    const place = at && `${at.file.path} ${at.start} ${nodeKey(leaf)}`;
    if (place !== undefined && asked.has(place)) return [];
    if (place !== undefined) asked.add(place);
    return coveredIn(leaf);
  });
}

function coveredIn(leaf: Like | Equals): readonly CoveredValue[] {
  const patterns = patternsOf(leaf);
  if (patterns.length < 2 || patterns.length > mostValues) return [];
  const shown = patterns.map(each => signs(each, leaf.casing));
  const found: CoveredValue[] = [];
  const gone = new Set<number>();
  for (let value = patterns.length - 1; value >= 0; value--) {
    const by = shown.findIndex(
      (other, at) =>
        at !== value && !gone.has(at) && mayCover(other, shown[value]) && covers(leaf, patterns, at, value),
    );
    if (by === -1) continue;
    gone.add(value);
    found.push({ leaf, value, by });
  }
  return found.reverse();
}

function patternsOf(leaf: Like | Equals): readonly Pattern[] {
  if (leaf.kind === 'like') return leaf.patterns;
  return leaf.values.map(value => pattern([text(String(value))]));
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
function mayCover(other: Signs, value: Signs | undefined): boolean {
  return value?.whole.includes(other.longest) ?? false;
}

function covers(leaf: Like | Equals, patterns: readonly Pattern[], by: number, value: number): boolean {
  const [wide, narrow] = [patterns[by], patterns[value]];
  if (wide === undefined || narrow === undefined) return false;
  const one = (each: readonly Pattern[]) => like(leaf.subject, each, { casing: leaf.casing });
  const compared = comparePredicates(one([wide]), one([wide, narrow]), { isMultiValued: () => false });
  return compared.relation === 'equal';
}
