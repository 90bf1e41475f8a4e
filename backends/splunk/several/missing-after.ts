import type { PlannedRule, Sequence, Step } from '../../../src/ir/index.ts';
import { betweenRuns } from '../schedule.ts';
import { absentBetween, by, last, markOf } from './steps-in-row.ts';

/**
 * What must be missing after the last event is so once the span is over that began with the first one: `over`. A row whose span is not
 * over when the search runs is left to the next run, and one whose span was over at the run before has been told by it.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-missing-events
 */
export function missingAfter(
  steps: readonly Step[],
  { within = 0 }: Sequence,
  conditions: readonly string[],
  planned: PlannedRule,
): readonly string[] {
  const wanted = steps.filter(step => !step.absent);
  const final = wanted.at(-1);
  if (final === undefined) return [];
  const start = wanted.length > 1 ? `start_${wanted.length - 1}` : '_time';
  const marks = new Set(absentBetween(steps, wanted.length).map(step => `step=${markOf(steps, step)}`));
  const unwanted = `unwanted_${wanted.length}`;
  const found = [...conditions, ...(wanted.length > 1 ? [] : keysThere(final))].join(' AND ');
  const every = betweenRuns(planned);
  return [
    `| eval over=if(${found}, ${start} + ${within}, null()), later=if(step=${markOf(steps, final)}, 0, 1)`,
    // From the latest event back, so that of those that come after each one the nearest is the last one seen.
    '| sort 0 -_time, later',
    last('_time', unwanted, [...marks].join(' OR '), by(steps)),
    `| where over >= relative_time(now(), "-${every}s") AND over < now() AND (isnull(${unwanted}) OR ${unwanted} > over)`,
  ];
}

/** Of a single event no earlier one has told that its keys are there. */
function keysThere({ by: keys }: Step): readonly string[] {
  return keys.flatMap(({ nullable }, index) => (nullable ? [] : [`isnotnull(key_${index + 1})`]));
}
