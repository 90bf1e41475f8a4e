import { type Anew, apart, type Block, inOneSpan, inOrder, lastOf } from './nested-blocks.ts';
import type { NestedPlan } from './nested-plan.ts';
import type { Plot, Slot } from './series.ts';

type PlacedSlot = Slot & { readonly place: number; readonly path: readonly number[] };

/** All that it asks for, one after another. */
export function wholeOfNested(plan: NestedPlan): Plot {
  return plan.step === undefined
    ? { name: 'one after another', slots: wholeOf(plan) }
    : { name: 'two within one span', slots: wholeOf(plan) };
}

function wholeOf({ blocks, gap, step }: NestedPlan): readonly PlacedSlot[] {
  return slotsOf(step === undefined ? inOrder(blocks, undefined, gap) : inOneSpan(blocks, step));
}

/** Alerts and events in order, at the edges of all spans, too few of them, others' ones, and alerts that go on. */
export function* plotsOfNested(plan: NestedPlan, groups: number): Generator<Plot> {
  const { blocks, within, gap } = plan;
  const whole = wholeOf(plan);
  if (plan.step !== undefined) yield* laterAgain(plan, whole);
  yield { name: 'in the other order', slots: slotsOf(inOrder([...blocks].reverse(), undefined, gap)) };
  yield* fewer(blocks, whole);
  for (const place of longOf(blocks))
    for (const beyond of [-1, 0, 1]) {
      const spans = new Map([[place, (blocks[place]?.within ?? 0) + beyond]]);
      const name = `part ${place + 1} ${beyond} seconds beyond its span`;
      yield { name, slots: slotsOf(inOrder(blocks, spans, gap)) };
    }
  for (const beyond of [-1, 0, 1])
    yield {
      name: `the last part ${beyond} seconds beyond the span`,
      slots: slotsOf(apart(blocks, within + beyond)),
    };
  for (const place of longOf(blocks))
    yield { name: `part ${place + 1} goes on`, slots: goingOn(blocks, place, within) };
  yield* ofOthers(blocks, whole, groups);
  yield* otherValues(plan, whole);
  yield* spoiled(plan, whole);
}

/** Each event has what is counted otherwise than the others. */
function slotsOf(events: readonly Anew[]): readonly PlacedSlot[] {
  return events.map(({ isLittle, ...each }, variant) => ({
    ...each,
    ...{ variant, group: 0 },
    ...(isLittle ? { amount: 0 } : {}),
  }));
}

/** The second of two alerts at the edges of the span in which both are asked for, by each of its events. */
function* laterAgain({ within }: NestedPlan, whole: readonly PlacedSlot[]): Generator<Plot> {
  const completed = lastOf(whole.filter(({ place }) => place === 0));
  const again = whole.findIndex(({ place }) => place === 1) + 1;
  for (const [index, { at }] of whole.slice(again).entries())
    for (const beyond of [-1, 0, 1]) {
      const shift = completed + within + beyond - at;
      yield {
        name: `event ${index + 1} of the second alert ${beyond} seconds beyond the span`,
        slots: whole.map((slot, place) => (place < again ? slot : { ...slot, at: slot.at + shift })),
      };
    }
}

/** Parts that are alerts of several events. */
function longOf(blocks: readonly Block[]): readonly number[] {
  return [...blocks.keys()].filter(place => (blocks[place]?.within ?? 0) > 0);
}

function* fewer(blocks: readonly Block[], whole: readonly PlacedSlot[]): Generator<Plot> {
  for (const place of blocks.keys())
    yield { name: `without part ${place + 1}`, slots: whole.filter(slot => slot.place !== place) };
  for (const place of longOf(blocks))
    yield {
      name: `one event of part ${place + 1} fewer`,
      slots: whole.filter((slot, index) => slot.place !== place || whole[index + 1]?.place === place),
    };
}

