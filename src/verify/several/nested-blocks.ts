import type { Slot } from './series.ts';

/** An event of a block, and when it comes: seconds from the first one of the block. */
export type Placed = Pick<Slot, 'kind' | 'at'> & {
  /** The place of the part of the block that it belongs to, of the part of that one, and so on. */
  readonly path: readonly number[];
};

/** Events that are one of what a correlation takes: an event, or those that make an alert of another correlation. */
export interface Block {
  readonly size: number;
  /** Seconds within which they are an alert; none of an event. */
  readonly within: number;
  /** `span`: seconds from the first of what it is made of to what completes it; close together when absent. */
  readonly placed: (span?: number) => readonly Placed[];
  /** The kind of its first event. */
  readonly kind: number;
}

export function blockOfEvents(kind: number): Block {
  return { size: 1, within: 0, kind, placed: () => [{ kind, at: 0, path: [] }] };
}

/** What makes an alert of a correlation that looks at so many seconds. */
export function blockOfAlert(parts: readonly Block[], within: number): Block {
  const isPlain = parts.every(part => part.within === 0);
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    within,
    kind: parts[0]?.kind ?? 0,
    placed: span =>
      isPlain ? evenly(parts, within, span) : span === undefined ? inOrder(parts) : apart(parts, span),
  };
}

function evenly(parts: readonly Block[], within: number, span?: number): readonly Placed[] {
  const length = span ?? Math.min(within / 2, parts.length - 1);
  const step = parts.length > 1 ? length / (parts.length - 1) : 0;
  return parts.map(({ kind }, index) => ({
    kind,
    path: [index],
    at: index === parts.length - 1 ? (index > 0 ? length : 0) : index * step,
  }));
}

export type InOrder = Placed & { readonly place: number };

/** Each after the one before, and after an alert of the same kind so long that it is another one. `spans`: of parts that take longer; `gap`: seconds between all. */
export function inOrder(
  parts: readonly Block[],
  spans: ReadonlyMap<number, number> = new Map(),
  gap = 0,
): readonly InOrder[] {
  let start = 0;
  return parts.flatMap((part, place) => {
    const from = start;
    const own = part.placed(spans.get(place));
    const next = parts[place + 1];
    start = from + lastOf(own) + Math.max(gap, next?.kind === part.kind ? part.within : 0) + 2;
    return own.map(each => ({ ...each, at: from + each.at, place, path: [place, ...each.path] }));
  });
}

/** What completes the first part and the last one so many seconds from each other. */
export function apart(parts: readonly Block[], seconds: number): readonly InOrder[] {
  const all = inOrder(parts);
  const completed = lastOf(all.filter(({ place }) => place === 0));
  const shift = seconds - (lastOf(all) - completed);
  return all.map(each => (each.place === parts.length - 1 ? { ...each, at: each.at + shift } : each));
}

export function lastOf(events: readonly Placed[]): number {
  return Math.max(0, ...events.map(({ at }) => at));
}
