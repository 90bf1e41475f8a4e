import {
  always,
  and,
  type Expression,
  fold,
  type Leaf,
  mapLeaves,
  type Predicate,
  printExpression,
  subjects,
} from '../../../src/ir/index.ts';

/**
 * Conjuncts beside `x is null` without the leaves of x, which are false there, be it a field or what is made of fields. Elasticsearch 8.19
 * takes a whole conjunct that mentions x for null, alternatives of other fields in it too (PropagateNullable).
 * https://github.com/elastic/elasticsearch/tree/v8.19.0/x-pack/plugin/esql/src/main/java/org/elasticsearch/xpack/esql/optimizer/rules/logical
 */
export function withoutAbsentFields(operands: readonly Predicate[]): Predicate | undefined {
  const absent = new Set(operands.flatMap(each => absentIn(each) ?? []));
  if (absent.size === 0) return undefined;
  const others = operands.filter(each => absentIn(each) === undefined);
  const changed = others.map(each =>
    each.kind === 'exists'
      ? each
      : mapLeaves(each, leaf => (lacksSubject(leaf, absent) ? always(false, leaf.origin) : leaf)),
  );
  if (changed.every((each, index) => each === others[index])) return undefined;
  return fold(and([...operands.filter(each => absentIn(each) !== undefined), ...changed]));
}

function absentIn(predicate: Predicate): string | undefined {
  if (predicate.kind !== 'not' || predicate.operand.kind !== 'exists') return undefined;
  const { subject } = predicate.operand;
  return subject.kind === 'field' || subject.kind === 'coercion' || subject.kind === 'call'
    ? printExpression(subject)
    : undefined;
}

/** A subject that is made of what has no value has none. */
function lacksSubject(leaf: Leaf, absent: ReadonlySet<string>): boolean {
  return leaf.kind !== 'element' && subjects(leaf).some(each => isMadeOf(each, absent));
}

/** What takes several values, or chooses among some, may have a value all the same. */
function isMadeOf(expression: Expression, absent: ReadonlySet<string>): boolean {
  if (absent.has(printExpression(expression))) return true;
  switch (expression.kind) {
    case 'coercion':
      return isMadeOf(expression.operand, absent);
    case 'arithmetic':
      return isMadeOf(expression.left, absent) || isMadeOf(expression.right, absent);
    case 'call':
      return (
        !expression.function.startsWith('mv') && expression.arguments.some(each => isMadeOf(each, absent))
      );
    default:
      return false;
  }
}
