import type { PlannedRule } from '../../../src/ir/index.ts';
import { periodOf } from '../../cron.ts';
import { isGuardedOnBothSides } from '../../missing-events.ts';
import { reachOf } from '../../reach.ts';

/** When a scheduled query runs, and what it looks back on; seconds. */
export interface Runs {
  readonly every: number;
  /** Seconds after the start of the hour, day or week, where the rule says so and a crontab can. */
  readonly phase?: number;
  /** What the rule asks for, where a scheduled query runs less often: less than `every`. */
  readonly wanted: number;
  readonly lookBack: number;
  /** How long before the run its window ends. The other spans are reckoned from the run. */
  readonly until: number;
  /** Of new terms: within what of the look-back they have to be new. */
  readonly recent: number;
}

const hour = 3600;

/** The schema of scheduled queries wants more than one minute. */
const shortest = 120;

/** A span needs to be looked back on beside the time between two runs, so that none is cut; new terms need their history. */
export function runsOf({ rule, several }: PlannedRule): Runs {
  const search = several?.search;
  const own =
    search?.kind === 'correlate' && search.window.kind === 'schedule' ? search.window : rule.schedule;
  const wanted = own?.every ?? Math.min(own?.lookBack ?? hour, hour);
  const every = Math.max(shortest, Math.ceil(wanted / 60) * 60);
  const until = rule.schedule?.until ?? 0;
  const phase = rule.schedule?.phase;
  const isPhased = phase !== undefined && every === rule.schedule?.every && every === periodOf(every);
  const times = isPhased ? { every, phase } : { every };
  const lookBack = Math.max(own?.lookBack ?? every, 60) + until;
  if (search?.kind === 'newTerms')
    return {
      ...times,
      wanted,
      lookBack: Math.max(search.history, lookBack),
      recent: lookBack,
      until,
    };
  // Rows are told a span after their first event, and what must be missing before that is so within a span of the last one.
  const isLate = search?.kind === 'sequence' && isGuardedOnBothSides(search);
  const span = (reachOf(search) ?? Number.NaN) * (isLate ? 2 : 1);
  return Number.isNaN(span)
    ? { ...times, wanted, lookBack, recent: lookBack, until }
    : {
        ...times,
        wanted,
        lookBack: Math.max(every + span + until, lookBack),
        recent: lookBack,
        until,
      };
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Panther's own macro: https://docs.panther.com/search/scheduled-searches/examples */
export function occursSince(seconds: number): string {
  return `p_occurs_since('${spanText(seconds)}')`;
}

/** What a run looks at. */
export function occursBetween({ lookBack, until }: Pick<Runs, 'lookBack' | 'until'>): readonly string[] {
  const end = `p_event_time <= DATEADD('second', ${-until}, p_current_timestamp())`;
  return until === 0 ? [occursSince(lookBack)] : [occursSince(lookBack), end];
}

export function spanText(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  for (const [unit, size] of units)
    if (whole % size === 0) return `${whole / size} ${unit}${whole === size ? '' : 's'}`;
  return `${whole} seconds`;
}

/** Unit and number of DATEADD, which takes whole numbers: https://docs.snowflake.com/en/sql-reference/functions/dateadd */
export function secondsArguments(seconds: number): string {
  return Number.isInteger(seconds) ? `'second', ${seconds}` : `'millisecond', ${Math.round(seconds * 1000)}`;
}

export function intervalText(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds} seconds` : `${Math.round(seconds * 1000)} milliseconds`;
}
