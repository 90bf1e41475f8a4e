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
 * positions (`a.b[0]`). `ipPrefix(address, bitsOfV4, bitsOfV6)` is the network's address. `escapeToAscii` is ES|QL's, and
 * `fractionText` the text of a double as Java has it (`5.0`, `1.0E10`). `log(base, x)`, or `log(x)` to base e;
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
  | 'fractionText'
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

/** From where the numbers of times are counted. */
export const startOfTime = '1970-01-01T00:00:00.000Z';

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
