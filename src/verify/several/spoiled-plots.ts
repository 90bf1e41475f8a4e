import type { Pattern, Plot, Slot } from './series.ts';

/**
 * An event that must not be, between each two of the others, before and after them, of the same and of another group, and where an
 * older beginning has come as far without it.
 */
export function spoiled({ spoilers, groups }: Pattern, whole: readonly Slot[]): readonly Plot[] {
  return spoilers.flatMap(({ kind, name }) => {
    const between = whole.slice(1).map((slot, index) => Math.floor(((whole[index]?.at ?? 0) + slot.at) / 2));
    const times = [(whole[0]?.at ?? 0) - 1, ...between, (whole.at(-1)?.at ?? 0) + 1];
    const around = times.flatMap((at, index) =>
      Array.from({ length: groups > 1 ? 2 : 1 }, (_, group) => ({
        name: `${name} ${index === 0 ? 'before' : index === times.length - 1 ? 'after all' : `after event ${index}`}${group === 0 ? '' : ' of another group'}`,
        slots: [...whole, { kind, at, group, variant: 0 }],
      })),
    );
    const [first] = whole;
    const older = whole
      .slice(0, -1)
      .map((slot, index) => ({ ...slot, at: (first?.at ?? 0) - whole.length + index }));
    const begunTwice = between.slice(0, -1).map((at, index) => ({
      name: `${name} after event ${index + 1} of what has begun a second time`,
      slots: [...older, ...whole, { kind, at, group: 0, variant: 0 }],
    }));
    return [...around, ...begunTwice];
  });
}
