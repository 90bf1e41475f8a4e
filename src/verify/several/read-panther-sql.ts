import { parse } from 'yaml';
import { failure, type Result, success } from '../../diagnostics/index.ts';
import { type Events, mapEvents, printPredicate, type Search } from '../../ir/index.ts';
import { pantherRuns } from '../../readers/panther-queries.ts';
import { beforeRun, scheduledSearch } from '../../readers/panther-sql.ts';
import { without } from '../read-back.ts';
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
  const every = pantherRuns(document?.['Schedule'])?.every ?? Number.NaN;
  const { value, diagnostics } = scheduledSearch(moduleText(String(document?.['Query'])), every);
  if (value === undefined) return failure(...diagnostics);
  // Which events these are is a part of what the query was printed of.
  const search = mapEvents(value.search, withoutSource);
  const { schedule } = value;
  const ended = until === 0 ? undefined : endedBefore(search, until);
  if (ended === undefined) return success({ search, schedule });
  return success({ search: ended, schedule: { every, lookBack: schedule.lookBack - until, until } });
}

function withoutSource(events: Events): Events {
  return events.source.panther === undefined ? events : { ...events, source: {} };
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
