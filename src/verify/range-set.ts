/** A place between two points of a line: just before a value, or just after it. */
export interface Cut {
  readonly value: number | bigint;
  readonly after: boolean;
}

/** Ranges between cuts, in order and apart from each other: equal sets have equal ranges. */
export type RangeSet = readonly Range[];

export interface Range {
  readonly from: Cut;
  readonly to: Cut;
}

export const before = (value: number | bigint): Cut => ({ value, after: false });
export const after = (value: number | bigint): Cut => ({ value, after: true });

export const wholeLine: RangeSet = [
  { from: before(Number.NEGATIVE_INFINITY), to: after(Number.POSITIVE_INFINITY) },
];

export function point(value: number | bigint): RangeSet {
  return [{ from: before(value), to: after(value) }];
}

/** Negative, zero or positive, as a comparison for sorting. */
export function compareCuts(left: Cut, right: Cut): number {
  if (left.value < right.value) return -1;
  if (left.value > right.value) return 1;
  return Number(left.after) - Number(right.after);
}

export function unite(ranges: readonly Range[]): RangeSet {
  const sorted = ranges
    .filter(({ from, to }) => compareCuts(from, to) < 0)
    .sort((left, right) => compareCuts(left.from, right.from));
  const result: { from: Cut; to: Cut }[] = [];
  for (const { from, to } of sorted) {
    const last = result.at(-1);
    if (last === undefined || compareCuts(last.to, from) < 0) result.push({ from, to });
    else if (compareCuts(last.to, to) < 0) last.to = to;
  }
  return result;
}

/** What of the whole is not in the part. */
export function without(whole: RangeSet, part: RangeSet): RangeSet {
  return whole.flatMap(({ from, to }) => {
    const rest: Range[] = [];
    let start = from;
    for (const taken of part) {
      if (compareCuts(taken.from, start) > 0)
        rest.push({ from: start, to: compareCuts(taken.from, to) < 0 ? taken.from : to });
      if (compareCuts(taken.to, start) > 0) start = taken.to;
    }
    rest.push({ from: start, to });
    return rest.filter(range => compareCuts(range.from, range.to) < 0);
  });
}

export function holdsValue(set: RangeSet, value: number | bigint): boolean {
  return set.some(
    ({ from, to }) => compareCuts(from, before(value)) <= 0 && compareCuts(after(value), to) <= 0,
  );
}

/** A range that is wholly inside of these sets, given by their places, and outside of the others. */
export interface Cell extends Range {
  readonly sets: readonly number[];
}

/** The pieces that sets part each other into. */
export function cellsOf(sets: readonly RangeSet[]): readonly Cell[] {
  const cuts = sets.flatMap(set => set.flatMap(({ from, to }) => [from, to])).sort(compareCuts);
  const distinct = cuts.filter((cut, index) => {
    const last = cuts[index - 1];
    return last === undefined || compareCuts(last, cut) !== 0;
  });
  const inside: number[][] = distinct.map(() => []);
  for (const [index, set] of sets.entries())
    for (const { from, to } of set)
      for (let at = placeOf(from, distinct), end = placeOf(to, distinct); at < end; at++)
        inside[at]?.push(index);
  return distinct.flatMap((from, index) => {
    const to = distinct[index + 1];
    const own = inside[index] ?? [];
    return to === undefined || own.length === 0 ? [] : [{ from, to, sets: own }];
  });
}

/** Of a cut among sorted ones that it is one of. */
function placeOf(cut: Cut, sorted: readonly Cut[]): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = sorted[middle];
    if (other !== undefined && compareCuts(other, cut) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function covers(set: RangeSet, { from, to }: Range): boolean {
  return set.some(range => compareCuts(range.from, from) <= 0 && compareCuts(to, range.to) <= 0);
}

export function rangeKey(set: RangeSet): string {
  return set
    .map(({ from, to }) => `${from.after ? '(' : '['}${from.value},${to.value}${to.after ? ']' : ')'}`)
    .join('');
}
