import { parseCharacterEscape } from './character-escape.ts';
import { type CharacterSet, complement, intersect, singleton, union } from './character-set.ts';
import { posixClasses, shorthand } from './named-classes.ts';
import { parseProperty, parseQuoted } from './parse-property.ts';
import type { PerlState } from './perl-state.ts';

/** What stands between `[` and `]`. `negated` stays apart, since case is folded before the complement is taken. */
export function parseClass(state: PerlState): { readonly set: CharacterSet; readonly negated: boolean } {
  const { cursor } = state;
  const start = cursor.offset;
  cursor.expect('[');
  const negated = cursor.eat('^');
  let set = parseUnion(state, start);
  while (state.dialect === 'java' && cursor.eat('&&')) set = intersect(set, parseUnion(state, start));
  if (!cursor.eat(']')) cursor.fail('this class is not closed', start);
  return { set, negated };
}

/** Items up to `]`, or in Java `&&`; a `]` that comes first is a character. */
function parseUnion(state: PerlState, start: number): CharacterSet {
  const { cursor, dialect } = state;
  const sets: CharacterSet[] = [];
  for (let first = true; ; first = false) {
    if (dialect === 'java' && state.extended) cursor.match(/\s+/y);
    if (cursor.atEnd) cursor.fail('this class is not closed', start);
    if (cursor.peek() === ']' && !first) break;
    if (dialect === 'java' && cursor.startsWith('&&')) break;
    sets.push(parseItem(state));
  }
  return union(...sets);
}

function parseItem(state: PerlState): CharacterSet {
  const { cursor, dialect } = state;
  const set = parseNamed(state);
  if (set) {
    if (dialect === 'python' && /^-[^\]]/.test(cursor.text.slice(cursor.offset, cursor.offset + 2)))
      cursor.fail('a range cannot begin with a class');
    return set;
  }
  const start = cursor.offset;
  const from = parseCharacter(state);
  if (!/^-[^\]]/s.test(cursor.text.slice(cursor.offset, cursor.offset + 2))) return singleton(from);
  if (dialect === 'java' && /^-(?:\[|&&)/.test(cursor.text.slice(cursor.offset, cursor.offset + 3)))
    return singleton(from);
  cursor.expect('-');
  return parseRangeEnd(state, from, start);
}

function parseRangeEnd(state: PerlState, from: number, start: number): CharacterSet {
  const { cursor, dialect } = state;
  const after = parseNamed(state);
  if (after) {
    if (dialect !== 'pcre') cursor.fail('a range cannot end with a class', start);
    return union(after, singleton(from), singleton(0x2d));
  }
  const to = parseCharacter(state);
  if (to < from) cursor.fail('the range runs backwards', start);
  return [{ from, to }];
}

function parseNamed(state: PerlState): CharacterSet | undefined {
  const { cursor, dialect } = state;
  if (cursor.peek() === '[')
    return dialect === 'java' ? parseNested(state) : dialect === 'pcre' ? parsePosix(state) : undefined;
  if (cursor.peek() !== '\\') return undefined;
  const quoted = parseQuoted(state);
  if (quoted !== undefined)
    return union(...Array.from(quoted, character => singleton(character.codePointAt(0) ?? 0)));
  const set = shorthand(cursor.text[cursor.offset + 1] ?? '', dialect, state.ascii);
  if (!set) return parseProperty(state);
  cursor.offset += 2;
  return set;
}

function parseNested(state: PerlState): CharacterSet {
  const inner = state.cursor.nest(() => parseClass(state));
  return inner.negated ? complement(inner.set) : inner.set;
}

function parsePosix({ cursor }: PerlState): CharacterSet | undefined {
  const start = cursor.offset;
  const text = cursor.match(/\[[:.=]\^?[a-z]*[:.=]\]/y);
  if (text === undefined) return undefined;
  const name = text.slice(2, -2);
  const set = text[1] === ':' ? posixClasses[name.replace('^', '')] : undefined;
  if (!set) return cursor.fail(`there is no class ${text}`, start);
  return name.startsWith('^') ? complement(set) : set;
}

function parseCharacter(state: PerlState): number {
  return state.cursor.peek() === '\\'
    ? parseCharacterEscape(state, true)
    : (state.cursor.take().codePointAt(0) ?? 0);
}
