import { type Geometry, type Plain, type Position, plainParts } from './geometry.ts';
import { isSame } from './well-known-text.ts';

type Segment = readonly [Position, Position];

/** Whether they have a point in common. Borders belong to shapes. */
export function intersects(one: Geometry, other: Geometry): boolean {
  return plainParts(one).some(left => plainParts(other).some(right => partsMeet(left, right)));
}

/** Whether all of the one is within the other, whose borders belong to it. */
export function isWithin(one: Geometry, other: Geometry): boolean {
  const around = plainParts(other);
  const parts = plainParts(one);
  return parts.length > 0 && parts.every(part => around.some(each => covers(each, part)));
}

/** As within, the other way; but a line or shape that touches the border of a shape is not contained in it. */
export function holds(one: Geometry, other: Geometry): boolean {
  const around = plainParts(one);
  const parts = plainParts(other);
  return (
    parts.length > 0 &&
    parts.every(part =>
      around.some(each => covers(each, part) && !(each.kind === 'polygon' && touches(each, part))),
    )
  );
}

function touches(polygon: Plain, part: Plain): boolean {
  return part.kind !== 'point' && segmentsMeet(segmentsOf(polygon), segmentsOf(part));
}

function partsMeet(one: Plain, other: Plain): boolean {
  if (positions(one).some(at => isIn(at, other)) || positions(other).some(at => isIn(at, one))) return true;
  return segmentsMeet(segmentsOf(one), segmentsOf(other));
}

function positions(part: Plain): readonly Position[] {
  return part.kind === 'point' ? [part.at] : part.kind === 'line' ? part.points : part.rings.flat();
}

function segmentsOf(part: Plain): readonly Segment[] {
  if (part.kind === 'point') return [];
  const paths = part.kind === 'line' ? [part.points] : part.rings;
  return paths.flatMap(path => path.slice(1).map((to, index): Segment => [path[index] ?? to, to]));
}

function segmentsMeet(ones: readonly Segment[], others: readonly Segment[]): boolean {
  return ones.some(one => others.some(other => meet(one, other)));
}

/** Twice the area of the triangle, with a sign: on which side of a line a point is. */
function side([from, to]: Segment, at: Position): number {
  return Math.sign((to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0]));
}

function isOn(segment: Segment, at: Position): boolean {
  const [from, to] = segment;
  const isBetween = (axis: 0 | 1): boolean =>
    at[axis] >= Math.min(from[axis], to[axis]) && at[axis] <= Math.max(from[axis], to[axis]);
  return side(segment, at) === 0 && isBetween(0) && isBetween(1);
}

function meet(one: Segment, other: Segment): boolean {
  const [a, b] = [side(one, other[0]), side(one, other[1])];
  const [c, d] = [side(other, one[0]), side(other, one[1])];
  if (a !== b && c !== d && a * b <= 0 && c * d <= 0) return true;
  return other.some(at => isOn(one, at)) || one.some(at => isOn(other, at));
}

function isIn(at: Position, part: Plain): boolean {
  if (part.kind === 'point') return isSame(part.at, at);
  if (segmentsOf(part).some(segment => isOn(segment, at))) return true;
  return part.kind === 'polygon' && part.rings.filter(ring => isInRing(at, ring)).length % 2 === 1;
}

/** How often a ray to the right crosses the ring; the ring itself is looked at before. */
function isInRing([x, y]: Position, ring: readonly Position[]): boolean {
  let isInside = false;
  for (const [index, to] of ring.entries()) {
    const from = ring[index - 1];
    if (from === undefined || from[1] > y === to[1] > y) continue;
    if (x < ((to[0] - from[0]) * (y - from[1])) / (to[1] - from[1]) + from[0]) isInside = !isInside;
  }
  return isInside;
}

/** All of a part, its borders too, is in another. */
function covers(around: Plain, part: Plain): boolean {
  if (!positions(part).every(at => isIn(at, around))) return false;
  if (part.kind === 'point') return true;
  if (around.kind === 'point' || (around.kind === 'line' && part.kind === 'polygon')) return false;
  const borders = segmentsOf(around);
  const areIn = segmentsOf(part).every(segment => piecesOf(segment, borders).every(at => isIn(at, around)));
  return areIn && !(part.kind === 'polygon' && hasHoleWithin(around, part));
}

/** The middle of each piece into which borders cut a segment. */
function piecesOf([from, to]: Segment, borders: readonly Segment[]): readonly Position[] {
  const cuts = [0, 1, ...borders.flatMap(border => cutsOf([from, to], border))].sort((a, b) => a - b);
  return cuts.slice(1).flatMap((end, index) => {
    const start = cuts[index] ?? end;
    const half = (start + end) / 2;
    return end - start < 1e-12
      ? []
      : [[from[0] + (to[0] - from[0]) * half, from[1] + (to[1] - from[1]) * half] as const];
  });
}

/** Where a border crosses a segment, as the share of its length. */
function cutsOf([from, to]: Segment, [start, end]: Segment): readonly number[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const [ex, ey] = [end[0] - start[0], end[1] - start[1]];
  const across = dx * ey - dy * ex;
  const shares =
    across === 0
      ? [start, end].map(at => ((at[0] - from[0]) * dx + (at[1] - from[1]) * dy) / (dx * dx + dy * dy))
      : [((start[0] - from[0]) * ey - (start[1] - from[1]) * ex) / across];
  return shares.filter(share => share > 0 && share < 1);
}

function hasHoleWithin(around: Plain, part: Plain): boolean {
  if (around.kind !== 'polygon') return false;
  return around.rings
    .slice(1)
    .some(hole => hole.some(at => isIn(at, part) && !segmentsOf(part).some(segment => isOn(segment, at))));
}
