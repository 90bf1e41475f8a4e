import type { IToken } from 'chevrotain';
import * as t from './tokens.ts';

/** Where a query departs from the grammar. */
export interface Place {
  /** The token that does not fit; none at the end of the query. */
  readonly token: IToken | undefined;
  readonly previous: IToken | undefined;
  readonly expected: string;
}

const series = '`sequence by FIELD with maxspan=5m [process where …] [file where …]`';

/** Words of other languages, that stand between a field and a value there. */
const operators: Readonly<Record<string, string>> = {
  contains: 'write FIELD : "*…*", or stringContains(FIELD, "…")',
  startswith: 'write FIELD : "…*", or startsWith(FIELD, "…")',
  endswith: 'write FIELD : "*…", or endsWith(FIELD, "…")',
  matches: 'write FIELD regex "…"',
  is: 'write FIELD == null, or FIELD != null',
  exists: 'write FIELD != null',
  between: 'write FIELD >= … and FIELD <= …',
};

/** What to write in the place of what does not fit, for what is often written there. */
export function syntaxHelp({ token, previous, expected }: Place): string | undefined {
  if (token === undefined) return helpAtEnd(previous, expected);
  return (
    helpForSeries(token, previous, expected) ??
    helpForLists(token, previous, expected) ??
    helpForWords(token, previous)
  );
}

function helpAtEnd(previous: IToken | undefined, expected: string): string | undefined {
  if (expected === "')'") return 'a parenthesis is not closed';
  if (previous?.tokenType === t.Until) return 'an event follows: `until [process where …]`';
  return previous === undefined ? undefined : `something must follow \`${previous.image}\``;
}

function helpForSeries(token: IToken, previous: IToken | undefined, expected: string): string | undefined {
  if (previous === undefined && token.tokenType === t.OpenBracket)
    return `events in brackets are those of a sequence or a sample: ${series}`;
  if (previous === undefined && token.image === 'where')
    return 'an event begins with its category: `any where …` for every one';
  if (expected === "'where'")
    return 'an event is a category and a condition: `process where …`, `any where …`';
  if (token.image === 'maxspan') return `the span stands behind the keys: ${series}`;
  if (previous?.tokenType === t.CloseBracket && /^(?:and|or|,)$/.test(token.image))
    return 'the events of a sequence follow each other without a word between them';
  if (expected === "'='") return 'write `with maxspan=5m`, `with runs=3`';
  return undefined;
}

function helpForLists(token: IToken, previous: IToken | undefined, expected: string): string | undefined {
  if (expected === "'('") return `a list stands in parentheses: ${previous?.image ?? 'in'} ("…", "…")`;
  if (expected === "')'" && token.image === ',')
    return 'lists stand behind in, :, like and regex: `FIELD in ("…", "…")`, `not FIELD in ("…", "…")`';
  if (token.image === ')') return 'this parenthesis was not opened';
  if (token.image === '|' && previous?.image === '|') return 'write `or`';
  return undefined;
}

function helpForWords(token: IToken, previous: IToken | undefined): string | undefined {
  const instead = operators[token.image.toLowerCase()];
  if (instead !== undefined) return instead;
  const { image } = previous ?? { image: '' };
  if (/^(?:and|or)$/.test(image) && /^(?:like|regex|in|:|==)/.test(token.image))
    return `name the field again: \`FIELD … ${image} FIELD ${token.image} …\``;
  const areNames = previous?.tokenType === t.Identifier && token.tokenType === t.Identifier;
  return areNames ? `a name with a space stands in backticks: \`${image} ${token.image}\`` : undefined;
}
