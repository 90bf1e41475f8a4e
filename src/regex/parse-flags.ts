import type { PerlState } from './perl-state.ts';

/** The letters of inline flags in each dialect that the tree can hold. */
const letters: Readonly<Record<string, string>> = { pcre: 'imsx', python: 'imsxau', java: 'imsxdu' };

/** Takes `(?i)` and changes the flags from here on; false, and nothing taken, when there is none. */
export function eatFlags(state: PerlState): boolean {
  const start = state.cursor.offset;
  const text = state.cursor.match(/\(\?\^?[A-Za-z]*(?:-[A-Za-z]*)?\)/y);
  if (text === undefined) return false;
  if (/^\(\?R\)$/.test(text)) state.cursor.refuse('recursion (?R)', start);
  if (state.dialect === 'python' && text.includes('-')) state.cursor.fail('"-" needs (?-i:…)', start);
  applyFlags(state, text.slice(2, -1), start);
  return true;
}

export function applyFlags(state: PerlState, text: string, start: number): void {
  const [on = '', off = ''] = text.split('-');
  for (const letter of on) applyFlag(state, letter, true, start);
  for (const letter of off) applyFlag(state, letter, false, start);
}

function applyFlag(state: PerlState, letter: string, on: boolean, start: number): void {
  if (!letters[state.dialect]?.includes(letter)) state.cursor.refuse(`the flag (?${letter})`, start);
  switch (letter) {
    case 'i':
      state.flags = { ...state.flags, ignoreCase: on };
      return;
    case 'm':
      state.flags = { ...state.flags, multiline: on };
      return;
    case 's':
      state.flags = { ...state.flags, dotAll: on };
      return;
    case 'x':
      state.extended = on;
      return;
    case 'd':
      state.unixLines = on;
      return;
    case 'a':
      state.ascii = on;
      return;
    case 'u':
      if (state.dialect === 'python') state.ascii = !on;
  }
}
