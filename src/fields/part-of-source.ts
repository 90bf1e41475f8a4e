import type { Events, Predicate } from '../ir/index.ts';
import type { FieldTable } from './field-table.ts';
import { findField } from './find-field.ts';
import { fieldTable, partsOf } from './registry.ts';

/** Events of the part of a log that has all the ids of events which a search asks for, where that part has fields of its own. */
export function partOfSource(events: Events): Events {
  const { source, where } = events;
  const parts = source.id === undefined ? undefined : partsOf().get(source.id);
  if (parts === undefined) return events;
  const table = fieldTable(parts[0]);
  const asked = [where, source.scope].flatMap(each => (each === undefined ? [] : eventCodes(each, table)));
  const part = parts.find(({ partOf }) =>
    asked.some(codes => codes.every(code => partOf?.eventCodes.includes(code))),
  );
  return part === undefined ? events : { ...events, source: { ...source, id: part.id } };
}

/** The ids of events that each conjunct asks for. */
function eventCodes(predicate: Predicate, table: FieldTable): readonly (readonly string[])[] {
  if (predicate.kind === 'and') return predicate.operands.flatMap(operand => eventCodes(operand, table));
  if (predicate.kind !== 'equals' || predicate.subject.kind !== 'field') return [];
  const isCode = findField(predicate.subject, table)?.canonical === 'event.code';
  return isCode ? [predicate.values.map(String)] : [];
}
