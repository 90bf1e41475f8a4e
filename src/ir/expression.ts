import type { Span } from '../source/index.ts';
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
 * `none`: no value where an operand has several (equal texts are one), as ES|QL has it; a result for each of them when absent,
 * as EQL has it. Functions of several values (mv…) take them as they are.
 */
export type Several = 'none';

/**
 * Functions of strings, numbers and times. Positions are 0-based and ends exclusive, negative ones count from the end
 * (EQL's substring). `between(text, left, right, greedy)`: what stands between; `indexOf(text, part, from?)` has no value
 * when absent. The date parts are of a time in UTC; `week` is the ISO week.
 *
 * Lengths and positions count code points. `between` is empty where a side does not occur, and the whole text where a side is
 * empty. `replace(text, part, by)` takes every occurrence. Paths part at `/` and `\`; `directoryName` and `extension` (without
 * its dot) have no value where there is none. With several values in an operand there is a result for each.
 *
 * `right(text, count)`: the last ones. `split(text, delimiter)` gives several values. `md5` … `sha512` are digests of the bytes of
 * UTF-8, in lower-case hexadecimal digits. `versionOrder(text)` is a text whose order by letters is that of the versions (1.2 before
 * 1.10).
 * `replaceRegex(text, regex, by)` is Java's; the regex and `$1` in `by` are texts. `jsonExtract(text, path)`: a path of keys and
 * positions (`a.b[0]`). `ipPrefix(address, bitsOfV4, bitsOfV6)` is the network's address. `escapeToAscii` is ES|QL's. `log(base, x)`, or `log(x)` to base e;
 * `round(x, places)`: halves away from zero; `truncate` drops the fraction; `least` and `greatest` need all operands.
 *
 * `now` is when the search runs. Units of time are `millisecond`, `second` … `week`, `month`, `quarter`, `year`; amounts are whole.
 * `dateAdd(time, amount, unit)`, `dateDifference(unit, from, to)` in whole units, `dateTruncate(time, amount, unit)` to multiples
 * since the epoch (weeks begin on Monday), `datePart(part, time)` by the name of a field of java.time, `dateFormat(pattern, time)` and
 * `dateParse(pattern, text)` by the letters of java.time.
 *
 * Functions that begin with mv take all values of their operands, in order: `mvSlice(values, from, to)` includes `to`, and counts from
 * the end where negative; `mvSort(values, "ASC" or "DESC")`; `mvConcat(values, delimiter)`; `mvZip(values, values, delimiter)`;
 * `mvPercentile(values, percent)`; `mvContains(values, values)`, `mvIntersects` and `mvInRange(values, least, greatest)`, of which one
 * value is within both bounds, are true or false. `mvPseriesWeightedSum(values, power)` divides each value by its place to a power.
 *
 * Functions that begin with vector take lists of numbers of one length, and `vectorOf` makes one; `vectorHamming` counts the bits in which whole numbers of a
 * byte differ. `jsonObject(key, values, key, values, …)` is a text of JSON, in which several values are an array and none is null.
 *
 * Geometries are texts, `POINT (longitude latitude)`, and distances in metres: `geoPoint(text)` or `geoPoint(longitude, latitude)`;
 * `geoHash(point, digits)`, `geoTile(point, zoom)`.
 */
export type FunctionName =
  | 'length'
  | 'lower'
  | 'upper'
  | 'trim'
  | 'concat'
  | 'substring'
  | 'between'
  | 'indexOf'
  | 'replace'
  | 'baseName'
  | 'directoryName'
  | 'extension'
  | 'minute'
  | 'hour'
  | 'day'
  | 'week'
  | 'month'
  | 'year'
  | TextFunction
  | MathFunction
  | TimeFunction
  | GeoFunction
  | SeveralFunction;

export type TextFunction =
  | 'right'
  | 'trimStart'
  | 'trimEnd'
  | 'reverse'
  | 'repeat'
  | 'split'
  | 'byteLength'
  | 'base64Encode'
  | 'base64Decode'
  | 'urlEncode'
  | 'urlEncodeComponent'
  | 'urlDecode'
  | 'md5'
  | 'sha1'
  | 'sha256'
  | 'sha512'
  | 'versionOrder'
  | 'replaceRegex'
  | 'jsonExtract'
  | 'escapeToAscii'
  | 'ipPrefix';

/** Those that begin with flat are of a plane, those that begin with geo of the Earth or of either. */
export type GeoFunction =
  | 'geoPoint'
  | 'geoShape'
  | 'flatPoint'
  | 'flatShape'
  | 'geoX'
  | 'geoY'
  | 'geoDistance'
  | 'flatDistance'
  | 'geoIntersects'
  | 'geoDisjoint'
  | 'geoContains'
  | 'geoWithin'
  | 'geoEnvelope'
  | 'flatEnvelope'
  | 'geoLeft'
  | 'geoRight'
  | 'flatLeft'
  | 'flatRight'
  | 'geoTop'
  | 'geoBottom'
  | 'geoPointCount'
  | 'geoDimension'
  | 'geoIsEmpty'
  | 'geoTypeName'
  | 'geoHash'
  | 'geoTile'
  | 'geoHashShape'
  | 'geoTileShape';

export type MathFunction =
  | 'abs'
  | 'acos'
  | 'acosh'
  | 'asin'
  | 'asinh'
  | 'atan'
  | 'atan2'
  | 'atanh'
  | 'cbrt'
  | 'ceil'
  | 'cos'
  | 'cosh'
  | 'exp'
  | 'floor'
  | 'greatest'
  | 'hypot'
  | 'least'
  | 'log'
  | 'log10'
  | 'pow'
  | 'round'
  | 'sign'
  | 'sin'
  | 'sinh'
  | 'sqrt'
  | 'tan'
  | 'tanh'
  | 'truncate';

export type TimeFunction =
  | 'now'
  | 'dateAdd'
  | 'dateDifference'
  | 'dateFormat'
  | 'dateParse'
  | 'datePart'
  | 'dateTruncate'
  | 'dayName'
  | 'monthName';

export type SeveralFunction =
  | 'mvAppend'
  | 'mvAverage'
  | 'mvConcat'
  | 'mvContains'
  | 'mvDedupe'
  | 'mvDifference'
  | 'mvFirst'
  | 'mvInRange'
  | 'mvIntersection'
  | 'mvIntersects'
  | 'mvLast'
  | 'mvMax'
  | 'mvMedian'
  | 'mvMedianAbsoluteDeviation'
  | 'mvMin'
  | 'mvPercentile'
  | 'mvPseriesWeightedSum'
  | 'mvSlice'
  | 'mvSort'
  | 'mvSum'
  | 'mvUnion'
  | 'mvZip'
  | 'jsonObject'
  | VectorFunction;

export type VectorFunction =
  | 'vectorCosine'
  | 'vectorDotProduct'
  | 'vectorHamming'
  | 'vectorCityDistance'
  | 'vectorDistance'
  | 'vectorMagnitude'
  | 'vectorOf';

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
