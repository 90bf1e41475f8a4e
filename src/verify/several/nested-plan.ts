import type { Correlate, Search } from '../../ir/index.ts';
import type { EventKind } from './event-kind.ts';
import { type Block, blockOfAlert, blockOfEvents } from './nested-blocks.ts';
import {
  keysOf,
  type Level,
  type Measured,
  measuredApart,
  measuredIn,
  valuesOfMeasures,
} from './nested-measures.ts';
import { kindOf, type PlanOptions } from './plan-kinds.ts';
import { boundsOf } from './series-bounds.ts';
import { amountsAround, isReckoned, mostCount, numbersIn } from './series-counts.ts';

/** A correlation over the alerts of others, as the events that it takes. */
export interface NestedPlan {
  readonly kinds: readonly EventKind[];
  readonly blocks: readonly Block[];
  /** What must not be there. */
  readonly spoilers: readonly Block[];
  readonly within: number;
  /** Seconds between the parts, beside those that two alerts of a kind need. */
  readonly gap: number;
  /** Two alerts come sooner after each other than one of them may take, by so many seconds from event to event. */
  readonly step?: number;
  /** Of each kind, the fields that are measured. */
  readonly measured: readonly Measured[];
  /** Fields that hold a number that is reckoned with, and the number. */
  readonly amounts: ReadonlyMap<string, number>;
}

/** Whether it takes the alerts of another correlation. */
export function isNested(search: Search): search is Correlate {
  return search.kind === 'correlate' && search.inputs.some(input => input.search.kind === 'correlate');
}

const mostPlans = 60;

/** Ways in which it may come to an alert; none where the alerts of something else than events are counted, or no event is found. */
export function* plansOfNested(search: Correlate, options: PlanOptions): Generator<NestedPlan> {
  const levels = levelsOf(search);
  if (levels === undefined || search.window.kind === 'schedule') return;
  const kinds: NestedKind[] = [];
  const ways = waysOf(search, [], kinds, options);
  const measured = kinds.map(each => each.measured);
  const known = { kinds: kinds.map(({ kind }) => kind), within: search.window.length, measured };
  const allAmounts = amountsOf(measured);
  let count = 0;
  for (const amounts of allAmounts)
    for (const { blocks, spoilers } of ways ?? []) {
      if (sizeOf(blocks) > mostCount || blocks.length === 0) continue;
      if (++count > mostPlans) break;
      yield { ...known, blocks, spoilers, amounts, gap: 0 };
    }
  // What one part must be without may be another part.
  for (const amounts of allAmounts.slice(0, mostWays))
    for (const { blocks, spoilers } of ways ?? []) {
      const gap = Math.max(0, ...blocks.map(({ within }) => within));
      if (sizeOf(blocks) <= mostCount && blocks.length > 1)
        yield { ...known, blocks, spoilers, amounts, gap };
    }
  const { length } = search.window;
  for (const amounts of allAmounts.slice(0, mostWays))
    for (const { blocks, spoilers } of ways ?? []) {
      const isShort = areAlike(blocks) && blocks.every(({ within }) => within >= length);
      const step = Math.min(1, length / (4 + sizeOf(blocks)));
      if (isShort && sizeOf(blocks) <= mostCount) yield { ...known, blocks, spoilers, amounts, gap: 0, step };
    }
  const apart = kinds.map(each => each.apart);
  if (apart.every(({ counted }, index) => counted.length === measured[index]?.counted.length)) return;
  for (const amounts of allAmounts.slice(0, mostWays))
    for (const { blocks, spoilers } of ways ?? [])
      if (sizeOf(blocks) <= mostCount && blocks.length > 1)
        yield { ...known, measured: apart, blocks: blocks.map(ofItsOwn), spoilers, amounts, gap: 0 };
}

/** Two alerts of one kind. */
function areAlike([one, other, ...more]: readonly Block[]): boolean {
  return one?.kind === other?.kind && more.length === 0;
}

/** Alerts of other groups need not wait for each other. */
function ofItsOwn(block: Block, place: number): Block {
  return { ...block, kind: -1 - place };
}

/** It and all whose alerts it takes; undefined where one of them is no correlation over any span. */
function levelsOf(search: Correlate): readonly Correlate[] | undefined {
  const found: Correlate[] = [search];
  for (const { search: inner } of search.inputs) {
    if (inner.kind !== 'correlate') continue;
    const own = inner.window.kind === 'sliding' ? levelsOf(inner) : undefined;
    if (own === undefined) return undefined;
    found.push(...own);
  }
  return found;
}

