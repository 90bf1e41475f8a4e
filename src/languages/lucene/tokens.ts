import { createToken } from 'chevrotain';

/**
 * The tokens of Lucene's classic query parser. `scan` makes them, not a Chevrotain lexer: which token a run of
 * characters is depends on all of it (the longest match wins), and ranges and boosts have words of their own.
 * https://lucene.apache.org/core/9_12_2/queryparser/org/apache/lucene/queryparser/classic/package-summary.html
 */
export const And = createToken({ name: 'And', label: '`AND`' });
export const Or = createToken({ name: 'Or', label: '`OR`' });
export const Not = createToken({ name: 'Not', label: '`NOT`' });
export const Plus = createToken({ name: 'Plus', label: '`+`' });
export const Minus = createToken({ name: 'Minus', label: '`-`' });
/** A sign with a blank behind it: a term. */
export const BareSign = createToken({ name: 'BareSign', label: 'a sign' });
export const LeftParenthesis = createToken({ name: 'LeftParenthesis', label: '`(`' });
export const RightParenthesis = createToken({ name: 'RightParenthesis', label: '`)`' });
export const Colon = createToken({ name: 'Colon', label: '`:`' });
export const Star = createToken({ name: 'Star', label: '`*`' });
export const Caret = createToken({ name: 'Caret', label: '`^`' });
/** Only behind a caret. */
export const Boost = createToken({ name: 'Boost', label: 'a boost' });
export const Tilde = createToken({ name: 'Tilde', label: '`~`' });
export const Quoted = createToken({ name: 'Quoted', label: 'a quoted value' });
export const Term = createToken({ name: 'Term', label: 'a value' });
/** A term whose one wildcard is `*` at its end. */
export const Prefix = createToken({ name: 'Prefix', label: 'a value' });
export const Wildcard = createToken({ name: 'Wildcard', label: 'a value' });
export const RegularExpression = createToken({ name: 'RegularExpression', label: 'a regular expression' });
export const RangeStart = createToken({ name: 'RangeStart', label: 'a range' });
export const RangeEnd = createToken({ name: 'RangeEnd', label: '`]` or `}`' });
export const RangeTo = createToken({ name: 'RangeTo', label: '`TO`' });
export const RangeQuoted = createToken({ name: 'RangeQuoted', label: 'a quoted bound' });
export const RangeBound = createToken({ name: 'RangeBound', label: 'a bound' });

export const vocabulary = [
  And,
  Or,
  Not,
  Plus,
  Minus,
  BareSign,
  LeftParenthesis,
  RightParenthesis,
  Colon,
  Star,
  Caret,
  Boost,
  Tilde,
  Quoted,
  Term,
  Prefix,
  Wildcard,
  RegularExpression,
  RangeStart,
  RangeEnd,
  RangeTo,
  RangeQuoted,
  RangeBound,
];
