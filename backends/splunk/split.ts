import { not, type Predicate } from '../../src/ir/index.ts';
import type { Names } from './names.ts';
import { isSearchTerm } from './search-term.ts';
import { widen } from './widen.ts';

/** What goes to the search, and what has to be asked again, exactly, of the events that it finds. All of both must hold. */
export interface Split {
  readonly search: readonly Predicate[];
  readonly where: readonly Predicate[];
}

/**
 * Each conjunct that search can say goes there. Of another, search gets what it can say of it, for speed, and where gets
 * it whole: taken apart, an OR or a NOT would change its meaning.
 */
export function split(predicates: readonly Predicate[], names: Names): Split {
  const search: Predicate[] = [];
  const where: Predicate[] = [];
  for (const conjunct of predicates.flatMap(each => conjuncts(each, names))) {
    if (isSearchable(conjunct, names)) search.push(conjunct);
    else {
      const wider = widen(conjunct, names);
      search.push(...conjuncts(wider, names));
      where.push(conjunct);
    }
  }
  return { search: where.length === 0 ? search : withoutRepetitions(search), where };
}

/** `NOT (a OR b)` stays one group when search can say all of it, else it comes apart, so that only a part goes to where. */
function conjuncts(predicate: Predicate, names: Names): readonly Predicate[] {
  if (predicate.kind === 'and') return predicate.operands.flatMap(operand => conjuncts(operand, names));
  if (predicate.kind === 'not' && predicate.operand.kind === 'or' && !isSearchable(predicate, names))
    return predicate.operand.operands.flatMap(operand => conjuncts(not(operand), names));
  return predicate.kind === 'always' && predicate.value ? [] : [predicate];
}

export function isSearchable(predicate: Predicate, names: Names, positive = true): boolean {
  switch (predicate.kind) {
    case 'always':
      return true;
    case 'not':
      return isSearchable(predicate.operand, names, !positive);
    case 'and':
    case 'or':
      return predicate.operands.every(operand => isSearchable(operand, names, positive));
    default:
      return isSearchTerm(predicate, names, positive);
  }
}

/** What has to be asked again of the events that search finds. */
export function askedAgain(predicates: readonly Predicate[], names: Names): readonly Predicate[] {
  return predicates.flatMap(each => conjuncts(each, names)).filter(each => !isSearchable(each, names));
}

function withoutRepetitions(predicates: readonly Predicate[]): readonly Predicate[] {
  if (predicates.length < 2) return predicates;
  const seen = new Map(
    predicates.map(each => [
      JSON.stringify(each, (key, value) => (key === 'origin' ? undefined : value)),
      each,
    ]),
  );
  return [...seen.values()];
}
