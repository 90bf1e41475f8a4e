import { type Alert, type EventData, runSearch, type SearchOptions } from '../../../src/evaluate/index.ts';
import type { Search } from '../../../src/ir/index.ts';
import { eql } from '../../../src/languages/eql/index.ts';
import { EmbeddedText, SourceFile } from '../../../src/source/index.ts';

/** Seconds after the start of the series, and what the event holds. */
export type Timed = readonly [seconds: number, fields: Readonly<Record<string, unknown>>];

export const start = Date.UTC(2026, 0, 1);

export function series(events: readonly Timed[]): EventData[] {
  return events.map(([seconds, fields]) => ({
    '@timestamp': new Date(start + seconds * 1000).toISOString(),
    ...fields,
  }));
}

export function readEql(query: string): Search {
  const { value, diagnostics } = eql.lower(EmbeddedText.whole(new SourceFile('query.eql', query)), {});
  if (value === undefined) throw new Error(diagnostics.map(each => each.message).join('\n'));
  return value;
}

export function alerts(search: Search | string, events: readonly Timed[], options?: SearchOptions): Alert[] {
  return runSearch(typeof search === 'string' ? readEql(search) : search, series(events), options);
}

/** The events of each alert. */
export function found(search: Search | string, events: readonly Timed[], options?: SearchOptions) {
  return alerts(search, events, options).map(alert => alert.events);
}

/** Events of one letter each, in one category, a second apart: `a`, or `a1` for the letter a of the key 1. */
export function letters(text: string): Timed[] {
  return text
    .split(' ')
    .map((word, second) => [
      second,
      { 'event.category': 'x', l: word[0], ...(word.length > 1 ? { k: word.slice(1) } : {}) },
    ]);
}
