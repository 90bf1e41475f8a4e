import type { EventView } from './event-view.ts';
import type { Node } from './interner.ts';
import { type Item, isSeveral, type Values } from './values.ts';

/** A field is worth routing by when this part of the rules requires a value of it. */
const leastShare = 0.05;
const mostFields = 4;

/**
 * The fields by which events are told apart first, most wanted first: those of which many rules require one of a list of
 * values, whatever they are called (a channel and an event id, a dataset, an event source).
 */
export function routingFields(rules: readonly Node[]): readonly string[] {
  const wanted = new Map<string, number>();
  const known = new Map<Node, ReadonlySet<string>>();
  for (const rule of rules)
    for (const field of requiredFields(rule, known)) wanted.set(field, (wanted.get(field) ?? 0) + 1);
  return [...wanted]
    .filter(([, count]) => count > 1 && count >= rules.length * leastShare)
    .sort(([, left], [, right]) => right - left)
    .slice(0, mostFields)
    .map(([field]) => field);
}

const deepest = 20;
const none: ReadonlySet<string> = new Set();

/** Fields that must equal one of a list of values for the node to be true. */
function requiredFields(node: Node, known: Map<Node, ReadonlySet<string>>, depth = 0): ReadonlySet<string> {
  if (depth > deepest || node.kind === 'always' || node.kind === 'not') return none;
  if (node.kind === 'leaf')
    return node.leaf.kind === 'equals' && node.leaf.subject.kind === 'field'
      ? new Set([node.leaf.subject.name])
      : none;
  const earlier = known.get(node);
  if (earlier) return earlier;
  const sets = node.operands.map(operand => requiredFields(operand, known, depth + 1));
  const fields = new Set(
    node.kind === 'and'
      ? sets.flatMap(set => [...set])
      : [...(sets[0] ?? none)].filter(field => sets.every(set => set.has(field))),
  );
  known.set(node, fields);
  return fields;
}

/** Whether the truth of a node hangs on these fields alone. */
export function hangsOn(node: Node, fields: ReadonlySet<string>, depth = 0): boolean {
  if (depth > deepest || node.kind === 'always') return false;
  if (node.kind === 'not') return hangsOn(node.operand, fields, depth + 1);
  if (node.kind !== 'leaf') return node.operands.every(operand => hangsOn(operand, fields, depth + 1));
  const { leaf } = node;
  const isPlain = leaf.kind === 'equals' || leaf.kind === 'like' || leaf.kind === 'exists';
  return isPlain && leaf.subject.kind === 'field' && fields.has(leaf.subject.name);
}

/** Kept routes are thrown away when they become so many: a routing field is then no name of a source. */
const mostRoutes = 20_000;

/** Remembers, for the values of the routing fields that were seen, what `find` said of the first event that had them. */
export class Router<T> {
  private readonly slots: readonly number[];
  private readonly find: () => T;
  private root = new Crossing<T>();
  private size = 0;

  constructor(slots: readonly number[], find: () => T) {
    this.slots = slots;
    this.find = find;
  }

  route(view: EventView): T {
    let crossing = this.root;
    for (const slot of this.slots)
      crossing = crossing.next(view.values(slot)) ?? this.grow(crossing, view, slot);
    crossing.end ??= { found: this.find() };
    return crossing.end.found;
  }

  private grow(crossing: Crossing<T>, view: EventView, slot: number): Crossing<T> {
    if (this.size++ > mostRoutes) {
      this.root = new Crossing();
      this.size = 0;
    }
    return crossing.add(view.values(slot));
  }
}

class Crossing<T> {
  private readonly single = new Map<Item | undefined, Crossing<T>>();
  private readonly several = new Map<string, Crossing<T>>();
  end: { readonly found: T } | undefined;

  next(values: Values): Crossing<T> | undefined {
    return typeof values === 'object' ? this.several.get(keyOf(values)) : this.single.get(values);
  }

  add(values: Values): Crossing<T> {
    const next = new Crossing<T>();
    if (typeof values === 'object') this.several.set(keyOf(values), next);
    else this.single.set(values, next);
    return next;
  }
}

/** Objects have no text, so what is in them does not matter to a route. */
function keyOf(values: Item | readonly Item[]): string {
  return isSeveral(values)
    ? JSON.stringify(values.map(item => (typeof item === 'object' ? null : item)))
    : 'object';
}
