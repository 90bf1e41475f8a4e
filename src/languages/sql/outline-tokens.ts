import type { EmbeddedText } from '../../source/index.ts';

/** A word, text, number or sign of a query; comments and what a template adds are none. */
export interface SqlToken {
  readonly kind: 'word' | 'path' | 'text' | 'number' | 'sign';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const name = '(?:"(?:[^"]|"")*"|[A-Za-z_][A-Za-z0-9_$]*)';

/**
 * Names with what they lead to: `actor:email`, `r.user`, `sourceIPs[0]`. https://docs.snowflake.com/en/user-guide/querying-semistructured
 * Casts are left out, and so is what Panther's templates write: https://docs.panther.com/search/scheduled-searches/templated-searches
 */
const patterns: readonly (readonly [SqlToken['kind'] | undefined, RegExp])[] = [
  [
    undefined,
    /(?:\s+|--[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\{%[\s\S]*?(?:%\}|$)|\{\{[\s\S]*?(?:\}\}|$))/y,
  ],
  [undefined, /::\s*[A-Za-z_]+(?:\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\))?/y],
  ['path', new RegExp(String.raw`${name}(?:[.:](?!:)${name}|\[(?:\d+|'[^'\n]*')\])+`, 'y')],
  ['word', new RegExp(name, 'y')],
  ['text', /'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|\$\$[\s\S]*?(?:\$\$|$)/y],
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['sign', /<>|<=|>=|!=|\|\||[\s\S]/y],
];

/** More of a query than this is not looked at. */
const mostTokens = 20_000;

export function outlineTokens({ text }: EmbeddedText): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  for (let at = 0; at < text.length && tokens.length < mostTokens; ) {
    const [kind, end] = tokenAt(text, at);
    if (kind !== undefined) tokens.push({ kind, text: text.slice(at, end), start: at, end });
    at = end;
  }
  return tokens;
}

function tokenAt(text: string, at: number): readonly [SqlToken['kind'] | undefined, number] {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    if (pattern.test(text) && pattern.lastIndex > at) return [kind, pattern.lastIndex];
  }
  return ['sign', at + 1];
}

/** Whether a token is a word of the language, in either case. */
export function isWord(token: SqlToken | undefined, ...words: readonly string[]): boolean {
  return token?.kind === 'word' && words.includes(token.text.toLowerCase());
}

/** Place after the bracket that closes the one at a place; the end, where none does. */
export function afterBracket(tokens: readonly SqlToken[], at: number): number {
  let depth = 0;
  for (let index = at; index < tokens.length; index++) {
    const { text, kind } = tokens[index] ?? { text: '', kind: 'sign' };
    if (kind !== 'sign') continue;
    if (text === '(') depth += 1;
    else if (text === ')') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return tokens.length;
}

/** A column as events have it: without the table that it is of, and its parts joined by dots. */
export function columnOf({ text }: SqlToken): string {
  const [head = '', ...rest] = text.split(':');
  const own = [...head.matchAll(new RegExp(`${name}(?:\\[[^\\]]*\\])*`, 'g'))].at(-1)?.[0] ?? head;
  return [own, ...rest].join('.').replaceAll(/"((?:[^"]|"")*)"/g, '$1');
}
