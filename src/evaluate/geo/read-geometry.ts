import { isRecord } from '../field-path.ts';
import type { Item } from '../values.ts';
import type { Geometry, Position } from './geometry.ts';
import { parseGeometry } from './well-known-text.ts';

/**
 * What an event holds in a field of geography: an object of a latitude and a longitude, GeoJSON, or well-known text.
 * https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/geo-point
 */
export function geometryOf(item: Item | undefined): Geometry | undefined {
  if (typeof item === 'string') return parseGeometry(item);
  if (!isRecord(item)) return undefined;
  const { lat, lon, type, coordinates } = item;
  if (lat !== undefined && lon !== undefined) {
    const at = positionOf([lon, lat]);
    return at && { kind: 'point', at };
  }
  return typeof type === 'string' ? readers[type.toLowerCase()]?.(coordinates) : undefined;
}

/** Whether it is a place on the Earth: https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/type-conversion-functions/to_geopoint */
export function isOnEarth([longitude, latitude]: Position): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

/** https://www.rfc-editor.org/rfc/rfc7946#section-3.1 */
const readers: Readonly<Record<string, (coordinates: unknown) => Geometry | undefined>> = {
  point: value => {
    const at = positionOf(value);
    return at && { kind: 'point', at };
  },
  linestring: value => {
    const points = listOf(value, positionOf);
    return points && { kind: 'line', points };
  },
  polygon: value => {
    const rings = listOf(value, ring => listOf(ring, positionOf));
    return rings && { kind: 'polygon', rings };
  },
};

function listOf<T>(value: unknown, read: (each: unknown) => T | undefined): readonly T[] | undefined {
  const items = Array.isArray(value) ? value.map(read) : [];
  return items.length > 0 && items.every(item => item !== undefined) ? items : undefined;
}

function positionOf(value: unknown): Position | undefined {
  if (!Array.isArray(value)) return undefined;
  const [x, y] = value.map(each => (typeof each === 'string' && each.trim() !== '' ? Number(each) : each));
  return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y)
    ? [x, y]
    : undefined;
}
