import { duration } from '../describe/wording.ts';
import { always, type Rule, type Schedule, type Search } from '../ir/index.ts';
import { compareEvents, type RuleDifference, type SeparatingSeries } from './diff-events.ts';
import { compareRuns, looksBack, timedBy } from './several/runs.ts';

/** What the runs of two rules make of searches that are equal; undefined where they make no difference. */
export function compareSchedules(old: Rule, current: Rule): RuleDifference | undefined {
  const [before, after] = [timedBy(old.search, old), timedBy(current.search, current)];
  const areSame = isSame(before.schedule, after.schedule);
  if (areSame && !atOtherTimes(before.schedule, after.schedule)) return undefined;
  if (!looksBack(before) && !looksBack(after) && !isEndless(old.search)) return undefined;
  const because = `${runsText('the old rule', before.schedule)}, ${runsText('the new one', after.schedule)}`;
  const found = { given: [], responsible: [] };
  if (areSame)
    return {
      ...found,
      relation: 'unknown',
      because: `${because}; they run at other times, and what that changes is not decided`,
    };
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
  const series = found.relation === 'equal' ? passedOver(old, current, after > before) : [];
  const shown = series.length === 0 ? {} : { series };
  return { ...found, relation: isAlike ? relation : 'different', because, ...shown };
}

/** When a run begins, for an example. */
const aRun = Date.UTC(2026, 0, 5);

/** An event that both look for, at a time on which no run of the one looks back. */
function passedOver(old: Rule, current: Rule, isByNew: boolean): readonly SeparatingSeries[] {
  const [by, whose] = isByNew ? [current, 'new'] : [old, 'old'];
  const [{ schedule, search, metadata }, other] = [by, isByNew ? old : current];
  if (schedule === undefined || search.kind !== 'events') return [];
  const nothing = { events: { ...search, where: always(false) }, vendor: other.metadata.vendor };
  const event = compareEvents({ events: search, vendor: metadata.vendor }, nothing).onlyOld;
  if (event === undefined) return [];
  const after = Math.max(1, Math.floor((schedule.every - schedule.lookBack) / 2));
  const name = `${duration(after)} after a run of the ${whose} rule, on which its next one does not look back`;
  const time = new Date(aRun + after * 1000).toISOString();
  return [{ name, old: isByNew, new: !isByNew, events: [{ time, event }] }];
}

/** The share of time that no run looks at. */
function missed(schedule: Schedule | undefined): number {
  return schedule === undefined ? 0 : Math.max(0, 1 - schedule.lookBack / schedule.every);
}

function isSame(one: Schedule | undefined, other: Schedule | undefined): boolean {
  return one?.every === other?.every && one?.lookBack === other?.lookBack && one?.until === other?.until;
}

/** Whether both say when they run, and do not run at once. */
function atOtherTimes(one: Schedule | undefined, other: Schedule | undefined): boolean {
  return one?.phase !== undefined && other?.phase !== undefined && one.phase !== other.phase;
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