interface NestedKind {
  readonly kind: EventKind;
  readonly measured: Measured;
  readonly apart: Measured;
}

interface Way {
  readonly blocks: readonly Block[];
  readonly spoilers: readonly Block[];
}

const mostWays = 6;

/** `outer`: what takes its alerts, the outermost first, and under which names. Undefined where an input has no event. */
function waysOf(
  search: Correlate,
  outer: readonly Level[],
  kinds: NestedKind[],
  options: PlanOptions,
): readonly Way[] | undefined {
  const choices = new Map<string, readonly Block[]>();
  for (const { name, search: input } of search.inputs) {
    const levels = [...outer, { search, name }];
    const found =
      input.kind === 'correlate'
        ? alertsOf(input, levels, kinds, options)
        : eventOf(input, levels, kinds, options);
    if (found === undefined) return undefined;
    choices.set(name, found);
  }
  return countsOf(search)
    .flatMap(counts => together(search, counts, choices))
    .slice(0, mostWays);
}

function alertsOf(
  search: Correlate,
  levels: readonly Level[],
  kinds: NestedKind[],
  options: PlanOptions,
): readonly Block[] | undefined {
  const ways = waysOf(search, levels, kinds, options);
  const { window } = search;
  const within = window.kind === 'schedule' ? window.lookBack : window.length;
  return ways?.map(({ blocks }) => blockOfAlert(blocks, within));
}

function eventOf(
  search: Search,
  levels: readonly Level[],
  kinds: NestedKind[],
  options: PlanOptions,
): readonly Block[] | undefined {
  const kind = kindOf(search, keysOf(levels).flat(), valuesOfMeasures(levels), options);
  if (kind === undefined) return undefined;
  kinds.push({ kind, measured: measuredIn(levels), apart: measuredApart(levels) });
  return [blockOfEvents(kinds.length - 1)];
}

/** As many blocks of each input as are asked for, for each way in which an alert of the input may come about. */
function together(
  { inputs }: Correlate,
  counts: ReadonlyMap<string, number>,
  choices: ReadonlyMap<string, readonly Block[]>,
): readonly Way[] {
  const wanted = inputs.filter(({ name }) => (counts.get(name) ?? 0) > 0);
  const spoilers = inputs.flatMap(({ name }) =>
    counts.get(name) === 0 ? (choices.get(name) ?? []).slice(0, 1) : [],
  );
  const most = Math.max(1, ...wanted.map(({ name }) => choices.get(name)?.length ?? 0));
  return Array.from({ length: most }, (_, choice) => ({
    blocks: wanted.flatMap(({ name }) => {
      const own = choices.get(name) ?? [];
      const block = own[choice] ?? own[0];
      return block === undefined ? [] : Array.from({ length: counts.get(name) ?? 1 }, () => block);
    }),
    spoilers,
  }));
}

/** How many events of each input its condition lets be, for each of the ways in which it may hold. */
function countsOf({ inputs, measures, having }: Correlate): readonly ReadonlyMap<string, number>[] {
  const names = inputs.map(({ name }) => name);
  return boundsOf([having]).map(bounds => {
    const namesInputs = names.some(name => bounds.has(name));
    const counts = new Map(names.map(name => [name, bounds.get(name)?.low ?? (namesInputs ? 0 : 1)]));
    const [first] = names;
    // Events of several kinds that are counted together may be of the first alone.
    for (const measure of measures) {
      const least = isReckoned(measure) ? 2 : (bounds.get(measure.name)?.low ?? 0);
      if (first !== undefined) counts.set(first, Math.max(counts.get(first) ?? 0, least, 1));
    }
    return counts;
  });
}

/** Numbers for all fields that are reckoned with, near those that the conditions name. */
function amountsOf(measured: readonly Measured[]): readonly ReadonlyMap<string, number>[] {
  const fields = [...new Set(measured.flatMap(({ reckoned }) => [...reckoned.keys()]))];
  return fields.reduce<readonly ReadonlyMap<string, number>[]>(
    (all, name) => {
      const numbers = numbersIn(measured.flatMap(({ reckoned }) => reckoned.get(name) ?? []));
      return all.flatMap(each => amountsAround(numbers).map(number => new Map([...each, [name, number]])));
    },
    [new Map()],
  );
}

function sizeOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { size }) => sum + size, 0);
}
