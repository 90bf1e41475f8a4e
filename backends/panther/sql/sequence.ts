import {
  type Correlate,
  type Expression,
  fieldsOf,
  type Sequence,
  type Step,
} from '../../../src/ir/index.ts';
import { otherCondition, wantsEachOnce } from '../../in-order.ts';
import { guardsProblem } from '../../missing-events.ts';
import type { SqlValue } from './columns.ts';
import { keyOf } from './convert.ts';
import { ofEachValue } from './each-value.ts';
import { Unsaid } from './expression.ts';
import { type Guard, type JoinedStep, missing, withoutMissing } from './missing-around.ts';
import { secondsArguments } from './runs.ts';
import type { SearchPrinter } from './search.ts';
import type { Select } from './select.ts';
import { valueIn } from './stages.ts';
import { addWindow } from './window.ts';

/** More steps than these make a join too wide. */
export const mostSteps = 6;

interface Ways {
  /** An event that fits two steps stands for both. */
  readonly followsItself?: boolean;
  /** Rows whose span is not over are left to the next run. */
  readonly waits?: boolean;
}

/** Events in a row as a join of the events of each step; many of one kind as their number within the span. */
export function printSequence(
  search: Sequence,
  printer: SearchPrinter,
  ways: Pick<Ways, 'waits'> = {},
): Select {
  const [only, ...others] = search.steps;
  if (only === undefined) throw new Unsaid('a sequence without steps');
  // Frames are read as of rows that have each key.
  const isKeyed = !only.by.some(key => key.nullable);
  if (others.length === 0 && search.until === undefined && !only.absent && isKeyed)
    return counted(only, search, printer);
  return joined(search, printer, ways);
}

/** An event of each rule in their order; one that fits two of them counts for both. */
export function printOrder(search: Correlate, printer: SearchPrinter): Select {
  const { inputs, by, aliases, window, origin } = search;
  if (window.kind !== 'sliding') throw new Unsaid('events in order are looked for within a span');
  if (!wantsEachOnce(search)) throw new Unsaid(otherCondition);
  if (inputs.some(({ search: each }) => each.kind !== 'events' && each.kind !== 'correlate'))
    throw new Unsaid('a step of a sequence is a search for one event');
  const steps = inputs.map(({ name, search: input }): Step => {
    const keys = by.map(key => (key.kind === 'field' ? (aliases[key.name]?.[name] ?? key) : key));
    const joinedBy = keys.map(value => ({ value, nullable: false }));
    return { search: input, by: joinedBy, runs: 1, absent: false };
  });
  return joined({ kind: 'sequence', steps, ordered: true, within: window.length, origin }, printer, {
    followsItself: true,
  });
}

function counted(step: Step, { within, origin }: Sequence, printer: SearchPrinter): Select {
  if (within === undefined) throw new Unsaid('events that are counted need a span');
  const keys = step.by.map(({ value }) => value);
  const select = ofEachValue(printer.print(step.search), keys);
  select.where.push(
    ...step.by.filter(key => !key.nullable).map(({ value }) => `${textOf(select, value)} IS NOT NULL`),
  );
  const windowed = addWindow(select, {
    kind: 'window',
    by: keys,
    measures: [{ name: 'events_in_a_row', function: 'count', of: [] }],
    span: within,
    origin,
  });
  windowed.qualify.push(`events_in_a_row >= ${step.runs}`);
  return windowed;
}

function textOf(select: Select, value: Expression): string {
  return keyOf(valueIn(select, value)).text;
}

function expandRuns(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap(step => Array.from({ length: step.runs }, (): Step => ({ ...step, runs: 1 })));
}

/** Different events in any order: a row for each combination of keys that has them, in all that a run looks back on. */
export function printSample(search: Sequence, printer: SearchPrinter): Select {
  const { select, present } = joinedSteps(search, printer, false);
  const [first] = present;
  const keys = (first?.step.by ?? []).map((_key, index) => `${first?.alias}.key_${index + 1}`);
  const times = present.map(({ alias }) => `${alias}.p_event_time`);
  select.addAs('@timestamp', { text: `GREATEST(${times.join(', ')})`, type: 'time' }, 'p_event_time');
  select.qualify.push(
    `ROW_NUMBER() OVER (PARTITION BY ${keys.join(', ')} ORDER BY ${times.map(each => `${each} DESC`).join(', ')}) = 1`,
  );
  return select;
}

