import { compilePredicate, type EventData } from '../../evaluate/index.ts';
import {
  always,
  and,
  fold,
  type Leaf,
  leaves,
  mapLeaves,
  not,
  type Predicate,
  printPredicate,
} from '../../ir/index.ts';

interface Crossed {
  readonly event: EventData;
  readonly why: string;
}

type ElementLeaf = Extract<Leaf, { kind: 'element' }>;

/** Of so many conditions on elements. */
const mostLeaves = 8;

/**
 * Events with lists whose elements have exchanged a member: each condition on an element is met, by another element. `find`: an
 * event that a predicate holds for.
 */
export function crossedElements(
  where: Predicate,
  base: EventData,
  find: (predicate: Predicate) => EventData | undefined,
): readonly Crossed[] {
  const all = leaves(where).flatMap(({ leaf }) => (leaf.kind === 'element' ? [leaf] : []));
  const distinct = [...new Map(all.map(leaf => [printPredicate(leaf), leaf])).values()];
  return distinct.slice(0, mostLeaves).flatMap(leaf => crossed(leaf, where, base, find));
}

/** In events that the condition decides of. */
function crossed(
  leaf: ElementLeaf,
  where: Predicate,
  base: EventData,
  find: (predicate: Predicate) => EventData | undefined,
): readonly Crossed[] {
  if (leaf.path.kind !== 'field') return [];
  const path = leaf.path.name;
  const elements = recordsOf(find(leaf)?.[path]);
  const [, ...members] = new Set(elements.flatMap(Object.keys));
  if (members.length === 0) return [];
  const text = printPredicate(leaf);
  const whereAs = (is: boolean): Predicate =>
    mapLeaves(where, each => (printPredicate(each) === text ? always(is) : each));
  const [met, unmet] = [whereAs(true), whereAs(false)];
  const decided = find(fold(and([met, not(unmet)]))) ?? find(fold(and([unmet, not(met)])));
  const others = Object.entries(decided ?? base).filter(([name]) => !name.startsWith(`${path}.`));
  // What other conditions ask for of the list must be there still.
  const isMet = compilePredicate(leaf);
  const kept = recordsOf(decided?.[path]).filter(element => !isMet({ [path]: [element] }));
  return members.map(member => ({
    event: { ...Object.fromEntries(others), [path]: [...exchanged(elements, member), ...kept] },
    why: `${path} holds each ${member} in another element`,
  }));
}

function recordsOf(value: unknown): readonly EventData[] {
  return Array.isArray(value) ? value.filter(each => typeof each === 'object' && each !== null) : [];
}

/** The only element has none to exchange with but one that is like nothing. */
function exchanged(elements: readonly EventData[], member: string): readonly EventData[] {
  const [first] = elements;
  const all =
    first !== undefined && elements.length === 1
      ? [first, Object.fromEntries(Object.keys(first).map(name => [name, 'other']))]
      : elements;
  return all.map((element, index) => ({ ...element, [member]: all[(index + 1) % all.length]?.[member] }));
}
