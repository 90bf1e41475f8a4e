/** A half-open range of the query's text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Statement {
  readonly query: Query;
  readonly pipes: readonly PipeCall[];
}

export type Query =
  | { readonly kind: 'event'; readonly event: EventFilter }
  | GroupQuery<'sequence'>
  | GroupQuery<'sample'>
  | GroupQuery<'join'>;

export interface GroupQuery<Kind extends string> extends Range {
  readonly kind: Kind;
  readonly by: readonly Expression[];
  readonly maxspan: Duration | undefined;
  readonly terms: readonly Term[];
  readonly until: Term | undefined;
}

/** `[process where …] by … with runs=3`, or `![…]`. */
export interface Term extends Range {
  readonly event: EventFilter;
  readonly absent: boolean;
  readonly by: readonly Expression[];
  readonly option: TermOption | undefined;
}

export interface TermOption extends Range {
  readonly name: string;
  readonly value: string;
}

export interface Duration extends Range {
  readonly number: string;
  readonly unit: string | undefined;
}

export interface PipeCall extends Range {
  readonly name: string;
  readonly arguments: readonly Expression[];
}

export interface EventFilter {
  readonly category: Category;
  readonly condition: Expression;
}

/** `any`, a bare word, or a string as it is written. */
export interface Category extends Range {
  readonly kind: 'any' | 'word' | 'string';
  readonly image: string;
}

export type Expression =
  | FieldName
  | Constant
  | FunctionCall
  | Signed
  | Calculation
  | Comparison
  | Membership
  | Negation
  | Junction;

export interface FieldName extends Range {
  readonly kind: 'field';
  /** Parts without backticks, joined by dots. */
  readonly name: string;
  readonly optional: boolean;
  /** `field[0]`. */
  readonly indexed: boolean;
}

/** As written: escapes and numbers are decoded by lowering. */
export interface Constant extends Range {
  readonly kind: 'string' | 'integer' | 'decimal' | 'boolean' | 'null';
  readonly image: string;
}

export interface FunctionCall extends Range {
  readonly kind: 'call';
  readonly name: string;
  readonly nameEnd: number;
  readonly ignoresCase: boolean;
  readonly arguments: readonly Expression[];
}

/** Signs before an operand, the outermost first. */
export interface Signed extends Range {
  readonly kind: 'signed';
  readonly signs: readonly ('+' | '-')[];
  readonly operand: Expression;
}

export type ArithmeticSign = '+' | '-' | '*' | '/' | '%';

/** Operators of one binding strength, read from the left. */
export interface Calculation extends Range {
  readonly kind: 'calculation';
  readonly first: Expression;
  readonly rest: readonly { readonly operator: ArithmeticSign; readonly operand: Expression }[];
}

export type ComparisonSign = '==' | '!=' | '<' | '<=' | '>' | '>=';

export interface Comparison extends Range {
  readonly kind: 'comparison';
  readonly operator: ComparisonSign;
  readonly left: Expression;
  readonly right: Expression;
}

export type MembershipWord = 'in' | 'in~' | ':' | 'like' | 'like~' | 'regex' | 'regex~';

export interface Membership extends Range {
  readonly kind: 'membership';
  readonly operator: MembershipWord;
  readonly negated: boolean;
  readonly operand: Expression;
  readonly values: readonly Expression[];
}

export interface Negation extends Range {
  readonly kind: 'not';
  /** How many `not` stand in a row. */
  readonly count: number;
  readonly operand: Expression;
}

export interface Junction extends Range {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Expression[];
}
