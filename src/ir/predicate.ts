import type { Regex } from '../regex/index.ts';
import type { Casing, Expression, Node, Pattern, Quantifier, Value } from './expression.ts';

/**
 * Two-valued and total: a leaf is false when its subject has no value, so `not` of it is then true.
 * Absent, null and empty array are the same: no value. The empty string is a value.
 */
export type Predicate =
  | Always
  | Not
  | And
  | Or
  | Exists
  | Equals
  | Like
  | Matches
  | InNetwork
  | Compares
  | Keyword
  | Analysed
  | Element;

export type Leaf = Exclude<Predicate, Always | Not | And | Or>;

export interface Always extends Node {
  readonly kind: 'always';
  readonly value: boolean;
}

export interface Not extends Node {
  readonly kind: 'not';
  readonly operand: Predicate;
}

export interface And extends Node {
  readonly kind: 'and';
  readonly operands: readonly Predicate[];
}

export interface Or extends Node {
  readonly kind: 'or';
  readonly operands: readonly Predicate[];
}

/** The subject has a value. */
export interface Exists extends Node {
  readonly kind: 'exists';
  readonly subject: Expression;
}

/**
 * The subject is one of the values. Values are compared as texts (5 is "5", true is "true"), save that a number value
 * equals every text that is the same decimal number ("5.0"); casing applies to string values alone, and to "true"/"false".
 */
export interface Equals extends Node {
  readonly kind: 'equals';
  readonly subject: Expression;
  readonly values: readonly Value[];
  readonly casing: Casing;
  readonly quantifier: Quantifier;
}

/** The text of the subject, whole, fits one of the patterns. Numbers and booleans are seen as their text. */
export interface Like extends Node {
  readonly kind: 'like';
  readonly subject: Expression;
  readonly patterns: readonly Pattern[];
  readonly casing: Casing;
  readonly quantifier: Quantifier;
}

/** The text of the subject matches the regex; case and anchoring are the regex's own. */
export interface Matches extends Node {
  readonly kind: 'matches';
  readonly subject: Expression;
  readonly regex: Regex;
  readonly quantifier: Quantifier;
}

/**
 * The subject is an address of one of the networks. A text that is no address is no value. An IPv4-mapped IPv6 address lies in
 * networks of both versions, an IPv4 address in IPv4 networks and in those within ::ffff:0:0/96.
 */
export interface InNetwork extends Node {
  readonly kind: 'inNetwork';
  readonly subject: Expression;
  readonly networks: readonly Network[];
  readonly quantifier: Quantifier;
}

/** CIDR; the address is normalised (host bits cleared), IPv6 in RFC 5952 form. */
export interface Network {
  readonly version: 4 | 6;
  readonly address: string;
  readonly prefixLength: number;
}

/**
 * Both sides have values that stand in the relation. `lt lte gt gte` are numeric when `as` is number (texts that are no
 * decimal number have no value), by code unit when string, by instant when time, by address when ip. `eq` compares as
 * Equals does when string, else by the same number, instant or address. `startsWith endsWith contains` are of texts: the left
 * one starts with the right one. Quantified on the left; several values on the right: one of them suffices.
 *
 * A time is ISO 8601 (UTC where no zone is said, a blank for the `T` too) or a number since the epoch, whose unit its size
 * tells. A literal on the right may be date maths (`now-5m/d`, `2025-03-04||/d`): `gt` and `lte` mean the last millisecond of a
 * rounded unit, the others its first. A plain date is its first instant.
 */
export interface Compares extends Node {
  readonly kind: 'compares';
  readonly left: Expression;
  readonly operator: 'eq' | 'lt' | 'lte' | 'gt' | 'gte' | 'startsWith' | 'endsWith' | 'contains';
  readonly right: Expression;
  readonly as: 'string' | 'number' | 'time' | 'ip';
  readonly casing: Casing;
  readonly quantifier: Quantifier;
  /** What the text that was read does not say of its field, and its reading takes for granted. */
  readonly granted?: readonly ('numeric' | 'single-valued')[];
}

/**
 * Some value of the event (of any field; or of its raw text, where there is one) contains text that fits one of the patterns, or
 * matches the regex. Each value by itself, numbers and booleans as their text; names of fields are no values.
 */
export interface Keyword extends Node {
  readonly kind: 'keyword';
  readonly patterns: readonly Pattern[];
  readonly regex?: Regex;
  readonly casing: Casing;
  /** `contains`: found within a value (Sigma keywords); `whole`: the value as a whole (a bare term of Lucene on keyword fields). */
  readonly scope: 'contains' | 'whole';
}

/** A match by an analysed text field: its tokens, lower-cased, in any order with `any` or `all` of them there, or adjacent as a phrase. */
export interface Analysed extends Node {
  readonly kind: 'analysed';
  readonly subject: Expression;
  readonly tokens: readonly string[];
  readonly mode: 'any' | 'all' | 'phrase' | 'phrasePrefix' | 'pattern';
  /** Of `pattern`: what one token is like; its texts are the tokens. */
  readonly pattern?: Pattern;
  /** Absent for Elasticsearch's standard analyser. */
  readonly analyser?: Analyser;
}

/**
 * `script`: tokens are runs of ASCII letters, digits, `_` and `-`, as the scripts of PowerShell are indexed.
 * https://www.elastic.co/docs/reference/integrations/windows
 */
export type Analyser = 'script';

/**
 * One element of the array of objects at `path` (a field) satisfies the whole predicate; its fields are written with the full
 * path, and the path itself is the element. Other fields are those of the event around it.
 */
export interface Element extends Node {
  readonly kind: 'element';
  readonly path: Expression;
  readonly where: Predicate;
}
