import { allCharacters, type CharacterSet, complement } from './character-set.ts';
import { posixClasses, unicodeProperty } from './named-classes.ts';
import type { PerlState } from './perl-state.ts';

/** `\Q…\E`, and a lone `\E`, which is nothing. */
export function parseQuoted({ cursor, dialect }: PerlState): string | undefined {
  if (dialect === 'python') return undefined;
  if (dialect === 'pcre' && cursor.eat('\\E')) return '';
  if (!cursor.eat('\\Q')) return undefined;
  const end = cursor.text.indexOf('\\E', cursor.offset);
  const text = cursor.text.slice(cursor.offset, end < 0 ? undefined : end);
  cursor.offset = end < 0 ? cursor.text.length : end + 2;
  return text;
}

/** `\p{L}`, `\PL`, `\p{^Lu}`, and Java's `\p{Alpha}` and `\p{IsGreek}`; nothing is taken when there is none. */
export function parseProperty(state: PerlState): CharacterSet | undefined {
  const { cursor, dialect } = state;
  if (dialect === 'python') return undefined;
  const start = cursor.offset;
  const text = cursor.match(/\\[pP](?:\{\^?[\w&= ]+\}|[A-Z])/y);
  if (text === undefined) return undefined;
  const name = text.slice(2).replace(/[{}^ ]/g, '');
  const set = propertySet(name, dialect);
  if (!set) return cursor.refuse(`the property ${text}`, start);
  return (text[1] === 'P') !== text.includes('^') ? complement(set) : set;
}

function propertySet(name: string, dialect: PerlState['dialect']): CharacterSet | undefined {
  if (name === 'Any') return allCharacters;
  if (name === 'L&' || name === 'LC') return unicodeProperty('LC');
  const posix =
    dialect === 'java' && /^[A-Z]/.test(name)
      ? posixClasses[name === 'XDigit' ? 'xdigit' : name.toLowerCase()]
      : undefined;
  if (posix && name.length > 2) return posix;
  const bare = dialect === 'java' ? name.replace(/^Is|^(?:gc|general_category)=/, '') : name;
  const script = dialect === 'java' ? 'Script' : 'Script_Extensions';
  return unicodeProperty(bare) ?? unicodeProperty(`${script}=${bare}`);
}
