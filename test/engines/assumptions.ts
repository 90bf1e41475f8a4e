import type { EventData } from '../../bench/corpus/inputs.ts';
import { fieldReader } from '../../src/evaluate/field-path.ts';
import type { Given } from '../../src/ir/index.ts';

/** What an assumption asks of the values of the field that it names. */
const asks: Readonly<Record<string, (values: readonly unknown[]) => boolean>> = {
  'single-valued': values => values.length <= 1,
  numeric: values => values.every(value => typeof value === 'number'),
  'canonical-number': values => values.every(isCanonical),
};

/** Whether an event is one of those that a translation with these assumptions speaks of. */
export function holdsGivens(given: readonly Given[], event: EventData): boolean {
  return given.every(each => {
    const at = each.indexOf(':');
    const ask = at === -1 ? undefined : asks[each.slice(0, at)];
    return ask === undefined || ask([fieldReader(each.slice(at + 1))(event)].flat());
  });
}

/** A number is written in the one way that numbers are printed in. */
function isCanonical(value: unknown): boolean {
  return typeof value !== 'string' || Number.isNaN(Number(value)) || String(Number(value)) === value;
}
