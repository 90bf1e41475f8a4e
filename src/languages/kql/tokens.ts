import { createToken } from 'chevrotain';

/**
 * KQL's tokens; labels are the words of error messages. `scan` makes them, not a Chevrotain lexer: blanks belong to
 * values and to operators both, which only a look at what stands before and after can tell.
 */
export const Text = createToken({ name: 'Text', label: 'a value' });
export const QuotedText = createToken({ name: 'QuotedText', label: 'a quoted value' });
export const And = createToken({ name: 'And', label: '`and`' });
export const Or = createToken({ name: 'Or', label: '`or`' });
export const Not = createToken({ name: 'Not', label: '`not`' });
export const LeftParenthesis = createToken({ name: 'LeftParenthesis', label: '`(`' });
export const RightParenthesis = createToken({ name: 'RightParenthesis', label: '`)`' });
export const LeftBrace = createToken({ name: 'LeftBrace', label: '`{`' });
export const RightBrace = createToken({ name: 'RightBrace', label: '`}`' });
export const Colon = createToken({ name: 'Colon', label: '`:`' });
export const RangeOperator = createToken({ name: 'RangeOperator', label: 'a comparison' });

export const vocabulary = [
  Text,
  QuotedText,
  And,
  Or,
  Not,
  LeftParenthesis,
  RightParenthesis,
  LeftBrace,
  RightBrace,
  Colon,
  RangeOperator,
];
