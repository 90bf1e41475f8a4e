/** The seconds that a unit of date mathematics lasts, at least and at most. */
const units: Readonly<Record<string, readonly [least: number, most: number]>> = {
  s: [1, 1],
  m: [60, 60],
  h: [3600, 3600],
  H: [3600, 3600],
  d: [86_400, 86_400],
  w: [604_800, 604_800],
  M: [2_419_200, 2_678_400],
  y: [31_536_000, 31_622_400],
};

/**
 * How long before the run an instant is that is reckoned from it: now-9m, now-2h-30m, now-1d/d. Rounding goes back as much as its
 * unit, as the hour of the run has it. Undefined for an instant that does not hang on the run.
 * https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options#date-math
 */
export function secondsBeforeRun(
  text: string,
): { readonly least: number; readonly most: number } | undefined {
  const [, steps] = /^now((?:[+-]\d{0,9}[smhHdwMy]|\/[smhHdwMy])*)$/.exec(text.replaceAll(/\s/g, '')) ?? [];
  if (steps === undefined) return undefined;
  let [least, most] = [0, 0];
  for (const [, sign, amount = '', letter = ''] of steps.matchAll(/([+/-])(\d*)([a-zA-Z])/g)) {
    const [short, long] = units[letter] ?? [0, 0];
    const count = Number(amount || '1');
    least += sign === '/' ? 0 : sign === '-' ? count * short : -count * long;
    most += sign === '/' ? long : sign === '-' ? count * long : -count * short;
  }
  return { least, most };
}
