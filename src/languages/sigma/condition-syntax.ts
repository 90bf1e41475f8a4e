import type { Span } from '../../source/index.ts';

/** A condition as it is written: names of selections, not yet looked up. */
export type Condition = SelectionName | Quantified | Negation | Junction;

export interface SelectionName {
  readonly kind: 'selection';
  readonly name: string;
  readonly span: Span;
}

/** `1 of selection_*`, `all of them`. */
export interface Quantified {
  readonly kind: 'quantified';
  /** How many must hold at least. */
  readonly count: number | 'all';
  /** As written: `1`, `any`, `all`, `2`. */
  readonly quantifier: string;
  /** `them`, or a name in which `*` is any run of characters. */
  readonly pattern: string;
  readonly span: Span;
}

export interface Negation {
  readonly kind: 'not';
  readonly operand: Condition;
  readonly span: Span;
}

/** Flat: the operands of `a or b or c` are three. */
export interface Junction {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Condition[];
  readonly span: Span;
}
