import { ofJunctions, unwrapped } from './junctions.ts';
import { anotherLetter, literalsIn, masked, otherCase, withinLiterals } from './literals.ts';
import { type Edit, edits, type Mutator, shifted } from './mutation.ts';

const quoted = String.raw`"(?!"")((?:\\.|[^"\\])*)"`;
const tripled = String.raw`"""([\s\S]*?)"""`;
const numeral = String.raw`(?<=[=<>(,] ?)(\d+(?:\.\d+)?)(?![\w.])`;

const words = { and: 'and', or: 'or' } as const;

const wildcards = [
  ['wildcard', /(?<!\\)\*/, ''],
  ['wildcard', /(?<!\\)\?/, ''],
  ['anchor', /^(?=[^*])(?!.*\/\d)/, '*'],
  ['anchor', /(?<!\/\d*)(?<=[^*])$/, '*'],
] as const;

const regexes = [
  ['anchor', /^\.\*/, ''],
  ['anchor', /(?<!\\)\.\*$/, ''],
  ['wildcard', /(?<!\\)\.\*/, ''],
] as const;

export const mutateEql: Mutator = query => {
  const literals = literalsIn(query, new RegExp(`${tripled}|${quoted}|${numeral}`));
  const bare = masked(query, literals);
  return [
    ...ofJunctions(bare, words),
    ...edits('negation', bare, /\bnot (?!in\b|like\b)/, ''),
    ...edits('negation', bare, /\bnot (?=in\b|like\b)/, ''),
    ...edits('negation', bare, /!=/, '=='),
    ...edits('case', bare, / : /, ' == '),
    ...edits('case', bare, /\b(?:in|like|regex)(~)/, ''),
    ...edits('case', bare, / == (?=")/, ' : '),
    ...edits('guard', bare, /(?<=== )null/, '"null"'),
    ...edits('guard', bare, /(?:!=|==)(?= null)/, found => (found === '==' ? '!=' : '==')),
    ...withinLiterals(query, literals, [anotherLetter, ...wildcards, ...regexes]),
    ...withinLiterals(
      query,
      literals.filter(({ start }) => query.slice(start - 5, start - 1) === ' == '),
      [otherCase],
    ),
  ];
};

/** The condition stands behind the first `where`, save in pipelines. */
export const mutateEsql: Mutator = query => {
  const from = query.indexOf('| where ');
  const text = query.slice(from);
  const literals = literalsIn(text, new RegExp(`${tripled}|${quoted}|${numeral}`));
  const bare = masked(text, literals);
  const found: readonly Edit[] = [
    ...ofJunctions(bare, words),
    ...edits('negation', bare, /\bnot (?!null\b|in\b|like\b|rlike\b)/, ''),
    ...edits('negation', bare, /!=/, '=='),
    ...edits('guard', bare, /\bis (not )null/, ''),
    ...unwrapped(text, 'coalesce'),
    ...unwrapped(text, 'to_lower').map(edit => ({ ...edit, kind: 'case' as const })),
    ...withinLiterals(text, literals, [anotherLetter, otherCase, ...wildcards, ...regexes]),
  ];
  return shifted(found, from);
};

/** A bare value is what no colon follows. */
const bareKql = String.raw`(?<=[:(\s])((?:\\.|[^\s():"{}<>=\\])+)(?=[\s)}]|$)`;

export const mutateKql: Mutator = query => {
  const literals = literalsIn(query, new RegExp(`${quoted}|(?!(?:and|or|not)\\b)${bareKql}`)).filter(
    ({ start, end }) => !/^(?:and|or|not|\*)$/.test(query.slice(start, end)),
  );
  const bare = masked(query, literals);
  return [
    ...ofJunctions(bare, words),
    ...edits('negation', bare, /\bnot /, ''),
    ...edits('guard', query, /(?<=:)\*(?=[\s)]|$)/, '""'),
    ...withinLiterals(query, literals, [anotherLetter, otherCase, ...wildcards]),
  ];
};

const bareLucene = String.raw`(?<=[:(\s])((?:\\[\s\S]|[^\s():"{}[\]/\\])+)(?=[\s)}\]]|$)`;
const slashed = String.raw`(?<=[:(\s])\/((?:\\.|[^/\\])+)\/`;

export const mutateLucene: Mutator = query => {
  const literals = literalsIn(query, new RegExp(`${quoted}|${slashed}|${bareLucene}`)).filter(
    ({ start, end }) => !/^(?:AND|OR|NOT|TO|\*)$/.test(query.slice(start, end)),
  );
  const bare = masked(query, literals);
  return [
    ...ofJunctions(bare, { and: 'AND', or: 'OR' }),
    ...edits('negation', bare, /\bNOT /, ''),
    ...edits('guard', bare, /\b_exists_:/, ''),
    ...edits('case', query, /\[([A-Z])[a-z]\]/, found => found.toLowerCase()),
    ...withinLiterals(query, literals, [anotherLetter, otherCase, ...wildcards, ...regexes]),
  ];
};
