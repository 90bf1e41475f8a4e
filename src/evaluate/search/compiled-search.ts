import { chainOfSteps, type Schedule, type Search, type Stage } from '../../ir/index.ts';
import type { EventData } from '../event.ts';
import { RuleSet } from '../rule-set.ts';
import { NodeBuilder, Plans } from './build-node.ts';
import type { ScheduledRun } from './building.ts';
import { compileExtractor } from './extract-stage.ts';
import type { SearchNode } from './node.ts';
import type { Emit, Row } from './row.ts';
import type { SearchOptions } from './search-options.ts';
import { lookBackReach, type Source } from './source.ts';

/** A part of a search that cannot be evaluated. */
export interface Unsupported {
  readonly what: string;
  readonly part: Search | Stage;
}

/** A search that is ready to run, any number of times. */
export interface CompiledSearch {
  readonly sources: readonly Source[];
  /** Runs at given times over what came until then; others tell what they find as events come. */
  readonly isScheduled: boolean;
  /** Whether events must have a time. */
  readonly needsTime: boolean;
  /** Seconds that a run looks back. */
  readonly lookBack: number;
  /** Seconds before a run from which on it looks at nothing. */
  readonly until: number;
  /** The places in `sources` that an event comes to. */
  readonly route: (event: EventData) => readonly number[];
  /** Not empty: nothing is found. */
  readonly unsupported: readonly Unsupported[];
  readonly open: (run: ScheduledRun | undefined, emit: Emit) => OpenSearch;
}

/** A search that is running. */
export interface OpenSearch {
  readonly root: SearchNode;
  readonly push: (source: number, row: Row) => void;
}

export function compileSearch(written: Search, options: SearchOptions = {}): CompiledSearch {
  const search = (written.kind === 'sequence' ? chainOfSteps(written) : undefined) ?? written;
  const unsupported = [...unsupportedIn(search, options)];
  const plans = new Plans();
  const open = (run: ScheduledRun | undefined, emit: Emit) => {
    const building = new NodeBuilder(options, run, plans);
    const root = building.node(search, lookBackReach, emit);
    const { inlets } = building;
    return { inlets, root, push: (source: number, row: Row) => inlets[source]?.emit(row) };
  };
  const { inlets } = open(undefined, () => {});
  const parts = [...partsOf(search)];
  const sources = unsupported.length > 0 ? [] : inlets.map(inlet => inlet.source);
  let routes: RuleSet<number> | undefined;
  const route = (event: EventData) => {
    routes ??= new RuleSet(sources.map(({ where }, source) => ({ id: source, predicate: where })));
    return routes.match(event);
  };
  return {
    sources,
    route,
    isScheduled: isScheduled(search, options),
    needsTime: parts.some(part => !isTimeless(part)),
    lookBack: lookBackOf(parts, options.schedule),
    until: options.schedule?.until ?? 0,
    unsupported,
    open,
  };
}

/** Whether a search runs at given times over what came until then; a sequence does where one of its runs is asked for. */
export function isScheduled(
  search: Search,
  { schedule, now }: Pick<SearchOptions, 'schedule' | 'now'> = {},
): boolean {
  if (schedule !== undefined && now !== undefined && isPlainSequence(search)) return true;
  for (const part of partsOf(search)) if (isGathering(part, schedule)) return true;
  return false;
}

/** One that does not wait until its span is over, of which the run after it tells. */
function isPlainSequence(search: Search): boolean {
  if (search.kind === 'pipeline') return isPlainSequence(search.from);
  return search.kind === 'sequence' && search.steps.at(-1)?.absent !== true;
}

/** A search, its stages, and all that is beneath them. */
export function* partsOf(search: Search): Generator<Search | Stage> {
  yield search;
  for (const inner of beneath(search)) yield* partsOf(inner);
  if (search.kind !== 'pipeline') return;
  for (const stage of search.stages) {
    yield stage;
    if (stage.kind === 'join') yield* partsOf(stage.with);
  }
}

function beneath(search: Search): readonly Search[] {
  switch (search.kind) {
    case 'events':
      return [];
    case 'union':
      return search.searches;
    case 'sequence':
      return [...search.steps, ...(search.until ? [search.until] : [])].map(step => step.search);
    case 'correlate':
      return search.inputs.map(input => input.search);
    case 'indicatorMatch':
      return [search.from, search.indicators];
    default:
      return [search.from];
  }
}

/** Needs all events of a run before it can say anything. */
function isGathering(part: Search | Stage, schedule: Schedule | undefined): boolean {
  switch (part.kind) {
    case 'correlate':
      return part.window.kind === 'schedule';
    case 'newTerms':
      return schedule !== undefined || part.kept !== undefined;
    case 'sequence':
      return !part.ordered;
    case 'aggregate':
      return part.window?.kind !== 'tumbling' || schedule !== undefined;
    case 'fill':
      return part.fields.length === 0;
    case 'indicatorMatch':
    case 'joinAggregate':
    case 'sort':
    case 'limit':
    case 'dedup':
    case 'window':
    case 'join':
      return true;
    default:
      return false;
  }
}

const timeless: ReadonlySet<string> = new Set([
  ...[
    'events',
    'union',
    'pipeline',
    'filter',
    'extend',
    'keep',
    'drop',
    'rename',
    'expand',
    'extract',
    'fill',
  ],
  'lookup',
]);

function isTimeless(part: Search | Stage): boolean {
  return timeless.has(part.kind);
}

function lookBackOf(parts: readonly (Search | Stage)[], schedule: Schedule | undefined): number {
  const own = parts.flatMap(part =>
    (part.kind === 'correlate' || part.kind === 'aggregate') && part.window?.kind === 'schedule'
      ? [part.window.lookBack]
      : [],
  );
  return own.length > 0 ? Math.max(...own) : (schedule?.lookBack ?? Number.POSITIVE_INFINITY);
}

function* unsupportedIn(search: Search, { tables = {} }: SearchOptions): Generator<Unsupported> {
  for (const part of partsOf(search)) {
    if (part.kind === 'changePoint') yield { what: 'change points', part };
    if (part.kind === 'lookup' && part.on.length === 0)
      yield { what: `a look-up by the field that ${part.table} itself names`, part };
    else if (part.kind === 'lookup' && tables[part.table] === undefined)
      yield { what: `the table ${part.table}, which is not given`, part };
    if (part.kind === 'extract' && compileExtractor(part) === undefined)
      yield { what: `the ${part.syntax} pattern ${part.pattern}`, part };
  }
}
