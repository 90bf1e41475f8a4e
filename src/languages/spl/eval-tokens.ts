import { createToken, Lexer, type TokenType } from 'chevrotain';

/**
 * The words of eval expressions. Operators in words are upper case in the manual; Splunk takes them in any case, as public rules
 * write them. https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/eval
 */
export const Identifier = createToken({
  name: 'Identifier',
  pattern: /[A-Za-z_][A-Za-z0-9_:]*/,
  label: 'a name',
});

function keyword(word: string): TokenType {
  const name = `${word.charAt(0)}${word.slice(1).toLowerCase()}`;
  return createToken({ name, pattern: new RegExp(word, 'i'), longer_alt: Identifier, label: word });
}

function sign(name: string, text: string): TokenType {
  return createToken({ name, pattern: text, label: `\`${text}\`` });
}

const Whitespace = createToken({ name: 'Whitespace', pattern: /\s+/, group: Lexer.SKIPPED });
export const Text = createToken({
  name: 'Text',
  pattern: /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/,
  line_breaks: true,
  label: 'a string',
});
export const QuotedName = createToken({ name: 'QuotedName', pattern: /'[^'\r\n]*'/, label: 'a field' });
/** A field whose name is put together from the values of others: `{key}`, `a_{key}`. */
export const DynamicName = createToken({
  name: 'DynamicName',
  pattern: /(?:[A-Za-z_][\w.]*)?\{[^{}"'\s]+\}[\w.]*/,
  label: 'a name made of values',
});
export const Macro = createToken({
  name: 'Macro',
  pattern: /`[^`]*`/,
  line_breaks: true,
  label: 'a macro',
});
export const Numeral = createToken({
  name: 'Numeral',
  pattern: /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/,
  label: 'a number',
});

export const And = keyword('AND');
export const Or = keyword('OR');
export const Xor = keyword('XOR');
export const Not = keyword('NOT');
export const Like = keyword('LIKE');
export const In = keyword('IN');

export const NotEqual = sign('NotEqual', '!=');
export const DoubleEqual = sign('DoubleEqual', '==');
export const Equal = sign('Equal', '=');
export const LessOrEqual = sign('LessOrEqual', '<=');
export const GreaterOrEqual = sign('GreaterOrEqual', '>=');
export const Less = sign('Less', '<');
export const Greater = sign('Greater', '>');
export const Bang = sign('Bang', '!');
export const Plus = sign('Plus', '+');
export const Minus = sign('Minus', '-');
export const Times = sign('Times', '*');
export const Slash = sign('Slash', '/');
export const Percent = sign('Percent', '%');
export const Dot = sign('Dot', '.');
export const Comma = sign('Comma', ',');
export const OpenParenthesis = sign('OpenParenthesis', '(');
export const CloseParenthesis = sign('CloseParenthesis', ')');

/** In the order in which they are tried: the longer before the shorter. */
export const evalTokens: TokenType[] = [
  ...[Whitespace, Text, QuotedName, Macro, DynamicName, Numeral, And, Or, Xor, Not, Like, In, Identifier],
  ...[NotEqual, DoubleEqual, Equal, LessOrEqual, GreaterOrEqual, Less, Greater, Bang],
  ...[Plus, Minus, Times, Slash, Percent, Dot, Comma, OpenParenthesis, CloseParenthesis],
];

/** Takes milliseconds, which a query without eval expressions need not spend. */
export function makeEvalLexer(): Lexer {
  return new Lexer(evalTokens, { positionTracking: 'onlyOffset' });
}
