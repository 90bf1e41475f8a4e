import type { Correlate, Predicate, Search } from '../src/ir/index.ts';

/** Why a correlation can never alert: it wants several values of a field, in groups that have one. Undefined where it may. */
export function valuesOfKeys(search: Search, isMultiValued: (field: string) => boolean): string | undefined {
  if (search.kind !== 'correlate') return undefined;
  const names = new Set(search.by.flatMap(key => (key.kind === 'field' ? [key.name] : [])));
  for (const { name, function: measured, of } of search.measures) {
    const [field, ...others] = of;
    if (measured !== 'countDistinct' || field?.kind !== 'field' || others.length > 0) continue;
    if (!names.has(field.name) || fieldsBehind(field.name, search).some(isMultiValued)) continue;
    if (wantsSeveral(search.having, name))
      return `the rule is grouped by ${field.name} and asks for several values of it, where a group has one: it never alerts`;
  }
  for (const input of search.inputs) {
    const inner = valuesOfKeys(input.search, isMultiValued);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function fieldsBehind(name: string, { aliases }: Correlate): readonly string[] {
  const behind = Object.values(aliases[name] ?? {}).flatMap(each =>
    each.kind === 'field' ? [each.name] : [],
  );
  return [name, ...behind];
}

function wantsSeveral(having: Predicate, measure: string): boolean {
  if (having.kind === 'and') return having.operands.some(each => wantsSeveral(each, measure));
  if (having.kind === 'equals')
    return isMeasure(having.subject, measure) && having.values.every(value => Number(value) > 1);
  if (having.kind !== 'compares' || !isMeasure(having.left, measure) || having.right.kind !== 'literal')
    return false;
  const number = Number(having.right.value);
  if (having.operator === 'gt') return number >= 1;
  return (having.operator === 'gte' || having.operator === 'eq') && number > 1;
}

function isMeasure(expression: { readonly kind: string; readonly name?: string }, measure: string): boolean {
  return expression.kind === 'field' && expression.name === measure;
}
