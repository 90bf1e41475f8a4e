import type { FunctionName } from '../ir/index.ts';
import type { Alphabet } from '../regex/alphabet.ts';
import type { CharacterSet } from '../regex/character-set.ts';
import { setOf } from '../regex/character-set.ts';
import { type Dfa, dfa } from '../regex/dfa.ts';
import { lowerOf, lowersInto } from './characters.ts';

/**
 * A function of texts that stands between a field and the language that its values are tested for; the language over the
 * field's own text is its inverse image.
 */
export interface Step {
  readonly name: FunctionName;
  readonly apply: (text: string) => string | undefined;
  /** The sets that an alphabet must tell apart for the inverse, given those of the language. */
  readonly sets: (sets: readonly CharacterSet[]) => readonly CharacterSet[];
  readonly inverse: (language: Dfa, alphabet: Alphabet) => Dfa;
}

const separators = setOf('/\\');
const dot = setOf('.');

/** As the evaluator's functions of the same names. */
export const steps: Readonly<Partial<Record<FunctionName, Step>>> = {
  lower: {
    name: 'lower',
    apply: text => text.toLowerCase(),
    sets: sets => [...sets, ...sets.map(lowersInto)],
    inverse: invertLower,
  },
  baseName: {
    name: 'baseName',
    apply: text => text.slice(lastSeparator(text) + 1),
    sets: sets => [...sets, separators],
    inverse: (language, alphabet) => machine(alphabet, baseNameMachine(language, alphabet)),
  },
  directoryName: {
    name: 'directoryName',
    apply: text => {
      const separator = lastSeparator(text);
      return separator < 0 ? undefined : text.slice(0, separator);
    },
    sets: sets => [...sets, separators],
    inverse: (language, alphabet) => machine(alphabet, directoryMachine(language, alphabet)),
  },
  extension: {
    name: 'extension',
    apply: text => {
      const name = text.slice(lastSeparator(text) + 1);
      const at = name.lastIndexOf('.');
      return at > 0 ? name.slice(at + 1) : undefined;
    },
    sets: sets => [...sets, separators, dot],
    inverse: (language, alphabet) => machine(alphabet, extensionMachine(language, alphabet)),
  },
};

function lastSeparator(text: string): number {
  return Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'));
}

function invertLower(language: Dfa, { size, sample, classOf }: Alphabet): Dfa {
  const lower = Array.from({ length: size }, (_, index) => classOf(lowerOf(sample(index))));
  const next = language.next.map((_, at) => {
    const state = Math.floor(at / size);
    return language.next[state * size + (lower[at % size] ?? 0)] ?? 0;
  });
  return { ...language, next };
}

/** States as numbers, the start being 0. */
interface Machine {
  readonly size: number;
  readonly step: (state: number, index: number) => number;
  readonly accepts: (state: number) => boolean;
}

function machine({ size: classes }: Alphabet, { size, step, accepts }: Machine): Dfa {
  const next: number[] = [];
  for (let state = 0; state < size; state++)
    for (let index = 0; index < classes; index++) next.push(step(state, index));
  return dfa(
    classes,
    next,
    Array.from({ length: size }, (_, state) => (accepts(state) ? 1 : 0)),
  );
}

function baseNameMachine({ size, next, accepts, classes }: Dfa, alphabet: Alphabet): Machine {
  const separates = alphabet.members(separators);
  return {
    size,
    step: (state, index) => (separates[index] ? 0 : (next[state * classes + index] ?? 0)),
    accepts: state => accepts[state] === 1,
  };
}

/** What was read so far, and whether it was a word of the language at the last separator. */
function directoryMachine({ size, next, accepts, classes }: Dfa, alphabet: Alphabet): Machine {
  const separates = alphabet.members(separators);
  return {
    size: size * 2,
    step: (state, index) => {
      const read = state % size;
      const held = separates[index] ? accepts[read] === 1 : state >= size;
      return (next[read * classes + index] ?? 0) + (held ? size : 0);
    },
    accepts: state => state >= size,
  };
}

/** 0: at the start of a name; 1: within it, before a dot that counts; from 2 on: what follows the last dot. */
function extensionMachine({ size, next, accepts, classes }: Dfa, alphabet: Alphabet): Machine {
  const separates = alphabet.members(separators);
  const dots = alphabet.members(dot);
  return {
    size: size + 2,
    step: (state, index) => {
      if (separates[index]) return 0;
      if (state === 0) return 1;
      if (dots[index]) return 2;
      return state === 1 ? 1 : (next[(state - 2) * classes + index] ?? 0) + 2;
    },
    accepts: state => state >= 2 && accepts[state - 2] === 1,
  };
}
