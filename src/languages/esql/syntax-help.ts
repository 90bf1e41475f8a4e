import type { IToken } from 'chevrotain';
import { commandNames } from './commands.ts';
import * as t from './tokens.ts';

/** Where a query departs from the grammar. */
export interface Place {
  /** The token that does not fit; none at the end of the query. */
  readonly token: IToken | undefined;
  readonly previous: IToken | undefined;
  readonly expected: string;
}

/** Words of other languages, that stand between a field and a value there. */
const operators: Readonly<Record<string, string>> = {
  between: 'write FIELD >= … and FIELD <= …',
  ilike: 'write to_lower(FIELD) like "…"',
  contains: 'write FIELD like "*…*", or contains(FIELD, "…")',
  startswith: 'write starts_with(FIELD, "…")',
  endswith: 'write ends_with(FIELD, "…")',
  matches: 'write FIELD rlike "…"',
  exists: 'write FIELD is not null',
  group: 'write `stats … by FIELD`',
  having: 'write `| where …` behind stats',
};

const forms: Readonly<Record<string, string>> = {
  fork: 'write `fork (where …) (where …)`',
  rename: 'write `rename OLD as NEW`',
  dissect: 'write `dissect FIELD "%{a} %{b}"`',
  grok: 'write `grok FIELD "%{WORD:a}"`',
};

/** What to write in the place of what does not fit, for what is often written there. */
export function syntaxHelp({ token, previous, expected }: Place): string | undefined {
  if (token === undefined) return helpAtEnd(previous, expected);
  return helpForSigns(token, previous, expected) ?? helpForWords(token, previous);
}

function helpAtEnd(previous: IToken | undefined, expected: string): string | undefined {
  if (expected === "')'") return 'a parenthesis is not closed';
  if (expected === "'on'") return 'write `lookup join INDEX on FIELD`';
  return previous === undefined ? undefined : `something must follow \`${previous.image}\``;
}

function helpForSigns(token: IToken, previous: IToken | undefined, expected: string): string | undefined {
  const { image } = token;
  if (token.tokenType === t.FoldedEqual)
    return 'ES|QL has no operator that ignores case: write to_lower(field) == "…"';
  if (token.tokenType === t.Assign && /^(?:first|last)$/i.test(previous?.image ?? ''))
    return `\`${previous?.image}\` is a word of ES|QL; as the name of a column it stands in backticks`;
  if (token.tokenType === t.Assign) return 'in a condition write ==, and a comma between columns';
  if (image === '*') return 'a pattern stands in double quotes: like "*…*"; presence is `is not null`';
  if (image === ')') return 'this parenthesis was not opened';
  if (image === ';') return 'a rule has one query';
  if (expected === "'('") return `a list stands in parentheses: ${previous?.image ?? 'in'} ("…", "…")`;
  if (image === ',') return 'conditions are joined by `and` and `or`';
  return expected === "'null'" ? 'write == and != between values' : undefined;
}

function helpForWords(token: IToken, previous: IToken | undefined): string | undefined {
  const [word, before] = [token.image.toLowerCase(), previous?.image.toLowerCase() ?? ''];
  const instead = operators[word];
  if (instead !== undefined) return instead;
  if (word === 'by' && before === 'sort') return 'write `sort FIELD`';
  if (word === 'by' && before === ',') return 'no comma stands before `by`';
  if (word === 'null') return 'write `is null` or `is not null`';
  if ([word, before].some(each => commandNames.includes(each))) return 'a `|` stands before each command';
  return undefined;
}

/** How a command is written that found something else behind its name. */
export function formOf(command: string): string | undefined {
  return forms[command];
}

/** What ES|QL has in place of commands of other languages. */
export const otherCommands: Readonly<Record<string, string>> = {
  select: 'write keep',
  project: 'write keep',
  table: 'write keep',
  fields: 'write keep, or drop',
  order: 'write sort',
  having: 'write where',
  filter: 'write where',
  search: 'write where',
  head: 'write limit',
  take: 'write limit',
  top: 'write sort, then limit',
  tail: 'write sort … desc, then limit',
  extend: 'write eval',
  group: 'write stats … by',
  summarize: 'write stats … by',
  count: 'write stats count(*)',
  lookup: 'write lookup join',
  join: 'write lookup join',
  rex: 'write grok or dissect',
  parse: 'write grok or dissect',
};

/** What ES|QL has in place of functions of other languages; names without their lines below are found by themselves. */
export const otherFunctions: Readonly<Record<string, string>> = {
  if: 'write case(condition, value, otherwise)',
  iif: 'write case(condition, value, otherwise)',
  isnull: 'write `is null`',
  isnotnull: 'write `is not null`',
  lower: 'write to_lower',
  upper: 'write to_upper',
  len: 'write length',
  substr: 'write substring',
  tostring: 'write to_string',
  tonumber: 'write to_double',
  dc: 'write count_distinct',
  dcount: 'write count_distinct',
  countif: 'write count(*) where …',
  count_if: 'write count(*) where …',
  nvl: 'write coalesce',
  ifnull: 'write coalesce',
  wildcard: 'write FIELD like "…"',
  stringcontains: 'write contains',
};
