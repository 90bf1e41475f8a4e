import { caseVariants, foldCase } from './case-folding.ts';
import {
  allCharacters,
  type CharacterSet,
  complement,
  covers,
  equalSets,
  includes,
  onlyCharacter,
  singleton,
  without,
} from './character-set.ts';
import { type Core, type CoreRepeat, someCore } from './core.ts';
import { luceneWhitespace, whitespace } from './named-classes.ts';
import { readableRanges } from './readable-ranges.ts';

/** https://www.elastic.co/docs/reference/query-languages/query-dsl/regexp-syntax#regexp-reserved-characters */
const reserved = /[.?+*|{}[\]()"\\#@&<>~]/;
const reservedInClass = /[\]\\^"-]/;

/** Whether an outer flag changes nothing that is not meant: each letter that would be written alone is there in both cases. */
export function bearsOuterFlag(core: Core): boolean {
  return !someCore(core, ({ ...part }) => part.kind === 'set' && !foldsAlike(written(part.set)));
}

function foldsAlike(set: CharacterSet): boolean {
  const alone = readableRanges(set).flatMap(({ from, to }) => (to - from > 1 ? [] : [from, to]));
  return alone.every(code => code >= 0x80 || caseVariants(code).every(variant => includes(set, variant)));
}

/** The characters named in the text: those left out, where they are the fewer. */
function written(set: CharacterSet): CharacterSet {
  return includes(set, 0x10ffff) ? complement(set) : set;
}

/** The text of a regex without anchors. `ignoreCase`: an outer flag makes upper case of what is written in lower case. */
export function writeLucene(core: Core, ignoreCase: boolean): string {
  const write = (part: Core) => writeLucene(part, ignoreCase);
  switch (core.kind) {
    case 'empty':
      return ignoreCase ? '.{0}' : '()';
    case 'nothing':
      return '#';
    case 'set':
      return writeSet(core.set, ignoreCase);
    case 'sequence':
      return core.items.map(item => within(item, binding.sequence, write)).join('');
    case 'alternation':
      return writeOptions(core.options, write);
    case 'repeat':
      return writeRepeat(core, write);
    case 'capture':
      return `(${write(core.body)})`;
    case 'complement':
      return `~${within(core.body, binding.atom, write)}`;
    case 'intersection':
      return core.bodies.map(body => within(body, binding.intersection, write)).join('&');
    case 'interval':
      return `<${pad(core.from, core.digits)}-${pad(core.to, core.digits)}>`;
    default:
      return '#';
  }
}

const binding = { alternation: 0, intersection: 1, sequence: 2, repeat: 3, atom: 4 } as const;

function bindingOf(core: Core): number {
  if (core.kind === 'alternation')
    return core.options.some(({ kind }) => kind === 'empty') ? binding.repeat : 0;
  if (core.kind === 'intersection' || core.kind === 'sequence' || core.kind === 'repeat')
    return binding[core.kind];
  return core.kind === 'complement' ? binding.repeat : binding.atom;
}

function within(core: Core, least: number, write: (core: Core) => string): string {
  return bindingOf(core) < least ? `(${write(core)})` : write(core);
}

/** Lucene reads `a|` as an error, so that an empty option is said by `?`. */
function writeOptions(options: readonly Core[], write: (core: Core) => string): string {
  const others = options.filter(({ kind }) => kind !== 'empty');
  const text = others.map(option => within(option, binding.intersection, write)).join('|');
  return others.length === options.length ? text : `(${text})?`;
}

function writeRepeat({ body, minimum, maximum }: CoreRepeat, write: (core: Core) => string): string {
  return within(body, binding.atom, write) + countText(minimum, maximum);
}

export function countText(minimum: number, maximum: number): string {
  if (maximum === Number.POSITIVE_INFINITY)
    return minimum === 0 ? '*' : minimum === 1 ? '+' : `{${minimum},}`;
  if (minimum === 0 && maximum === 1) return '?';
  return minimum === maximum ? `{${minimum}}` : `{${minimum},${maximum}}`;
}

function pad(number: number, digits: number | undefined): string {
  return String(number).padStart(digits ?? 0, '0');
}

/** The flag of Lucene 9 folds no ranges, so that only a letter in both cases is written in one. */
function writeSet(set: CharacterSet, ignoreCase: boolean): string {
  if (equalSets(set, allCharacters)) return '.';
  if (equalSets(set, luceneWhitespace)) return '\\s';
  if (equalSets(complement(set), luceneWhitespace)) return '\\S';
  const only = onlyCharacter(ignoreCase ? lowerLetter(set) : set);
  if (only !== undefined) return escapeWith(reserved, only);
  return includes(set, 0x10ffff) ? `[^${ranges(complement(set))}]` : `[${ranges(set)}]`;
}

function lowerLetter(set: CharacterSet): CharacterSet {
  const code = set.at(-1)?.to ?? 0;
  return code < 0x80 && equalSets(set, foldCase(singleton(code))) ? singleton(code) : set;
}

/**
 * The blanks of other dialects, which have the vertical tab and the form feed too, are a range of their own: beside `\s` each of the two
 * would stand as `\u{…}` in EQL, of which detection-rules reads one in a string.
 */
function ranges(set: CharacterSet): string {
  const isOfOthers = covers(set, whitespace);
  if (!isOfOthers && covers(set, luceneWhitespace) && !set.some(({ from, to }) => to - from > 127))
    return `\\s${ranges(without(set, luceneWhitespace))}`;
  return readableRanges(set)
    .map(({ from, to }) => {
      const ends = escapeWith(reservedInClass, from);
      if (from === to) return ends;
      return `${ends}${to - from > 1 ? '-' : ''}${escapeWith(reservedInClass, to)}`;
    })
    .join('');
}

function escapeWith(special: RegExp, code: number): string {
  const character = String.fromCodePoint(code);
  return special.test(character) ? `\\${character}` : character;
}
