/** Longitude and latitude in degrees, or x and y of a plane. */
export type Position = readonly [x: number, y: number];

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/spatial-functions */
export type Geometry =
  | { readonly kind: 'point'; readonly at: Position }
  | { readonly kind: 'line'; readonly points: readonly Position[] }
  /** The outer ring, and those of its holes; the last point of each is its first. */
  | { readonly kind: 'polygon'; readonly rings: readonly (readonly Position[])[] }
  /** A box of the Earth whose left side is greater than its right one goes across the date line. */
  | { readonly kind: 'box'; readonly box: Box }
  | { readonly kind: 'collection'; readonly name: CollectionName; readonly parts: readonly Geometry[] }
  | { readonly kind: 'empty'; readonly name: string };

export type CollectionName = 'MULTIPOINT' | 'MULTILINESTRING' | 'MULTIPOLYGON' | 'GEOMETRYCOLLECTION';

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export type Plain = Exclude<Geometry, { kind: 'collection' } | { kind: 'box' } | { kind: 'empty' }>;

/** Its points, lines and polygons, one by one. */
export function plainParts(geometry: Geometry): readonly Plain[] {
  if (geometry.kind === 'empty') return [];
  if (geometry.kind === 'collection') return geometry.parts.flatMap(plainParts);
  return geometry.kind === 'box' ? polygonsOf(geometry.box) : [geometry];
}

function polygonsOf({ left, right, top, bottom }: Box): readonly Plain[] {
  if (left > right)
    return [
      ...polygonsOf({ left, right: 180, top, bottom }),
      ...polygonsOf({ left: -180, right, top, bottom }),
    ];
  const ring: readonly Position[] = [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
    [left, bottom],
  ];
  return [{ kind: 'polygon', rings: [ring] }];
}

export function positionsOf(geometry: Geometry): readonly Position[] {
  switch (geometry.kind) {
    case 'point':
      return [geometry.at];
    case 'line':
      return geometry.points;
    case 'polygon':
      return geometry.rings.flat();
    case 'box': {
      const { left, right, top, bottom } = geometry.box;
      return [
        [left, bottom],
        [right, top],
      ];
    }
    case 'collection':
      return geometry.parts.flatMap(positionsOf);
    case 'empty':
      return [];
  }
}
