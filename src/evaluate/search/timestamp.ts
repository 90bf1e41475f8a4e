import type { EventData } from '../event.ts';
import { fieldReader } from '../field-path.ts';
import { parseTime } from '../time.ts';
import { itemsOf } from '../values.ts';

/** Where events hold their time when nothing else is said. */
export const defaultTimestamp = '@timestamp';

/** The time of an event in epoch milliseconds: the first of the fields that holds one. */
export function compileTimestamp(
  fields: string | readonly string[] = defaultTimestamp,
): (event: EventData) => number | undefined {
  const readers = (typeof fields === 'string' ? [fields] : fields).map(fieldReader);
  return event => {
    for (const read of readers)
      for (const item of itemsOf(read(event))) {
        const time = parseTime(item);
        if (time !== undefined) return time;
      }
    return undefined;
  };
}
