import { type Box, type Geometry, type Position, positionsOf } from './geometry.ts';

/** The Earth's mean radius in metres, as Lucene has it: https://lucene.apache.org/core/9_12_0/core/org/apache/lucene/util/SloppyMath.html */
const radius = 6_371_008.7714;

/** Metres along the great circle, by the haversine formula. */
export function metresBetween(one: Position, other: Position): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (angle: number): number => Math.sin(angle / 2) ** 2;
  const [x1, y1, x2, y2] = [...one, ...other].map(radians) as [number, number, number, number];
  const chord = half(y2 - y1) + Math.cos(y1) * Math.cos(y2) * half(x2 - x1);
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(chord)));
}

export function boxOf(geometry: Geometry): Box | undefined {
  if (geometry.kind === 'box') return geometry.box;
  const positions = positionsOf(geometry);
  if (positions.length === 0) return undefined;
  const [xs, ys] = [positions.map(([x]) => x), positions.map(([, y]) => y)];
  return { left: least(xs), right: greatest(xs), top: greatest(ys), bottom: least(ys) };
}

/**
 * Of places on the Earth the box that is less wide: the one across the date line, or the other.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/spatial-functions/st_envelope
 */
export function earthBoxOf(geometry: Geometry): Box | undefined {
  const flat = boxOf(geometry);
  if (flat === undefined || geometry.kind === 'box') return flat;
  const xs = positionsOf(geometry).map(([x]) => x);
  const [west, east] = [xs.filter(x => x < 0), xs.filter(x => x >= 0)];
  if (west.length === 0 || east.length === 0) return flat;
  const [left, right] = [least(east), greatest(west)];
  return flat.right - flat.left <= 360 - left + right ? flat : { ...flat, left, right };
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.min(one, other));
}

function greatest(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.max(one, other));
}

/** How many points it is written with. */
export function pointCount(geometry: Geometry): number {
  return geometry.kind === 'box' ? 5 : positionsOf(geometry).length;
}

/** 0 of points, 1 of lines, 2 of shapes. */
export function dimensionOf(geometry: Geometry): number {
  if (geometry.kind === 'empty') return /POINT$/.test(geometry.name) ? 0 : /LINE/.test(geometry.name) ? 1 : 2;
  if (geometry.kind === 'collection') return greatest(geometry.parts.map(dimensionOf));
  return geometry.kind === 'point' ? 0 : geometry.kind === 'line' ? 1 : 2;
}

const typeNames = { point: 'Point', line: 'LineString', polygon: 'Polygon', box: 'Polygon' } as const;
const ofSeveral: Readonly<Record<string, string>> = {
  POINT: 'Point',
  LINESTRING: 'LineString',
  POLYGON: 'Polygon',
  MULTIPOINT: 'MultiPoint',
  MULTILINESTRING: 'MultiLineString',
  MULTIPOLYGON: 'MultiPolygon',
  GEOMETRYCOLLECTION: 'GeometryCollection',
};

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/spatial-functions/st_geometrytype */
export function typeNameOf(geometry: Geometry): string {
  const name =
    geometry.kind === 'collection' || geometry.kind === 'empty'
      ? (ofSeveral[geometry.name] ?? 'GeometryCollection')
      : typeNames[geometry.kind];
  return `ST_${name}`;
}
