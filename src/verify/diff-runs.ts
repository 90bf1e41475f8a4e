import { duration } from '../describe/wording.ts';
import type { Rule, Schedule, Search } from '../ir/index.ts';
import type { RuleDifference } from './diff-events.ts';
import { compareRuns, looksBack, timedBy } from './several/runs.ts';

/** What the runs of two rules make of searches that are equal; undefined where they make no difference. */
export function compareSchedules(old: Rule, current: Rule): RuleDifference | undefined {
  const [before, after] = [timedBy(old.search, old), timedBy(current.search, current)];
  if (isSame(before.schedule, after.schedule)) return undefined;
  if (!looksBack(before) && !looksBack(after) && !isEndless(old.search)) return undefined;
  const because = `${runsText('the old rule', before.schedule)}, ${runsText('the new one', after.schedule)}`;
  const found = { given: [], responsible: [] };
  const isLonger = before.schedule?.lookBack !== after.schedule?.lookBack;
  const relation = compareRuns(before, after, true);
  if (isLonger || relation === 'different' || relation === 'exact')
    return { ...found, relation: 'unknown', because: `${because}; what that changes is not decided` };
  return { ...found, relation: relation === 'broader' ? 'weaker' : 'stronger', because };
}

/** Rules for single events that their runs pass over: what the one that looks at all of them finds beside what the other does. */
export function withGaps(found: RuleDifference, old: Rule, current: Rule): RuleDifference {
  const [before, after] = [missed(old.schedule), missed(current.schedule)];
  if (before === after || found.relation === 'unknown') return found;
  const because = `${runsText('the old rule', old.schedule)}, ${runsText('the new one', current.schedule)}, and events between are passed over`;
  if (before > 0 && after > 0)
    return { given: found.given, responsible: [], relation: 'unknown', because: `${because} by both` };
  const relation = after > before ? 'stronger' : 'weaker';
  const isAlike = found.relation === 'equal' || found.relation === relation;
  return { ...found, relation: isAlike ? relation : 'different', because };
}

/** The share of time that no run looks at. */
function missed(schedule: Schedule | undefined): number {
  return schedule === undefined ? 0 : Math.max(0, 1 - schedule.lookBack / schedule.every);
}

function isSame(one: Schedule | undefined, other: Schedule | undefined): boolean {
  return one?.every === other?.every && one?.lookBack === other?.lookBack && one?.until === other?.until;
}

/** Events that may be as far apart as they like are looked for within what a run looks back on. */
function isEndless(search: Search): boolean {
  if (search.kind === 'pipeline') return isEndless(search.from);
  return search.kind === 'sequence' && search.within === undefined;
}

function runsText(whose: string, schedule: Schedule | undefined): string {
  return schedule === undefined
    ? `${whose} does not say when it runs`
    : `${whose} runs every ${duration(schedule.every)} and looks back ${duration(schedule.lookBack)}`;
}
