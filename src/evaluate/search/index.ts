export { type CompiledSearch, compileSearch, isScheduled, type Unsupported } from './compiled-search.ts';
export { runCompiled, runSearch } from './run-search.ts';
export type { Alert, SearchOptions } from './search-options.ts';
export { type Found, SearchStream } from './search-stream.ts';
export { compileTimestamp, defaultTimestamp } from './timestamp.ts';
