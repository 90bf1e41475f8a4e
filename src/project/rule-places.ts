import { type Lock, ruleOf } from './lock.ts';

/** Numbers of documents by the ids of their rules, in small letters, by the paths of the source files. */
export type HeldPlaces = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Where a rule stood in its file at the last build. */
export function heldPlaces({ rules }: Lock): HeldPlaces {
  const held: Record<string, Record<string, number>> = {};
  for (const [key, { id }] of rules) {
    const [, path = '', document, part] = /^(.*)#(\d+)\.(\d+)$/s.exec(ruleOf(key)) ?? [];
    if (id === undefined || part !== '0') continue;
    held[path] ??= Object.create(null) as Record<string, number>;
    held[path][id.toLowerCase()] = Number(document);
  }
  return held;
}

interface PlacedDocument {
  readonly document: number;
  readonly id?: string | undefined;
}

/**
 * The number of each document, by which its rules are named and the lock knows them: that of the last build where the file has a
 * rule of this id still, however many came before it since; else its place in the file, or one that no rule had, where that is taken.
 */
export function documentPlaces(
  documents: readonly PlacedDocument[],
  held: HeldPlaces[string] = {},
): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  const taken = new Set<number>();
  const give = (document: number, place: number): void => {
    places.set(document, place);
    taken.add(place);
  };
  for (const { document, id } of documents) {
    const place = id === undefined ? undefined : held[id.toLowerCase()];
    if (place !== undefined && !places.has(document) && !taken.has(place)) give(document, place);
  }
  const known = new Set(Object.values(held));
  for (const { document } of documents) {
    if (places.has(document)) continue;
    let place = document;
    while (taken.has(place) || (place !== document && known.has(place))) place += 1;
    give(document, place);
  }
  return places;
}

/** Whether rules that were numbered as their file has them are so by the last build, too. */
export function areInPlace(documents: readonly PlacedDocument[], held: HeldPlaces[string] = {}): boolean {
  return [...documentPlaces(documents, held)].every(([document, place]) => document === place);
}
