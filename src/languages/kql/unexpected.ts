import { EOF, type IToken } from 'chevrotain';
import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import {
  Colon,
  LeftBrace,
  LeftParenthesis,
  Not,
  QuotedText,
  RangeOperator,
  RightBrace,
  RightParenthesis,
  Text,
} from './tokens.ts';

/** A syntax error in people's words: the grammar is small enough to tell what may follow from what stands before. */
export function unexpected(token: IToken, tokens: readonly IToken[], source: EmbeddedText): Diagnostic {
  const atEnd = token.tokenType === EOF;
  const at = atEnd ? tokens.length : tokens.indexOf(token);
  const end = source.text.trimEnd().length;
  const start = atEnd ? end : token.startOffset;
  const before = tokens.slice(0, at);
  return diagnose(
    'kql/unexpected-token',
    {
      found: atEnd ? 'the end of the query' : `\`${token.image}\``,
      expected: expectedAfter(before),
      ...mistake(token, before),
    },
    source.span(start, atEnd ? end : start + token.image.length),
  );
}

function expectedAfter(before: readonly IToken[]): string {
  const last = before.at(-1)?.tokenType;
  if (last === Colon) return 'a value, `(` or `{`';
  if (last === RangeOperator) return 'a value';
  if (last === Not) return 'a field, a value or `(`';
  if (!isText(before.at(-1)) && last !== RightParenthesis && last !== RightBrace)
    return 'a field, a value, `not` or `(`';
  const colon = isText(before.at(-1)) && !isValue(before) ? '`:`, ' : '';
  const closing = openBracket(before);
  return `${colon}\`and\`, \`or\` or ${closing === undefined ? 'the end of the query' : `\`${closing}\``}`;
}

/** Whether the last text stands where no field can: right behind `:` or a comparison, or in a group of values. */
function isValue(before: readonly IToken[]): boolean {
  const previous = before.at(-2)?.tokenType;
  if (previous === Colon || previous === RangeOperator) return true;
  const open = openings(before).at(-1);
  return (
    open !== undefined && before[open - 1]?.tokenType === Colon && before[open]?.tokenType === LeftParenthesis
  );
}

function openBracket(before: readonly IToken[]): string | undefined {
  const open = openings(before).at(-1);
  return open === undefined ? undefined : before[open]?.tokenType === LeftBrace ? '}' : ')';
}

/** Where the brackets stand that are still open. */
function openings(before: readonly IToken[]): readonly number[] {
  const open: number[] = [];
  before.forEach(({ tokenType }, index) => {
    if (tokenType === LeftParenthesis || tokenType === LeftBrace) open.push(index);
    else if (tokenType === RightParenthesis || tokenType === RightBrace) open.pop();
  });
  return open;
}

/** What was most likely meant. */
function mistake(token: IToken, before: readonly IToken[]): { readonly help?: string } {
  const last = before.at(-1);
  if (token.tokenType === Colon && isText(last) && isValue(before))
    return { help: 'write a colon of a value as `\\:`, or put the value in double quotes' };
  if (token.tokenType === RangeOperator && last?.tokenType === Colon)
    return { help: 'a comparison takes no colon: write `field > 5`' };
  if (token.tokenType === Not && last?.tokenType === Not)
    return { help: '`not` twice needs parentheses: `not (not field:value)`' };
  if (token.tokenType === Not && last?.tokenType === Colon)
    return { help: 'write `not field:value`, or `field:(not value)`' };
  if (token.tokenType === Not && isText(last))
    return { help: '`not` and a blank end a value, even inside of a word: put the value in double quotes' };
  if (token.tokenType === QuotedText && /[=!]=?~?$/.test(last?.image ?? ''))
    return { help: 'KQL has no `=`: write `field: value`, or `not field: value`' };
  if (isText(token) && isText(last))
    return { help: 'put the whole value in double quotes, with a quote inside of it written `\\"`' };
  if (token.tokenType === LeftParenthesis && isText(last) && /^not$/i.test(last?.image ?? ''))
    return { help: '`not` needs a blank behind it' };
  if (isText(token) && /^(?:and|or)\b/i.test(token.image))
    return { help: '`and` and `or` need a blank on either side' };
  return {};
}

function isText(token: IToken | undefined): boolean {
  return token?.tokenType === Text || token?.tokenType === QuotedText;
}
