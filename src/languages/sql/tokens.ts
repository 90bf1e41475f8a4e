import { createToken, Lexer, type TokenType } from 'chevrotain';

/** An identifier, of which case does not count. https://docs.snowflake.com/en/sql-reference/identifiers-syntax */
export const Word = createToken({ name: 'Word', pattern: /[A-Za-z_][A-Za-z0-9_$]*/, label: 'a name' });
export const QuotedName = createToken({
  name: 'QuotedName',
  pattern: /"(?:[^"]|"")*"/,
  line_breaks: true,
  label: 'a name',
});
/** https://docs.snowflake.com/en/sql-reference/data-types-text#string-constants */
export const Text = createToken({
  name: 'Text',
  pattern: /'(?:[^'\\]|\\[\s\S]|'')*'/,
  line_breaks: true,
  label: 'a string',
});
export const NumberLiteral = createToken({
  name: 'NumberLiteral',
  pattern: /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/,
  label: 'a number',
});

const words: TokenType[] = [];

function keyword(word: string): TokenType {
  const token = createToken({
    name: `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
    pattern: new RegExp(`${word}(?![A-Za-z0-9_$])`, 'i'),
    longer_alt: Word,
    label: word.toUpperCase(),
  });
  words.push(token);
  return token;
}

export const With = keyword('with');
export const Select = keyword('select');
export const From = keyword('from');
export const Where = keyword('where');
export const Group = keyword('group');
export const By = keyword('by');
export const Having = keyword('having');
export const Qualify = keyword('qualify');
export const Order = keyword('order');
export const Limit = keyword('limit');
export const Union = keyword('union');
export const All = keyword('all');
export const Name = keyword('name');
export const Left = keyword('left');
export const Outer = keyword('outer');
export const Join = keyword('join');
export const On = keyword('on');
export const As = keyword('as');
export const And = keyword('and');
export const Or = keyword('or');
export const Not = keyword('not');
export const In = keyword('in');
export const Is = keyword('is');
export const Null = keyword('null');
export const True = keyword('true');
export const False = keyword('false');
export const Distinct = keyword('distinct');
export const Like = keyword('like');
export const Ilike = keyword('ilike');
export const Any = keyword('any');
export const Escape = keyword('escape');
export const Between = keyword('between');
export const Case = keyword('case');
export const When = keyword('when');
export const Then = keyword('then');
export const Else = keyword('else');
export const End = keyword('end');
export const Exists = keyword('exists');
export const Over = keyword('over');
export const Partition = keyword('partition');
export const Within = keyword('within');
export const Range = keyword('range');
export const Rows = keyword('rows');
export const Unbounded = keyword('unbounded');
export const Preceding = keyword('preceding');
export const Current = keyword('current');
export const Row = keyword('row');
export const Interval = keyword('interval');
export const Desc = keyword('desc');
export const Asc = keyword('asc');
export const Nulls = keyword('nulls');
export const First = keyword('first');
export const Last = keyword('last');

function sign(name: string, text: string): TokenType {
  return createToken({ name, pattern: text, label: `'${text}'` });
}

export const Cast = sign('Cast', '::');
export const Colon = sign('Colon', ':');
export const Arrow = sign('Arrow', '->');
export const Gives = sign('Gives', '=>');
export const Concat = sign('Concat', '||');
export const Comparison = createToken({
  name: 'Comparison',
  pattern: /<>|!=|<=|>=|=|<|>/,
  label: 'a comparison',
});
export const Plus = sign('Plus', '+');
export const Minus = sign('Minus', '-');
export const Star = sign('Star', '*');
export const Slash = createToken({ name: 'Slash', pattern: /[/%]/, label: "'/'" });
export const Open = sign('Open', '(');
export const Close = sign('Close', ')');
export const OpenSquare = sign('OpenSquare', '[');
export const CloseSquare = sign('CloseSquare', ']');
export const Comma = sign('Comma', ',');
export const Dot = sign('Dot', '.');
export const Semicolon = sign('Semicolon', ';');

const Blank = createToken({ name: 'Blank', pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });
const BlockComment = createToken({
  name: 'BlockComment',
  pattern: /\/\*[\s\S]*?\*\//,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
const LineComment = createToken({
  name: 'LineComment',
  pattern: /(?:--|\/\/)[^\r\n]*/,
  group: Lexer.SKIPPED,
});

export const keywords: readonly TokenType[] = words;

export const vocabulary: TokenType[] = [
  ...[Blank, BlockComment, LineComment, Text, QuotedName, NumberLiteral, ...words, Word],
  ...[Cast, Colon, Arrow, Gives, Concat, Comparison, Plus, Minus, Star, Slash],
  ...[Open, Close, OpenSquare, CloseSquare, Comma, Dot, Semicolon],
];

/** Words of the grammar that may be names all the same: they are reserved nowhere. */
export const plainWords: readonly TokenType[] = [
  ...[Name, Outer, Range, Row, Rows, Current, First, Last, Escape, Over, Partition, Within, Nulls, Interval],
  ...[End, Desc, Asc, Unbounded, Preceding, Limit],
];

export const sqlLexer = new Lexer(vocabulary, { positionTracking: 'onlyOffset', ensureOptimizations: false });
