import { parse } from 'yaml';
import { diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import { isScheduled } from '../../evaluate/index.ts';
import {
  type Compares,
  fieldsIn,
  grows,
  type Pipeline,
  type Predicate,
  printPredicate,
  type Search,
} from '../../ir/index.ts';
import { lowerSql } from '../../languages/sql/index.ts';
import { without } from '../read-back.ts';
import { mapEvents } from './map-events.ts';
import { moduleText, recordOf } from './panther-files.ts';
import type { Printed } from './read-several.ts';
import type { TimedSearch } from './runner.ts';

/** A scheduled query and how often it runs, whose every row is an alert: https://docs.panther.com/search/scheduled-searches */
export function readPantherSql({ dialect, planned, query }: Printed): Result<TimedSearch> {
  return readScheduledQuery(dialect.document?.(planned, query) ?? '', planned.rule.schedule?.until);
}

/** The YAML of a scheduled query. `until`: seconds before its runs from which on its rule looks at nothing; the query may say so. */
export function readScheduledQuery(text: string, until = 0): Result<TimedSearch> {
  const document = recordOf(parse(text));
  const every = Number(recordOf(document?.['Schedule'])?.['RateMinutes']) * 60;
  const { value, diagnostics } = lowerSql(moduleText(String(document?.['Query'])));
  if (value === undefined) return failure(...diagnostics);
  const { search, lookBack, recent, span } = value;
  const needed = recent === undefined ? every : every + span;
  // What its runs count is what they look back on, whether or not that is all that comes between them.
  const ofRuns = recent === undefined && isScheduled(search);
  const isCut = !(Number(lookBack) >= needed) || (recent ?? every) < every;
  if (lookBack === undefined || (isCut && !ofRuns))
    return failure(diagnose('sql/unsupported', { what: 'a query that does not look at all events' }));
  const whole = recent === undefined || !looksBefore(search) ? search : withRecent(search, recent);
  const ended = until === 0 ? undefined : endedBefore(whole, until);
  if (ended === undefined) return success({ search: whole, schedule: { every, lookBack } });
  return success({ search: ended, schedule: { every, lookBack: lookBack - until, until } });
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

/** The search without the condition that its events are so old, where all of them have it: it says what the runs look at. */
function endedBefore(search: Search, until: number): Search | undefined {
  const end = { ...beforeRun(until), operator: 'lte' } as const;
  let isWhole = true;
  const ended = mapEvents(search, events => {
    const where = without(events.where, end);
    isWhole &&= printPredicate(where) !== printPredicate(events.where);
    return { ...events, where };
  });
  return isWhole ? ended : undefined;
}

function beforeRun(seconds: number): Compares {
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
