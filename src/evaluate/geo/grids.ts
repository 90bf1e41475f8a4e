import type { Box, Position } from './geometry.ts';

const digits = '0123456789bcdefghjkmnpqrstuvwxyz';

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/spatial-functions/st_geohash: 1 to 12 digits. */
export function geohashOf([longitude, latitude]: Position, precision: number): string | undefined {
  if (!Number.isInteger(precision) || precision < 1 || precision > 12) return undefined;
  const box = { left: -180, right: 180, top: 90, bottom: -90 };
  let hash = '';
  for (let digit = 0; digit < precision; digit++) {
    let value = 0;
    for (let bit = 0; bit < 5; bit++)
      value = value * 2 + (halve(box, digit * 5 + bit, longitude, latitude) ? 1 : 0);
    hash += digits[value];
  }
  return hash;
}

type Changing = { -readonly [Key in keyof Box]: Box[Key] };

/** Longitude and latitude in turns; true for the upper half. */
function halve(box: Changing, turn: number, longitude: number, latitude: number): boolean {
  const isLongitude = turn % 2 === 0;
  const middle = isLongitude ? (box.left + box.right) / 2 : (box.bottom + box.top) / 2;
  const isUpper = (isLongitude ? longitude : latitude) >= middle;
  const edge = isLongitude ? (isUpper ? 'left' : 'right') : isUpper ? 'bottom' : 'top';
  box[edge] = middle;
  return isUpper;
}

export function boxOfGeohash(hash: string): Box | undefined {
  const box: Changing = { left: -180, right: 180, top: 90, bottom: -90 };
  for (const [index, digit] of [...hash].entries()) {
    const value = digits.indexOf(digit);
    if (value < 0 || hash.length > 12) return undefined;
    for (let bit = 0; bit < 5; bit++) {
      const isUpper = ((value >> (4 - bit)) & 1) === 1;
      halve(box, index * 5 + bit, isUpper ? 180 : -180, isUpper ? 90 : -90);
    }
  }
  return hash === '' ? undefined : box;
}

/** The greatest latitude of a map of tiles. */
const edge = 85.05112877980659;

/** `zoom/x/y`: https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/spatial-functions/st_geotile, a zoom of 0 to 29. */
export function geotileOf([longitude, latitude]: Position, zoom: number): string | undefined {
  if (!Number.isInteger(zoom) || zoom < 0 || zoom > 29) return undefined;
  const tiles = 2 ** zoom;
  const held = (tile: number): number => Math.min(tiles - 1, Math.max(0, Math.floor(tile)));
  const sine = Math.sin((Math.min(edge, Math.max(-edge, latitude)) * Math.PI) / 180);
  const x = held(((longitude + 180) / 360) * tiles);
  const y = held((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * tiles);
  return `${zoom}/${x}/${y}`;
}

export function boxOfGeotile(tile: string): Box | undefined {
  const [zoom = 30, x = 0, y = 0] = /^\d+\/\d+\/\d+$/.test(tile) ? tile.split('/').map(Number) : [];
  const tiles = 2 ** zoom;
  if (zoom > 29 || x >= tiles || y >= tiles) return undefined;
  const latitude = (row: number): number =>
    (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / tiles))) * 180) / Math.PI;
  const longitude = (column: number): number => (column / tiles) * 360 - 180;
  return { left: longitude(x), right: longitude(x + 1), top: latitude(y), bottom: latitude(y + 1) };
}
