import type { PlannedRule, Schedule } from '../../src/ir/index.ts';
import { cronOf } from '../cron.ts';
import { endsWithMissing } from '../missing-events.ts';
import { findsWhatIsCut, reachOf } from '../reach.ts';

/** When a saved search runs and what it looks at, in the words of savedsearches.conf. */
export interface Dispatch {
  readonly cron: string;
  readonly earliest: string;
  readonly latest: string;
}

/** Of a rule without a schedule: each hour, over the hour that ended ten minutes ago, as Splunk's own security content runs. */
export const defaultDispatch: Dispatch = { cron: '0 * * * *', earliest: '-70m@m', latest: '-10m@m' };

/** What a run of a schedule looks at; a period that cron cannot say becomes the next shorter one that it can. */
export function dispatchOf(schedule: Schedule | undefined): Dispatch {
  if (schedule === undefined) return defaultDispatch;
  const { every, lookBack, until = 0, phase } = schedule;
  return {
    cron: cronOf(every, phase),
    earliest: `-${relative(lookBack + until)}`,
    latest: until === 0 ? 'now' : `-${relative(until)}`,
  };
}

/**
 * Of a search over several events: its history, or the span of its window beside the time between two runs, so that no
 * window is cut.
 */
export function dispatchOfRule({ rule, several, newTerms }: PlannedRule): Dispatch {
  const { schedule } = rule;
  const phased = schedule?.phase === undefined ? {} : { phase: schedule.phase };
  const search = several?.search;
  if (search?.kind === 'newTerms') {
    const { every, lookBack, until = 0 } = schedule ?? { every: hour, lookBack: hour };
    // What comes between two runs belongs into the table, too.
    if (newTerms === 'lookup')
      return dispatchOf({ every, lookBack: Math.max(every, lookBack), until, ...phased });
    return dispatchOf({ every, lookBack: search.history - until, until, ...phased });
  }
  const span = reachOf(search);
  if (search === undefined || span === undefined) return dispatchOf(schedule);
  const every = Math.max(schedule?.every ?? hour, minute);
  const lookBack = Math.max(schedule?.lookBack ?? 0, every + span);
  // What decides of a span that was over just when the search last ran is to be seen, too.
  return dispatchOf({
    every,
    lookBack: lookBack + (endsWithMissing(search) || findsWhatIsCut(search) ? minute : 0),
    until: schedule?.until ?? 0,
    ...phased,
  });
}

/** What a rule over several events without a schedule looks back on, each hour. */
export function scheduleOf({ rule }: PlannedRule): Schedule {
  return rule.schedule ?? { every: 3600, lookBack: 3600 };
}

/** Seconds between two runs at most: cron repeats nothing more often than each minute. */
export function betweenRuns(planned: PlannedRule): number {
  return Math.max(scheduleOf(planned).every, minute);
}

const [minute, hour] = [60, 3600] as const;

/** A span before now, cut to its unit: `9m@m`. */
function relative(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole % 60 === 0 ? `${whole / 60}m@m` : `${whole}s@s`;
}

/** A throttling period, as both savedsearches.conf and contentctl take it: `30m`. */
export function period(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole % 3600 === 0) return `${whole / 3600}h`;
  return whole % 60 === 0 ? `${whole / 60}m` : `${whole}s`;
}
