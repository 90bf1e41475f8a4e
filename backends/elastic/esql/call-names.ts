import type { FunctionName } from '../../../src/ir/index.ts';

export const dateParts: Readonly<Partial<Record<FunctionName, string>>> = {
  minute: 'minute_of_hour',
  hour: 'hour_of_day',
  day: 'day_of_month',
  month: 'month_of_year',
  year: 'year',
};

/** https://www.elastic.co/docs/reference/query-languages/esql/esql-functions-operators */
export const names: Readonly<Partial<Record<FunctionName, string>>> = {
  length: 'length',
  lower: 'to_lower',
  upper: 'to_upper',
  trim: 'trim',
  trimStart: 'ltrim',
  trimEnd: 'rtrim',
  reverse: 'reverse',
  repeat: 'repeat',
  right: 'right',
  split: 'split',
  byteLength: 'byte_length',
  base64Encode: 'to_base64',
  base64Decode: 'from_base64',
  urlEncode: 'url_encode',
  urlEncodeComponent: 'url_encode_component',
  urlDecode: 'url_decode',
  md5: 'md5',
  sha1: 'sha1',
  sha256: 'sha256',
  versionOrder: 'to_version',
  jsonExtract: 'json_extract',
  ipPrefix: 'ip_prefix',
  escapeToAscii: 'to_ascii',
  fractionText: 'to_string',
  vectorCosine: 'v_cosine',
  vectorDotProduct: 'v_dot_product',
  vectorHamming: 'v_hamming',
  vectorCityDistance: 'v_l1_norm',
  vectorDistance: 'v_l2_norm',
  vectorMagnitude: 'v_magnitude',
  vectorOf: 'to_dense_vector',
  geoIsEmpty: 'st_isempty',
  geoTypeName: 'st_geometrytype',
  geoShape: 'to_geoshape',
  flatPoint: 'to_cartesianpoint',
  flatShape: 'to_cartesianshape',
  geoDistance: 'st_distance',
  flatDistance: 'st_distance',
  geoX: 'st_x',
  geoY: 'st_y',
  geoIntersects: 'st_intersects',
  geoDisjoint: 'st_disjoint',
  geoContains: 'st_contains',
  geoWithin: 'st_within',
  geoEnvelope: 'st_envelope',
  flatEnvelope: 'st_envelope',
  geoLeft: 'st_xmin',
  geoRight: 'st_xmax',
  flatLeft: 'st_xmin',
  flatRight: 'st_xmax',
  geoTop: 'st_ymax',
  geoBottom: 'st_ymin',
  geoPointCount: 'st_npoints',
  geoDimension: 'st_dimension',
  geoHash: 'st_geohash',
  geoTile: 'st_geotile',
  geoHashShape: 'st_geohash_to_geoshape',
  geoTileShape: 'st_geotile_to_geoshape',
  sign: 'signum',
  now: 'now',
  dateDifference: 'date_diff',
  dateFormat: 'date_format',
  dateParse: 'date_parse',
  datePart: 'date_extract',
  dayName: 'day_name',
  monthName: 'month_name',
};

export const plainNames =
  /^(?:abs|a?(?:cos|sin|tan)h?|atan2|cbrt|ceil|exp|floor|greatest|hypot|least|log|log10|pow|round|sqrt)$/;

/** Of functions of several values, whose names only differ in their form. */
export function nameOfSeveral(name: FunctionName): string {
  if (name === 'mvAverage') return 'mv_avg';
  return name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
