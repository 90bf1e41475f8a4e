import type { PlannedRule, Search, Sequence, SeveralEvents, Step } from '../../../src/ir/index.ts';
import { missingAfter } from './missing-after.ts';
import { StagePrinter } from './stages.ts';
import {
  absentBetween,
  by,
  keysOf,
  keysThere,
  last,
  markOf,
  stepsInRow,
  thousandths,
} from './steps-in-row.ts';

type Planned = PlannedRule & { readonly several: SeveralEvents };
type PrintSearch = (search: Search, planned: Planned) => readonly string[];

/** An event to come, an event that must not come between two others, or what ends all that has begun. */
interface Mark {
  readonly name: number;
  readonly step: Step;
}

interface Ways {
  /** An event that fits two steps stands for both. */
  readonly followsItself?: boolean;
  /** What began once is found once, whichever events end it, and told by each run that looks back on it. */
  readonly onceEach?: boolean;
}

/**
 * A sequence as the time at which the latest beginning of it started, carried on from event to event of a group: `start_2` is
 * the start of the latest beginning whose second event has come. The latest start is the one that a span can hold, if any can. An
 * event that fits two steps stands there twice, the later step first, so that it never follows itself, or last where it may.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/streamstats
 */
export function printSequence(
  search: Sequence,
  planned: Planned,
  print: PrintSearch,
  { followsItself = false, onceEach = false }: Ways = {},
): readonly string[] {
  const steps = stepsInRow(search.steps);
  const wanted = steps.filter(step => !step.absent);
  const marks = marksOf(steps, search.until);
  const inputs = marks.filter(({ name }, index) => marks.findIndex(each => each.name === name) === index);
  return [
    ...multisearch(inputs, planned, print),
    `| sort 0 _time, ${followsItself ? '' : '-'}step`,
    ...wanted.slice(0, -1).flatMap((_step, index) => carried(steps, index + 1)),
    ...absencesBefore(steps, wanted.length),
    ...(isGuardedAround(steps) && wanted.length > 1 ? seenBefore(steps, wanted.length) : []),
    ...(search.until === undefined ? [] : [last('_time', 'ended', `step=${untilMark}`, by(steps))]),
    ...(steps.at(-1)?.absent
      ? missingAfter(steps, search, conditions(steps, search), onceEach ? undefined : planned)
      : [`| where ${conditions(steps, search).join(' AND ')}`]),
    ...(onceEach && wanted.length > 1 ? [`| dedup start_${wanted.length - 1}${keysOf(steps)}`] : []),
  ];
}

const untilMark = 0;

/** Steps that look for the same share a mark. */
function marksOf(steps: readonly Step[], until: Step | undefined): readonly Mark[] {
  const named = steps.map((step): Mark => ({ name: markOf(steps, step), step }));
  return until === undefined ? named : [...named, { name: untilMark, step: until }];
}

function multisearch(marks: readonly Mark[], planned: Planned, print: PrintSearch): readonly string[] {
  const printer = new StagePrinter(planned);
  const isOptional = (place: number) => marks.some(({ step }) => step.by[place]?.nullable);
  const searches = marks.map(({ name, step }) => {
    const [first = '', ...rest] = print(step.search, planned);
    const keys = step.by.map(({ value, nullable }, index) => {
      const key = printer.expression(value);
      // What is not there is another value than any that is; an event that needs its key has none then.
      const told = isOptional(index) ? `"=".${key}` : key;
      return `key_${index + 1}=${nullable ? `coalesce(${told}, "")` : told}`;
    });
    const head = first.startsWith('|') ? first : `search ${first}`;
    const mark = `step=${name}`;
    // A key may be called so itself: what is made of it comes first.
    const made = keys.some(key => /\bstep\b/.test(key)) ? [...keys, mark] : [mark, ...keys];
    const all = [head, ...rest, `| eval ${made.join(', ')}`];
    if (marks.length === 1) return all.join('\n').replace(/^search /, '');
    const lines = all.join('\n');
    return `    [ ${lines.replaceAll('\n', '\n      ')} ]`;
  });
  // multisearch takes two searches at least.
  if (marks.length === 1) return searches;
  const isPlain = marks.every(({ step }) => step.search.kind === 'events');
  return [`| ${isPlain ? 'multisearch' : 'union'}`, ...searches];
}

/** What comes before each event: `start_n` of the latest beginning of n events, and `at_n`, the time of its last one. */
function carried(steps: readonly Step[], count: number): readonly string[] {
  const wanted = steps.filter(step => !step.absent);
  const step = wanted[count - 1];
  if (step === undefined) return [];
  if (step.runs > 1) return repeated(step, steps);
  const here = `step=${markOf(steps, step)}`;
  const begun =
    count === 1 ? here : [here, `isnotnull(start_${count - 1})`, ...unused(steps, count)].join(' AND ');
  const start = count === 1 ? '_time' : `start_${count - 1}`;
  const [lead, carriedLead] = leadOf(steps, count, begun);
  const [whole, carriedWhole] = wholeOf(steps, count, begun);
  const carriedAlong = `${carriedLead}${carriedWhole}${by(steps)}`;
  return [
    ...absencesBefore(steps, count),
    ...(count > 1 ? seenBefore(steps, count) : []),
    `| eval start=if(${begun}, ${start}, null()), at=if(${begun}, _time, null())${lead}${whole}`,
    `| streamstats current=f last(start) AS start_${count} last(at) AS at_${count}${carriedAlong}`,
  ];
}

