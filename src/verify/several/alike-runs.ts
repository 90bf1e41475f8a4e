import type { Predicate, Search, Stage } from '../../ir/index.ts';

/** A time of a run with fixed seconds before or after it. */
const fromNow = /^now(?:(?<sign>[+-])(?<count>\d+)(?<unit>[smhd]))?$/;
const lengths: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * How far before a run the times of events are held against it, in milliseconds, where that is all that a search asks of the clock:
 * undefined where it asks more, or changes the times. `clock`: the field that holds them.
 */
export function boundsOfClock(search: Search, clock: string): readonly number[] | undefined {
  const bounds: number[] = [];
  let isMore = false;
  JSON.stringify(search, (key, value: unknown) => {
    if (key === 'origin' || isMore) return undefined;
    const bound = boundOf(value, clock);
    if (bound !== undefined) {
      bounds.push(bound);
      return undefined;
    }
    isMore ||= asksOfClock(key, value, clock);
    return value;
  });
  return isMore ? undefined : bounds;
}

/** Of a comparison of the time with that of a run. */
function boundOf(value: unknown, clock: string): number | undefined {
  if (!isRecord(value) || value['kind'] !== 'compares' || value['as'] !== 'time') return undefined;
  const { left, right } = value;
  if (!isRecord(left) || left['kind'] !== 'field' || left['name'] !== clock) return undefined;
  if (!isRecord(right) || right['kind'] !== 'literal') return undefined;
  const found = fromNow.exec(String(right['value']))?.groups;
  if (found === undefined) return undefined;
  const { sign, count = '0', unit = 's' } = found;
  return (sign === '+' ? -1 : 1) * Number(count) * (lengths[unit] ?? 0);
}

/**
 * How many milliseconds before a run the latest event is without which it finds nothing: rows are held against the clock, and what
 * comes after makes none of none. `bounds`: of that search and clock.
 */
export function youngestAsked(search: Search, clock: string): number {
  if (search.kind !== 'pipeline') return Number.POSITIVE_INFINITY;
  const { from, stages } = search;
  const conditions = stages.map(stage => (stage.kind === 'filter' ? stage.where : undefined));
  const asked = [from.kind === 'events' ? from.where : undefined, ...conditions].flatMap((where, place) =>
    where !== undefined && stages.slice(place).every(keepsNothing) ? agesOf(where, clock) : [],
  );
  return Math.min(Number.POSITIVE_INFINITY, ...asked);
}

function agesOf(where: Predicate, clock: string): readonly number[] {
  if (where.kind === 'and') return where.operands.flatMap(each => agesOf(each, clock));
  const bound = boundOf(where, clock);
  const isAfter = where.kind === 'compares' && (where.operator === 'gte' || where.operator === 'gt');
  return bound === undefined || !isAfter ? [] : [bound];
}

/** Whether it makes no rows where there are none. */
function keepsNothing(stage: Stage): boolean {
  if (stage.kind === 'aggregate') return stage.by.length > 0;
  return stage.kind === 'filter' || stage.kind === 'extend' || stage.kind === 'keep';
}

/** Any other use of the time of a run, and a column that may take the place of the times. */
function asksOfClock(key: string, value: unknown, clock: string): boolean {
  if (typeof value === 'string')
    return value === 'newTerms' || value.startsWith('now') || (value === clock && key !== 'name');
  if (!isRecord(value)) return false;
  if (value['kind'] === 'lookup' || value['kind'] === 'join') return true;
  if (value['name'] !== clock || value['kind'] === 'field') return false;
  return !isRecord(value['value']) || value['value']['name'] !== clock;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Of runs that have the same times on the same side of all their bounds, the first. */
export function firstOfAlike(
  runs: readonly number[],
  times: readonly number[],
  bounds: readonly number[],
): readonly number[] {
  const firsts = new Map<string, number>();
  for (const run of runs) {
    const sides = bounds.map(bound => times.map(time => Math.sign(time - run + bound)).join());
    const alike = sides.join(';');
    if (!firsts.has(alike)) firsts.set(alike, run);
  }
  return [...firsts.values()];
}
