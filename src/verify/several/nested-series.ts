import { type Correlate, type Expression, fieldsOf, leaves, type Search } from '../../ir/index.ts';
import type { EventKind } from './event-kind.ts';
import { kindOf, type PlanOptions } from './plan-kinds.ts';
import type { Plot, Slot } from './series.ts';
import { mostCount } from './series-counts.ts';

/** Events that are one of what a correlation counts: an event, or those that make an alert of another correlation. */
interface Block {
  readonly slots: readonly Pick<Slot, 'kind' | 'variant'>[];
  /** Seconds within which they are an alert; none of an event. */
  readonly within: number;
}

/** A correlation over the alerts of others, as the events that it takes. */
export interface NestedPlan {
  readonly kinds: readonly EventKind[];
  readonly blocks: readonly Block[];
  readonly within: number;
  /** Fields whose values differ from event to event, or from part to part. */
  readonly counted: readonly string[];
}

type Counted = Pick<Correlate['inputs'][number], 'name' | 'search'>;

export function isNested(search: Search): search is Correlate {
  return search.kind === 'correlate' && search.inputs.some(input => input.search.kind === 'correlate');
}

/** Undefined where the alerts of something else than events are counted, or no event is found. */
export function planNested(search: Correlate, options: PlanOptions): NestedPlan | undefined {
  if (search.window.kind === 'schedule') return undefined;
  const kinds: EventKind[] = [];
  const made = search.inputs.map(input => blockOf(input, search, kinds, options));
  const each = made.flatMap(block => block ?? []);
  if (each.length < made.length) return undefined;
  const blocks = each.flatMap((block, place) => {
    const times = leastOf(search, search.inputs[place]?.name ?? '');
    return Array.from({ length: times }, () => block);
  });
  if (blocks.reduce((sum, { slots }) => sum + slots.length, 0) > mostCount) return undefined;
  const isVaried = search.measures.some(({ function: name }) => name === 'countDistinct');
  const told = isVaried ? blocks.map(withVariant) : blocks;
  const fields = [search, ...search.inputs.map(input => input.search)].flatMap(countedFields);
  return { kinds, blocks: told, within: search.window.length, counted: [...new Set(fields)] };
}

/** All of the part have what is counted alike, and other parts have it otherwise. */
function withVariant(block: Block, variant: number): Block {
  return { ...block, slots: block.slots.map(slot => ({ ...slot, variant })) };
}

function countedFields(search: Search): readonly string[] {
  if (search.kind !== 'correlate') return [];
  const values = search.measures.flatMap(({ function: name, of }) => (name === 'countDistinct' ? of : []));
  return values.flatMap(value => fieldsOf(value).map(({ name }) => name));
}

/** How many events of an input the condition asks for. */
function leastOf({ inputs, measures, having }: Correlate, input: string): number {
  const names = new Set([input]);
  // Events of several kinds that are counted together may be of the first alone.
  if (inputs[0]?.name === input)
    for (const { name, function: word, where } of measures)
      if (/^count/.test(word) && where === undefined) names.add(name);
  let least = 1;
  for (const { leaf } of leaves(having)) {
    if (leaf.kind !== 'compares' || leaf.left.kind !== 'field' || leaf.right.kind !== 'literal') continue;
    const number = Math.ceil(Number(leaf.right.value)) + (leaf.operator === 'gt' ? 1 : 0);
    if (names.has(leaf.left.name) && /^gte?$/.test(leaf.operator)) least = Math.max(least, number);
  }
  return least;
}

function blockOf(
  { name, search }: Counted,
  outer: Correlate,
  kinds: EventKind[],
  options: PlanOptions,
): Block | undefined {
  if (search.kind !== 'correlate') {
    const kind = kindOf(search, keysOf(outer, name), counted(outer), options);
    if (kind === undefined) return undefined;
    kinds.push(kind);
    return { slots: [{ kind: kinds.length - 1, variant: 0 }], within: 0 };
  }
  if (search.window.kind !== 'sliding') return undefined;
  const first = kinds.length;
  for (const input of search.inputs) {
    const keys = [...new Set([...keysOf(outer, name), ...keysOf(search, input.name)])];
    const kind = kindOf(input.search, keys, [...counted(search), ...counted(outer)], options);
    if (kind === undefined) return undefined;
    kinds.push(kind);
  }
  const slots = search.inputs.flatMap((input, place) =>
    Array.from({ length: Math.min(leastOf(search, input.name), mostCount) }, (_, variant) => ({
      kind: first + place,
      variant,
    })),
  );
  return { slots, within: search.window.length };
}

