/** A half-open range of the expanded query. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A command of the pipeline, its text not yet read. */
export interface Command extends Range {
  readonly name: string;
  readonly body: Range;
}

/** Expressions of `search`, of the start of a pipeline and of `tstats … where`. */
export type SearchExpression =
  | SearchJunction
  | SearchNegation
  | SearchComparison
  | SearchMembership
  | SearchTerm;

export interface SearchJunction extends Range {
  readonly kind: 'and' | 'or';
  readonly operands: readonly SearchExpression[];
}

export interface SearchNegation extends Range {
  readonly kind: 'not';
  readonly count: number;
  readonly operand: SearchExpression;
}

export type ComparisonSign = '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface SearchComparison extends Range {
  readonly kind: 'comparison';
  readonly field: SearchTerm;
  readonly operator: ComparisonSign;
  readonly value: SearchTerm;
}

export interface SearchMembership extends Range {
  readonly kind: 'membership';
  readonly field: SearchTerm;
  readonly values: readonly SearchTerm[];
}

/** A word, a string with its quotes, `TERM(…)`, `CASE(…)` and `PREFIX(…)` whole, a subsearch or a macro; as written. */
export interface SearchTerm extends Range {
  readonly kind: 'term';
  readonly form: 'word' | 'string' | 'directive' | 'subsearch' | 'macro';
  readonly image: string;
}

/** Expressions of `eval` and `where`. */
export type EvalExpression =
  | EvalField
  | EvalMacro
  | EvalConstant
  | EvalCall
  | EvalSigned
  | EvalCalculation
  | EvalComparison
  | EvalMembership
  | EvalNegation
  | EvalJunction;

export interface EvalField extends Range {
  readonly kind: 'field';
  readonly name: string;
}

/** A macro of which nobody says what it stands for. */
export interface EvalMacro extends Range {
  readonly kind: 'macro';
  readonly image: string;
}

/** A string with its quotes, or a number; as written. */
export interface EvalConstant extends Range {
  readonly kind: 'string' | 'number';
  readonly image: string;
}

export interface EvalCall extends Range {
  readonly kind: 'call';
  readonly name: string;
  readonly nameEnd: number;
  readonly arguments: readonly EvalExpression[];
}

export interface EvalSigned extends Range {
  readonly kind: 'signed';
  readonly negative: boolean;
  readonly operand: EvalExpression;
}

export type EvalSign = '+' | '-' | '*' | '/' | '%' | '.';

/** Operators of one binding strength, read from the left. */
export interface EvalCalculation extends Range {
  readonly kind: 'calculation';
  readonly first: EvalExpression;
  readonly rest: readonly { readonly operator: EvalSign; readonly operand: EvalExpression }[];
}

export interface EvalComparison extends Range {
  readonly kind: 'comparison';
  readonly operator: ComparisonSign | 'like';
  readonly left: EvalExpression;
  readonly right: EvalExpression;
}

export interface EvalMembership extends Range {
  readonly kind: 'membership';
  readonly operand: EvalExpression;
  readonly values: readonly EvalExpression[];
}

export interface EvalNegation extends Range {
  readonly kind: 'not';
  readonly count: number;
  readonly operand: EvalExpression;
}

export interface EvalJunction extends Range {
  readonly kind: 'and' | 'or' | 'xor';
  readonly operands: readonly EvalExpression[];
}

/** `name = expression` of eval. */
export interface Assignment extends Range {
  readonly name: string;
  readonly value: EvalExpression;
}
