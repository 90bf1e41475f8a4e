import {
  allCharacters,
  type CharacterSet,
  characterSet,
  complement,
  covers,
  equalSets,
  includes,
  onlyCharacter,
  setOf,
  without,
} from './character-set.ts';
import {
  knownProperty,
  newline,
  type RegexDialect,
  shorthand,
  whitespace,
  wordCharacters,
} from './named-classes.ts';
import { readableRanges } from './readable-ranges.ts';
import type { CharacterRange } from './tree.ts';

/** How classes are written: whether `\w` and `\s` are the ASCII ones in force there. */
export interface ClassStyle {
  readonly dialect: RegexDialect;
  /** `python`'s shorthands are Unicode's unless `(?a)` is in force. */
  readonly ascii: boolean;
}

export function writeClass(ranges: readonly CharacterRange[], negated: boolean, style: ClassStyle): string {
  const set = characterSet(ranges);
  const short = wholeShorthand(set, negated, style);
  if (short !== undefined) return short;
  const only = onlyCharacter(set);
  if (only !== undefined && !negated) return writeCharacter(only, style.dialect);
  if (!negated && includes(set, 0x10ffff)) return `[^${items(complement(set), style)}]`;
  return `[${negated ? '^' : ''}${items(set, style)}]`;
}

function wholeShorthand(set: CharacterSet, negated: boolean, style: ClassStyle): string | undefined {
  const taken = negated ? complement(set) : set;
  if (equalSets(taken, allCharacters)) return '[\\s\\S]';
  if (taken.length === 0) return '(?!)';
  if (style.dialect === 'pcre' && equalSets(taken, complement(newline)) && !negated) return '[^\\n]';
  for (const letter of 'dDwWsShHvV') {
    if (style.dialect === 'python' && style.ascii && 'dD'.includes(letter)) continue;
    const known = shorthand(letter, style.dialect, style.ascii);
    if (known && equalSets(known, taken)) return `\\${letter}`;
  }
  if (style.dialect === 'python') return undefined;
  const property = knownProperty(taken);
  return property === undefined ? undefined : `\\p{${property}}`;
}

/** Shorthands first, then letters, digits and the rest, and a hyphen last, where it needs no escape. */
function items(set: CharacterSet, style: ClassStyle): string {
  const named: string[] = [];
  let rest = set;
  const shorthands = [['\\w', wordCharacters] as const, ['\\s', whitespace] as const];
  for (const [text, members] of style.ascii ? shorthands : []) {
    if (!covers(rest, members) || rest.some(({ from, to }) => to - from > 127)) continue;
    named.push(text);
    rest = without(rest, members);
  }
  const hyphen = rest.some(({ from, to }) => from === 0x2d || to === 0x2d);
  if (hyphen) rest = without(rest, setOf('-'));
  const ranges = readableRanges(rest).map(({ from, to }, index) =>
    range(from, to, style.dialect, named.length + index === 0),
  );
  return `${named.join('')}${ranges.join('')}${hyphen ? '-' : ''}`;
}

function range(from: number, to: number, dialect: RegexDialect, first: boolean): string {
  const start = classCharacter(from, dialect, first);
  if (from === to) return start;
  return `${start}${to - from > 1 ? '-' : ''}${classCharacter(to, dialect, false)}`;
}

function classCharacter(code: number, dialect: RegexDialect, first: boolean): string {
  const character = String.fromCodePoint(code);
  if (character === '^') return first ? '\\^' : '^';
  if ('\\]-['.includes(character)) return `\\${character}`;
  if (character === '&' && dialect === 'java') return '\\&';
  return unprintable(code, dialect) ?? character;
}

/** A character outside of a class, with a backslash only where it would be an operator. */
export function writeCharacter(code: number, dialect: RegexDialect): string {
  const character = String.fromCodePoint(code);
  if ('\\^$.|?*+()[]{}'.includes(character)) return `\\${character}`;
  return unprintable(code, dialect) ?? character;
}

const escapes: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r' };

function unprintable(code: number, dialect: RegexDialect): string | undefined {
  const known = escapes[code];
  if (known !== undefined) return known;
  if (code >= 0x20 && code < 0x7f) return undefined;
  if (code >= 0xa1 && /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(String.fromCodePoint(code))) return undefined;
  const hexadecimal = code.toString(16);
  if (code <= 0xff) return `\\x${hexadecimal.padStart(2, '0')}`;
  if (dialect !== 'python') return `\\x{${hexadecimal}}`;
  return code <= 0xffff ? `\\u${hexadecimal.padStart(4, '0')}` : `\\U${hexadecimal.padStart(8, '0')}`;
}
