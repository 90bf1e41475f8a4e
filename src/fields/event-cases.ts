import type { Vendor } from '../ir/index.ts';
import type { CasesView, Condition } from './data-source.ts';
import type { EventLeaf } from './event-leaves.ts';
import type { FieldTable } from './field-table.ts';

/**
 * Fields with values under which a vendor's event is of the case: what a log of such an event would at least have. Elastic's
 * outcomes are in lower case, or capitalised (azure.auditlogs); a word in other letters is none.
 */
export function caseFields(view: CasesView, value: unknown): readonly (readonly [string, string])[] {
  const word = String(value).replace(/^[A-Z](?=[a-z])/, first => first.toLowerCase());
  const found = Object.hasOwn(view.cases, word) ? view.cases[word] : undefined;
  const condition = found?.equals === undefined ? (found?.either?.[0] ?? found) : found;
  if (condition === undefined) return [];
  const equal = Object.entries(condition.equals ?? {}).flatMap(([name, [first]]) =>
    first === undefined ? [] : [[name, first] as const],
  );
  const present = condition.present?.[0];
  return present === undefined ? equal : [...equal, [present, word]];
}

/** Canonical fields that the event's own vendor holds as conditions on others, worked out from those. */
export function casesIn(
  leaves: readonly EventLeaf[],
  way: { readonly from: Vendor; readonly to: Vendor; readonly table: FieldTable },
): readonly (readonly [string, string])[] {
  const values = new Map(leaves.filter(leaf => leaf.value !== null).map(leaf => [leaf.name, leaf.value]));
  return way.table.entries.flatMap(entry => {
    const here = entry.view(way.from);
    const there = entry.view(way.to);
    if (typeof here !== 'object' || !('cases' in here) || typeof there !== 'string') return [];
    const found = Object.entries(here.cases).find(([, condition]) => holds(condition, values));
    return found === undefined ? [] : [[there, found[0]] as const];
  });
}

function holds(condition: Condition, values: ReadonlyMap<string, unknown>): boolean {
  const { present, absent = [], equals = {}, not, either } = condition;
  return (
    (present === undefined || present.some(name => values.has(name))) &&
    !absent.some(name => values.has(name)) &&
    Object.entries(equals).every(([name, texts]) => {
      const value = String(values.get(name) ?? '').toLowerCase();
      return values.has(name) && texts.some(one => one.toLowerCase() === value);
    }) &&
    !(not !== undefined && holds(not, values)) &&
    (either === undefined || either.some(each => holds(each, values)))
  );
}
