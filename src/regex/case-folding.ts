import { type CharacterSet, characterSet, includes, setKey, singleton, union } from './character-set.ts';
import type { CharacterRange } from './tree.ts';

/** Where the last pairs of cases of Unicode stand (Adlam). */
const lastCased = 0x1e943;

/** The sigma at the end of a word: every dialect folds it with the others (https://www.unicode.org/Public/UCD/latest/ucd/CaseFolding.txt). */
const finalSigma = 0x3c2;

let families: ReadonlyMap<number, readonly number[]> | undefined;

/**
 * The characters with the same lower-case form as a character, itself among them. ASCII is folded within ASCII alone (the
 * Kelvin sign is no k), so that ignoring case never takes \W, which is not ASCII, to a letter.
 */
export function caseVariants(code: number): readonly number[] {
  if (code >= 0x80) return caseFamilies().get(code) ?? [code];
  const lower = code | 0x20;
  if (lower < 0x61 || lower > 0x7a) return [code];
  return [lower - 0x20, lower];
}

const mostSets = 1000;

const known = new Map<string, CharacterSet>();

/** A set with every character that ignoring case makes the same as one of its own. */
export function foldCase(set: CharacterSet): CharacterSet {
  const key = setKey(set);
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= mostSets) known.clear();
  const folded = withVariants(set);
  known.set(key, folded);
  return folded;
}

function withVariants(set: CharacterSet): CharacterSet {
  const added: CharacterRange[] = [];
  const add = (code: number) => {
    for (const variant of caseVariants(code)) added.push(...singleton(variant));
  };
  for (let code = 0x41; code <= 0x7a; code++) if (includes(set, code)) add(code);
  if ((set.at(-1)?.to ?? 0) >= 0x80) {
    for (const code of caseFamilies().keys()) if (code >= 0x80 && includes(set, code)) add(code);
  }
  return added.length === 0 ? set : union(set, characterSet(added));
}

export function hasCase(code: number): boolean {
  return caseVariants(code).length > 1;
}

/** Made on first need: scanning Unicode takes some milliseconds, and rules are mostly ASCII. */
function caseFamilies(): ReadonlyMap<number, readonly number[]> {
  if (families) return families;
  const byLower = new Map<number, number[]>();
  for (let code = 0x80; code <= lastCased; code++) {
    const lower = code === finalSigma ? 'σ' : String.fromCodePoint(code).toLowerCase();
    const lowerCode = lower.codePointAt(0) ?? code;
    if (lowerCode === code || lowerCode < 0x80 || String.fromCodePoint(lowerCode) !== lower) continue;
    const family = byLower.get(lowerCode) ?? [lowerCode];
    family.push(code);
    byLower.set(lowerCode, family);
  }
  families = new Map([...byLower.values()].flatMap(family => family.map(code => [code, family] as const)));
  return families;
}
