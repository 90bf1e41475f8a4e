/** How many ways there are to choose; given up above a thousand million. */
export function combinationCount(there: number, wanted: number): number {
  let count = 1;
  for (let i = 0; i < wanted; i++) {
    count = (count * (there - i)) / (i + 1);
    if (count > 1e9) return count;
  }
  return count;
}

/** Every choice of `size` of the items, each in their order. */
export function combinations<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    combinations(items.slice(index + 1), size - 1).map(rest => [item, ...rest]),
  );
}
