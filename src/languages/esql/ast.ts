/** A half-open range of the query's text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Settings of the request, and the query that they are of. */
export interface Statement {
  readonly settings: readonly Setting[];
  readonly query: Query;
}

export interface Setting {
  readonly name: Word;
  readonly value: Expression;
}

/** A query: commands in their order, the first one its source. */
export interface Query extends Range {
  readonly commands: readonly Command[];
}

export type Command = Range &
  (
    | {
        readonly kind: 'from';
        readonly indices: readonly Word[];
        readonly queries: readonly Query[];
        readonly metadata: readonly Word[];
      }
    | { readonly kind: 'fork'; readonly branches: readonly Query[] }
    | { readonly kind: 'where'; readonly condition: Expression }
    | { readonly kind: 'eval'; readonly fields: readonly Assignment[] }
    | {
        readonly kind: 'stats';
        readonly inline: boolean;
        readonly measures: readonly Assignment[];
        readonly by: readonly Assignment[];
      }
    | { readonly kind: 'keep' | 'drop'; readonly names: readonly Word[] }
    | { readonly kind: 'rename'; readonly pairs: readonly Renaming[] }
    | { readonly kind: 'sort'; readonly orders: readonly Order[] }
    | { readonly kind: 'limit'; readonly rows: Expression; readonly by: readonly Expression[] }
    | {
        readonly kind: 'extremes';
        readonly value: Expression;
        readonly descending: boolean;
        readonly rows: Expression;
        readonly by: readonly Expression[];
      }
    | { readonly kind: 'dedup' }
    | { readonly kind: 'uriParts'; readonly prefix: Column; readonly subject: Expression }
    | {
        readonly kind: 'dissect' | 'grok';
        readonly subject: Expression;
        readonly patterns: readonly Word[];
        readonly separator: Word | undefined;
      }
    | { readonly kind: 'mvExpand'; readonly column: Column }
    | {
        readonly kind: 'enrich';
        readonly policy: Word;
        readonly on: Column | undefined;
        readonly fields: readonly Renaming[];
      }
    | { readonly kind: 'lookupJoin'; readonly index: Word; readonly on: readonly Expression[] }
    | {
        readonly kind: 'changePoint';
        readonly value: Column;
        readonly by: Column | undefined;
        readonly names: readonly Column[];
      }
  );

/** A token as it is written. */
export interface Word extends Range {
  readonly image: string;
}

/** `name = value`, or the value alone, whose text is then the name; `where` of an aggregate. */
export interface Assignment extends Range {
  readonly name: Column | undefined;
  readonly value: Expression;
  readonly where: Expression | undefined;
}

export interface Renaming extends Range {
  readonly from: Column;
  readonly to: Column;
}

export interface Order extends Range {
  readonly value: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean | undefined;
}

export type Expression =
  | Column
  | Constant
  | Parameter
  | List
  | Duration
  | Options
  | Call
  | Cast
  | Signed
  | Calculation
  | Comparison
  | Membership
  | WithinQuery
  | Likeness
  | NullTest
  | Match
  | Negation
  | Junction;

export interface Column extends Range {
  readonly kind: 'column';
  /** Parts without backticks, joined by dots. */
  readonly name: string;
}

/** As written: escapes and numbers are decoded by lowering. */
export interface Constant extends Range {
  readonly kind: 'string' | 'integer' | 'decimal' | 'boolean' | 'null';
  readonly image: string;
}

export interface Parameter extends Range {
  readonly kind: 'parameter';
}

/** `[1, 2]`, a constant of several values. */
export interface List extends Range {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

/** `5 minutes`. */
export interface Duration extends Range {
  readonly kind: 'duration';
  readonly amount: string;
  readonly unit: string;
}

/** `{"operator": "AND"}`. */
export interface Options extends Range {
  readonly kind: 'options';
  readonly entries: readonly { readonly key: Word; readonly value: Expression }[];
}

/** `count(*)` has the one argument `*`. */
export interface Call extends Range {
  readonly kind: 'call';
  /** In lower case. */
  readonly name: string;
  readonly nameEnd: number;
  readonly star: boolean;
  readonly arguments: readonly Expression[];
}

export interface Cast extends Range {
  readonly kind: 'cast';
  readonly operand: Expression;
  readonly to: string;
}

/** Signs before an operand, the outermost first. */
export interface Signed extends Range {
  readonly kind: 'signed';
  readonly signs: readonly string[];
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

export interface Membership extends Range {
  readonly kind: 'in';
  readonly negated: boolean;
  readonly operand: Expression;
  readonly values: readonly Expression[];
}

/** `x in (from … | keep y)`. */
export interface WithinQuery extends Range {
  readonly kind: 'inQuery';
  readonly negated: boolean;
  readonly operand: Expression;
  readonly query: Query;
}

export interface Likeness extends Range {
  readonly kind: 'like' | 'rlike';
  readonly negated: boolean;
  readonly operand: Expression;
  readonly patterns: readonly Expression[];
}

export interface NullTest extends Range {
  readonly kind: 'isNull';
  readonly negated: boolean;
  readonly operand: Expression;
}

/** `field : "text"`. */
export interface Match extends Range {
  readonly kind: 'match';
  readonly operand: Expression;
  readonly query: Expression;
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
