import type { Expression } from './expression.ts';
import { grows } from './growing.ts';
import type { Predicate } from './predicate.ts';
import type { Schedule } from './rule.ts';
import type { Pipeline, Search, Stage } from './search.ts';

type Aggregate = Extract<Stage, { kind: 'aggregate' }>;

/**
 * Whether it is all one when a search runs: it groups by buckets of the clock, each run sees those whole that the one before cut, and a
 * group of a part of a bucket is found only where that of the whole one is.
 */
export function seesBucketsWhole(
  search: Search,
  schedules: readonly (Schedule | undefined)[],
  isMultiValued: (field: string) => boolean,
): boolean {
  const bucket = search.kind === 'pipeline' ? growingBucket(search, isMultiValued) : undefined;
  if (bucket === undefined) return false;
  return schedules.every(each => each !== undefined && each.lookBack - each.every >= bucket);
}

/** Seconds of the buckets of a search of whose groups more are found where there are more events. */
function growingBucket(
  { from, stages }: Pipeline,
  isMultiValued: (field: string) => boolean,
): number | undefined {
  const at = stages.findIndex(({ kind }) => kind === 'aggregate');
  const group = stages[at];
  if (from.kind !== 'events' || group?.kind !== 'aggregate') return undefined;
  const [before, after] = [stages.slice(0, at), stages.slice(at + 1)];
  if (!before.every(({ kind }) => ofRows.has(kind)) || asksNow([from, ...stages])) return undefined;
  const made = new Map(before.flatMap(madeBy));
  const isSeveral = (field: string): boolean => made.has(field) || isMultiValued(field);
  if ([...made.keys()].some(name => times.has(name))) return undefined;
  if (!after.every(each => isGrowing(each, group, isSeveral))) return undefined;
  const keys = group.by.flatMap(({ value }) =>
    value.kind === 'field' && made.has(value.name) ? (made.get(value.name) ?? []) : [value],
  );
  const window = group.window?.kind === 'tumbling' ? group.window.length : undefined;
  return window ?? keys.flatMap(key => truncatedTo(key) ?? [])[0];
}

/** What makes the same rows of an event, whichever others there are. */
const ofRows: ReadonlySet<Stage['kind']> = new Set([
  ...(['filter', 'extend', 'keep', 'drop', 'rename', 'expand', 'extract'] as const),
]);

/** The columns that a stage writes, with what is in them where that is an expression. */
function madeBy(stage: Stage): readonly (readonly [name: string, value: Expression | undefined])[] {
  switch (stage.kind) {
    case 'extend':
      return stage.fields.map(({ name, value }) => [name, value]);
    case 'rename':
      return stage.fields.map(({ to }) => [to, undefined]);
    case 'extract':
      return stage.fields.map(name => [name, undefined]);
    case 'expand':
      return [[stage.field, undefined]];
    default:
      return [];
  }
}

function asksNow(parts: readonly unknown[]): boolean {
  return /"now/.test(JSON.stringify(parts, (key, value: unknown) => (key === 'origin' ? undefined : value)));
}

function isGrowing(stage: Stage, group: Aggregate, isSeveral: (field: string) => boolean): boolean {
  if (stage.kind === 'keep' || stage.kind === 'drop' || stage.kind === 'sort') return true;
  if (stage.kind !== 'filter') return false;
  const asked = stage.where.kind === 'and' ? stage.where.operands : [stage.where];
  return asked.every(each => grows(each, group.measures) || isOneOfKey(each, group, isSeveral));
}

/** Whether it asks for one value of a key, of which a group has one. */
function isOneOfKey(
  where: Predicate,
  { by, measures }: Aggregate,
  isSeveral: (field: string) => boolean,
): boolean {
  if (where.kind !== 'equals' || where.subject.kind !== 'field') return false;
  const { name } = where.subject;
  const measure = measures.find(each => each.name === name);
  const [of] = measure?.of ?? [];
  if (measure?.function !== 'countDistinct' || of?.kind !== 'field' || isSeveral(of.name)) return false;
  if (!where.values.every(value => Number(value) === 1)) return false;
  return by.some(({ value }) => value.kind === 'field' && value.name === of.name);
}

/** The time of an event, in each product. */
const times: ReadonlySet<string> = new Set(['@timestamp', '_time', 'p_event_time']);

const units: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** Seconds that the time of an event is cut to. */
function truncatedTo(key: Expression): number | undefined {
  if (key.kind !== 'call' || key.function !== 'dateTruncate') return undefined;
  const [time, amount, unit] = key.arguments;
  if (time?.kind !== 'field' || !times.has(time.name)) return undefined;
  if (amount?.kind !== 'literal' || unit?.kind !== 'literal') return undefined;
  const seconds = Number(amount.value) * (units[String(unit.value)] ?? Number.NaN);
  return seconds > 0 ? seconds : undefined;
}
