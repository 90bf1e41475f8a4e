import { createToken, type TokenType } from 'chevrotain';

/** Python's tokens (https://docs.python.org/3/reference/lexical_analysis.html); labels are the words of error messages. */
export const Name = createToken({ name: 'Name', label: 'a name' });
export const NumberText = createToken({ name: 'NumberText', label: 'a number' });
export const StringText = createToken({ name: 'StringText', label: 'a string' });
export const Newline = createToken({ name: 'Newline', label: 'the end of the line' });
export const Indent = createToken({ name: 'Indent', label: 'an indented block' });
export const Dedent = createToken({ name: 'Dedent', label: 'the end of the block' });

function word(text: string): TokenType {
  return createToken({ name: `Word_${text}`, label: `\`${text}\`` });
}

function sign(name: string, text: string): TokenType {
  return createToken({ name, label: `\`${text}\`` });
}

export const And = word('and');
export const As = word('as');
export const Assert = word('assert');
export const Break = word('break');
export const Class = word('class');
export const Continue = word('continue');
export const Def = word('def');
export const Del = word('del');
export const Elif = word('elif');
export const Else = word('else');
export const Except = word('except');
export const False = word('False');
export const Finally = word('finally');
export const For = word('for');
export const From = word('from');
export const Global = word('global');
export const If = word('if');
export const Import = word('import');
export const In = word('in');
export const Is = word('is');
export const Lambda = word('lambda');
export const None = word('None');
export const Nonlocal = word('nonlocal');
export const Not = word('not');
export const Or = word('or');
export const Pass = word('pass');
export const Raise = word('raise');
export const Return = word('return');
export const True = word('True');
export const Try = word('try');
export const While = word('while');
export const With = word('with');
export const Yield = word('yield');

/** `match` and `case` are words where they head a line of their statement alone: https://docs.python.org/3/reference/lexical_analysis.html#soft-keywords */
export const Match = createToken({ name: 'Word_match', label: 'match' });
export const Case = createToken({ name: 'Word_case', label: 'case' });

/** Reserved words that this reader has no grammar for end in a syntax error that names them. */
const Reserved = createToken({ name: 'Reserved', label: 'a reserved word' });

export const OpenParenthesis = sign('OpenParenthesis', '(');
export const CloseParenthesis = sign('CloseParenthesis', ')');
export const OpenBracket = sign('OpenBracket', '[');
export const CloseBracket = sign('CloseBracket', ']');
export const OpenBrace = sign('OpenBrace', '{');
export const CloseBrace = sign('CloseBrace', '}');
export const Comma = sign('Comma', ',');
export const Colon = sign('Colon', ':');
export const ColonEquals = sign('ColonEquals', ':=');
export const Semicolon = sign('Semicolon', ';');
export const Dot = sign('Dot', '.');
export const Ellipsis = sign('Ellipsis', '...');
export const Equals = sign('Equals', '=');
export const Arrow = sign('Arrow', '->');
export const At = sign('At', '@');
export const Tilde = sign('Tilde', '~');
export const Star = sign('Star', '*');
export const DoubleStar = sign('DoubleStar', '**');
export const Plus = sign('Plus', '+');
export const Minus = sign('Minus', '-');
export const Slash = sign('Slash', '/');
export const Relation = createToken({ name: 'Relation', label: 'a comparison' });
/** `// % & | ^ << >>`; the others have grammar of their own beside. */
export const Operator = createToken({ name: 'Operator', label: 'an operator' });
export const Augmented = createToken({ name: 'Augmented', label: 'an augmented assignment' });

/** Before an operand. */
export const prefixes: ReadonlySet<TokenType> = new Set([Not, Minus, Plus, Tilde]);

/** Signs and words behind which no expression goes on that stands before them. */
export const endsExpression: ReadonlySet<TokenType> = new Set([
  ...[CloseParenthesis, CloseBracket, CloseBrace, Comma, Colon, Equals, Semicolon, Newline, For],
]);

export const words: ReadonlyMap<string, TokenType> = new Map(
  [
    ...[And, As, Assert, Break, Class, Continue, Def, Del, Elif, Else, Except, False, Finally, For, From],
    ...[Global, If, Import, In, Is, Lambda, None, Nonlocal, Not, Or, Pass, Raise, Return, True, Try, While],
    ...[With, Yield],
  ].map((type): [string, TokenType] => [type.name.slice('Word_'.length), type]),
);

export const reservedWords: ReadonlyMap<string, TokenType> = new Map([
  ['async', Reserved],
  ['await', Reserved],
]);

/** Longest first within each first character. */
const signs: readonly (readonly [string, TokenType])[] = [
  ['...', Ellipsis],
  ['**=', Augmented],
  ['//=', Augmented],
  ['<<=', Augmented],
  ['>>=', Augmented],
  ...['+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '@='].map((text): [string, TokenType] => [
    text,
    Augmented,
  ]),
  ...['==', '!=', '<=', '>='].map((text): [string, TokenType] => [text, Relation]),
  ...['//', '<<', '>>'].map((text): [string, TokenType] => [text, Operator]),
  ['**', DoubleStar],
  [':=', ColonEquals],
  ['->', Arrow],
  ...['%', '&', '|', '^'].map((text): [string, TokenType] => [text, Operator]),
  ...['<', '>'].map((text): [string, TokenType] => [text, Relation]),
  ['(', OpenParenthesis],
  [')', CloseParenthesis],
  ['[', OpenBracket],
  [']', CloseBracket],
  ['{', OpenBrace],
  ['}', CloseBrace],
  [',', Comma],
  [':', Colon],
  [';', Semicolon],
  ['.', Dot],
  ['=', Equals],
  ['@', At],
  ['~', Tilde],
  ['*', Star],
  ['+', Plus],
  ['-', Minus],
  ['/', Slash],
];

/** The signs that begin with a character, longest first. */
export const signsFrom: ReadonlyMap<string, typeof signs> = new Map(
  signs.map(([text]) => [text.charAt(0), signs.filter(([other]) => other.charAt(0) === text.charAt(0))]),
);

export const vocabulary: TokenType[] = [
  ...new Set([
    ...[Name, NumberText, StringText, Newline, Indent, Dedent, Reserved],
    ...[Match, Case],
    ...words.values(),
    ...signs.map(([, type]) => type),
  ]),
];
