import { type Expression, field, type Named } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import type { Derivation, Part } from './derivation.ts';
import { partsOf, placeIn } from './places.ts';

/**
 * Aggregates of points, by their longitudes and latitudes apart.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/aggregation-functions/st_centroid_agg
 */
export const placeAggregates: Readonly<Record<string, Derivation | undefined>> = {
  st_centroid_agg: ([value], part, call, context) =>
    value && ofParts(value, each => part('average', [each], 'double'), call, context),
};

const arrivals: Readonly<Record<string, 'first' | 'last' | undefined>> = {
  first: 'first',
  earliest: 'first',
  last: 'last',
  latest: 'last',
};

/** The first or last point; undefined for what is no point. */
export function arrivalOfPlace(call: ast.Call, context: Context): Derivation | undefined {
  const name = arrivals[call.name];
  const [subject] = call.arguments;
  if (name === undefined || subject?.kind !== 'column') return undefined;
  const value = context.columns.has(subject.name) ? context.lowerValue(subject) : undefined;
  if (value?.kind !== 'geo' || knownParts(value, context) === undefined) return undefined;
  return ([point, order], part) =>
    point && ofParts(point, each => part(name, [each], 'double', order), call, context);
}

/** Longitude and latitude of a point, where they are known apart. */
export function knownParts(value: Typed, context: Context) {
  const place = value.kind === 'geo' ? placeIn(value, context) : undefined;
  return place && partsOf(place);
}

function ofParts(
  value: Typed,
  measured: (part: Typed) => ReturnType<Part>,
  call: ast.Call,
  context: Context,
): Typed | undefined {
  const place = placeIn(value, context);
  if (place === undefined) return undefined;
  const known = partsOf(place) ?? {
    longitude: partOf('geoX', place.expression),
    latitude: partOf('geoY', place.expression),
  };
  const [longitude, latitude] = [known.longitude, known.latitude].map(
    expression => measured({ expression, kind: 'double' }).expression,
  );
  if (longitude === undefined || latitude === undefined) return undefined;
  const origin = context.origin(call);
  const given = [longitude, latitude];
  return {
    expression: { kind: 'call', function: 'geoPoint', arguments: given, several: 'none', origin },
    kind: 'geo',
  };
}

function partOf(name: 'geoX' | 'geoY', point: Expression): Expression {
  return { kind: 'call', function: name, arguments: [point], origin: point.origin };
}

/** A point that a command makes: columns of its parts, of which the query then speaks, and one of the whole. */
export function namedPlace(
  name: string,
  value: Typed,
  context: Context,
): { readonly columns: readonly Named[]; readonly value: Typed } | undefined {
  const known = knownParts(value, context);
  if (known === undefined || context.inlines) return undefined;
  const { origin } = value.expression;
  const parts = [
    { name: `${name}.lon`, value: known.longitude },
    { name: `${name}.lat`, value: known.latitude },
  ];
  const given = parts.map(each => field(each.name, 'elastic', origin));
  const whole: Expression = { kind: 'call', function: 'geoPoint', arguments: given, several: 'none', origin };
  for (const [index, expression] of given.entries())
    context.columns.put(parts[index]?.name ?? name, { expression, kind: 'double' }, 1);
  const areOwn = parts.every(each => each.value.kind === 'field' && each.value.name === each.name);
  return {
    columns: [...(areOwn ? [] : parts), { name, value: whole }],
    value: { expression: whole, kind: 'geo' },
  };
}
