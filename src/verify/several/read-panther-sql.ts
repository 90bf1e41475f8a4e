import { parse } from 'yaml';
import { diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import { fieldsIn, grows, type Pipeline, type Predicate, type Search } from '../../ir/index.ts';
import { lowerSql } from '../../languages/sql/index.ts';
import { moduleText, recordOf } from './panther-files.ts';
import type { Printed } from './read-several.ts';
import type { TimedSearch } from './runner.ts';

/** A scheduled query and how often it runs, whose every row is an alert: https://docs.panther.com/search/scheduled-searches */
export function readPantherSql({ dialect, planned, query }: Printed): Result<TimedSearch> {
  return readScheduledQuery(dialect.document?.(planned, query) ?? '');
}

/** The YAML of a scheduled query. */
export function readScheduledQuery(text: string): Result<TimedSearch> {
  const document = recordOf(parse(text));
  const every = Number(recordOf(document?.['Schedule'])?.['RateMinutes']) * 60;
  const { value, diagnostics } = lowerSql(moduleText(String(document?.['Query'])));
  if (value === undefined) return failure(...diagnostics);
  const { search, lookBack, recent, span } = value;
  const needed = recent === undefined ? every : every + span;
  const isCut = lookBack === undefined || !(lookBack >= needed) || (recent ?? every) < every;
  if (isCut)
    return failure(diagnose('sql/unsupported', { what: 'a query that does not look at all events' }));
  const whole = recent === undefined || !looksBefore(search) ? search : withRecent(search, recent);
  return success({ search: whole, schedule: { every, lookBack } });
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

/** Rows of the last seconds before the run. */
function withRecent(search: Search, seconds: number): Search {
  const where = {
    kind: 'compares',
    left: { kind: 'field', name: 'p_event_time', vendor: 'panther', origin: [] },
    operator: 'gt',
    right: { kind: 'literal', value: `now-${seconds}s`, origin: [] },
    as: 'time',
    casing: 'exact',
    quantifier: 'any',
    origin: [],
  } as const;
  const stages = [{ kind: 'filter', where, origin: [] } as const];
  return { kind: 'pipeline', from: search, stages, origin: [] };
}
