import { type Diagnostic, diagnose, nearestName } from '../../diagnostics/index.ts';
import { parseNames } from '../../languages/sigma/index.ts';
import { type DataMap, entryOf } from '../../source/index.ts';
import { wrongCondition } from './condition-parameters.ts';
import { isTrue, scalarAt, textAt } from './parameters.ts';
import type { ConditionTest, PipelineCondition } from './pipeline.ts';

type Report = (diagnostic: Diagnostic) => void;

/** `rule_conditions` with `rule_cond_op`, `rule_cond_not` and `rule_cond_expr`; the same for detection items and field names. */
export function readConditions(
  map: DataMap,
  prefix: 'rule' | 'detection_item' | 'field_name',
  types: readonly string[],
  report: Report,
): ConditionTest {
  const key = `${prefix}_conditions`;
  const entry = entryOf(map, key);
  if (entry === undefined) return () => true;
  const named = new Map<string, PipelineCondition>();
  const { value } = entry;
  const each =
    value.kind === 'list'
      ? value.items.map((item, index) => [`${index + 1}`, item] as const)
      : value.kind === 'map'
        ? value.entries.map(inner => [inner.key.written, inner.value] as const)
        : [];
  if (value.kind === 'scalar' && value.value !== null)
    report(diagnose('pipeline/shape', { key, expected: 'a list or a map of conditions' }, value.span));
  for (const [name, tree] of each) {
    const type = tree.kind === 'map' ? textAt(tree, 'type') : undefined;
    if (tree.kind !== 'map' || type === undefined)
      report(diagnose('pipeline/shape', { key, expected: 'conditions with a type' }, tree.span));
    else if (!types.includes(type))
      report(
        diagnose(
          'pipeline/unknown-type',
          { what: `${prefix.replace('_', ' ')} condition`, name: type, nearest: nearestName(type, types) },
          tree.span,
        ),
      );
    else {
      for (const diagnostic of wrongCondition(type, tree)) report(diagnostic);
      named.set(name, { type, map: tree });
    }
  }
  const test = linked(map, prefix, named, report);
  return isTrue(map, `${prefix}_cond_not`) ? holds => named.size === 0 || !test(holds) : test;
}

function linked(
  map: DataMap,
  prefix: string,
  named: ReadonlyMap<string, PipelineCondition>,
  report: Report,
): ConditionTest {
  const conditions = [...named.values()];
  const expression = scalarAt(map, `${prefix}_cond_expr`);
  if (expression !== undefined) {
    const parsed = parseNames(expression, new Set(named.keys()), report);
    return holds =>
      parsed?.(name => {
        const condition = named.get(name);
        return condition !== undefined && holds(condition);
      }) ?? false;
  }
  return textAt(map, `${prefix}_cond_op`) === 'or'
    ? holds => conditions.length === 0 || conditions.some(holds)
    : holds => conditions.every(holds);
}
