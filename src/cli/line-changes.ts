/** Lines of the old text, and those of the new one that stand in their place; one of them may be none. Counted from 0. */
export interface LineChange {
  readonly oldStart: number;
  readonly old: readonly string[];
  readonly newStart: number;
  readonly new: readonly string[];
}

/** More changed lines than these are told as one change: the work grows with their square. */
const mostEdits = 400;

/** The fewest lines to remove and add, by Myers' greedy way (https://doi.org/10.1007/BF01840446). */
export function lineChanges(old: readonly string[], current: readonly string[]): readonly LineChange[] {
  const shorter = Math.min(old.length, current.length);
  let start = 0;
  while (start < shorter && old[start] === current[start]) start++;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === current.at(-1 - end)) end++;
  const [was, is] = [old.slice(start, old.length - end), current.slice(start, current.length - end)];
  if (was.length + is.length === 0) return [];
  const kept = keptLines(was, is) ?? [];
  return [...changesBetween(was, is, kept)].map(change => ({
    ...change,
    oldStart: change.oldStart + start,
    newStart: change.newStart + start,
  }));
}

type Pair = readonly [old: number, current: number];

/** Places of lines that stay, in order; undefined when too much differs. */
function keptLines(old: readonly string[], current: readonly string[]): readonly Pair[] | undefined {
  const reached = new Map<number, number>([[1, 0]]);
  const trail: ReadonlyMap<number, number>[] = [];
  for (let edits = 0; edits <= mostEdits; edits++) {
    trail.push(new Map(reached));
    for (let line = -edits; line <= edits; line += 2) {
      let x = isDown(reached, line, edits) ? at(reached, line + 1) : at(reached, line - 1) + 1;
      while (x < old.length && x - line < current.length && old[x] === current[x - line]) x++;
      reached.set(line, x);
      if (x >= old.length && x - line >= current.length) return wayBack(trail, old.length, current.length);
    }
  }
  return undefined;
}

function at(reached: ReadonlyMap<number, number>, line: number): number {
  return reached.get(line) ?? -1;
}

/** Whether a diagonal is entered by adding a line rather than by removing one. */
function isDown(reached: ReadonlyMap<number, number>, line: number, edits: number): boolean {
  return line === -edits || (line !== edits && at(reached, line - 1) < at(reached, line + 1));
}

function wayBack(
  trail: readonly ReadonlyMap<number, number>[],
  oldLength: number,
  newLength: number,
): readonly Pair[] {
  const kept: Pair[] = [];
  let [x, y] = [oldLength, newLength];
  for (let edits = trail.length - 1; edits >= 0; edits--) {
    const reached = trail[edits] ?? new Map<number, number>();
    const line = x - y;
    const from = isDown(reached, line, edits) ? line + 1 : line - 1;
    const fromX = edits === 0 ? 0 : at(reached, from);
    const fromY = edits === 0 ? 0 : fromX - from;
    while (x > fromX && y > fromY) kept.push([--x, --y]);
    [x, y] = [fromX, fromY];
  }
  return kept.reverse();
}

function* changesBetween(
  old: readonly string[],
  current: readonly string[],
  kept: readonly Pair[],
): Generator<LineChange> {
  let [oldStart, newStart] = [0, 0];
  for (const [x, y] of [...kept, [old.length, current.length] as const]) {
    if (x > oldStart || y > newStart)
      yield { oldStart, old: old.slice(oldStart, x), newStart, new: current.slice(newStart, y) };
    [oldStart, newStart] = [x + 1, y + 1];
  }
}
