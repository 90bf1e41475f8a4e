import type { PlannedRule, Sequence, Step } from '../../../src/ir/index.ts';
import { betweenRuns } from '../schedule.ts';
import { absentBetween, by, keysThere, last, markOf, thousandths } from './steps-in-row.ts';

/**
 * What must be missing after the last event is so once the span is over that began with the first one: `over`. A row whose span is not
 * over when the search runs is left to the next run, and one whose span was over at the run before has been told by it. What must be
 * missing before the first event too puts the span off: any that has none of either is enough. Where the first rows of a run are asked
 * for (`planned` is absent then) each run tells what it finds.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-missing-events
 */
export function missingAfter(
  steps: readonly Step[],
  { within = 0 }: Sequence,
  conditions: readonly string[],
  planned: PlannedRule | undefined,
): readonly string[] {
  const wanted = steps.filter(step => !step.absent);
  const final = wanted.at(-1);
  if (final === undefined) return [];
  const start = wanted.length > 1 ? `start_${wanted.length - 1}` : '_time';
  const lead = wanted.length > 1 ? `lead_${wanted.length - 1}` : 'coalesce(unwanted_0, 0)';
  const later = (time: string): string => thousandths(`${time} + ${within}`, within);
  const end = steps[0]?.absent ? `if(${later(lead)} > _time, ${later(lead)}, _time)` : later(start);
  const marks = new Set(absentBetween(steps, wanted.length).map(step => `step=${markOf(steps, step)}`));
  const unwanted = `unwanted_${wanted.length}`;
  const isTold = wanted.length > 1 || steps[0]?.absent;
  const found = [...conditions, ...(isTold ? [] : keysThere(final))].join(' AND ');
  const clock =
    planned === undefined
      ? 'isnotnull(over)'
      : `over >= relative_time(now(), "-${betweenRuns(planned)}s") AND over < now()`;
  return [
    `| eval over=if(${found}, ${end}, null()), later=if(step=${markOf(steps, final)}, 0, 1)`,
    // From the latest event back, so that of those that come after each one the nearest is the last one seen.
    '| sort 0 -_time, later',
    last('_time', unwanted, [...marks].join(' OR '), by(steps)),
    `| where ${clock} AND (isnull(${unwanted}) OR ${unwanted} > over)`,
    ...(planned === undefined ? ['| sort 0 _time'] : []),
  ];
}
