import { targetScope, translateLeaf } from '../fields/index.ts';
import {
  and,
  fold,
  type Given,
  type LogSource,
  type Predicate,
  type Rule,
  type Vendor,
} from '../ir/index.ts';

/** A single-event rule as a predicate over events that bear a vendor's field names. */
export interface EventView {
  readonly predicate: Predicate;
  readonly given: readonly Given[];
}

/**
 * What a rule says of events in the names of `vendor`: its predicate and, unless `assumeSource`, the scope of its data
 * source. Undefined for a search over several events.
 */
export function eventView(rule: Rule, vendor: Vendor, assumeSource: boolean): EventView | undefined {
  const { search } = rule;
  if (search.kind !== 'events') return undefined;
  const given = new Set<Given>();
  // Folded first, as plan does: a list is translated as one leaf.
  const where = inNamesOf(fold(search.where), search.source, vendor, given);
  if (assumeSource) return { predicate: fold(where), given: [...given].sort() };
  const scope = targetScope(search.source, vendor);
  for (const each of scope.given) given.add(each);
  return { predicate: fold(and([scope.scope, where])), given: [...given].sort() };
}

function inNamesOf(predicate: Predicate, source: LogSource, vendor: Vendor, given: Set<Given>): Predicate {
  switch (predicate.kind) {
    case 'always':
      return predicate;
    case 'not':
      return { ...predicate, operand: inNamesOf(predicate.operand, source, vendor, given) };
    case 'and':
    case 'or':
      return {
        ...predicate,
        operands: predicate.operands.map(each => inNamesOf(each, source, vendor, given)),
      };
    default: {
      const translated = translateLeaf(predicate, source, vendor);
      for (const each of translated.given) given.add(each);
      return translated.predicate;
    }
  }
}