function joined(
  search: Sequence,
  printer: SearchPrinter,
  { followsItself = false, waits = true }: Ways = {},
): Select {
  const { select, present, guards, keys } = joinedSteps(search, printer, followsItself);
  const [first, last] = [present[0]?.alias, present.at(-1)?.alias];
  const time = present.length === 1 ? 'p_event_time' : `${last}.p_event_time`;
  select.addAs('@timestamp', { text: time, type: 'time' }, 'p_event_time');
  if (present.length > 1)
    select.qualify.push(
      `ROW_NUMBER() OVER (PARTITION BY ${last}.p_row_id ORDER BY ${first}.p_event_time DESC) = 1`,
    );
  if (guards.length === 0) return select;
  const { within = 0 } = search;
  return withoutMissing(select, guards, {
    keys,
    within,
    ...(waits ? { every: printer.runs.every + printer.runs.until } : {}),
    isJoined: present.length > 1,
  });
}

function joinedSteps(
  search: Sequence,
  printer: SearchPrinter,
  followsItself: boolean,
): {
  readonly select: Select;
  readonly present: readonly JoinedStep[];
  /** What must be missing before all others, or after them. */
  readonly guards: readonly Guard[];
  /** What the keys are called in the rows that are found. */
  readonly keys: readonly string[];
} {
  const steps = expandRuns(search.steps);
  if (steps.length > mostSteps)
    throw new Unsaid(`a sequence of more than ${mostSteps} events is too wide a join`);
  const problem = search.ordered ? guardsProblem(search) : undefined;
  if (problem !== undefined) throw new Unsaid(problem);
  if (isGuardedEarly(steps))
    throw new Unsaid(
      'of joined events others would stand in for those between which something must be missing',
    );
  const parts: Parts = new Map();
  const placed = steps.map((step, index) => placedStep(step, `step_${index + 1}`, parts, printer));
  const present = placed.filter(({ step }) => !step.absent);
  const [first] = present;
  const last = present.at(-1);
  if (first === undefined || last === undefined) throw new Unsaid('a sequence without steps');
  const select = first.events.after(first.part);
  if (first !== last)
    select.from = [`${first.part} AS ${first.alias}`, ...joins(present, search, followsItself)].join('\n');
  if (first === last && search.until !== undefined)
    throw new Unsaid('what ends a sequence of one event comes too late for it');
  const until = search.until && placedStep(search.until, 'until_event', parts, printer);
  select.where.push(...absences(placed), ...(until === undefined ? [] : [absence(until, first, last, '>=')]));
  const keys = addColumns(select, present);
  const guards = placed.flatMap((each, index): readonly Guard[] => {
    if (!each.step.absent) return [];
    const guard = { ...each, step: { ...each.step, by: first.step.by } };
    if (index < placed.indexOf(first)) return [{ ...guard, side: 'before' }];
    return index > placed.indexOf(last) ? [{ ...guard, side: 'after' }] : [];
  });
  return { select, present, guards, keys };
}

/**
 * Whether an event must be missing, and which beginning it breaks hangs on which event went on with it: a join has all of them, and
 * the first one uses it up. Of events of one kind the latest ones count all the same.
 */
function isGuardedEarly(steps: readonly Step[]): boolean {
  const places = [...steps.keys()].filter(place => !steps[place]?.absent);
  const [start = 0, end = 0] = [places[0], places.at(-1)];
  if (places.length < 3 || places.length === end - start + 1) return false;
  const before = steps.slice(start, start + places.length - 1);
  return before.some(step => step.absent || step.search !== before[0]?.search);
}

type Parts = Map<Step['search'], Pick<JoinedStep, 'part' | 'events'>>;

