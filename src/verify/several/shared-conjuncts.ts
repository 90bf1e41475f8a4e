import { and, fold, type Predicate } from '../../ir/index.ts';
import { nodeKey } from '../leaf-key.ts';
import { conjuncts } from './canonical.ts';

/** What is left of two conjunctions without the parts that both have; undefined where they share none. */
export function withoutShared(
  source: Predicate,
  found: Predicate,
): readonly [Predicate, Predicate] | undefined {
  const [one, other] = [source, found].map(
    each => new Map(conjuncts(fold(each)).map(part => [nodeKey(part), part])),
  );
  if (one === undefined || other === undefined || ![...one.keys()].some(key => other.has(key)))
    return undefined;
  const left = (own: typeof one, beside: typeof one) =>
    fold(and([...own].flatMap(([key, part]) => (beside.has(key) ? [] : [part]))));
  return [left(one, other), left(other, one)];
}