function* ofOthers(blocks: readonly Block[], whole: readonly PlacedSlot[], groups: number): Generator<Plot> {
  if (groups > 1) yield { name: 'two groups at once', slots: [...whole, ...whole.map(ofAnother)] };
  for (let group = 1; group < groups; group++)
    yield {
      name: `the last part of another (${group + 1})`,
      slots: whole.map(slot => (slot.place === blocks.length - 1 ? { ...slot, group } : slot)),
    };
}

/** An event of another group soon after one. */
function ofAnother(slot: Slot): Slot {
  return { ...slot, at: slot.at + 0.3, group: 1 };
}

/** Values that are counted alike, and other numbers that are reckoned with. */
function* otherValues({ measured, amounts }: NestedPlan, whole: readonly PlacedSlot[]): Generator<Plot> {
  if (measured.some(({ shared }) => shared.size > 0)) yield* ofSomeValues(whole);
  if (measured.some(({ counted }) => counted.length > 0)) {
    const first = new Map(whole.map(({ place }, index) => [place, index]).reverse() as [number, number][]);
    const inPart = whole.map((slot, index) => ({ ...slot, variant: index - (first.get(slot.place) ?? 0) }));
    yield { name: 'the same values in each part', slots: inPart };
    yield { name: 'one value in all parts', slots: whole.map(slot => ({ ...slot, variant: 0, path: [] })) };
  }
  for (const amount of amounts.size === 0 ? [] : amountsBeside(amounts)) {
    const last = whole.at(-1);
    if (last === undefined) continue;
    yield { name: `all of ${amount}`, slots: whole.map(slot => ({ ...slot, amount })) };
    yield { name: `the last of ${amount}`, slots: [...whole.slice(0, -1), { ...last, amount }] };
    yield { name: `then one of ${amount}`, slots: [...whole, { ...last, at: last.at + 1, amount }] };
  }
}

/** Alerts of which some are for one value. */
function* ofSomeValues(whole: readonly PlacedSlot[]): Generator<Plot> {
  const last = Math.max(...whole.map(({ place }) => place));
  const like = (slot: PlacedSlot, place: number): PlacedSlot => ({
    ...slot,
    path: [place, ...slot.path.slice(1)],
  });
  yield {
    name: 'the last part with the value of the first',
    slots: whole.map(slot => (slot.place === last ? like(slot, 0) : slot)),
  };
  yield { name: 'each part with a value of its events', slots: whole.map((slot, at) => like(slot, at)) };
}

function amountsBeside(amounts: ReadonlyMap<string, number>): readonly number[] {
  const greatest = Math.max(...amounts.values());
  return [0, 1, greatest - 1, greatest + 1, greatest * 10];
}

/** What must not be there, before, between and after the parts. */
function* spoiled({ spoilers, blocks }: NestedPlan, whole: readonly PlacedSlot[]): Generator<Plot> {
  for (const spoiler of spoilers) {
    const own = slotsOf(inOrder([spoiler]));
    const ends = [...blocks.keys()].map(place => lastOf(whole.filter(slot => slot.place === place)));
    for (const start of [-lastOf(own) - 1, ...ends.map(end => end - lastOf(own) + 0.5)]) {
      const name = `what must not be there ${start < 0 ? 'before all' : `after ${start} seconds`}`;
      yield { name, slots: [...whole, ...own.map(slot => ({ ...slot, at: slot.at + start }))] };
    }
  }
}

const mostAfter = 20;

/** After an alert more of its events, so that it is no new one, until long after. */
function goingOn(blocks: readonly Block[], place: number, within: number): readonly Slot[] {
  const slots = slotsOf(apart(blocks, within + 1));
  const own = slots.filter(slot => slot.place === place);
  const last = own.at(-1);
  const step = (blocks[place]?.within ?? 0) / (own.length + 1);
  if (last === undefined || !(step > 0)) return slots;
  const more = Array.from({ length: Math.min(mostAfter, own.length) }, (_, index) => ({
    ...last,
    at: last.at + step * (index + 1),
  }));
  return [...slots, ...more];
}
