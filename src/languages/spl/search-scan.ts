import type { IToken, TokenType } from 'chevrotain';
import type { Range } from './ast.ts';
import { endOfString } from './commands.ts';
import { endOfSubsearch } from './nesting.ts';
import {
  And,
  Comma,
  Directive,
  In,
  LeftParenthesis,
  Macro,
  Not,
  Or,
  Quoted,
  RightParenthesis,
  Sign,
  Subsearch,
  Word,
} from './search-tokens.ts';

/** What makes the text no search expression before its grammar is looked at. */
export interface ScanProblem extends Range {
  readonly problem: 'subsearch' | 'unterminated' | 'tooDeep' | 'doubleEquals' | 'joined' | 'strayCharacter';
}

interface Scanned {
  readonly type: TokenType;
  readonly end: number;
}

/** Deeper than any rule, and shallow enough for the stack of every phase. */
export const deepest = 80;

const operators: Readonly<Record<string, TokenType>> = { AND: And, OR: Or, NOT: Not };
const blank = /\s/;
const sign = /!=|<=|>=|[=<>]/y;
const directive = /(?:TERM|CASE|PREFIX)\([^()\s]*\)/y;
const quotedDirective = /(?:TERM|CASE|PREFIX)\("(?:\\.|[^"\\])*"\)/y;
const macroCall = /`[^`]*`/y;
/** A term ends where a comparison begins; a value may hold such signs (`url=*?a=b*`). */
const word = /(?:\\[\\"]|\(\)|[^\s()"[\],=<>!|]|!(?!=))+/y;
const value = /(?:\\[\\"]|\(\)|[^\s()"[\]|])+/y;
const listedValue = /(?:\\[\\"]|\(\)|[^\s()"[\]|,])+/y;

/** The tokens of a range of the text, in linear time, or what is wrong with it. */
export function scanSearch(text: string, { start, end }: Range): readonly IToken[] | ScanProblem {
  const tokens: IToken[] = [];
  const body = text.slice(0, end);
  let depth = 0;
  let listDepth = -1;
  for (let at = start; at < end; ) {
    if (blank.test(body.charAt(at))) {
      at++;
      continue;
    }
    const last = tokens.at(-1);
    const next = scanToken(body, at, last, listDepth === depth);
    if ('problem' in next) return next;
    if (isJoined(last, at, next.type)) return { problem: 'joined', start: at, end: next.end };
    tokens.push(tokenOf(next.type, body, at, next.end));
    if (next.type === LeftParenthesis) {
      depth++;
      if (last?.tokenType === In) listDepth = depth;
      if (depth > deepest) return { problem: 'tooDeep', start: at, end: next.end };
    } else if (next.type === RightParenthesis) {
      if (listDepth === depth) listDepth = -1;
      depth--;
    }
    at = next.end;
  }
  return tokens;
}

function scanToken(
  text: string,
  at: number,
  last: IToken | undefined,
  isListed: boolean,
): Scanned | ScanProblem {
  const character = text.charAt(at);
  if (character === '(') return { type: LeftParenthesis, end: at + 1 };
  if (character === ')') return { type: RightParenthesis, end: at + 1 };
  if (character === ',') return { type: Comma, end: at + 1 };
  if (character === '[') return { type: Subsearch, end: endOfSubsearch(text, at) };
  if (character === ']') return { problem: 'subsearch', start: at, end: at + 1 };
  if (character === '"') return scanString(text, at);
  const macro = ends(macroCall, text, at);
  if (macro !== undefined) return { type: Macro, end: macro };
  const isValue = last?.tokenType === Sign;
  if (!isValue && !isListed) {
    const end = ends(sign, text, at);
    if (end !== undefined) return { type: Sign, end };
  } else if (isValue && character === '=') return { problem: 'doubleEquals', start: at - 1, end: at + 1 };
  const directed = ends(directive, text, at) ?? ends(quotedDirective, text, at);
  if (directed !== undefined) return { type: Directive, end: directed };
  const end = ends(isListed ? listedValue : isValue ? value : word, text, at);
  if (end === undefined) return { problem: 'strayCharacter', start: at, end: at + 1 };
  return { type: isValue || isListed ? Word : wordType(text, at, end, last), end };
}

function scanString(text: string, at: number): Scanned | ScanProblem {
  const close = endOfString(text, at);
  return close < 0 ? { problem: 'unterminated', start: at, end: at + 1 } : { type: Quoted, end: close + 1 };
}

function wordType(text: string, at: number, end: number, last: IToken | undefined): TokenType {
  const image = text.slice(at, end);
  if (image === 'IN' && isName(last) && /^\s*\(/.test(text.slice(end, end + 100))) return In;
  const operator = operators[image];
  return operator !== undefined && !/^\s*(?:=|!=|<|>)/.test(text.slice(end, end + 100)) ? operator : Word;
}

function isName(token: IToken | undefined): boolean {
  return token?.tokenType === Word || token?.tokenType === Quoted;
}

/** `a*"b"`: whether that is one value or two, no page says. */
function isJoined(last: IToken | undefined, at: number, type: TokenType): boolean {
  const isTerm = type === Word || type === Quoted;
  return isTerm && isName(last) && last !== undefined && last.startOffset + last.image.length === at;
}

function ends(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function tokenOf(type: TokenType, text: string, start: number, end: number): IToken {
  return {
    image: text.slice(start, end),
    startOffset: start,
    endOffset: end - 1,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx ?? 0,
  };
}
