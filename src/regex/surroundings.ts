import type { Alphabet } from './alphabet.ts';
import { type CharacterSet, includes } from './character-set.ts';
import type { CoreAnchor } from './core.ts';
import { newline, unicodeWord, wordCharacters } from './named-classes.ts';

/** What an anchor needs to know of the character on one side: there is none, or of which sort it is. */
export const beside = { nothing: 0, other: 1, word: 2, newline: 3, unicodeWord: 4 } as const;

export type Beside = (typeof beside)[keyof typeof beside];

/** Whether an anchor holds; `atLastNewline`: if the newline that follows is the last character. */
export type Holds = 'yes' | 'no' | 'atLastNewline';

/** The sets that an alphabet must tell apart for an anchor. */
export function anchorSets(at: CoreAnchor): readonly CharacterSet[] {
  switch (at) {
    case 'textStart':
    case 'textEnd':
      return [];
    case 'wordBoundary':
    case 'notWordBoundary':
      return [wordCharacters];
    case 'unicodeWordBoundary':
    case 'notUnicodeWordBoundary':
      return [wordCharacters, unicodeWord()];
    default:
      return [newline];
  }
}

/** The sort of each class of an alphabet. */
export function sorts(alphabet: Alphabet, unicode: boolean): readonly Beside[] {
  const others = unicode ? unicodeWord() : [];
  return Array.from({ length: alphabet.size }, (_, index) => sortOf(alphabet.sample(index), others));
}

export function sortOf(code: number, unicode: CharacterSet): Beside {
  if (code === 0x0a) return beside.newline;
  if (includes(wordCharacters, code)) return beside.word;
  return includes(unicode, code) ? beside.unicodeWord : beside.other;
}

/** https://www.pcre.org/current/doc/html/pcre2pattern.html#SEC6 and SEC7 */
export function anchorHolds(at: CoreAnchor, before: Beside, after: Beside): Holds {
  switch (at) {
    case 'textStart':
      return yes(before === beside.nothing);
    case 'textEnd':
      return yes(after === beside.nothing);
    case 'textEndOrNewline':
      return after === beside.newline ? 'atLastNewline' : yes(after === beside.nothing);
    case 'lineStart':
      return yes(before === beside.nothing || (before === beside.newline && after !== beside.nothing));
    case 'afterNewline':
      return yes(before === beside.nothing || before === beside.newline);
    case 'lineEnd':
      return yes(after === beside.nothing || after === beside.newline);
    case 'wordBoundary':
      return yes((before === beside.word) !== (after === beside.word));
    case 'notWordBoundary':
      return yes((before === beside.word) === (after === beside.word));
    case 'unicodeWordBoundary':
      return yes(isWord(before) !== isWord(after));
    case 'notUnicodeWordBoundary':
      return yes(isWord(before) === isWord(after));
  }
}

function isWord(side: Beside): boolean {
  return side === beside.word || side === beside.unicodeWord;
}

function yes(holds: boolean): Holds {
  return holds ? 'yes' : 'no';
}
