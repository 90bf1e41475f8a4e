import { and, type Leaf, or, type Predicate } from '../../ir/index.ts';

type Analysed = Extract<Leaf, { kind: 'analysed' }>;

/** The most alternatives that the words of a search are written out as. */
const mostAlternatives = 100;

/**
 * How many of so many words must be there at least; undefined where the text says it in parts (`2<75%`). A negative number or share
 * is of those that may be missing, and one of them is always there.
 * https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-minimum-should-match
 */
export function leastWords(written: string, words: number): number | undefined {
  const [, number, percent] = /^([+-]?\d{1,4})(%?)$/.exec(written.trim()) ?? [];
  if (number === undefined) return undefined;
  const count = percent === '%' ? Math.trunc((Number(number) * words) / 100) : Number(number);
  return Math.max(1, Number(number) < 0 ? words + count : count);
}

/**
 * So many of the words of a search. One that is asked for twice counts twice, more than there are no text has, and of a single word
 * nothing is counted. Undefined where there are too many ways to take them.
 */
export function withLeastWords(leaf: Analysed, least: number): Predicate | undefined {
  const { tokens, origin } = leaf;
  if (least <= 1 || tokens.length === 1) return leaf;
  if (least > tokens.length) return or([], origin);
  if (combinations(tokens.length, least) > mostAlternatives) return undefined;
  const chosen = choices(tokens, least).map(each => [...new Set(each)]);
  const unique = new Map(chosen.map(each => [[...each].sort().join(' '), each] as const));
  const ways = [...unique.values()].map((each): Leaf => ({ ...leaf, tokens: each, mode: 'all' }));
  return ways.length === 1 ? and(ways, origin) : or(ways, origin);
}

function combinations(all: number, taken: number): number {
  let count = 1;
  for (let step = 1; step <= Math.min(taken, all - taken); step++) count = (count * (all - step + 1)) / step;
  return count;
}

function choices(tokens: readonly string[], least: number): readonly (readonly string[])[] {
  if (least === 0) return [[]];
  return tokens.flatMap((token, index) =>
    choices(tokens.slice(index + 1), least - 1).map(rest => [token, ...rest]),
  );
}
