import { diagnose } from '../../diagnostics/index.ts';
import { type Expression, type Field, field, type GeoFunction, type Place } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { literalOf } from './definition.ts';

/**
 * A value as one of geography: a field is taken for a geo_point, which events hold as an object of a longitude and a latitude, unless
 * the query made it. https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/geo-point
 */
export function placeIn(value: Typed, context: Context): Typed | undefined {
  if (value.kind === 'geo' || value.kind === 'flat') return ofField(value, context);
  if (value.kind !== 'unknown') return undefined;
  return ofField({ ...value, kind: 'geo' }, context);
}

function ofField(value: Typed, context: Context): Typed {
  const { expression } = value;
  if (expression.kind !== 'field' || value.kind === 'flat') return value;
  const { columns } = context;
  if (columns.made(expression.name) !== undefined || columns.isBrought(expression.name)) return value;
  return pointAt(partOf(expression, 'lon'), partOf(expression, 'lat'), expression.origin);
}

/** Of a field that Elasticsearch has as one, the part that events have. */
function partOf({ name, origin }: Field, part: 'lon' | 'lat'): Field {
  return { ...field(`${name}.${part}`, 'elastic', origin), type: 'number', isOfPoint: true };
}

function pointAt(longitude: Expression, latitude: Expression, origin: Expression['origin']): Typed {
  const expression: Expression = {
    ...{ kind: 'call', function: 'geoPoint', arguments: [longitude, latitude] },
    ...{ several: 'none', origin },
  };
  return { expression, kind: 'geo' };
}

/** Longitude and latitude of a point, where they are known apart. */
export function partsOf({ expression }: Typed): Place | undefined {
  if (expression.kind !== 'call' || expression.function !== 'geoPoint') return undefined;
  const [longitude, latitude] = expression.arguments;
  return longitude === undefined || latitude === undefined ? undefined : { longitude, latitude };
}

type PlaceType = 'geo_point' | 'geo_shape' | 'cartesian_point' | 'cartesian_shape';

const converters: Readonly<Record<PlaceType, GeoFunction>> = {
  geo_point: 'geoPoint',
  geo_shape: 'geoShape',
  cartesian_point: 'flatPoint',
  cartesian_shape: 'flatShape',
};

export function isPlaceType(type: string): type is PlaceType {
  return Object.hasOwn(converters, type);
}

/** A text as a place, or a point as a shape: https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/type-conversion-functions */
export function toPlace(
  type: PlaceType,
  operand: Typed,
  range: ast.Range,
  context: Context,
): Typed | undefined {
  if (type === 'geo_point') return toPoint(operand, range, context);
  const { kind: from } = operand;
  const kind = type === 'geo_shape' ? 'geo' : 'flat';
  if (from === 'null') return operand;
  if (from !== 'text' && from !== 'unknown' && from !== kind) {
    const problem = `of what this is there is no ${type}`;
    return context.report(diagnose('esql/comparison-type', { problem }, context.span(range)));
  }
  const value = from === 'geo' ? (placeIn(operand, context) ?? operand) : operand;
  const origin = context.origin(range);
  const given = [value.expression];
  return { expression: { kind: 'call', function: converters[type], arguments: given, origin }, kind };
}

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/type-conversion-functions/to_geopoint */
function toPoint(operand: Typed, range: ast.Range, context: Context): Typed | undefined {
  if (operand.kind === 'geo' || operand.kind === 'null') return operand;
  const origin = context.origin(range);
  const { expression } = operand;
  if (expression.kind === 'literal') return writtenPoint(expression.value, range, context);
  const joined = joinedPoint(expression);
  if (joined !== undefined) return pointAt(joined.longitude, joined.latitude, origin);
  return { expression: { kind: 'call', function: 'geoPoint', arguments: [expression], origin }, kind: 'geo' };
}

const number = String.raw`([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)`;
const point = new RegExp(String.raw`^\s*POINT\s*\(\s*${number}\s+${number}\s*\)\s*$`, 'i');

function writtenPoint(text: unknown, range: ast.Range, context: Context): Typed | undefined {
  const [longitude, latitude] = (point.exec(String(text)) ?? []).slice(1).map(Number);
  const isPlace =
    longitude !== undefined &&
    latitude !== undefined &&
    Math.abs(longitude) <= 180 &&
    Math.abs(latitude) <= 90;
  if (isPlace) {
    const [x, y] = [longitude, latitude].map(each => literalOf(each, range, context));
    if (x !== undefined && y !== undefined) return pointAt(x, y, context.origin(range));
  }
  const wants = 'a text such as "POINT (13.4 52.5)", the longitude first';
  return context.report(
    diagnose('esql/argument-type', { name: 'to_geopoint', position: 1, wants }, context.span(range)),
  );
}

/** `concat("POINT(", to_string(x), " ", to_string(y), ")")` */
function joinedPoint(text: Expression): Place | undefined {
  if (text.kind !== 'call' || text.function !== 'concat') return undefined;
  const shape = text.arguments
    .map(each => (each.kind === 'literal' ? String(each.value) : '\u0000'))
    .join('');
  const [longitude, latitude] = text.arguments.filter(each => each.kind !== 'literal').map(numberIn);
  if (!/^\s*POINT\s*\(\s*\0\s+\0\s*\)\s*$/i.test(shape)) return undefined;
  return longitude === undefined || latitude === undefined ? undefined : { longitude, latitude };
}

function numberIn(expression: Expression): Expression {
  if (expression.kind === 'call' && expression.function === 'fractionText')
    return expression.arguments[0] ?? expression;
  return expression.kind === 'coercion' && expression.to === 'string' ? expression.operand : expression;
}
