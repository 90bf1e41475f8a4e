import type { PerlState } from './perl-state.ts';

const controls: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27, v: 11, b: 8 };

/** `\n`, `\x41`, `\u0041`, `\101`, `\.`: an escape that is one character; its code point. */
export function parseCharacterEscape(state: PerlState, inClass: boolean): number {
  const { cursor, dialect } = state;
  const start = cursor.offset;
  const numeric = parseNumericEscape(state);
  if (numeric !== undefined) {
    if (numeric > 0x10ffff) cursor.fail('this is no character of Unicode', start);
    return numeric;
  }
  cursor.take();
  const letter = cursor.take();
  const control = controls[letter];
  if (control !== undefined && isControl(letter, dialect, inClass)) return control;
  if (letter === 'c' && dialect !== 'python') return (cursor.take().toUpperCase().codePointAt(0) ?? 0) ^ 0x40;
  if (/[A-Za-z0-9]/.test(letter)) {
    if (letter === 'N') cursor.refuse('\\N{…}', start);
    cursor.fail(`\\${letter} means nothing`, start);
  }
  return letter.codePointAt(0) ?? 0;
}

function isControl(letter: string, dialect: PerlState['dialect'], inClass: boolean): boolean {
  if (letter === 'e') return dialect !== 'python';
  if (letter === 'v') return dialect === 'python';
  return letter !== 'b' || (inClass && dialect !== 'java');
}

function parseNumericEscape({ cursor, dialect }: PerlState): number | undefined {
  if (dialect === 'python') {
    const hexadecimal = cursor.match(/\\x[\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\U[\da-fA-F]{8}/y);
    if (hexadecimal !== undefined) return Number.parseInt(hexadecimal.slice(2), 16);
    const octal = cursor.match(/\\0[0-7]{0,2}|\\[1-3][0-7]{2}/y);
    return octal === undefined ? undefined : Number.parseInt(octal.slice(1), 8);
  }
  const braces = cursor.match(/\\x\{[\da-fA-F]{1,8}\}/y);
  if (braces !== undefined) return Number.parseInt(braces.slice(3, -1), 16);
  const hexadecimal =
    cursor.match(/\\u[\da-fA-F]{4}/y) ??
    cursor.match(dialect === 'pcre' ? /\\x[\da-fA-F]{0,2}/y : /\\x[\da-fA-F]{2}/y);
  if (hexadecimal !== undefined) return Number.parseInt(`0${hexadecimal.slice(2)}`, 16);
  if (dialect === 'java') {
    const octal = cursor.match(/\\0(?:[0-3][0-7]{2}|[0-7]{1,2})/y);
    return octal === undefined ? undefined : Number.parseInt(octal.slice(2), 8);
  }
  const long = cursor.match(/\\o\{[0-7]{1,7}\}/y);
  if (long !== undefined) return Number.parseInt(long.slice(3, -1), 8);
  const octal = cursor.match(/\\0[0-7]{0,2}|\\[1-7][0-7]{1,2}/y);
  return octal === undefined ? undefined : Number.parseInt(octal.slice(1), 8);
}
