import type { GeoFunction } from '../../ir/index.ts';
import { numericOf } from '../decimal.ts';
import { type Item, type Scalar, textOf } from '../values.ts';
import { type Box, type Geometry, type Position, positionsOf } from './geometry.ts';
import { boxOfGeohash, boxOfGeotile, geohashOf, geotileOf } from './grids.ts';
import { boxOf, dimensionOf, earthBoxOf, metresBetween, pointCount, typeNameOf } from './measures.ts';
import { geometryOf, isOnEarth } from './read-geometry.ts';
import { holds, intersects, isWithin } from './relations.ts';
import { printGeometry } from './well-known-text.ts';

type Lists = readonly (readonly Item[])[];
type Take = (lists: Lists) => readonly (Scalar | undefined)[];

/**
 * Geometries are texts, as Elasticsearch shows them. What is asked of one is asked of each of several; what is asked of two is asked
 * of all values of each together.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/spatial-functions
 */
const functions: Readonly<Record<GeoFunction, Take>> = {
  geoPoint: lists => (lists.length === 2 ? pointsOf(lists) : places(lists)),
  geoShape: places,
  flatPoint: each(printGeometry),
  flatShape: each(printGeometry),
  geoX: each(geometry => (geometry.kind === 'point' ? geometry.at[0] : undefined)),
  geoY: each(geometry => (geometry.kind === 'point' ? geometry.at[1] : undefined)),
  geoDistance: ofTwo((one, other) => nearest(one, other, metresBetween)),
  flatDistance: ofTwo((one, other) =>
    nearest(one, other, ([x1, y1], [x2, y2]) => Math.hypot(x2 - x1, y2 - y1)),
  ),
  geoIntersects: ofTwo(intersects),
  geoDisjoint: ofTwo((one, other) => !intersects(one, other)),
  geoContains: ofTwo(holds),
  geoWithin: ofTwo(isWithin),
  geoEnvelope: each(geometry => envelope(geometry, earthBoxOf(geometry))),
  flatEnvelope: each(geometry => envelope(geometry, boxOf(geometry))),
  geoLeft: each(geometry => earthBoxOf(geometry)?.left),
  geoRight: each(geometry => earthBoxOf(geometry)?.right),
  flatLeft: each(geometry => boxOf(geometry)?.left),
  flatRight: each(geometry => boxOf(geometry)?.right),
  geoTop: each(geometry => boxOf(geometry)?.top),
  geoBottom: each(geometry => boxOf(geometry)?.bottom),
  geoPointCount: each(pointCount),
  geoDimension: each(dimensionOf),
  geoIsEmpty: each(geometry => positionsOf(geometry).length === 0),
  geoTypeName: each(typeNameOf),
  geoHash: gridded(geohashOf),
  geoTile: gridded(geotileOf),
  geoHashShape: ofText(boxOfGeohash),
  geoTileShape: ofText(boxOfGeotile),
};

export function isGeoFunction(name: string): name is GeoFunction {
  return Object.hasOwn(functions, name);
}

export function takeGeo(name: GeoFunction, lists: Lists): readonly Item[] {
  return functions[name](lists).filter(value => value !== undefined);
}

function each(make: (geometry: Geometry) => Scalar | undefined): Take {
  return ([items = []]) =>
    items.map(item => {
      const geometry = geometryOf(item);
      return geometry && make(geometry);
    });
}

/** Geometries of the Earth, of which no part is beyond its poles. */
function places([items = []]: Lists): readonly (Scalar | undefined)[] {
  return items.map(item => {
    const geometry = geometryOf(item);
    return geometry !== undefined && positionsOf(geometry).every(isOnEarth)
      ? printGeometry(geometry)
      : undefined;
  });
}

/** Of longitudes and latitudes. */
function pointsOf([longitudes = [], latitudes = []]: Lists): readonly (string | undefined)[] {
  return longitudes.map((longitude, index) => {
    const latitude = latitudes[index];
    const [x, y] = [numericOf(longitude), latitude === undefined ? undefined : numericOf(latitude)];
    if (x === undefined || y === undefined) return undefined;
    const at: Position = [Number(x), Number(y)];
    return isOnEarth(at) ? printGeometry({ kind: 'point', at }) : undefined;
  });
}

function ofTwo(make: (one: Geometry, other: Geometry) => Scalar | undefined): Take {
  return lists => {
    const [one, other] = lists.map(together);
    return one === undefined || other === undefined ? [] : [make(one, other)];
  };
}

function together(items: readonly Item[]): Geometry | undefined {
  const parts = items.map(geometryOf);
  if (parts.length === 0 || !parts.every(part => part !== undefined)) return undefined;
  return { kind: 'collection', name: 'GEOMETRYCOLLECTION', parts };
}

function nearest(
  one: Geometry,
  other: Geometry,
  apart: (from: Position, to: Position) => number,
): number | undefined {
  const [from, to] = [one, other].map(positionsOf);
  const all = from?.flatMap(start => (to ?? []).map(end => apart(start, end))) ?? [];
  return all.length === 0 ? undefined : Math.min(...all);
}

/** That of a point is the point. */
function envelope(geometry: Geometry, box: Box | undefined): string | undefined {
  return geometry.kind === 'point' ? printGeometry(geometry) : box && printGeometry({ kind: 'box', box });
}

function gridded(cellOf: (at: Position, precision: number) => string | undefined): Take {
  return ([items = [], precisions = []]) =>
    items.map(item => {
      const geometry = geometryOf(item);
      const [precision] = precisions;
      const digits = precision === undefined ? undefined : numericOf(precision);
      return geometry?.kind === 'point' ? cellOf(geometry.at, Number(digits)) : undefined;
    });
}

function ofText(boxOfCell: (cell: string) => Box | undefined): Take {
  return ([items = []]) =>
    items.map(item => {
      const box = boxOfCell(textOf(item) ?? '');
      return box && printGeometry({ kind: 'box', box });
    });
}
