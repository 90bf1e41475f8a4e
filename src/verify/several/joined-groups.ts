import { compileExpression } from '../../evaluate/index.ts';
import type { Search } from '../../ir/index.ts';
import type { Series, SeriesEvent } from './series.ts';

/**
 * Groups of a series whose events a correlation takes together all the same are one: a key that is chosen, such as "the user, or
 * unknown", is one value of events that were made to differ.
 */
export function joinedGroups(search: Search): (series: Series) => Series {
  if (search.kind !== 'correlate' || search.by.every(({ kind }) => kind === 'field')) return series => series;
  const keys = search.by.map(key => compileExpression(key));
  const keyOf = ({ data }: SeriesEvent): string => JSON.stringify(keys.map(key => key(data)));
  return series => {
    const firsts = new Map<string, string>();
    const labels = new Map<string, string>();
    for (const event of series.events) {
      const first = firsts.get(keyOf(event)) ?? labels.get(event.group) ?? event.group;
      firsts.set(keyOf(event), first);
      if (!labels.has(event.group)) labels.set(event.group, first);
    }
    const events = series.events.map(event => ({ ...event, group: labels.get(event.group) ?? event.group }));
    return { ...series, events };
  };
}
