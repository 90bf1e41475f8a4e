import { diagnose, failure, type Result, success } from '../diagnostics/index.ts';
import { isScheduled } from '../evaluate/index.ts';
import { customLogTypeOf, logTypeOfTable } from '../fields/index.ts';
import {
  type Compares,
  fieldsIn,
  grows,
  mapEvents,
  type Pipeline,
  type Predicate,
  type Schedule,
  type Search,
} from '../ir/index.ts';
import { lowerSql } from '../languages/sql/index.ts';
import type { EmbeddedText } from '../source/index.ts';

export interface ScheduledSearch {
  readonly search: Search;
  readonly schedule: Schedule;
  /** Tables of no known log type: their events are of no source. */
  readonly unknown: readonly string[];
}

/**
 * A scheduled query of which every row is an alert: https://docs.panther.com/search/scheduled-searches. `every`: seconds between two
 * runs; `withCustom`: tables of custom logs are of the log type that they are mostly called after.
 */
export function scheduledSearch(
  text: EmbeddedText,
  every: number,
  { withCustom = false }: { readonly withCustom?: boolean } = {},
): Result<ScheduledSearch> {
  const { value, diagnostics } = lowerSql(text);
  if (value === undefined) return failure(...diagnostics);
  const { search, lookBack, recent, span, tables } = value;
  const needed = recent === undefined ? every : every + span;
  // What its runs count is what they look back on, whether or not that is all that comes between them.
  const ofRuns = recent === undefined && isScheduled(search);
  const isCut = !(Number(lookBack) >= needed) || (recent ?? every) < every;
  if (lookBack === undefined || (isCut && !ofRuns)) {
    const what = 'a query that does not look at all events';
    return failure(diagnose('sql/unsupported', { what }, text.span(0, text.text.length)));
  }
  const whole = recent === undefined || !looksBefore(search) ? search : withRecent(search, recent);
  const typeOf = (name: string) => logTypeOf(name, withCustom);
  const unknown = [...tables.values()].flat().filter(name => typeOf(name) === undefined);
  const placed = mapEvents(whole, events => {
    const names = tables.get(events.source);
    // A list of indicators says itself what it is.
    if (names === undefined) return events;
    const logTypes = names.map(typeOf);
    return { ...events, source: logTypes.every(each => each !== undefined) ? { panther: { logTypes } } : {} };
  });
  return success({ search: placed, schedule: { every, lookBack }, unknown });
}

/** The type whose table it is; of a custom one, where that is wanted, what it is mostly called. */
function logTypeOf(table: string, withCustom: boolean): string | undefined {
  const name = table.slice(table.lastIndexOf('.') + 1);
  return logTypeOfTable(name) ?? (withCustom ? customLogTypeOf(name) : undefined);
}

/** Whether something is found because of what does not stand before it: a row whose rows before it are cut off is not to be shown. */
function looksBefore(search: Search): boolean {
  const text = JSON.stringify(search, (key, value: unknown) => (key === 'origin' ? undefined : value));
  return /"withoutCurrent":true/.test(text) || (search.kind === 'pipeline' && mayShrink(search));
}

/** Whether a condition on what stands beside rows may hold of fewer rows alone. */
function mayShrink({ stages }: Pipeline): boolean {
  const measures = stages.flatMap(stage => (stage.kind === 'window' ? stage.measures : []));
  const names = new Set(measures.map(({ name }) => name));
  return stages.some(
    stage =>
      stage.kind === 'filter' &&
      conjuncts(stage.where).some(
        each => fieldsIn(each).some(({ name }) => names.has(name)) && !grows(each, measures),
      ),
  );
}

function conjuncts(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === 'and' ? predicate.operands.flatMap(conjuncts) : [predicate];
}

export function beforeRun(seconds: number): Compares {
  return {
    kind: 'compares',
    left: { kind: 'field', name: 'p_event_time', vendor: 'panther', origin: [] },
    operator: 'gt',
    right: { kind: 'literal', value: `now-${seconds}s`, origin: [] },
    as: 'time',
    casing: 'exact',
    quantifier: 'any',
    origin: [],
  };
}

/** Rows of the last seconds before the run. */
function withRecent(search: Search, seconds: number): Search {
  const stages = [{ kind: 'filter', where: beforeRun(seconds), origin: [] } as const];
  return { kind: 'pipeline', from: search, stages, origin: [] };
}
