/** A query: named parts, and what is selected in the end. https://docs.snowflake.com/en/sql-reference/constructs */
export interface Query {
  readonly parts: readonly { readonly name: string; readonly body: Body }[];
  readonly body: Body;
}

/** SELECTs one after another; more than one by UNION ALL. */
export type Body = readonly Select[];

export interface Select {
  /** Its columns stand under those of their names of what it comes after. */
  readonly byName?: boolean;
  readonly items: readonly Item[];
  readonly from: Source;
  readonly joins: readonly Join[];
  readonly where?: Expression;
  readonly groups?: readonly Expression[];
  readonly having?: Expression;
  readonly qualify?: Expression;
  readonly order: readonly Ordering[];
  readonly limit?: number;
}

/** `isLeft`: rows that no other fits stay. */
export interface Join {
  readonly with: Source;
  readonly on: Expression;
  readonly isLeft: boolean;
}

export type Item =
  | { readonly kind: 'star' }
  | { readonly kind: 'value'; readonly value: Expression; readonly alias: string | undefined };

export interface Source {
  /** Database, schema and table, or a part of the query; empty for a query in brackets. */
  readonly name: readonly string[];
  readonly alias: string | undefined;
  readonly body?: Body;
  /** `LATERAL FLATTEN(input => …, outer => TRUE) AS each`: a row for each value of an array. */
  readonly flattened?: Flattened;
}

export interface Flattened {
  readonly options: readonly { readonly name: string; readonly value: Expression }[];
  readonly alias: string;
}

export interface Ordering {
  readonly value: Expression;
  readonly descending: boolean;
  /** Where NULL stands; it is the greatest of all where nothing is said. */
  readonly nullsFirst: boolean;
}

export type Expression =
  | { readonly kind: 'name'; readonly parts: readonly string[] }
  /** `x:a:"b c"`: keys within what JSON holds. */
  | { readonly kind: 'path'; readonly of: Expression; readonly keys: readonly string[] }
  /** `x[0]`: an item of an array. */
  | { readonly kind: 'element'; readonly of: Expression; readonly at: Expression }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'constant'; readonly value: boolean | null }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly arguments: readonly Expression[];
      readonly distinct: boolean;
      /** `COUNT(*)`. */
      readonly star: boolean;
      readonly withinGroup?: readonly Ordering[];
      readonly over?: Over;
    }
  | { readonly kind: 'cast'; readonly of: Expression; readonly to: string }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'unary'; readonly operator: 'not' | '-'; readonly operand: Expression }
  | { readonly kind: 'isNull'; readonly of: Expression; readonly negated: boolean }
  | {
      readonly kind: 'isDistinct';
      readonly left: Expression;
      readonly right: Expression;
      readonly negated: boolean;
    }
  | {
      readonly kind: 'in';
      readonly of: Expression;
      readonly values: readonly Expression[];
      readonly negated: boolean;
    }
  | {
      readonly kind: 'inSelect';
      readonly of: Expression;
      readonly select: Select;
      readonly negated: boolean;
    }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
  | {
      readonly kind: 'like';
      readonly of: Expression;
      readonly patterns: readonly Expression[];
      readonly ignoreCase: boolean;
      readonly escape: Expression | undefined;
      readonly negated: boolean;
    }
  | {
      readonly kind: 'between';
      readonly of: Expression;
      readonly from: Expression;
      readonly to: Expression;
      readonly negated: boolean;
    }
  | {
      readonly kind: 'case';
      readonly branches: readonly { readonly when: Expression; readonly value: Expression }[];
      readonly otherwise: Expression | undefined;
    }
  | { readonly kind: 'lambda'; readonly parameter: string; readonly body: Expression }
  | { readonly kind: 'exists'; readonly select: Select };

export interface Over {
  readonly by: readonly Expression[];
  readonly order: readonly Ordering[];
  /** Rows up to the one at hand: seconds before it, or all. */
  readonly frame?: { readonly seconds: number | undefined };
}
