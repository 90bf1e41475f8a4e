import {
  anyRun,
  type Capability,
  type Feature,
  type Like,
  type Matches,
  type Pattern,
  pattern,
  type Rule,
} from '../../src/ir/index.ts';
import { approximate, exact, refused } from './capability.ts';
import { luceneRegex } from './lucene-regex.ts';
import { regexOfPatterns } from './pattern-regex.ts';
import { widenRegex } from './widen-regex.ts';
import { withoutCounts } from './without-counts.ts';

/** What the writer of regular expressions can often say in other words: it is asked for each one. */
export const regexFeatures: readonly Feature[] = [
  'matches.look-around',
  'matches.back-reference',
  'matches.anchor-inside',
  'matches.possessive',
];

/**
 * Whether Lucene can say a regex; where it cannot, what is left of it without the parts that it lacks. One that a rule of Elastic's
 * has is no larger than Elasticsearch takes.
 */
export function limitOfRegex(
  leaf: Matches,
  canFold: boolean,
  { metadata }: Pick<Rule, 'metadata'>,
): Capability {
  const written = luceneRegex(leaf.regex, canFold);
  if ('text' in written)
    return metadata.vendor !== 'elastic' && written.isTooLarge() ? withFewerCounts(leaf, canFold) : exact;
  const why = `regular expressions of Lucene lack ${written.lacks}`;
  const wider = widenRegex(leaf);
  return wider?.kind === 'matches' && 'text' in luceneRegex(wider.regex, canFold)
    ? approximate('broader', `${why}; what needs it is left out`, widenRegex)
    : refused(why);
}

const tooLarge = 'Elasticsearch may refuse a regular expression whose automaton is this large';

/** Fewer characters of any kind behind a run make no automaton large. */
const manyWildcards = 8;

/** Whether Elasticsearch makes an automaton of a pattern: each character of any kind behind a run doubles it. */
export function limitOfPatterns({ patterns, casing }: Like, { metadata }: Rule): Capability | undefined {
  if (metadata.vendor === 'elastic') return undefined;
  const isLarge = (each: Pattern): boolean => {
    if (each.filter(({ kind }) => kind === 'anyOne').length < manyWildcards) return false;
    const written = luceneRegex(regexOfPatterns([each], casing), false);
    return !('text' in written) || written.isTooLarge();
  };
  if (!patterns.some(isLarge)) return undefined;
  return approximate(
    'broader',
    'Elasticsearch may refuse a pattern whose automaton is this large; `*` stands in the place of its `?`',
    leaf =>
      leaf.kind === 'like'
        ? { ...leaf, patterns: leaf.patterns.map(each => (isLarge(each) ? withRuns(each) : each)) }
        : undefined,
  );
}

function withRuns(wildcards: Pattern): Pattern {
  return pattern(wildcards.map(part => (part.kind === 'anyOne' ? anyRun : part)));
}

/** Runs may be counted this far, the first of these that makes the automaton small enough. */
const counts = [15, 10, 7, 4, 1];

function withFewerCounts(leaf: Matches, canFold: boolean): Capability {
  for (const most of counts) {
    const wider = withoutCounts(leaf, most);
    const written = wider && luceneRegex(wider.regex, canFold);
    if (written !== undefined && 'text' in written && !written.isTooLarge())
      return approximate('broader', `${tooLarge}; its counts of long runs are left out`, () => wider);
  }
  return refused(tooLarge);
}
