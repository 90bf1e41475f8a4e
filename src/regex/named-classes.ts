import { type CharacterSet, characterSet, complement, equalSets, setOf, union } from './character-set.ts';
import type { CharacterRange } from './tree.ts';

export type RegexDialect = 'pcre' | 'python' | 'java' | 'lucene';

function ranges(...pairs: readonly (readonly [number, number])[]): CharacterSet {
  return characterSet(pairs.map(([from, to]) => ({ from, to })));
}

export const digits = ranges([0x30, 0x39]);
export const wordCharacters = ranges([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]);
/** Of PCRE and Java; both have the vertical tab in it. */
export const whitespace = ranges([0x09, 0x0d], [0x20, 0x20]);
/** https://lucene.apache.org/core/9_12_0/core/org/apache/lucene/util/automaton/RegExp.html */
export const luceneWhitespace = setOf(' \t\n\r');
/** What `str.isspace` takes: https://docs.python.org/3/library/re.html#regular-expression-syntax */
const pythonWhitespace = ranges(
  [0x09, 0x0d],
  [0x1c, 0x20],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
);
const horizontalSpace = union(setOf('\t \u00a0\u1680\u180e\u202f\u205f\u3000'), ranges([0x2000, 0x200a]));
export const verticalSpace = union(ranges([0x0a, 0x0d]), setOf('\u0085\u2028\u2029'));
/** What ends a line to Java: https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html#lt */
export const javaLineEnds = setOf('\n\r\u0085\u2028\u2029');
export const newline = setOf('\n');

/** `\d \w \s \h \v` of a dialect and their negations; undefined where the letter names no class. `ascii` is Python's re.ASCII. */
export function shorthand(letter: string, dialect: RegexDialect, ascii: boolean): CharacterSet | undefined {
  const lower = letter.toLowerCase();
  const set = positiveShorthand(lower, dialect, dialect === 'python' && !ascii);
  return set && lower !== letter ? complement(set) : set;
}

function positiveShorthand(
  letter: string,
  dialect: RegexDialect,
  unicode: boolean,
): CharacterSet | undefined {
  if (letter === 'd') return unicode ? unicodeDigits() : digits;
  if (letter === 'w') return unicode ? unicodeWord() : wordCharacters;
  if (letter === 's') {
    if (dialect === 'lucene') return luceneWhitespace;
    return unicode ? pythonWhitespace : whitespace;
  }
  if (dialect !== 'pcre' && dialect !== 'java') return undefined;
  if (letter === 'h') return horizontalSpace;
  return letter === 'v' ? verticalSpace : undefined;
}

const punctuation = ranges([0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e]);

/** `[:alpha:]` in PCRE, `\p{Alpha}` in Java: ASCII in both. */
export const posixClasses: Readonly<Record<string, CharacterSet>> = {
  alnum: ranges([0x30, 0x39], [0x41, 0x5a], [0x61, 0x7a]),
  alpha: ranges([0x41, 0x5a], [0x61, 0x7a]),
  ascii: ranges([0, 0x7f]),
  blank: setOf(' \t'),
  cntrl: ranges([0, 0x1f], [0x7f, 0x7f]),
  digit: digits,
  graph: ranges([0x21, 0x7e]),
  lower: ranges([0x61, 0x7a]),
  print: ranges([0x20, 0x7e]),
  punct: punctuation,
  space: whitespace,
  upper: ranges([0x41, 0x5a]),
  word: wordCharacters,
  xdigit: ranges([0x30, 0x39], [0x41, 0x46], [0x61, 0x66]),
};

const scanned = new Map<string, CharacterSet>();

/** The characters of a Unicode property as JavaScript names it (`L`, `Lu`, `Script=Greek`); undefined when there is none. */
export function unicodeProperty(name: string): CharacterSet | undefined {
  const known = scanned.get(name);
  if (known) return known;
  const test = propertyTest(name);
  if (!test) return undefined;
  const found: CharacterRange[] = [];
  let start = -1;
  for (let code = 0; code <= 0x110000; code++) {
    const inside = code <= 0x10ffff && test.test(String.fromCodePoint(code));
    if (inside && start < 0) start = code;
    else if (!inside && start >= 0) {
      found.push({ from: start, to: code - 1 });
      start = -1;
    }
  }
  scanned.set(name, found);
  return found;
}

function propertyTest(name: string): RegExp | undefined {
  if (!/^[A-Za-z_]+(=[A-Za-z_]+)?$/.test(name)) return undefined;
  try {
    return new RegExp(`^\\p{${name}}$`, 'u');
  } catch {
    return undefined;
  }
}

/** Python's `\d`: the decimal digits of every script. */
export function unicodeDigits(): CharacterSet {
  return unicodeProperty('Nd') ?? digits;
}

/** Python's `\w`: what `str.isalnum` takes, and the underscore. */
export function unicodeWord(): CharacterSet {
  return union(unicodeProperty('L') ?? [], unicodeProperty('N') ?? [], setOf('_'));
}

/** The name of a property that a pattern has named before, by its characters. */
export function knownProperty(set: CharacterSet): string | undefined {
  return [...scanned].find(([name, members]) => !name.includes('=') && equalSets(members, set))?.[0];
}
