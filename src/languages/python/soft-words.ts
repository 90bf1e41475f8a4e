import type { IToken, TokenType } from 'chevrotain';
import * as t from './tokens.ts';

/**
 * `match` heads a statement where its line ends in a colon and `case` begins the block below it; elsewhere both are names.
 * https://docs.python.org/3/reference/compound_stmts.html#the-match-statement
 */
export function withSoftWords(tokens: readonly IToken[]): IToken[] {
  const found = tokens.slice();
  /** Of the blocks that are open, whether they are of cases. */
  const blocks: boolean[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.tokenType === t.Indent) blocks.push(isHeader(tokens, found, at));
    else if (token.tokenType === t.Dedent) blocks.pop();
    else if (!beginsLine(tokens, at) || token.tokenType !== t.Name) continue;
    else if (token.image === 'match' && headsCases(tokens, at)) found[at] = as(token, t.Match);
    else if (token.image === 'case' && blocks.at(-1)) found[at] = as(token, t.Case);
  }
  return found;
}

function as(token: IToken, tokenType: TokenType): IToken {
  return { ...token, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx ?? 0 };
}

function beginsLine(tokens: readonly IToken[], at: number): boolean {
  const before = tokens[at - 1]?.tokenType;
  return before === undefined || before === t.Newline || before === t.Indent || before === t.Dedent;
}

function headsCases(tokens: readonly IToken[], at: number): boolean {
  const end = tokens.findIndex(({ tokenType }, index) => index > at && tokenType === t.Newline);
  const [colon, indent, first] = [tokens[end - 1], tokens[end + 1], tokens[end + 2]];
  const isBlock = end - 1 > at + 1 && colon?.tokenType === t.Colon && indent?.tokenType === t.Indent;
  return isBlock && first?.image === 'case' && first.tokenType === t.Name;
}

/** Whether the line before a block is that of a `match`. */
function isHeader(tokens: readonly IToken[], found: readonly IToken[], indent: number): boolean {
  let at = indent - 2;
  while (at > 0 && !beginsLine(tokens, at)) at -= 1;
  return found[at]?.tokenType === t.Match;
}
