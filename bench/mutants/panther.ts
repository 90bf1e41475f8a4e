import { ofJunctions } from './junctions.ts';
import { anotherLetter, literalsIn, masked, otherCase, withinLiterals } from './literals.ts';
import { edits, type Mutator } from './mutation.ts';

const quoted = String.raw`(?<![\w"])r?"((?:\\.|[^"\\\n])*)"(?!")`;
const numeral = String.raw`(?<=[=<>(,] ?)(\d+(?:\.\d+)?)(?![\w."])`;
/** Names of fields stand in calls that look them up, and defaults. */
const lookUp = /\b(?:deep_get|deep_walk|get|import|from)\b[^()\n]*(?:\([^()\n]*\))?/g;

/** What is found stands before what is said of it. */
const told = /\n\n\ndef (?:title|dedup|alert_context|severity)\b/;

export const mutatePython: Mutator = query => {
  const text = query.slice(0, told.exec(query)?.index ?? query.length);
  const found = literalsIn(text, new RegExp(`${quoted}|${numeral}`));
  const places = [...text.matchAll(lookUp)].map(
    ({ 0: call, index }) => [index, index + call.length] as const,
  );
  const literals = found.filter(({ start }) => !places.some(([from, to]) => start >= from && start < to));
  const bare = masked(text, found);
  return [
    ...ofJunctions(bare, { and: 'and', or: 'or' }),
    ...edits('negation', bare, /\bnot (?=in\b)/, ''),
    ...edits('negation', bare, /(?<!\bis )\bnot (?!in\b)/, ''),
    ...edits('negation', bare, /!=/, '=='),
    ...edits('guard', bare, /\bis (not )None/, ''),
    ...edits('guard', bare, /, default="_*"/, ''),
    ...edits('case', bare, /\.(?:lower|casefold)\(\)/, ''),
    ...edits('anchor', bare, /\.(startswith|endswith)\(/, one =>
      one === 'startswith' ? 'endswith' : 'startswith',
    ),
    ...edits('anchor', bare, /\bre\.(search|fullmatch|match)\b/, one =>
      one === 'search' ? 'fullmatch' : 'search',
    ),
    ...edits('connective', bare, /(?<=[( =])(?:any|all)(?=\()/, one => (one === 'any' ? 'all' : 'any')),
    ...withinLiterals(text, literals, [
      anotherLetter,
      otherCase,
      ['case', /\(\?i\)/, ''],
      ['wildcard', /(?<![\\.])\*/, ''],
      ['wildcard', /(?<!\\)\.\*/, ''],
      ['anchor', /^\^|(?<!\\)\$$|\\Z$/, ''],
    ]),
  ];
};
