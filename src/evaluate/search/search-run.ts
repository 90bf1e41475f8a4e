import type { CompiledSearch, OpenSearch } from './compiled-search.ts';
import type { Row } from './row.ts';
import type { Alert } from './search-options.ts';

/** An event that came to some sources of a search. */
export interface Arrival {
  readonly sources: readonly number[];
  readonly row: Row;
}

/** A search over one stream: events come in order of time. */
export interface SearchRun {
  push(arrival: Arrival): void;
  /** Nothing before this time comes any more. */
  advance(time: number): void;
  /** Nothing comes any more; a scheduled search runs at `now`. */
  finish(now: number): void;
  /** What was found and has come to its end since the last call. */
  take(): Alert[];
  /** How many rows it holds. */
  held(): number;
}

export function alertOf({ time, events, shown, data, key }: Row): Alert {
  const row = shown === 'data' ? data : shown;
  return {
    events,
    time,
    ...(row === undefined ? {} : { row: row as NonNullable<Alert['row']> }),
    ...(key === undefined ? {} : { key: key as NonNullable<Alert['key']> }),
  };
}

/** Tells what it finds as events come. */
export class StreamingRun implements SearchRun {
  private readonly open: OpenSearch;
  private found: Row[] = [];

  constructor(search: CompiledSearch) {
    this.open = search.open(undefined, row => {
      this.found.push(row);
    });
  }

  push({ sources, row }: Arrival): void {
    for (const source of sources) this.open.push(source, row);
    this.open.root.settle();
  }

  advance(time: number): void {
    this.open.root.advance(time);
  }

  finish(): void {
    this.open.root.finish();
  }

  take(): Alert[] {
    if (this.found.length === 0) return [];
    const closed = this.found.filter(row => row.isOpen?.() !== true);
    if (closed.length > 0) this.found = this.found.filter(row => row.isOpen?.() === true);
    return closed.map(alertOf);
  }

  held(): number {
    return this.open.root.held() + this.found.length;
  }
}
