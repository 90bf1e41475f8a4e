import type { IToken, TokenType } from 'chevrotain';
import {
  And,
  Colon,
  LeftBrace,
  LeftParenthesis,
  Not,
  Or,
  QuotedText,
  RangeOperator,
  RightBrace,
  RightParenthesis,
  Text,
} from './tokens.ts';

/** What makes the text no KQL before its grammar is looked at. Offsets of the query, half open. */
export interface ScanProblem {
  readonly kind: 'badEscape' | 'unterminatedQuote' | 'tooDeep';
  readonly start: number;
  readonly end: number;
}

/** Kibana takes any depth; Elasticsearch refuses more than 30 levels of bool. This bounds our recursion alone. */
export const deepest = 200;

const punctuation: Readonly<Record<string, TokenType>> = {
  '(': LeftParenthesis,
  ')': RightParenthesis,
  '{': LeftBrace,
  '}': RightBrace,
  ':': Colon,
};
const ends = new Set(['(', ')', ':', '<', '>', '"', '{', '}']);
const escapeSequence = /\\(?:[trn\\():<>"*{}]|u[\da-fA-F]{4}|[oO][rR]|[aA][nN][dD]|[nN][oO][tT])/y;
const junction = /(and|or)[ \t\r\n\u00a0]+/iy;
const negation = /not[ \t\r\n\u00a0]+/iy;

/** The tokens of a query, in linear time, or what is wrong with it. */
export function scan(text: string): readonly IToken[] | ScanProblem {
  const tokens: IToken[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const next = scanToken(text, at, tokens.at(-1)?.tokenType);
    if ('kind' in next) return next;
    at = next.end;
    if (next.type === undefined) continue;
    tokens.push(tokenOf(next.type, text, next.start, next.textEnd));
    if (next.type === LeftParenthesis || next.type === LeftBrace) depth += 1;
    else if (next.type === RightParenthesis || next.type === RightBrace) depth -= 1;
    if (depth > deepest) return { kind: 'tooDeep', start: next.start, end: next.end };
  }
  return tokens;
}

/** `end` is where the next token may begin: beyond the blanks that belong to an operator. No type: blanks. */
interface Scanned {
  readonly type: TokenType | undefined;
  readonly start: number;
  readonly textEnd: number;
  readonly end: number;
}

function scanToken(text: string, at: number, previous: TokenType | undefined): Scanned | ScanProblem {
  const afterBlanks = skipBlanks(text, at);
  if (afterBlanks > at) {
    const operator = endsOperand(previous) ? match(junction, text, afterBlanks) : undefined;
    if (operator === undefined) return { type: undefined, start: at, textEnd: afterBlanks, end: afterBlanks };
    const word = operator[1] ?? '';
    const type = word.toLowerCase() === 'and' ? And : Or;
    return token(type, afterBlanks, afterBlanks + word.length, afterBlanks + operator[0].length);
  }
  const character = text[at] ?? '';
  const type = punctuation[character];
  if (type !== undefined) return token(type, at, at + 1);
  if (character === '<' || character === '>')
    return token(RangeOperator, at, text[at + 1] === '=' ? at + 2 : at + 1);
  if (character === '"') return scanQuoted(text, at);
  const not = match(negation, text, at);
  return not === undefined ? scanUnquoted(text, at) : token(Not, at, at + 3, at + not[0].length);
}

function scanQuoted(text: string, at: number): Scanned | ScanProblem {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '"') return token(QuotedText, at, end + 1);
    if (text[end] === '\\') end += 1;
  }
  return { kind: 'unterminatedQuote', start: at, end: text.length };
}

/** A value without quotes goes on over blanks, up to a special character or to an operator with blanks around it. */
function scanUnquoted(text: string, start: number): Scanned | ScanProblem {
  let at = start;
  let end = start;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '\\') {
      const escaped = match(escapeSequence, text, at);
      if (escaped === undefined) return { kind: 'badEscape', start: at, end: Math.min(at + 2, text.length) };
      at += escaped[0].length;
      end = at;
    } else if (isBlank(character)) {
      const afterBlanks = skipBlanks(text, at);
      if (match(junction, text, afterBlanks) !== undefined) break;
      at = afterBlanks;
    } else {
      if (ends.has(character)) break;
      if ((character === 'n' || character === 'N') && match(negation, text, at) !== undefined) break;
      at += 1;
      end = at;
    }
  }
  return token(Text, start, end);
}

/** `and` and `or` are operators only after an operand: `x: and y` is the value "and y". */
function endsOperand(type: TokenType | undefined): boolean {
  return type === Text || type === QuotedText || type === RightParenthesis || type === RightBrace;
}

function isBlank(character: string | undefined): boolean {
  return (
    character === ' ' ||
    character === '\n' ||
    character === '\t' ||
    character === '\r' ||
    character === '\u00a0'
  );
}

function skipBlanks(text: string, at: number): number {
  let end = at;
  while (end < text.length && isBlank(text[end])) end += 1;
  return end;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function token(type: TokenType, start: number, textEnd: number, end = textEnd): Scanned {
  return { type, start, textEnd, end };
}

/** Lines and columns are left out: spans are offsets. */
function tokenOf(tokenType: TokenType, text: string, start: number, end: number): IToken {
  return {
    image: text.slice(start, end),
    startOffset: start,
    endOffset: end - 1,
    tokenType,
    tokenTypeIdx: tokenType.tokenTypeIdx ?? 0,
  };
}
