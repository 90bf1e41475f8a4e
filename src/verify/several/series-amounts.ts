import type { Pattern, Plot, Slot } from './series.ts';

/** Another number just after the last event, and just after one event alone, so close that no run comes in between. */
export function diluted({ amountsAfter }: Pattern, whole: readonly Slot[]): readonly Plot[] {
  const last = whole.at(-1);
  if (last === undefined) return [];
  const after = (name: string, slots: readonly Slot[], beyond: number): readonly Plot[] =>
    amountsAfter.map(amount => ({
      name: `${name}then one of ${amount}`,
      slots: [...slots, { ...last, at: last.at + beyond, amount }],
    }));
  return [...after('', whole, 1), ...(whole.length > 1 ? after('one alone, ', [last], 0.001) : [])];
}
