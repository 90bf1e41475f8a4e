import type { EventData } from '../../evaluate/index.ts';
import { type Branch, decidingSites, type Site } from './sites.ts';
import type { Aspect } from './variants.ts';

/** An event that may be shown, and what it would show. */
export interface Candidate {
  readonly event: EventData;
  readonly site: Site;
  readonly aspect: Aspect;
  /** The value that the leaf sees, for its description. */
  readonly value: unknown;
  readonly shows: ReadonlySet<string>;
}

/** Aspects that more than one event shows of a leaf, each by another value. */
const repeated: ReadonlySet<Aspect> = new Set(['inside', 'outside', 'signs']);

/** Events with what they show: which leaves decide their outcome, and by which kind of value. */
export class Collector {
  private readonly root: Branch;
  private readonly found = new Map<string, Candidate>();

  constructor(root: Branch) {
    this.root = root;
  }

  get candidates(): readonly Candidate[] {
    return [...this.found.values()];
  }

  /** Gives whether the leaf decides the event's outcome. */
  add(event: EventData, site: Site, aspect: Aspect, value: unknown): boolean {
    const key = JSON.stringify(event);
    const known = this.found.get(key);
    const own = `${site.index} ${aspect} ${repeated.has(aspect) ? JSON.stringify(value) : ''}`;
    const shows = new Set(known?.shows);
    const decides =
      known === undefined ? this.decided(event, shows, site) : shows.has(`${site.index} decides`);
    if (decides) shows.add(own);
    this.found.set(key, { event, site, aspect, value, ...known, shows });
    return decides;
  }

  private decided(event: EventData, shows: Set<string>, site: Site): boolean {
    const deciding = decidingSites(this.root, event);
    for (const [index, holds] of deciding) shows.add(`${index} ${holds}`).add(`${index} decides`);
    return deciding.has(site.index);
  }
}

/** The fewest candidates, as a greedy choice finds them, that together show all that any of them does. */
export function fewest(candidates: readonly Candidate[], most: number): readonly Candidate[] {
  const owned = candidates.map(each => ({ each, left: goalsOf(each) }));
  const open = new Set(owned.flatMap(({ left }) => left));
  const chosen = new Set<Candidate>();
  let waiting = owned;
  while (open.size > 0 && chosen.size < most) {
    let best: (typeof owned)[number] | undefined;
    let count = 0;
    for (const entry of waiting) {
      const own = entry.left.reduce((sum, goal) => sum + (open.has(goal) ? 1 : 0), 0);
      if (own > count) [best, count] = [entry, own];
    }
    if (best === undefined) break;
    for (const goal of best.left) open.delete(goal);
    chosen.add(best.each);
    const taken = best;
    waiting = waiting.filter(entry => entry !== taken && entry.left.some(goal => open.has(goal)));
  }
  return candidates.filter(each => chosen.has(each));
}

function goalsOf({ shows }: Candidate): readonly string[] {
  return [...shows].filter(goal => !goal.endsWith('decides'));
}
