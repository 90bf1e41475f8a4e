import { type Events, field, type Predicate } from '../ir/index.ts';
import type { FieldTable } from './field-table.ts';
import { findField } from './find-field.ts';
import { dataSource, dataSources, fieldTable, ofTables, partsOf } from './registry.ts';

/**
 * Events of the channel that a search over all of Windows asks for, and of the part of that log which has all the ids of events that
 * it asks for: their fields are their own.
 */
export function withinSource(events: Events): Events {
  return partOfSource(ofChannel(events));
}

/** Events of the part of a log that has all the ids of events which a search asks for, where that part has fields of its own. */
function partOfSource(events: Events): Events {
  const { source, where } = events;
  const parts = source.id === undefined ? undefined : partsOf().get(source.id);
  if (parts === undefined) return events;
  const table = fieldTable(parts[0]);
  const asked = [where, source.scope].flatMap(each =>
    each === undefined ? [] : [...valuesOf('event.code', each, table), ...codesOfActions(each, table)],
  );
  const part = parts.find(({ partOf }) =>
    asked.some(codes => codes.every(code => partOf?.eventCodes.includes(code))),
  );
  return part === undefined ? events : { ...events, source: { ...source, id: part.id } };
}

/** Of actions that are ids of events under another name, those ids. */
function codesOfActions(predicate: Predicate, table: FieldTable): readonly (readonly string[])[] {
  const action = field('event.action', 'elastic');
  const code = findField(field('event.code', 'elastic'), table)?.view('sigma');
  const view = findField(action, table)?.view('sigma');
  if (view === undefined || view === null || typeof view !== 'object' || !('values' in view)) return [];
  if (view.name !== code) return [];
  return valuesOf('event.action', predicate, table).flatMap(actions => {
    const codes = actions.flatMap(each => view.values[each] ?? '');
    return codes.includes('') ? [] : [codes];
  });
}

function ofChannel(events: Events): Events {
  const { source, where } = events;
  if (source.id !== 'windows' || source.sigma === undefined) return events;
  const table = fieldTable(dataSource(source.id));
  const [asked, ...others] = valuesOf('winlog.channel', where, table).map(names => [
    ...new Set(names.map(name => channels().get(name.toLowerCase()))),
  ]);
  const id = asked?.length === 1 && others.length === 0 ? asked[0] : undefined;
  return id === undefined ? events : { ...events, source: { ...source, id } };
}

/** The logs by their channels. */
const channels = ofTables(() => {
  const found = new Map<string, string>();
  for (const { id, sigma, panther, partOf } of dataSources()) {
    if (partOf !== undefined || sigma.scope === undefined || Object.hasOwn(sigma.scope, 'EventID')) continue;
    for (const name of [sigma.scope['Channel'] ?? [], panther.scope?.['Channel'] ?? []].flat())
      if (!found.has(String(name).toLowerCase())) found.set(String(name).toLowerCase(), id);
  }
  return found;
});

/** The values that each conjunct asks of a field. */
function valuesOf(
  canonical: string,
  predicate: Predicate,
  table: FieldTable,
): readonly (readonly string[])[] {
  if (predicate.kind === 'and')
    return predicate.operands.flatMap(operand => valuesOf(canonical, operand, table));
  if (predicate.kind !== 'equals' || predicate.subject.kind !== 'field') return [];
  return findField(predicate.subject, table)?.canonical === canonical ? [predicate.values.map(String)] : [];
}
