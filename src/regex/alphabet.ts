import { type CharacterSet, includes, lastCodePoint } from './character-set.ts';

/** The characters parted into classes that no set of a regex tells apart; tables over characters have one entry a class. */
export interface Alphabet {
  readonly size: number;
  /** The class of a code point. */
  readonly classOf: (code: number) => number;
  /** A character of a class. */
  readonly sample: (index: number) => number;
  /** For each class, whether a set has it. */
  readonly members: (set: CharacterSet) => readonly boolean[];
}

const tableSize = 256;

export function alphabetOf(sets: readonly CharacterSet[]): Alphabet {
  const starts = boundaries(sets);
  const { classes, samples } = joinAlike(starts, sets);
  const table = Uint16Array.from({ length: tableSize }, (_, code) => classes[segmentOf(starts, code)] ?? 0);
  return {
    size: samples.length,
    classOf: code => (code < tableSize ? (table[code] ?? 0) : (classes[segmentOf(starts, code)] ?? 0)),
    sample: index => samples[index] ?? 0,
    members: set => samples.map(code => includes(set, code)),
  };
}

function boundaries(sets: readonly CharacterSet[]): readonly number[] {
  const starts = new Set([0]);
  for (const set of sets)
    for (const { from, to } of set) {
      starts.add(from);
      if (to < lastCodePoint) starts.add(to + 1);
    }
  return [...starts].sort((a, b) => a - b);
}

/** Segments that lie in the same sets are one class. */
function joinAlike(starts: readonly number[], sets: readonly CharacterSet[]) {
  const byMembership = new Map<string, number>();
  const samples: number[] = [];
  const classes = starts.map(code => {
    const key = sets.map(set => (includes(set, code) ? '1' : '0')).join('');
    const known = byMembership.get(key);
    if (known !== undefined) return known;
    byMembership.set(key, samples.length);
    return samples.push(code) - 1;
  });
  return { classes, samples };
}

function segmentOf(starts: readonly number[], code: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= code) low = middle;
    else high = middle - 1;
  }
  return low;
}
