import type { Rule, Schedule, SearchHold, Sequence } from '../../../src/ir/index.ts';
import { held, minute, refuse, scheduleProblem, wholeMinutes } from './limits.ts';

/** Whether a sequence is of two matches, or of some with a time of their own each, as the runs of a correlation rule of Panther find them. */
export function isOfRuns({ steps, within = 0 }: Sequence, { metadata, schedule }: Rule): boolean {
  if (metadata.vendor !== 'panther' || schedule === undefined) return false;
  return steps.length === 2 || within >= schedule.lookBack || steps.some(step => step.within !== undefined);
}

export function chainHold({ steps, within = minute }: Sequence, schedule: Schedule): SearchHold {
  const times = steps.map(step => step.within ?? within);
  if (times.some(each => each % minute !== 0)) return refuse(wholeMinutes);
  const problem = scheduleProblem(schedule);
  return problem === undefined ? held([], 'in order') : refuse(problem);
}
