import { ofJunctions, unwrapped } from './junctions.ts';
import { anotherLetter, literalsIn, masked, otherCase, withinLiterals } from './literals.ts';
import { type Edit, edits, type Mutator } from './mutation.ts';

/** Quotes hold a value, unless a sign behind them says that it is a field's name. */
const quoted = String.raw`"((?:\\.|[^"\\])*)"(?! ?[=<>!])`;
const names = String.raw`"(?:\\.|[^"\\])*"(?= ?[=<>!])|'[^']*'`;
const numeral = String.raw`(?<=[=<>(,] ?)(\d+(?:\.\d+)?)(?![\w.])`;

/** Behind the conditions there is only what is shown of the events. */
const shown = /\n\| (?:table|rename|convert|fields)\b|\n {4}by /;

export const mutateSpl: Mutator = query => {
  const end = shown.exec(query)?.index ?? query.length;
  const text = query.slice(0, end);
  const found = literalsIn(text, new RegExp(`${quoted}|${numeral}`));
  const bare = masked(text, [...found, ...literalsIn(text, new RegExp(`(${names})`))].sort(byPlace));
  const where = bare.startsWith('| tstats') ? 0 : bare.indexOf('\n| where ');
  const literals = found.filter(({ start }) => !isOfPlace(text, start));
  return [
    ...ofJunctions(bare, { and: 'AND', or: 'OR' }),
    ...ofTerms(bare.slice(0, where === -1 ? bare.length : where)),
    ...edits('negation', bare, /\bNOT /, ''),
    ...edits('negation', bare, /!=/, '='),
    ...unwrapped(bare, 'coalesce').map(edit => ({
      ...edit,
      text: text.slice(edit.start + 9, edit.start + 9 + edit.text.length),
    })),
    ...unwrapped(bare, 'lower').map(edit => ({
      ...edit,
      kind: 'case' as const,
      text: text.slice(edit.start + 6, edit.start + 6 + edit.text.length),
    })),
    ...edits('guard', bare, /\bisnotnull\(/, 'isnull('),
    ...withinLiterals(text, literals, [
      anotherLetter,
      ['case', /\(\?i\)/, ''],
      ['wildcard', /(?<!\\)\*/, ''],
      ['wildcard', /^%|%$/, ''],
      ['anchor', /^(?=[^*^(%])/, '*'],
      ['anchor', /(?<=[^*$)%])$/, '*'],
      ['anchor', /^\^|(?<!\\)\$$/, ''],
    ]),
    ...withinLiterals(text, where > 0 ? literals.filter(({ start }) => start > where) : [], [otherCase]),
  ];
};

const byPlace = (one: { readonly start: number }, other: { readonly start: number }) =>
  one.start - other.start;

/** Numbers of options say nothing of events. */
function isOfPlace(text: string, at: number): boolean {
  return /(?:allow_old_summaries|fillnull_value|summariesonly|sort|head|limit) ?=? ?$/.test(
    text.slice(0, at),
  );
}

/** Terms of a search stand side by side: one can go, or be made an alternative of the one before. */
function ofTerms(search: string): readonly Edit[] {
  const term = /(?<=^|[\s(])(?:NOT )?(?:"_+"|[\w.{}:@-]+)(?:!=|<=?|>=?|=| IN \([^()]*\))(?:"_*"|[^\s()]*)/g;
  return [...search.matchAll(term)].flatMap(({ 0: found, index }): readonly Edit[] => {
    const end = index + found.length;
    const isJoined = /\b(?:AND|OR) ?$/.test(search.slice(0, index).trimEnd());
    const behind = /^\s+(AND|OR)\b/.exec(search.slice(end));
    return [
      ...(isJoined || behind !== null ? [] : [{ kind: 'leaf' as const, start: index, end, text: '' }]),
      ...(isJoined || behind !== null || !/[\w")]\s+$/.test(search.slice(0, index))
        ? []
        : [{ kind: 'connective' as const, start: index, end: index, text: 'OR ' }]),
    ];
  });
}
