import { createToken } from 'chevrotain';

/**
 * The tokens of search expressions; labels are the words of error messages. `search-scan` makes them, not a Chevrotain lexer:
 * what a value is depends on the sign before it.
 */
export const Word = createToken({ name: 'Word', label: 'a term' });
export const Quoted = createToken({ name: 'Quoted', label: 'a quoted term' });
export const Directive = createToken({ name: 'Directive', label: 'TERM(…) or CASE(…)' });
export const Subsearch = createToken({ name: 'Subsearch', label: 'a subsearch' });
export const Macro = createToken({ name: 'Macro', label: 'a macro' });
export const And = createToken({ name: 'And', label: 'AND' });
export const Or = createToken({ name: 'Or', label: 'OR' });
export const Not = createToken({ name: 'Not', label: 'NOT' });
export const In = createToken({ name: 'In', label: 'IN' });
export const Sign = createToken({ name: 'Sign', label: 'a comparison' });
export const Comma = createToken({ name: 'Comma', label: '`,`' });
export const LeftParenthesis = createToken({ name: 'LeftParenthesis', label: '`(`' });
export const RightParenthesis = createToken({ name: 'RightParenthesis', label: '`)`' });

export const searchTokens = [
  ...[
    Word,
    Quoted,
    Directive,
    Subsearch,
    Macro,
    And,
    Or,
    Not,
    In,
    Sign,
    Comma,
    LeftParenthesis,
    RightParenthesis,
  ],
];
