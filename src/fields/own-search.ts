import type { ScopeTable } from './data-source.ts';

/**
 * Where a project finds the events of a source, without what selects them there anyhow: of `index=win EventCode=1` the id stays the scope's,
 * so that a search says it once, and one that says it is known to be of the source.
 */
export function withoutScope(search: string, scope: ScopeTable | undefined): string {
  let place = search;
  for (const [name, value] of Object.entries(scope ?? {}))
    if (!Array.isArray(value)) place = withoutWord(place, name, String(value));
  return place.trim();
}

/** A word stands among others that all must hold: in no parentheses, after no NOT, beside no OR. */
function withoutWord(search: string, name: string, value: string): string {
  const wanted = new Set([`${name}=${value}`, `${name}="${value}"`].map(each => each.toLowerCase()));
  const words = wordsOf(search);
  const isBare = words.every(({ text }) => text !== '|');
  const at = words.findIndex(({ text, depth }) => depth === 0 && wanted.has(text.toLowerCase()));
  const [before, found, after] = [words[at - 1]?.text, words[at], words[at + 1]?.text];
  const isBound = before === 'NOT' || before === 'OR' || after === 'OR';
  if (found === undefined || !isBare || isBound || words.length === 1) return search;
  const joined = before === 'AND' ? words[at - 1] : after === 'AND' ? words[at + 1] : found;
  const [start, end] = [Math.min(found.start, joined?.start ?? 0), Math.max(found.end, joined?.end ?? 0)];
  return `${search.slice(0, start).trimEnd()} ${search.slice(end).trimStart()}`;
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How many parentheses are open around it. */
  readonly depth: number;
}

function wordsOf(search: string): readonly Word[] {
  const words: Word[] = [];
  let depth = 0;
  for (const { 0: text, index: start } of search.matchAll(
    /`[^`]*`|[()|]|(?:"(?:\\.|[^"\\])*"|[^\s()|"`])+/g,
  )) {
    if (text === ')') depth--;
    words.push({ text, start, end: start + text.length, depth });
    if (text === '(') depth++;
  }
  return words;
}
