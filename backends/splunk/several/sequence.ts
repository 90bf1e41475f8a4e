import {
  type Correlate,
  type Expression,
  exists,
  field,
  type PlannedRule,
  type Search,
  type Sequence,
  type SeveralEvents,
  type Step,
} from '../../../src/ir/index.ts';
import { StagePrinter } from './stages.ts';

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
  /** What began once is found once, whichever events end it. */
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
    ...(absentBetween(steps, 0).length === 0 ? [] : seenBefore(steps, wanted.length)),
    ...(search.until === undefined ? [] : [last('_time', 'ended', `step=${untilMark}`, by(steps))]),
    `| where ${conditions(steps, search).join(' AND ')}`,
    ...(onceEach ? [`| dedup start_${wanted.length - 1}${keysOf(steps)}`] : []),
  ];
}

const untilMark = 0;

/** The most steps, repeated ones counted each, that are written out. */
export const mostSteps = 30;

/** A step that is to come n times before all others is one, each other is n steps. */
export function stepsInRow([first, ...later]: readonly Step[]): readonly Step[] {
  if (first === undefined) return [];
  const rest = expandRuns(later);
  return first.absent || rest.every(step => step.absent)
    ? [...expandRuns([first]), ...rest]
    : [first, ...rest];
}

/** A step that is to come n times is n steps. */
export function expandRuns(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap(step => Array.from({ length: step.runs }, () => ({ ...step, runs: 1 })));
}

/** A sequence of one kind of events is a number of them within a span; undefined for any other. */
export function countOf({ steps, until, within, ordered, origin }: Sequence): Correlate | undefined {
  const [step, ...others] = steps;
  if (step === undefined || step.absent || others.length > 0 || until !== undefined) return undefined;
  if (!ordered || within === undefined || step.by.some(key => key.nullable)) return undefined;
  const left = field('count', 'splunk');
  const right: Expression = { kind: 'literal', value: step.runs, origin };
  return {
    kind: 'correlate',
    inputs: [{ name: 'events', search: step.search }],
    aliases: {},
    by: step.by.map(key => key.value),
    window: { kind: 'sliding', length: within },
    ordered: false,
    measures: [{ name: 'count', function: 'count', of: [] }],
    having: {
      ...{ kind: 'compares', left, operator: 'gte', right, as: 'number' },
      ...{ casing: 'exact', quantifier: 'any', origin },
    } as const,
    origin,
  };
}

/** Events of every kind of a group, in any order. */
export function sampleOf({ steps, origin }: Sequence, schedule: Correlate['window']): Correlate {
  const inputs = steps.map((step, index) => ({ name: `step_${index + 1}`, search: step.search }));
  const keys = (steps[0]?.by ?? []).map((_key, index) => `key_${index + 1}`);
  const aliases = Object.fromEntries(
    keys.map((key, place) => [
      key,
      Object.fromEntries(
        steps.flatMap((step, index) => {
          const own = step.by[place];
          return own === undefined ? [] : [[`step_${index + 1}`, alwaysThere(own)] as const];
        }),
      ),
    ]),
  );
  const operands = inputs.map(({ name }) => ({
    ...{ kind: 'compares', left: field(name, 'splunk'), operator: 'gte', as: 'number' },
    right: { kind: 'literal', value: 1, origin },
    ...{ casing: 'exact', quantifier: 'any', origin },
  }));
  return {
    kind: 'correlate',
    inputs,
    aliases,
    by: keys.map(key => field(key, 'splunk')),
    window: schedule,
    ordered: false,
    measures: [],
    having: { kind: 'and', operands, origin } as Correlate['having'],
    origin,
  };
}

/** Events without an optional key belong together, and not with those that have an empty text for it. */
function alwaysThere({ value, nullable }: Step['by'][number]): Expression {
  if (!nullable) return value;
  const { origin } = value;
  const text = (of: string): Expression => ({ kind: 'literal', value: of, origin });
  const given: Expression = { kind: 'call', function: 'concat', arguments: [text('='), value], origin };
  return {
    kind: 'choice',
    branches: [{ when: exists(value), value: given }],
    otherwise: text(''),
    origin,
  };
}

/** Steps that look for the same share a mark. */
function marksOf(steps: readonly Step[], until: Step | undefined): readonly Mark[] {
  const named = steps.map((step): Mark => ({ name: markOf(steps, step), step }));
  return until === undefined ? named : [...named, { name: untilMark, step: until }];
}

function markOf(steps: readonly Step[], wanted: Step): number {
  const kinds = steps.filter((step, index) => steps.findIndex(each => each.search === step.search) === index);
  return kinds.findIndex(each => each.search === wanted.search) + 1;
}

function multisearch(marks: readonly Mark[], planned: Planned, print: PrintSearch): readonly string[] {
  const printer = new StagePrinter(planned);
  const searches = marks.map(({ name, step }) => {
    const [first = '', ...rest] = print(step.search, planned);
    const keys = step.by.map(({ value, nullable }, index) => {
      const key = printer.expression(value);
      return `key_${index + 1}=${nullable ? `coalesce("=".${key}, "")` : key}`;
    });
    const head = first.startsWith('|') ? first : `search ${first}`;
    const mark = `step=${name}`;
    // A key may be called so itself: what is made of it comes first.
    const made = keys.some(key => /\bstep\b/.test(key)) ? [...keys, mark] : [mark, ...keys];
    const lines = [head, ...rest, `| eval ${made.join(', ')}`].join('\n');
    return `    [ ${lines.replaceAll('\n', '\n      ')} ]`;
  });
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

function last(value: string, name: string, when: string, keys: string): string {
  return `| streamstats current=f last(eval(if(${when}, ${value}, null()))) AS ${name}${keys}`;
}

/** Missing events that stand after the n-th wanted one. */
function absentBetween(steps: readonly Step[], count: number): readonly Step[] {
  let seen = 0;
  return steps.filter(step => {
    if (!step.absent) seen++;
    return step.absent && seen === count;
  });
}

function between(steps: readonly Step[], count: number): readonly string[] {
  return absentBetween(steps, count).length === 0
    ? []
    : [`(isnull(unwanted_${count}) OR unwanted_${count} <= at_${count})`];
}

function conditions(steps: readonly Step[], { within, until }: Sequence): readonly string[] {
  const wanted = steps.filter(step => !step.absent);
  const final = wanted.at(-1);
  const before = wanted.length - 1;
  return [
    ...(final === undefined ? [] : [`step=${markOf(steps, final)}`]),
    `isnotnull(start_${before})`,
    ...(within === undefined ? [] : [`_time - start_${before} <= ${within}`]),
    ...wholeBefore(steps, wanted.length),
    ...(within === undefined || absentBetween(steps, 0).length === 0
      ? []
      : [`_time - lead_${before} > ${within}`, ...unused(steps, wanted.length)]),
    ...(until === undefined ? [] : [`(isnull(ended) OR ended < start_${before})`]),
  ];
}

function by(steps: readonly Step[]): string {
  const keys = keysOf(steps);
  return keys === '' ? '' : ` BY${keys}`;
}

function keysOf(steps: readonly Step[]): string {
  return (steps[0]?.by ?? []).map((_key, index) => ` key_${index + 1}`).join('');
}
