import type { Span } from '../source/index.ts';
import type { FunctionName } from './function-names.ts';
import type { Predicate } from './predicate.ts';

/** Where a node was written. Rewrites concatenate origins; equality ignores them. */
export interface Node {
  readonly origin: readonly Span[];
}

/** Whose field names a name belongs to. `cim` are Splunk's data models, `splunk` the fields of the raw sourcetypes. */
export type Vendor = 'sigma' | 'elastic' | 'splunk' | 'cim' | 'panther';

export type ValueType = 'string' | 'number' | 'boolean' | 'ip' | 'time' | 'unknown';

export type Value = string | number | boolean;

/**
 * What a predicate looks at. An expression has no value where a field it needs is absent, null or an empty array, or
 * where an operation is not defined for its operands; a leaf over it is then false.
 */
export type Expression = Field | FieldPattern | Literal | Call | Arithmetic | Choice | Coercion | ValueCount;

export interface Field extends Node {
  readonly kind: 'field';
  /** As the author wrote it, in the names of `vendor`; dots separate the parts of a path. */
  readonly name: string;
  readonly vendor: Vendor;
  /** The canonical (ECS) name that `resolve` found; absent when no field map has it. */
  readonly canonical?: string;
  readonly type?: ValueType;
  /** A field map says the type, as the vendor's own pages do; else it is a guess by the name. */
  readonly isTyped?: boolean;
  /** EQL's `?field`: may be missing from every mapping. */
  readonly optional?: boolean;
  /** The longitude (`.lon`) or latitude (`.lat`) of a point, which Elasticsearch has as one field. */
  readonly isOfPoint?: true;
  /** The flattened field of Elasticsearch that it is a key of. */
  readonly keyOf?: string;
  /** The file of a processing pipeline that gave it its name, which is the target's own, whatever the target is. */
  readonly namedBy?: string;
  /** Of a name that a pipeline gave: it is the author's vendor's where that vendor has one like it. */
  readonly isGeneric?: boolean;
}

/** Any field whose name fits (`target.*.type`): a leaf holds when it holds for one of them. */
export interface FieldPattern extends Node {
  readonly kind: 'fieldPattern';
  readonly pattern: Pattern;
  readonly vendor: Vendor;
}

export interface Literal extends Node {
  readonly kind: 'literal';
  /** null is no value: every leaf over it is false. */
  readonly value: Value | null;
}

export interface Call extends Node {
  readonly kind: 'call';
  readonly function: FunctionName;
  readonly arguments: readonly Expression[];
  /** Of functions that compare texts (indexOf, between); absent for the others. */
  readonly casing?: Casing;
  readonly several?: Several;
}

/**
 * `none`: no value where an operand has several (equal texts are one), as ES|QL has it; `all`: one result of all of them; a result for
 * each of them when absent, as EQL has it. Functions of several values (mv…) take them as they are.
 */
export type Several = 'none' | 'all';

/** On doubles; 5 / 2 is 2.5, a remainder has the dividend's sign. No value where an operand is no number, or by zero. */
export interface Arithmetic extends Node {
  readonly kind: 'arithmetic';
  readonly operator: 'add' | 'subtract' | 'multiply' | 'divide' | 'modulo';
  readonly left: Expression;
  readonly right: Expression;
  readonly several?: Several;
}

/** The first branch whose condition holds. */
export interface Choice extends Node {
  readonly kind: 'choice';
  readonly branches: readonly { readonly when: Predicate; readonly value: Expression }[];
  readonly otherwise: Expression | undefined;
}

/** An explicit conversion, inserted by lowering; no value when the operand cannot be converted. */
export interface Coercion extends Node {
  readonly kind: 'coercion';
  readonly to: ValueType;
  readonly operand: Expression;
  /** Of string to number: the base (EQL's number("0x1f", 16)); 10 when absent. */
  readonly base?: number;
}

/** How many values a field has; no value when it has none. */
export interface ValueCount extends Node {
  readonly kind: 'valueCount';
  readonly operand: Expression;
}

/** Whether letters of either case are the same. `ignored` compares lower-case forms. */
export type Casing = 'exact' | 'ignored';

/**
 * Of several values of a subject, which must satisfy a leaf: one, each, or the only one (false when there are several).
 * `any` and `all` look at the values that the leaf can see (a comparison of numbers does not see "abc"); `single` counts all, equal
 * texts once.
 */
export type Quantifier = 'any' | 'all' | 'single';

/** A text with wildcards as parts of their own; the text parts are literal, and never contain a wildcard. */
export type Pattern = readonly PatternPart[];

export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `*`: any run of characters, empty too, newlines included. */
  | { readonly kind: 'anyRun' }
  /** `?`: exactly one character. */
  | { readonly kind: 'anyOne' };
