/** https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html#time-selection. */
const units = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
] as const;

/** Whole seconds as a timespan of the largest unit that holds them without a rest. */
export function timespan(seconds: number): string {
  const [unit, length] = units.find(([, each]) => seconds % each === 0) ?? (['s', 1] as const);
  return `${seconds / length}${unit}`;
}
