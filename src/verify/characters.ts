import { caseVariants } from '../regex/case-folding.ts';
import { type CharacterSet, characterSet, includes } from '../regex/character-set.ts';

/**
 * The Kelvin sign, the dotted capital I, the final small sigma and the capital one. Ignoring case means something else for
 * each of them to a text, to a regex and to `lower`, and no rule is about them: the proof speaks of values that hold none.
 */
export const leftOut: CharacterSet = characterSet(
  [0x130, 0x3a3, 0x3c2, 0x212a].map(code => ({ from: code, to: code })),
);

/** Whether a set was written for one of the characters that the proof leaves out; large sets have them by the way. */
export function isAboutLeftOut(set: CharacterSet): boolean {
  const size = set.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return size <= 4 && leftOut.some(({ from }) => includes(set, from));
}

export function hasLeftOut(text: string): boolean {
  return /[\u0130\u03a3\u03c2\u212a]/.test(text);
}

/** A text in other letters, those left as they are of which nobody says what their other case is. */
export function inOtherCase(text: string, change: (letter: string) => string): string {
  return Array.from(text, letter => (hasLeftOut(letter) ? letter : change(letter))).join('');
}

/** Whether case means nothing to a text. */
export function isCaseless(text: string): boolean {
  return text.toLowerCase() === text && text.toUpperCase() === text;
}

/** The characters that a character of a pattern stands for. */
export function characterOf(code: number, folded: boolean): CharacterSet {
  const codes = folded ? caseVariants(code) : [code];
  return characterSet(codes.map(each => ({ from: each, to: each })));
}

let upperCase: readonly { readonly from: number; readonly to: number }[] | undefined;

/** The upper-case characters beyond ASCII and their lower-case forms; made on first need. */
function upperPairs(): readonly { readonly from: number; readonly to: number }[] {
  if (upperCase !== undefined) return upperCase;
  const pairs: { from: number; to: number }[] = [];
  for (let code = 0x41; code <= 0x1e943; code++) {
    const lower = lowerOf(code);
    if (lower !== code && !includes(leftOut, code)) pairs.push({ from: code, to: lower });
  }
  upperCase = pairs;
  return pairs;
}

export function lowerOf(code: number): number {
  const lower = String.fromCodePoint(code).toLowerCase();
  const [first] = lower;
  return first === lower ? (lower.codePointAt(0) ?? code) : code;
}

/** The characters whose lower-case form is in a set. */
export function lowersInto(set: CharacterSet): CharacterSet {
  const upper = upperPairs();
  const own = set.flatMap(range =>
    cutAt(
      range.from,
      range.to,
      upper.map(({ from }) => from),
    ),
  );
  const added = upper.filter(({ to }) => includes(set, to)).map(({ from }) => ({ from, to: from }));
  return characterSet([...own, ...added]);
}

function cutAt(from: number, to: number, codes: readonly number[]): { from: number; to: number }[] {
  const result: { from: number; to: number }[] = [];
  let start = from;
  for (const code of codes) {
    if (code < start || code > to) continue;
    if (code > start) result.push({ from: start, to: code - 1 });
    start = code + 1;
  }
  if (start <= to) result.push({ from: start, to });
  return result;
}
