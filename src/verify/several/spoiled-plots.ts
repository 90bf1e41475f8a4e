import type { Pattern, Plot, Slot } from './series.ts';

/**
 * An event that must not be, between each two of the others, before and after them, of the same and of another group; where an older
 * beginning has come as far without it; and where what ends a part comes again once it is past.
 */
export function spoiled({ spoilers, groups, within }: Pattern, whole: readonly Slot[]): readonly Plot[] {
  return spoilers.flatMap(({ kind, name }) => {
    const between = whole.slice(1).map((slot, index) => Math.floor(((whole[index]?.at ?? 0) + slot.at) / 2));
    const start = whole[0]?.at ?? 0;
    const times = [start - 1, ...between, (whole.at(-1)?.at ?? 0) + 1];
    const spoiler = (at: number, group = 0): Slot => ({ kind, at, group, variant: 0 });
    const around = times.flatMap((at, index) =>
      Array.from({ length: groups > 1 ? 2 : 1 }, (_, group) => ({
        name: `${name} ${index === 0 ? 'before' : index === times.length - 1 ? 'after all' : `after event ${index}`}${group === 0 ? '' : ' of another group'}`,
        slots: [...whole, spoiler(at, group)],
      })),
    );
    const older = whole.slice(0, -1).map((slot, index) => ({ ...slot, at: start - whole.length + index }));
    const begunTwice = between.slice(0, -1).map((at, index) => ({
      name: `${name} after event ${index + 1} of what has begun a second time`,
      slots: [...older, ...whole, spoiler(at)],
    }));
    const again = between.slice(1).map((at, index) => ({
      name: `${name} after event ${index + 2}, and that again`,
      slots: [
        ...whole,
        spoiler(at),
        ...whole.slice(index + 1, index + 2).map(slot => ({ ...slot, at: at + 0.5 })),
      ],
    }));
    const lastAgain = whole.slice(-1).map(slot => ({ ...slot, at: start + (within ?? 0) - 1 }));
    const end = whole.at(-1)?.at ?? 0;
    const late =
      within === undefined
        ? []
        : [
            ...[-1, 0, 1].flatMap(beyond => [
              {
                name: `${name} ${beyond} s from the end of the span`,
                slots: [...whole, spoiler(start + within + beyond)],
              },
              {
                name: `${name} ${beyond} s from a span before the last`,
                slots: [...whole, spoiler(end - within + beyond)],
              },
            ]),
            ...[within + 1, within - 1].map(at => ({
              name: `the first again, and ${name} ${at} s after the older one`,
              slots: [
                ...whole.slice(0, 1).map(slot => ({ ...slot, at: start - 2 })),
                ...whole,
                spoiler(start - 2 + at),
              ],
            })),
            {
              name: `${name} after all, and the last again`,
              slots: [...whole, spoiler(end + 1), ...whole.slice(-1).map(slot => ({ ...slot, at: end + 2 }))],
            },
            {
              name: `${name} before, and the last again without it`,
              slots: [...whole, spoiler(start - 2), ...lastAgain],
            },
          ];
    return [...around, ...begunTwice, ...again, ...late];
  });
}

/** What must not be there both before all others and after them, just more and just less than a span apart, or before the last one. */
export function spoiledAround({ spoilers, within }: Pattern, whole: readonly Slot[]): readonly Plot[] {
  const [start, end] = [whole[0]?.at ?? 0, whole.at(-1)?.at ?? 0];
  if (within === undefined || end - start > within - 2) return [];
  const slots = (before: number, after: number, at: number): readonly Slot[] => [
    ...whole,
    { kind: before, at: start - 1, group: 0, variant: 0 },
    { kind: after, at, group: 0, variant: 1 },
  ];
  return spoilers.flatMap(before =>
    spoilers.flatMap(after => [
      ...[-1, 0, 1].map(beyond => ({
        name: `${before.name} before, and ${after.name} a span and ${beyond} s later`,
        slots: slots(before.kind, after.kind, start - 1 + within + beyond),
      })),
      {
        name: `${before.name} before, and ${after.name} just before the last`,
        slots: slots(before.kind, after.kind, end - 0.5),
      },
    ]),
  );
}