/** The events of a step, with the keys by which they are joined. */
function placedStep(step: Step, alias: string, parts: Parts, printer: SearchPrinter): JoinedStep {
  const known = parts.get(step.search);
  if (known !== undefined) return { step, ...known, alias };
  const asked = step.by.flatMap(({ value }) => fieldsOf(value).map(({ name }) => name));
  const select = printer.step(step.search, asked);
  if (step.by.some(({ value }) => valueIn(select, value).type === 'array'))
    throw new Unsaid('a join of events by each of several values of a key is not written by this version');
  const keys = step.by.map(({ value }): SqlValue => keyOf(valueIn(select, value)));
  step.by.forEach((key, index) => {
    if (!key.nullable) select.where.push(`${keys[index]?.text} IS NOT NULL`);
  });
  select.close(new Map());
  select.addAs('p_row_id', { text: 'p_row_id', type: 'text' }, 'p_row_id');
  select.addAs('@timestamp', { text: 'p_event_time', type: 'time' }, 'p_event_time');
  keys.forEach((value, index) => {
    select.addAs(`key_${index + 1}`, value, `key_${index + 1}`);
  });
  const part = select.part(alias);
  parts.set(step.search, { part, events: select });
  return { step, part, events: select, alias };
}

/** What is NULL is in no part whose events need the key. */
function sameKeys(one: JoinedStep, other: JoinedStep): readonly string[] {
  return one.step.by.map((key, index) => {
    const name = `key_${index + 1}`;
    const isOptional = key.nullable || other.step.by[index]?.nullable;
    const sign = isOptional ? 'IS NOT DISTINCT FROM' : '=';
    return `${one.alias}.${name} ${sign} ${other.alias}.${name}`;
  });
}

function joins(
  present: readonly JoinedStep[],
  { within, ordered }: Sequence,
  followsItself: boolean,
): readonly string[] {
  const [first] = present;
  const after = followsItself ? '>=' : '>';
  return present.slice(1).map((each, index) => {
    const before = present[index];
    if (first === undefined || before === undefined) return '';
    const conditions = [
      ...sameKeys(each, first),
      ...(ordered
        ? [`${each.alias}.p_event_time ${after} ${before.alias}.p_event_time`]
        : present.slice(0, index + 1).map(({ alias }) => `${each.alias}.p_row_id <> ${alias}.p_row_id`)),
      ...(within === undefined || !ordered
        ? []
        : [
            `${each.alias}.p_event_time <= DATEADD(${secondsArguments(within)}, ${first.alias}.p_event_time)`,
          ]),
    ];
    return `JOIN ${each.part} AS ${each.alias}\n  ON ${conditions.join('\n  AND ')}`;
  });
}

/** Events that must not be there, between the ones around them. */
function absences(placed: readonly JoinedStep[]): readonly string[] {
  return placed.flatMap((each, index) => {
    const before = placed.slice(0, index).findLast(({ step }) => !step.absent);
    const after = placed.slice(index).find(({ step }) => !step.absent);
    return each.step.absent && before !== undefined && after !== undefined
      ? [absence(each, before, after)]
      : [];
  });
}

/** What ends a sequence does so from its first event on, which may be that very one. */
function absence(each: JoinedStep, from: JoinedStep, to: JoinedStep, since: '>' | '>=' = '>'): string {
  const conditions = [
    ...sameKeys(each, from),
    `${each.alias}.p_event_time ${since} ${from.alias}.p_event_time`,
    `${each.alias}.p_event_time < ${to.alias}.p_event_time`,
  ];
  return missing(each, conditions);
}

/** What the keys are called in the rows that are found. */
function addColumns(select: Select, present: readonly JoinedStep[]): readonly string[] {
  const [first] = present;
  const of = (alias: string | undefined) => (present.length === 1 ? '' : `${alias}.`);
  const keys = (first?.step.by ?? []).map(({ value }, index) => {
    const name = value.kind === 'field' ? value.name : `key_${index + 1}`;
    select.add(name, { text: `${of(first?.alias)}key_${index + 1}`, type: 'text' });
    return select.shownAs(name) ?? name;
  });
  present.forEach(({ alias }, index) => {
    const [name, time] = [`time_${index + 1}`, { text: `${of(alias)}p_event_time`, type: 'time' } as const];
    // A column by its own name would keep it.
    if (present.length === 1) select.addAs(name, time, name);
    else select.add(name, time);
    select.add(`event_${index + 1}`, { text: `${of(alias)}p_row_id`, type: 'text' });
  });
  return keys;
}