/**
 * Where something must be missing it tells which event went on with a beginning: the first one, which uses it up.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-how-sequence-queries-handle-matches
 */
function unused(steps: readonly Step[], count: number): readonly string[] {
  return steps.some(step => step.absent)
    ? [`(isnull(seen_${count}) OR seen_${count} <= at_${count - 1})`]
    : [];
}

/** When the event before came that goes on with a beginning of so many events. */
function seenBefore(steps: readonly Step[], count: number): readonly string[] {
  const step = steps.filter(each => !each.absent)[count - 1];
  if (step === undefined || unused(steps, count).length === 0) return [];
  return [last('_time', `seen_${count}`, `step=${markOf(steps, step)}`, by(steps))];
}

/** Whether all was missing that had to be, of the latest beginning: an older one does not stand in for it. */
function wholeOf(steps: readonly Step[], count: number, begun: string): readonly [string, string] {
  const asked = wholeBefore(steps, count);
  if (asked.length === 0) return ['', ''];
  const value = `if(${asked.join(' AND ')}, 1, 0)`;
  return [`, whole=if(${begun}, ${value}, null())`, ` last(whole) AS whole_${count}`];
}

/** What has to be missing between the first events, so many of them. */
function wholeBefore(steps: readonly Step[], count: number): readonly string[] {
  if (count < 2) return [];
  const earlier = wholeBefore(steps, count - 1).length > 0 ? [`whole_${count - 1}=1`] : [];
  return [...earlier, ...between(steps, count - 1)];
}

/** When the latest event came that must be missing before the first one; long ago where none did. */
function leadOf(steps: readonly Step[], count: number, begun: string): readonly [string, string] {
  if (absentBetween(steps, 0).length === 0) return ['', ''];
  const before = count === 1 ? 'coalesce(unwanted_0, 0)' : `lead_${count - 1}`;
  return [`, lead=if(${begun}, ${before}, null())`, ` last(lead) AS lead_${count}`];
}

/**
 * Of events that have to come so many times before all others, the first of the last ones: wherever the others come in between.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/streamstats
 */
function repeated(step: Step, steps: readonly Step[]): readonly string[] {
  const begun = `step=${markOf(steps, step)} AND repeats=${step.runs}`;
  return [
    `| streamstats global=f window=${step.runs} count AS repeats min(_time) AS begun BY step${keysOf(steps)}`,
    `| eval start=if(${begun}, begun, null()), at=if(${begun}, _time, null())`,
    `| streamstats current=f last(start) AS start_1 last(at) AS at_1${by(steps)}`,
  ];
}

function absencesBefore(steps: readonly Step[], count: number): readonly string[] {
  const all = absentBetween(steps, count - 1);
  if (all.length === 0) return [];
  const marks = new Set(all.map(step => `step=${markOf(steps, step)}`));
  return [last('_time', `unwanted_${count - 1}`, [...marks].join(' OR '), by(steps))];
}

function between(steps: readonly Step[], count: number): readonly string[] {
  return absentBetween(steps, count).length === 0
    ? []
    : [`(isnull(unwanted_${count}) OR unwanted_${count} <= at_${count})`];
}

/** Of a single event, before which something must be missing: no earlier one has told that its keys are there. */
function alone(steps: readonly Step[], within = 0): readonly string[] {
  const [final] = steps.filter(step => !step.absent);
  if (final === undefined || !steps[0]?.absent) return [];
  const guard = steps.at(-1)?.absent
    ? []
    : [`(isnull(unwanted_0) OR ${thousandths('_time - unwanted_0', within)} > ${within})`];
  return [...keysThere(final), ...guard];
}

/** Whether an event must be missing before the first one, or after the last one. */
function isGuardedAround(steps: readonly Step[]): boolean {
  return steps[0]?.absent === true || steps.at(-1)?.absent === true;
}

function conditions(steps: readonly Step[], { within, until }: Sequence): readonly string[] {
  const wanted = steps.filter(step => !step.absent);
  const final = wanted.at(-1);
  const before = wanted.length - 1;
  const isLast = final === undefined ? [] : [`step=${markOf(steps, final)}`];
  if (before === 0) return [...isLast, ...alone(steps, within)];
  return [
    ...isLast,
    `isnotnull(start_${before})`,
    ...(within === undefined ? [] : [`${thousandths(`_time - start_${before}`, within)} <= ${within}`]),
    ...wholeBefore(steps, wanted.length),
    ...(within === undefined || !steps[0]?.absent || steps.at(-1)?.absent
      ? []
      : [`${thousandths(`_time - lead_${before}`, within)} > ${within}`]),
    ...(within !== undefined && isGuardedAround(steps) ? unused(steps, wanted.length) : []),
    ...(until === undefined ? [] : [`(isnull(ended) OR ended < start_${before})`]),
  ];
}
