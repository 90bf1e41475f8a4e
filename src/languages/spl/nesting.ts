import { endOfString } from './commands.ts';

/** Offset behind the square bracket that closes the one at `start`; the end of the text when none does. */
export function endOfSubsearch(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === '"') {
      const end = endOfString(text, at);
      if (end < 0) return text.length;
      at = end;
    } else if (character === '[') depth++;
    else if (character === ']' && --depth === 0) return at + 1;
  }
  return text.length;
}

/** A macro between backticks, or a comment between three. */
export interface Marked {
  readonly index: number;
  readonly written: string;
}

/** Macros and comments outside of strings, in linear time. */
export function* markedIn(text: string): Generator<Marked, void> {
  const sign = /["`]/g;
  let hasStrings = true;
  for (let found: RegExpExecArray | null = sign.exec(text); found !== null; found = sign.exec(text)) {
    const { index } = found;
    if (found[0] === '"') {
      const end: number = hasStrings ? endOfString(text, index) : -1;
      hasStrings = end >= 0;
      if (hasStrings) sign.lastIndex = end + 1;
      continue;
    }
    const mark = text.startsWith('```', index) ? '```' : '`';
    const end: number = text.indexOf(mark, index + mark.length);
    if (end < 0) continue;
    yield { index, written: text.slice(index, end + mark.length) };
    sign.lastIndex = end + mark.length;
  }
}