function keysOf({ by, aliases }: Correlate, input: string): readonly Expression[] {
  return by.map(key => (key.kind === 'field' ? (aliases[key.name]?.[input] ?? key) : key));
}

function counted({ measures }: Correlate): readonly Expression[] {
  return measures.flatMap(({ of }) => of);
}

/** Alerts and events in order, at the edges of both spans, too few of them, others' ones, and alerts that go on. */
export function plotsOfNested({ blocks, within }: NestedPlan, groups: number): readonly Plot[] {
  const usual = blocks.map(() => 0);
  const whole = arranged(blocks, usual);
  const places = [...blocks.keys()];
  const long = places.filter(place => (blocks[place]?.within ?? 0) > 0);
  return [
    { name: 'one after another', slots: whole },
    { name: 'in the other order', slots: arranged([...blocks].reverse(), usual) },
    ...places.map(place => ({
      name: `without part ${place + 1}`,
      slots: arranged(blocks, usual).filter(slot => slot.place !== place),
    })),
    ...long.map(place => ({
      name: `one event of part ${place + 1} fewer`,
      slots: whole.filter((slot, index) => slot.place !== place || whole[index + 1]?.place === place),
    })),
    ...long.flatMap(place =>
      [-1, 0, 1].map(beyond => ({
        name: `part ${place + 1} ${beyond} seconds beyond its span`,
        slots: arranged(blocks, usual, new Map([[place, (blocks[place]?.within ?? 0) + beyond]])),
      })),
    ),
    ...[-1, 0, 1].map(beyond => ({
      name: `the last part ${beyond} seconds beyond the span`,
      slots: apart(blocks, within + beyond),
    })),
    ...long.map(place => ({ name: `part ${place + 1} goes on`, slots: goingOn(blocks, place, within) })),
    ...(groups < 2 ? [] : [{ name: 'two groups at once', slots: [...whole, ...whole.map(ofAnother)] }]),
    ...Array.from({ length: Math.max(0, groups - 1) }, (_, group) => ({
      name: `the last part of another (${group + 2})`,
      slots: whole.map(slot => (slot.place === blocks.length - 1 ? { ...slot, group: group + 1 } : slot)),
    })),
  ];
}

/** An event of another group soon after one. */
function ofAnother(slot: Slot): Slot {
  return { ...slot, at: slot.at + 0.3, group: 1 };
}

type Placed = Slot & { readonly place: number };

/** Each part after the one before, by so many seconds more than parts its alerts; `spans`: how long a part is. */
function arranged(
  blocks: readonly Block[],
  more: readonly number[],
  spans: ReadonlyMap<number, number> = new Map(),
): readonly Placed[] {
  let start = 0;
  return blocks.flatMap((block, place) => {
    const span = spans.get(place) ?? usualSpan(block);
    const step = block.slots.length > 1 ? span / (block.slots.length - 1) : 0;
    const from = start + (more[place] ?? 0);
    start = from + span + (isAlike(block, blocks[place + 1]) ? block.within : 0) + 2;
    return block.slots.map((slot, index) => ({
      ...slot,
      at: from + (index === block.slots.length - 1 ? (block.slots.length > 1 ? span : 0) : index * step),
      group: 0,
      place,
    }));
  });
}

/** Events that come soon after an alert of their kind go on with it. */
function isAlike(one: Block, other: Block | undefined): boolean {
  return one.slots[0]?.kind === other?.slots[0]?.kind;
}

function usualSpan({ slots, within }: Block): number {
  return Math.min(within / 2, slots.length - 1);
}

/** The first part and the last so far from each other as the events that complete them can be. */
function apart(blocks: readonly Block[], seconds: number): readonly Placed[] {
  const slots = arranged(
    blocks,
    blocks.map(() => 0),
  );
  const completed = Math.max(...slots.filter(({ place }) => place === 0).map(({ at }) => at));
  const last = Math.max(...slots.map(({ at }) => at));
  const shift = seconds - (last - completed);
  return slots.map(slot => (slot.place === blocks.length - 1 ? { ...slot, at: slot.at + shift } : slot));
}

/** After an alert more of its events, so that it is no new one, until long after. */
function goingOn(blocks: readonly Block[], place: number, within: number): readonly Slot[] {
  const slots = apart(blocks, within + 1);
  const own = slots.filter(slot => slot.place === place);
  const [last] = own.slice(-1);
  const step = (blocks[place]?.within ?? 0) / (own.length + 1);
  if (last === undefined || !(step > 0)) return slots;
  const more = Array.from({ length: Math.min(20, own.length) }, (_, index) => ({
    ...last,
    at: last.at + step * (index + 1),
  }));
  return [...slots, ...more];
}
