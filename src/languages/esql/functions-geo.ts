import { diagnose } from '../../diagnostics/index.ts';
import { type Expression, type GeoFunction, greatCircle } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { type Definition, type Definitions, expressionsOf, ofValues } from './definition.ts';
import type { Kind } from './kind.ts';
import { partsOf, placeIn } from './places.ts';

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/spatial-functions */
export const geoFunctions: Definitions = {
  st_distance: ofPlaces(2, lowerDistance),
  st_x: ofPlaces(
    1,
    ([place], node, context) => place && coordinate('longitude', 'geoX', place, node, context),
  ),
  st_y: ofPlaces(
    1,
    ([place], node, context) => place && coordinate('latitude', 'geoY', place, node, context),
  ),
  st_intersects: ofPlaces(2, calling('geoIntersects', 'boolean')),
  st_disjoint: ofPlaces(2, calling('geoDisjoint', 'boolean')),
  st_contains: ofPlaces(2, calling('geoContains', 'boolean')),
  st_within: ofPlaces(2, calling('geoWithin', 'boolean')),
  st_envelope: ofPlaces(1, ofEither('geoEnvelope', 'flatEnvelope', 'same')),
  st_xmin: ofPlaces(1, ofEither('geoLeft', 'flatLeft', 'double')),
  st_xmax: ofPlaces(1, ofEither('geoRight', 'flatRight', 'double')),
  st_ymin: ofPlaces(1, calling('geoBottom', 'double')),
  st_ymax: ofPlaces(1, calling('geoTop', 'double')),
  st_npoints: ofPlaces(1, calling('geoPointCount', 'whole')),
  st_geometrytype: ofPlaces(1, calling('geoTypeName', 'text')),
  st_isempty: ofPlaces(1, calling('geoIsEmpty', 'boolean')),
  st_dimension: ofPlaces(1, calling('geoDimension', 'whole')),
  st_geohash: grid('geoHash'),
  st_geotile: grid('geoTile'),
  st_geohash_to_geoshape: ofText('geoHashShape', 'geo'),
  st_geotile_to_geoshape: ofText('geoTileShape', 'geo'),
  st_geohash_to_string: ofValues(1, 1, asText),
  st_geotile_to_string: ofValues(1, 1, asText),
};

type Make = (places: readonly Typed[], node: ast.Call, context: Context) => Typed | undefined;

function ofPlaces(count: number, make: Make): Definition {
  return ofValues(count, count, (values, node, context) => {
    if (values.some(({ kind }) => kind === 'null')) return nothing(node, context);
    const places: Typed[] = [];
    for (const [index, value] of values.entries()) {
      const place = placeIn(value, context);
      if (place === undefined) return noPlace(node, index + 1, context);
      places.push(place);
    }
    const [first, second] = places;
    if (second !== undefined && first?.kind !== second.kind) return noPlace(node, 2, context);
    return make(places, node, context);
  });
}

function noPlace(node: ast.Call, position: number, context: Context): undefined {
  const wants =
    position === 2
      ? 'a point or shape of the kind of the first one: to_geopoint("POINT (13.4 52.5)")'
      : 'a point or shape: to_geopoint("POINT (13.4 52.5)")';
  return context.report(
    diagnose('esql/argument-type', { name: node.name, position, wants }, context.span(node)),
  );
}

function nothing(range: ast.Range, context: Context): Typed {
  return { expression: { kind: 'literal', value: null, origin: context.origin(range) }, kind: 'null' };
}

function callOf(
  name: GeoFunction,
  values: readonly Expression[],
  kind: Kind,
  range: ast.Range,
  context: Context,
): Typed {
  const origin = context.origin(range);
  return { expression: { kind: 'call', function: name, arguments: values, origin }, kind };
}

function calling(name: GeoFunction, kind: Kind): Make {
  return (places, node, context) => callOf(name, expressionsOf(places), kind, node, context);
}

function ofEither(onEarth: GeoFunction, onPlane: GeoFunction, result: Kind | 'same'): Make {
  return (places, node, context) => {
    const kind = places[0]?.kind ?? 'geo';
    const name = kind === 'flat' ? onPlane : onEarth;
    return callOf(name, expressionsOf(places), result === 'same' ? kind : result, node, context);
  };
}

function coordinate(
  part: 'longitude' | 'latitude',
  name: GeoFunction,
  place: Typed,
  range: ast.Range,
  context: Context,
): Typed {
  const known = partsOf(place)?.[part];
  if (known === undefined) return callOf(name, [place.expression], 'double', range, context);
  const isNumber = known.kind === 'literal' || (known.kind === 'field' && known.isOfPoint === true);
  const origin = context.origin(range);
  const expression: Expression = isNumber
    ? known
    : { kind: 'coercion', to: 'number', operand: known, origin };
  return { expression, kind: 'double' };
}

function lowerDistance(places: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  const [one, other] = places;
  if (one === undefined || other === undefined) return undefined;
  const [from, to] = [partsOf(one), partsOf(other)];
  if (one.kind === 'geo' && from !== undefined && to !== undefined)
    return { expression: greatCircle(from, to, context.origin(node)), kind: 'double' };
  return ofEither('geoDistance', 'flatDistance', 'double')(places, node, context);
}

/** A cell of a grid is a type of its own, which TO_STRING makes a text. */
function grid(name: GeoFunction): Definition {
  return ofValues(2, 2, ([value, precision], node, context) => {
    if (value === undefined || precision === undefined) return undefined;
    const place = placeIn(value, context);
    if (place === undefined) return noPlace(node, 1, context);
    return callOf(name, [place.expression, precision.expression], 'unknown', node, context);
  });
}

function ofText(name: GeoFunction, kind: Kind): Definition {
  return ofValues(1, 1, (values, node, context) => callOf(name, expressionsOf(values), kind, node, context));
}

function asText([value]: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  if (value === undefined) return undefined;
  const origin = context.origin(node);
  return { expression: { kind: 'coercion', to: 'string', operand: value.expression, origin }, kind: 'text' };
}
