import { type Pattern, patternForm } from '../../ir/index.ts';
import { inOtherCase } from '../characters.ts';

/** What stands where a pattern takes anything. */
export interface Filling {
  readonly front: (next: string) => string;
  readonly between: (before: string, after: string) => string;
  readonly back: (before: string) => string;
}

/** As a log could have it: a folder before a file's name, a word before others. */
export const plausible: Filling = {
  front: next =>
    next.startsWith('\\') ? 'C:\\Users\\Public' : next.startsWith('/') ? '/srv' : next === '' ? 'a' : 'a ',
  between: (before, after) => {
    if (/[\\/]$/.test(before) || /^[\\/]/.test(after)) return 'x';
    const [ends, begins] = [before.endsWith(' '), after.startsWith(' ')];
    return `${ends ? '' : ' '}${ends || begins ? 'x' : 'and'}${begins ? '' : ' '}`;
  },
  back: before => (/[\\/.@=]$/.test(before) ? 'x' : ' x'),
};

/** The least that fits. */
export const bare: Filling = { front: () => '', between: () => '', back: () => '' };

/** Signs that mean something in a query language, a regex or a string of one, and a line end, which `.` may not take. */
export const signs = '*?%_"\'\\[({$|^#&<>\n';

export const full: Filling = { front: () => `a${signs}`, between: () => signs, back: () => `${signs}z` };

/** Texts that fit several patterns at once, if they can be put one after another: checked by the caller. */
export function textOf(patterns: readonly Pattern[], filling: Filling): string {
  const parts = patterns.map(partsOf);
  const whole = parts.find(each => each.length === 1);
  if (whole !== undefined) return whole[0] ?? '';
  const front = longest(parts.map(each => each[0] ?? ''));
  const back = longest(parts.map(each => each.at(-1) ?? ''));
  const runs = parts.map(each => each.slice(1, -1).filter(text => text !== ''));
  const inner = runs.filter(texts => texts.some(text => !front.startsWith(text) && !back.endsWith(text)));
  const middle = inner.flatMap((texts, at) =>
    texts.filter(
      text =>
        texts.length > 1 || !inner.some((other, place) => place !== at && covers(other, text, place < at)),
    ),
  );
  return filled(front, middle, back, filling);
}

function covers(others: readonly string[], text: string, isEarlier: boolean): boolean {
  return others.some(other => other.includes(text) && (other !== text || isEarlier));
}

function filled(front: string, middle: readonly string[], back: string, filling: Filling): string {
  const texts = [front, ...middle, back].filter(text => text !== '');
  let result = front === '' ? filling.front(texts[0] ?? '') : '';
  for (const [at, text] of texts.entries())
    result += at === 0 ? text : filling.between(texts[at - 1] ?? '', text) + text;
  return back === '' ? result + filling.back(result) : result;
}

function longest(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length > best.length ? text : best), '');
}

/** The texts between runs; the first and last are empty where a run stands there. */
function partsOf(pattern: Pattern): readonly string[] {
  const texts = [''];
  for (const part of pattern)
    if (part.kind === 'anyRun') texts.push('');
    else texts[texts.length - 1] += part.kind === 'text' ? part.text : 'x';
  return texts;
}

/** The text with one of the pattern's own texts broken, where it has them all. */
export function* brokenTexts(text: string, pattern: Pattern): Generator<string> {
  for (const part of pattern) {
    if (part.kind !== 'text' || part.text.length < 2) continue;
    const at = text.toLowerCase().indexOf(part.text.toLowerCase());
    const middle = at + (part.text.length >> 1);
    if (at !== -1) yield text.slice(0, middle) + text.slice(middle + 1);
  }
}

/** Texts that one character more, less or other keeps out. */
export function* nearTexts(pattern: Pattern): Generator<string> {
  const { form } = patternForm(pattern);
  const text = textOf([pattern], bare);
  const last = textOf([pattern], plausible);
  const middle = text.length >> 1;
  if (form === 'startsWith') yield `x${last}`;
  if (form === 'endsWith' || form === 'equals') yield `${last}x`;
  yield text.slice(0, -1);
  yield text.slice(1);
  yield `${last.slice(0, last.length >> 1)}~${last.slice(last.length >> 1)}`;
  yield `${text.slice(0, middle)}${text.slice(middle + 1)}`;
  yield `${last}x`;
  yield `x${last}`;
}

/** The text with one sign that has a meaning elsewhere taken for a letter, for each such sign. */
export function* withoutSigns(text: string): Generator<string> {
  const seen = new Set<string>();
  for (const character of text) {
    if (seen.has(character) || !/[*?%_.^$+|()[\]{}\\"'&#<>~]/.test(character)) continue;
    seen.add(character);
    yield text.replaceAll(character, 'x');
    if (seen.size === 3) return;
  }
}

export function swapCase(text: string): string {
  return inOtherCase(text, each => (each === each.toLowerCase() ? each.toUpperCase() : each.toLowerCase()));
}
