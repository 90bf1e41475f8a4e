import type { PlannedRule, Predicate } from '../../../src/ir/index.ts';

/** Whether no event can fit both rules: they are of different products or categories, or want one field to be different things. */
export function areDisjoint(one: PlannedRule, other: PlannedRule): boolean {
  const [left, right] = [one.source.sigma, other.source.sigma];
  const differ = (['product', 'category', 'service'] as const).some(
    key => left[key] !== undefined && right[key] !== undefined && left[key] !== right[key],
  );
  if (differ) return true;
  return conjuncts(one).some(leaf => conjuncts(other).some(each => exclude(leaf, each, one)));
}

function conjuncts({ where, scope }: PlannedRule): readonly Predicate[] {
  return [where, scope].flatMap(each => (each.kind === 'and' ? each.operands : [each]));
}

function exclude(one: Predicate, other: Predicate, { profile }: PlannedRule): boolean {
  if (one.kind !== 'equals' || other.kind !== 'equals') return false;
  const [left, right] = [one.subject, other.subject];
  if (left.kind !== 'field' || right.kind !== 'field' || left.name !== right.name) return false;
  if (profile.isMultiValued(left.name)) return false;
  const values = new Set(one.values.map(value => String(value).toLowerCase()));
  return other.values.every(value => !values.has(String(value).toLowerCase()));
}
