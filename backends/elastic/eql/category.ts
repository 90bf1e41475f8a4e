import { and, type PlannedRule, type Predicate } from '../../../src/ir/index.ts';
import { conjunctsOf, wholePredicate } from '../conjuncts.ts';

/** What stands before `where`, and what is left for after it. */
export interface Categorised {
  /** Absent where events of every category are looked at. */
  readonly category?: string;
  readonly where: Predicate;
}

/**
 * `process where …` is the same as `any where event.category == "process" and …`: the first conjunct that compares the
 * category with one value gives it.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-syntax-event-categories
 */
export function categorise(rule: PlannedRule): Categorised {
  const conjuncts = conjunctsOf(wholePredicate(rule));
  const found = conjuncts.findIndex(each => categoryOf(each) !== undefined);
  const conjunct = conjuncts[found];
  const category = conjunct && categoryOf(conjunct);
  if (category !== undefined)
    return { category, where: and(conjuncts.filter((_each, index) => index !== found)) };
  const ofSource = rule.source.elastic.category;
  return { where: and(conjuncts), ...(ofSource === undefined ? {} : { category: ofSource }) };
}

function categoryOf(predicate: Predicate): string | undefined {
  if (predicate.kind !== 'equals' || predicate.subject.kind !== 'field') return undefined;
  if (predicate.subject.name !== 'event.category' || predicate.quantifier !== 'any') return undefined;
  const [value] = predicate.values;
  const written = predicate.casing === 'exact' && predicate.values.length === 1;
  return written && typeof value === 'string' && value !== '' ? value : undefined;
}
