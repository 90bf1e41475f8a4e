/** Characters that steer a terminal, or turn the direction of what follows: a rule is input from strangers. */
const steering = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A text that is safe to print on one line: what would steer the terminal is shown as its code, a tab as a blank. */
export function visibleText(text: string): string {
  return text.replace(steering, character =>
    character === '\t' ? ' ' : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

const wide =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const withoutWidth = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns that a terminal takes to show a text (https://www.unicode.org/reports/tr11/). */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += wide.test(character) ? 2 : withoutWidth.test(character) ? 0 : 1;
  return columns;
}
