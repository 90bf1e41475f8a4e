import type { Search } from '../../ir/index.ts';
import type { EventData } from '../event.ts';
import { type CompiledSearch, compileSearch } from './compiled-search.ts';
import type { Alert, SearchOptions } from './search-options.ts';
import { SearchStream } from './search-stream.ts';

/** Runs a search over some events, in any order. Alerts come in the order of their times; those of a run as the search orders its rows. */
export function runSearch(
  search: Search,
  events: readonly EventData[],
  options: SearchOptions = {},
): Alert[] {
  return runCompiled(compileSearch(search, options), events, options);
}

/** As `runSearch`, with the search compiled under the same options; the times of its runs may differ. */
export function runCompiled(
  compiled: CompiledSearch,
  events: readonly EventData[],
  options: SearchOptions,
): Alert[] {
  const stream = new SearchStream([{ id: 0, search: compiled }], options);
  const early = events.flatMap((event, index) => stream.push(event, index));
  const alerts = [...early, ...stream.finish()].map(found => found.alert);
  return compiled.isScheduled ? alerts : alerts.sort((left, right) => left.time - right.time);
}
