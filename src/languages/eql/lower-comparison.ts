import { diagnose } from '../../diagnostics/index.ts';
import {
  always,
  type Compares,
  type Expression,
  equals,
  exists,
  not,
  or,
  type Predicate,
  parseNetwork,
  subjects,
  text,
  type Value,
} from '../../ir/index.ts';
import { isInstant, lastOf } from '../kql/instant.ts';
import { typeOf } from '../kql/subject.ts';
import { alternatives, asNumber, fieldValue, within } from '../kql/values.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';
import { isCondition } from './functions.ts';
import { lowerValue } from './lower-value.ts';

type LowerCondition = (node: ast.Expression, context: Context) => Predicate | undefined;
type Ordering = 'lt' | 'lte' | 'gt' | 'gte';

const orderings: Readonly<Record<'<' | '<=' | '>' | '>=', Ordering>> = {
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
};
const mirrored: Readonly<Record<ast.ComparisonSign, ast.ComparisonSign>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** Two values; or a condition with true, false or null. */
export function lowerComparison(
  node: ast.Comparison,
  context: Context,
  lowerCondition: LowerCondition,
): Predicate | undefined {
  if (makesCondition(node.left))
    return compareCondition(node, node.left, node.right, context, lowerCondition);
  if (makesCondition(node.right))
    return compareCondition(node, node.right, node.left, context, lowerCondition);
  const left = lowerValue(node.left, context);
  const right = lowerValue(node.right, context);
  if (left === undefined || right === undefined) return undefined;
  if (right.kind === 'literal') return compareWith(node.operator, left, right.value, node, context);
  if (left.kind === 'literal') return compareWith(mirrored[node.operator], right, left.value, node, context);
  return context.report(diagnose('eql/field-comparison', {}, context.span(node)));
}

function compareWith(
  operator: ast.ComparisonSign,
  subject: Expression,
  value: Value | null,
  node: ast.Comparison,
  context: Context,
): Predicate | undefined {
  const origin = context.origin(node);
  if (value === null) return compareWithNull(operator, subject, node, context);
  if (operator === '==') return equalsAny(subject, [value], origin);
  if (operator === '!=') return not(equalsAny(subject, [value], origin), origin);
  if (typeof value === 'boolean')
    return context.report(diagnose('eql/list-value', { operator, wants: 'numbers and strings' }, origin[0]));
  const as =
    node.left.kind === 'integer' || node.right.kind === 'integer' ? 'number' : orderOf(subject, value);
  const order = orderings[operator];
  const isLast = as === 'time' && (order === 'gt' || order === 'lte');
  const right: Expression = { kind: 'literal', value: isLast ? lastOf(String(value)) : value, origin };
  const leaf: Compares = {
    kind: 'compares',
    left: subject,
    operator: order,
    right,
    as,
    casing: 'exact',
    quantifier: 'any',
    origin,
  };
  return leaf;
}

/** A date stands for all the instants that it leaves open, in a term query as in a range, and a network for its addresses. */
export function equalsAny(
  subject: Expression,
  values: readonly Value[],
  origin: Compares['origin'],
  casing: 'exact' | 'ignored' = 'exact',
): Predicate {
  const type = typeOf(subject);
  if (type === 'ip') {
    const each = values.map(value => fieldValue(subject, [text(String(value))], true, origin));
    return alternatives(each, origin);
  }
  const isTime = type === 'time';
  const dates = isTime ? values.map(String).filter(isInstant) : [];
  const held = values.map(value => asNumber(subject, String(value)) ?? value);
  if (dates.length === 0) return equals(subject, held, { casing, origin });
  const others = values.filter(value => !isInstant(String(value)));
  return or([
    ...dates.map(date => within(subject, date, origin)),
    ...(others.length === 0 ? [] : [equals(subject, others, { casing, origin })]),
  ]);
}

/** An absent field is null. A field that is optional and in no mapping is null too, which is the same. */
function compareWithNull(
  operator: ast.ComparisonSign,
  subject: Expression,
  node: ast.Comparison,
  context: Context,
): Predicate | undefined {
  const origin = context.origin(node);
  if (operator !== '==' && operator !== '!=')
    return context.report(diagnose('eql/null-operand', { operator }, origin[0]));
  const present =
    subject.kind === 'literal' ? always(subject.value !== null, origin) : exists(subject, origin);
  return operator === '!=' ? present : not(present, origin);
}

/** How strings are ordered depends on the mapping: an address beside an ip field and what looks like an instant are ordered as such. */
function orderOf(subject: Expression, value: string | number): Compares['as'] {
  if (typeof value === 'number') return 'number';
  if (typeOf(subject) === 'keyword') return 'string';
  if (/^(?:\d{4}-\d\d-\d\d(?:T|$|\|\|)|now(?:[-+/|]|$))/.test(value)) return 'time';
  const isAddress = !value.includes('/') && parseNetwork(value) !== undefined;
  return isAddress && typeOf(subject) === 'ip' ? 'ip' : 'string';
}

function makesCondition(node: ast.Expression): boolean {
  return (
    /^(?:comparison|membership|not|and|or)$/.test(node.kind) ||
    (node.kind === 'call' && isCondition(node.name))
  );
}

function compareCondition(
  node: ast.Comparison,
  condition: ast.Expression,
  other: ast.Expression,
  context: Context,
  lowerCondition: LowerCondition,
): Predicate | undefined {
  const { operator } = node;
  const lowered = lowerCondition(condition, context);
  if (lowered === undefined) return undefined;
  const meaning =
    operator !== '==' && operator !== '!='
      ? undefined
      : other.kind === 'null'
        ? isDefined(lowered, operator === '!=', context.origin(node))
        : other.kind === 'boolean'
          ? isTruth(
              condition,
              lowered,
              (other.image === 'true') === (operator === '=='),
              context.origin(node),
            )
          : undefined;
  return meaning ?? context.report(diagnose('eql/condition-comparison', { operator }, context.span(node)));
}

/** A comparison is null where its field is. */
function isDefined(
  lowered: Predicate,
  defined: boolean,
  origin: ReturnType<Context['origin']>,
): Predicate | undefined {
  const leaf = lowered.kind === 'not' ? lowered.operand : lowered;
  if (leaf.kind !== 'equals' && leaf.kind !== 'like' && leaf.kind !== 'matches' && leaf.kind !== 'compares')
    return undefined;
  const over = subjects(leaf).filter(subject => subject.kind !== 'literal');
  const [subject] = over;
  if (over.length !== 1 || subject === undefined) return undefined;
  return defined ? exists(subject, origin) : not(exists(subject, origin), origin);
}

/**
 * Elasticsearch makes `FUNCTION == false` the negation of the function. Any other condition it compares value by value,
 * where null is neither: only the truth of one without negation means the same.
 */
function isTruth(
  condition: ast.Expression,
  lowered: Predicate,
  wanted: boolean,
  origin: ReturnType<Context['origin']>,
): Predicate | undefined {
  if (condition.kind === 'call') return wanted ? lowered : not(lowered, origin);
  return wanted && isPositive(condition) ? lowered : undefined;
}

function isPositive(node: ast.Expression): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.operands.every(isPositive);
    case 'comparison':
      return node.operator !== '!=' && node.left.kind !== 'null' && node.right.kind !== 'null';
    case 'membership':
      return !node.negated;
    case 'call':
      return true;
    default:
      return false;
  }
}
