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

/**
 * Two alerts of one kind sooner after each other than their span: the first is completed as its span ends, and with its other events gone
 * an event like its last one is too little, which ends it. `step`: seconds between those that follow.
 */
export function inOneSpan([one, other]: readonly Block[], step: number): readonly Anew[] {
  if (one === undefined || other === undefined) return [];
  const first = one.placed(0).map(({ kind, path }) => ({ kind, path: [0, ...path], place: 0, at: 0 }));
  const last = first.at(-1);
  if (last === undefined) return [];
  const early = first.slice(0, -1).map((each, index) => ({ ...each, at: (index * step) / first.length }));
  const again = other.placed().map(({ kind, path }, index) => ({
    ...{ kind, path: [1, ...path], place: 1 },
    at: one.within + (index + 3) * step,
  }));
  return [
    ...early,
    { ...last, at: one.within - step },
    { ...last, place: 1, at: one.within + 2 * step, isLittle: true },
    ...again,
  ];
}

/** `isLittle`: it adds nothing to what is reckoned. */
export type Anew = InOrder & { readonly isLittle?: true };

export function lastOf(events: readonly Placed[]): number {
  return Math.max(0, ...events.map(({ at }) => at));
}
