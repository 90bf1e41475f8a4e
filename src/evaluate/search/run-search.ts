import type { Search } from '../../ir/index.ts';
import type { EventData } from '../event.ts';
import { compileSearch } from './compiled-search.ts';
import type { Alert, SearchOptions } from './search-options.ts';
import { SearchStream } from './search-stream.ts';

/** Runs a search over some events, in any order; alerts come in the order of their times. */
export function runSearch(
  search: Search,
  events: readonly EventData[],
  options: SearchOptions = {},
): Alert[] {
  const stream = new SearchStream([{ id: 0, search: compileSearch(search, options) }], options);
  const found = [...events.flatMap((event, index) => stream.push(event, index)), ...stream.finish()].map(
    ({ alert }) => alert,
  );
  return found.sort((left, right) => left.time - right.time);
}
