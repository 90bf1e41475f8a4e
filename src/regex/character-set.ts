import type { CharacterRange } from './tree.ts';

/** Ranges in order, apart from each other: equal sets have equal ranges. */
export type CharacterSet = readonly CharacterRange[];

export const lastCodePoint = 0x10ffff;
export const allCharacters: CharacterSet = [{ from: 0, to: lastCodePoint }];
export const noCharacters: CharacterSet = [];

/** Puts ranges in order and joins those that touch. */
export function characterSet(ranges: readonly CharacterRange[]): CharacterSet {
  if (ranges.every(({ from }, index) => from > (ranges[index - 1]?.to ?? -2) + 1)) return ranges;
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = result.at(-1);
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

/** Rules are mostly ASCII, and meet the same characters over and over. */
const asciiSets: readonly CharacterSet[] = Array.from({ length: 0x80 }, (_, code) => [
  { from: code, to: code },
]);

export function singleton(code: number): CharacterSet {
  return asciiSets[code] ?? [{ from: code, to: code }];
}

export function setOf(characters: string): CharacterSet {
  return characterSet(Array.from(characters, character => codeRange(character)));
}

function codeRange(character: string): CharacterRange {
  const code = character.codePointAt(0) ?? 0;
  return { from: code, to: code };
}

export function union(...sets: readonly CharacterSet[]): CharacterSet {
  return characterSet(sets.flat());
}

export function complement(set: CharacterSet): CharacterSet {
  const result: CharacterRange[] = [];
  let next = 0;
  for (const { from, to } of set) {
    if (from > next) result.push({ from: next, to: from - 1 });
    next = to + 1;
  }
  if (next <= lastCodePoint) result.push({ from: next, to: lastCodePoint });
  return result;
}

export function intersect(a: CharacterSet, b: CharacterSet): CharacterSet {
  const result: CharacterRange[] = [];
  let i = 0;
  let j = 0;
  for (let left = a[i], right = b[j]; left && right; left = a[i], right = b[j]) {
    const from = Math.max(left.from, right.from);
    const to = Math.min(left.to, right.to);
    if (from <= to) result.push({ from, to });
    if (left.to < right.to) i++;
    else j++;
  }
  return result;
}

export function without(a: CharacterSet, b: CharacterSet): CharacterSet {
  return intersect(a, complement(b));
}

export function equalSets(a: CharacterSet, b: CharacterSet): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every((range, index) => range.from === b[index]?.from && range.to === b[index]?.to))
  );
}

export function covers(whole: CharacterSet, part: CharacterSet): boolean {
  return equalSets(intersect(whole, part), part);
}

export function includes(set: CharacterSet, code: number): boolean {
  let low = 0;
  let high = set.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = set[middle];
    if (!range) return false;
    if (code < range.from) high = middle - 1;
    else if (code > range.to) low = middle + 1;
    else return true;
  }
  return false;
}

/** The one character of a set that has just one. */
export function onlyCharacter(set: CharacterSet): number | undefined {
  const [range] = set;
  return set.length === 1 && range && range.from === range.to ? range.from : undefined;
}

export function setKey(set: CharacterSet): string {
  return set.map(({ from, to }) => `${from}-${to}`).join();
}
