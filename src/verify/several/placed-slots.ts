import type { Pattern, Slot } from './series.ts';

type Times = readonly number[];

/** In whole seconds, where there is room for them. */
export function evenly({ slots }: Pattern, span: number): Times {
  const step = slots.length > 1 ? span / (slots.length - 1) : 0;
  const unit = step >= 1 ? 1 : 1000;
  return slots.map((_, index) =>
    index === slots.length - 1 && index > 0 ? span : Math.floor(index * step * unit) / unit,
  );
}

export function placed({ slots }: Pattern, times: Times, group = 0, from = 0): readonly Slot[] {
  return slots.map((slot, index) => ({ ...slot, at: from + (times[index] ?? 0), group }));
}
