import { compilePredicate, type EventData } from '../../evaluate/index.ts';
import { always, type Expression, fieldsOf, fold, mapLeaves, type Predicate } from '../../ir/index.ts';

const mostLong = 20_000;

/**
 * An event of a predicate that asks for so many values of a field, or for texts of so many characters: one of the rest of it, with
 * such a value. Undefined where it asks for nothing of the kind, or no such event fits.
 */
export function eventWithLongValues(
  predicate: Predicate,
  { isMultiValued }: { readonly isMultiValued: (field: string) => boolean },
  find: (rest: Predicate) => EventData | undefined,
): EventData | undefined {
  const asked = new Map<string, { readonly kind: 'values' | 'text'; readonly least: number }>();
  const rest = mapLeaves(predicate, leaf => {
    if (leaf.kind !== 'compares' || leaf.right.kind !== 'literal') return leaf;
    const least = Math.floor(Number(leaf.right.value)) + 1;
    const measured = measuredIn(leaf.left);
    if (measured?.kind === 'values' && !isMultiValued(measured.field)) return leaf;
    if (measured === undefined || !/^(?:gte?|eq)$/.test(leaf.operator) || !(least <= mostLong)) return leaf;
    asked.set(measured.field, { kind: measured.kind, least: leaf.operator === 'eq' ? least - 1 : least });
    return always(true);
  });
  if (asked.size === 0) return undefined;
  const event = { ...find(fold(rest)) };
  const holds = compilePredicate(predicate);
  for (const [field, { kind, least }] of asked) {
    const held = String(event[field] ?? 'a');
    event[field] =
      kind === 'values'
        ? Array.from({ length: least }, (_, index) => (index === 0 ? held : `${held}${index}`))
        : `${held}${'a'.repeat(Math.max(0, least - held.length))}`;
  }
  return holds(event) ? event : undefined;
}

function measuredIn(
  expression: Expression,
): { readonly field: string; readonly kind: 'values' | 'text' } | undefined {
  const fields = new Set(fieldsOf(expression).map(({ name }) => name));
  const [field, ...others] = fields;
  if (field === undefined || others.length > 0) return undefined;
  if (expression.kind === 'valueCount') return { field, kind: 'values' };
  return expression.kind === 'call' && expression.function === 'length' ? { field, kind: 'text' } : undefined;
}
