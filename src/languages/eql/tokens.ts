import { createToken, Lexer, type TokenType } from 'chevrotain';

/**
 * The words of EQL. Keywords are lower case only; a name that is a keyword stands in backticks.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax
 */
export const Identifier = createToken({
  name: 'Identifier',
  pattern: /[A-Za-z_@][A-Za-z0-9_]*/,
  label: 'a name',
});

function keyword(word: string): TokenType {
  const name = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  return createToken({ name, pattern: word, longer_alt: Identifier, label: `'${word}'` });
}

function sign(name: string, text: string): TokenType {
  return createToken({ name, pattern: text, label: `'${text}'` });
}

const Whitespace = createToken({ name: 'Whitespace', pattern: /[ \t\r\n]+/, group: Lexer.SKIPPED });
const LineComment = createToken({ name: 'LineComment', pattern: /\/\/[^\r\n]*/, group: Lexer.SKIPPED });
const BlockComment = createToken({
  name: 'BlockComment',
  pattern: /\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//,
  group: Lexer.SKIPPED,
  line_breaks: true,
});

/** No escapes; closed by the first three quotes, of which up to two more belong to the text. */
export const RawString = createToken({
  name: 'RawString',
  pattern: /"""[^\r\n]*?"""(?:"{1,2})?/,
  label: 'a string',
});
/** Any escape is lexed, so that decoding can point at the one that is unknown. */
export const QuotedString = createToken({
  name: 'QuotedString',
  pattern: /"(?:\\.|[^"\\\r\n])*"/,
  label: 'a string',
});
/** Endgame's strings, which Elasticsearch refuses; lexed for the sake of the message. */
export const LegacyString = createToken({
  name: 'LegacyString',
  pattern: /\?"(?:\\"|[^"\r\n])*"|\??'(?:\\.|[^'\\\r\n])*'/,
  label: 'a string in \' or ?"',
});
export const Backticked = createToken({
  name: 'Backticked',
  pattern: /`(?:[^`]|``)*`/,
  line_breaks: true,
  label: 'a name in backticks',
});
export const Decimal = createToken({
  name: 'Decimal',
  pattern: /\d+(?:\.\d*)?[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?|\d+\.\d*/,
  label: 'a number',
});
export const Integer = createToken({ name: 'Integer', pattern: /\d+/, label: 'a number' });

export const InFolded = createToken({ name: 'InFolded', pattern: 'in~', label: "'in~'" });
export const LikeFolded = createToken({ name: 'LikeFolded', pattern: 'like~', label: "'like~'" });
export const RegexFolded = createToken({ name: 'RegexFolded', pattern: 'regex~', label: "'regex~'" });
/** The name of a function that is to ignore case: `endsWith~`. */
export const FoldedName = createToken({
  name: 'FoldedName',
  pattern: /[A-Za-z][A-Za-z0-9_]*~/,
  label: 'a function',
});

export const And = keyword('and');
export const Any = keyword('any');
export const By = keyword('by');
export const False = keyword('false');
export const In = keyword('in');
export const Join = keyword('join');
export const Like = keyword('like');
export const Maxspan = keyword('maxspan');
export const Not = keyword('not');
export const Null = keyword('null');
export const Of = keyword('of');
export const Or = keyword('or');
export const Regex = keyword('regex');
export const Sample = keyword('sample');
export const Sequence = keyword('sequence');
export const True = keyword('true');
export const Until = keyword('until');
export const Where = keyword('where');
export const With = keyword('with');

export const NotEqual = sign('NotEqual', '!=');
export const MissingOpen = sign('MissingOpen', '![');
export const Equal = sign('Equal', '==');
export const LessOrEqual = sign('LessOrEqual', '<=');
export const GreaterOrEqual = sign('GreaterOrEqual', '>=');
export const Less = sign('Less', '<');
export const Greater = sign('Greater', '>');
export const Assign = sign('Assign', '=');
export const Colon = sign('Colon', ':');
export const Plus = sign('Plus', '+');
export const Minus = sign('Minus', '-');
export const Times = sign('Times', '*');
export const Slash = sign('Slash', '/');
export const Percent = sign('Percent', '%');
export const Dot = sign('Dot', '.');
export const Comma = sign('Comma', ',');
export const OpenBracket = sign('OpenBracket', '[');
export const CloseBracket = sign('CloseBracket', ']');
export const OpenParenthesis = sign('OpenParenthesis', '(');
export const CloseParenthesis = sign('CloseParenthesis', ')');
export const Pipe = sign('Pipe', '|');
export const Question = sign('Question', '?');

const keywords = [
  ...[And, Any, By, False, In, Join, Like, Maxspan, Not, Null, Of, Or, Regex, Sample, Sequence, True, Until],
  ...[Where, With],
];

/** Names that need backticks to be a field's. */
export const keywordWords: ReadonlySet<string> = new Set(keywords.map(token => token.name.toLowerCase()));

/** In the order in which they are tried: the longer before the shorter. */
export const allTokens: TokenType[] = [
  ...[Whitespace, LineComment, BlockComment, RawString, QuotedString, LegacyString, Backticked],
  ...[Decimal, Integer, InFolded, LikeFolded, RegexFolded, FoldedName, ...keywords, Identifier],
  ...[NotEqual, MissingOpen, Equal, LessOrEqual, GreaterOrEqual, Less, Greater, Assign, Colon],
  ...[Plus, Minus, Times, Slash, Percent, Dot, Comma, OpenBracket, CloseBracket],
  ...[OpenParenthesis, CloseParenthesis, Pipe, Question],
];

export const eqlLexer = new Lexer(allTokens, { ensureOptimizations: true, positionTracking: 'onlyOffset' });
