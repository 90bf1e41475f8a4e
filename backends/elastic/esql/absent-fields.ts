import { always, and, fold, type Leaf, mapLeaves, type Predicate } from '../../../src/ir/index.ts';

/**
 * Conjuncts beside `x is null` without the leaves of x, which are false there. Elasticsearch 8.19 takes a whole conjunct that
 * mentions x for null, alternatives of other fields in it too (PropagateNullable).
 * https://github.com/elastic/elasticsearch/tree/v8.19.0/x-pack/plugin/esql/src/main/java/org/elasticsearch/xpack/esql/optimizer/rules/logical
 */
export function withoutAbsentFields(operands: readonly Predicate[]): Predicate | undefined {
  const absent = new Set(operands.flatMap(each => absentField(each) ?? []));
  if (absent.size === 0) return undefined;
  const others = operands.filter(each => absentField(each) === undefined);
  const changed = others.map(each =>
    each.kind === 'exists'
      ? each
      : mapLeaves(each, leaf => (absent.has(fieldOf(leaf) ?? '') ? always(false, leaf.origin) : leaf)),
  );
  if (changed.every((each, index) => each === others[index])) return undefined;
  return fold(and([...operands.filter(each => absentField(each) !== undefined), ...changed]));
}

function absentField(predicate: Predicate): string | undefined {
  if (predicate.kind !== 'not' || predicate.operand.kind !== 'exists') return undefined;
  const { subject } = predicate.operand;
  return subject.kind === 'field' ? subject.name : undefined;
}

function fieldOf(leaf: Leaf): string | undefined {
  const subject = leaf.kind === 'compares' ? leaf.left : 'subject' in leaf ? leaf.subject : undefined;
  return subject?.kind === 'field' ? subject.name : undefined;
}
