const units = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
] as const;

/** Seconds in the largest unit that holds them whole: 300 is 5m. */
export function spanText(seconds: number): string {
  for (const [unit, size] of units)
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`;
  return Number.isInteger(seconds) ? `${seconds}s` : `${Math.round(seconds * 1000)}ms`;
}
