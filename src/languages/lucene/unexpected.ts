import { EOF, type IToken } from 'chevrotain';
import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import {
  And,
  Colon,
  LeftParenthesis,
  Minus,
  Not,
  Or,
  Plus,
  Prefix,
  Quoted,
  RangeBound,
  RangeQuoted,
  RangeStart,
  RangeTo,
  Tilde,
  Wildcard,
} from './tokens.ts';

/** A syntax error in people's words. */
export function unexpected(token: IToken, tokens: readonly IToken[], source: EmbeddedText): Diagnostic {
  const atEnd = token.tokenType === EOF;
  const at = atEnd ? tokens.length : tokens.indexOf(token);
  const end = source.text.trimEnd().length;
  const start = atEnd ? end : token.startOffset;
  const before = tokens.slice(0, at);
  return diagnose(
    'lucene/unexpected-token',
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
  const secondLast = before.at(-2)?.tokenType;
  const isBound = last === RangeBound || last === RangeQuoted || last === RangeTo;
  if (last === RangeStart) return 'a bound';
  if (isBound && secondLast === RangeStart) return '`TO`';
  if (last === RangeTo) return 'a bound';
  if (isBound) return '`]` or `}`';
  if (last === Colon) return 'a value, a range or `(`';
  if (last === Plus || last === Minus || last === Not) return 'a field, a value or `(`';
  if (last === undefined || last === And || last === Or || last === LeftParenthesis)
    return 'a field, a value, `NOT` or `(`';
  return 'an operator, another clause or the end';
}

/** What was most likely meant. */
function mistake(token: IToken, before: readonly IToken[]): { readonly help?: string } {
  const last = before.at(-1);
  if (token.tokenType === Colon) return { help: colonMistake(last, before) };
  if (last?.tokenType === Colon && [Minus, Plus, Not, And, Or].includes(token.tokenType))
    return { help: `put the value in double quotes, or a backslash before \`${token.image}\`` };
  if (token.tokenType === Tilde) return { help: 'write `\\~` for the character' };
  return {};
}

function colonMistake(last: IToken | undefined, before: readonly IToken[]): string {
  if (last?.tokenType === Prefix || last?.tokenType === Wildcard)
    return 'a wildcard in the name of a field needs a backslash: `name.\\*:value`';
  if (last?.tokenType === Quoted && before.at(-2)?.tokenType !== Colon)
    return 'the name of a field takes no quotes: write a blank in it as `\\ `';
  if (/&&|\|\|/.test(last?.image ?? '')) return '`&&` and `||` need a blank on either side';
  return 'write a colon of a value as `\\:`, or put the value in double quotes';
}
