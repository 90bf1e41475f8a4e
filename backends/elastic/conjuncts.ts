import { and, type PlannedRule, type Predicate } from '../../src/ir/index.ts';

/** What selects the events and what the rule looks for, as one conjunction. */
export function wholePredicate({ scope, where }: PlannedRule): Predicate {
  return and([...conjunctsOf(scope), ...conjunctsOf(where)]);
}

export function conjunctsOf(predicate: Predicate): readonly Predicate[] {
  if (predicate.kind === 'and') return predicate.operands.flatMap(conjunctsOf);
  return predicate.kind === 'always' && predicate.value ? [] : [predicate];
}
