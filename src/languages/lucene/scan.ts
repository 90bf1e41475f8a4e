import type { IToken, TokenType } from 'chevrotain';
import { scanRange } from './scan-range.ts';
import {
  And,
  BareSign,
  Boost,
  Caret,
  Colon,
  LeftParenthesis,
  Minus,
  Not,
  Or,
  Plus,
  Prefix,
  Quoted,
  RangeEnd,
  RangeStart,
  RegularExpression,
  RightParenthesis,
  Star,
  Term,
  Tilde,
  Wildcard,
} from './tokens.ts';

/** What makes the text no query before its grammar is looked at. Offsets of the query, half open. */
export interface ScanProblem {
  readonly problem: 'strayCharacter' | 'unterminatedQuote' | 'unterminatedRegex' | 'missingBoost' | 'tooDeep';
  readonly start: number;
  readonly end: number;
}

/** A token's type and where it ends. */
export interface Scanned {
  readonly type: TokenType;
  readonly end: number;
}

/** Bounds our recursion; Elasticsearch refuses more than 30 levels of bool. */
export const deepest = 200;

const signs: Readonly<Record<string, TokenType>> = { '+': Plus, '-': Minus, '!': Not };
const marks: Readonly<Record<string, TokenType>> = {
  '(': LeftParenthesis,
  ')': RightParenthesis,
  ':': Colon,
  '^': Caret,
  '[': RangeStart,
  '{': RangeStart,
};
const words: Readonly<Record<string, TokenType>> = {
  AND: And,
  '&&': And,
  OR: Or,
  '||': Or,
  NOT: Not,
  '*': Star,
};
/** Characters that neither begin nor continue a term. */
const breaks = new Set([...' \t\n\r\u3000!():^[]"{}~/']);
const boost = /\d+(?:\.\d+)?/y;

/** The tokens of a query, in linear time, or what is wrong with it. */
export function scan(text: string): readonly IToken[] | ScanProblem {
  const tokens: IToken[] = [];
  let depth = 0;
  let isInRange = false;
  for (let at = skipBlanks(text, 0); at < text.length; at = skipBlanks(text, at, tokens.at(-1)?.tokenType)) {
    const next = scanToken(text, at, isInRange, tokens.at(-1)?.tokenType);
    if ('problem' in next) return next;
    const { type, end } = next;
    tokens.push(tokenOf(type, text, at, end));
    at = end;
    if (type === RangeStart || type === RangeEnd) isInRange = type === RangeStart;
    depth += type === LeftParenthesis ? 1 : type === RightParenthesis ? -1 : 0;
    if (depth > deepest) return { problem: 'tooDeep', start: end - 1, end };
  }
  return tokens;
}

function scanToken(
  text: string,
  at: number,
  isInRange: boolean,
  previous: TokenType | undefined,
): Scanned | ScanProblem {
  if (isInRange) return scanRange(text, at);
  if (previous === Caret) return scanBoost(text, at);
  const character = text[at] ?? '';
  const mark = marks[character];
  if (mark !== undefined) return { type: mark, end: at + 1 };
  const sign = signs[character];
  if (sign !== undefined)
    return isBlank(text[at + 1]) ? { type: BareSign, end: at + 1 } : { type: sign, end: at + 1 };
  switch (character) {
    case '"':
      return scanQuoted(text, at);
    case '/':
      return scanRegularExpression(text, at);
    case '~':
      return { type: Tilde, end: scanRun(text, at + 1).end };
    default:
      return scanTerm(text, at);
  }
}

function scanBoost(text: string, at: number): Scanned | ScanProblem {
  boost.lastIndex = at;
  const found = boost.exec(text);
  return found === null
    ? { problem: 'missingBoost', start: at, end: at + 1 }
    : { type: Boost, end: at + found[0].length };
}

function scanQuoted(text: string, at: number): Scanned | ScanProblem {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '"') return { type: Quoted, end: end + 1 };
    if (text[end] === '\\') end += 1;
  }
  return { problem: 'unterminatedQuote', start: at, end: text.length };
}

/** The longest match: up to the first slash without a backslash before it, else to the last one with. */
function scanRegularExpression(text: string, at: number): Scanned | ScanProblem {
  let last = -1;
  for (let slash = text.indexOf('/', at + 1); slash !== -1; slash = text.indexOf('/', slash + 1)) {
    last = slash;
    if (text[slash - 1] !== '\\') break;
  }
  return last === -1
    ? { problem: 'unterminatedRegex', start: at, end: at + 1 }
    : { type: RegularExpression, end: last + 1 };
}

function scanTerm(text: string, at: number): Scanned | ScanProblem {
  const { end, wildcards, endsInStar } = scanRun(text, at);
  if (end === at) return { problem: 'strayCharacter', start: at, end: at + 1 };
  const word = end - at <= 3 ? words[text.slice(at, end)] : undefined;
  if (word !== undefined) return { type: word, end };
  const type = wildcards === 0 ? Term : wildcards === 1 && endsInStar ? Prefix : Wildcard;
  return { type, end };
}

/** A run of characters of terms, escapes and wildcards. */
function scanRun(text: string, at: number): { end: number; wildcards: number; endsInStar: boolean } {
  let wildcards = 0;
  let endsInStar = false;
  let end = at;
  while (end < text.length) {
    const character = text[end] ?? '';
    if (breaks.has(character)) break;
    if (character === '\\' && end + 1 >= text.length) break;
    endsInStar = character === '*';
    if (endsInStar || character === '?') wildcards += 1;
    end += character === '\\' ? 2 : 1;
  }
  return { end, wildcards, endsInStar };
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && ' \t\n\r\u3000'.includes(character);
}

/** No blank may stand behind a caret. */
function skipBlanks(text: string, at: number, previous?: TokenType): number {
  let end = at;
  if (previous !== Caret) while (end < text.length && isBlank(text[end])) end += 1;
  return end;
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
