import { fieldType, isMultiValued } from '../fields/index.ts';
import {
  type Compares,
  type Expression,
  fieldsIn,
  fieldsOf,
  type Given,
  type Leaf,
  leaves,
  operands,
  type Predicate,
  printExpression,
  subjects,
  type Vendor,
} from '../ir/index.ts';

/**
 * What the reading of a comparison takes for granted, of the fields that the target has for its own: KQL and Lucene leave it to the
 * mapping whether a bound is a number (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/keyword), and a range of
 * Lucene asks both bounds of one value. Elastic's languages and Python are given more: that the field is a number.
 */
export function grantedOf(written: Leaf, translated: Predicate, vendor: Vendor): readonly Given[] {
  const kinds = new Set(comparisonsOf(written).flatMap(({ granted }) => granted ?? []));
  if (vendor === 'elastic' || vendor === 'panther') kinds.delete('numeric');
  const granted = [...kinds].flatMap(kind =>
    comparisonsOf(translated).flatMap(each => fieldsIn(each).map(({ name }): Given => `${kind}:${name}`)),
  );
  const isWhole = subjects(written).some(dividesUnknown);
  return isWhole ? [...granted, ...fieldsIn(translated).map(({ name }) => `whole-number:${name}`)] : granted;
}

/**
 * Whether a quotient is cut to a whole number in Elastic's languages because no number in it is known to have a fraction: of a field with
 * one it is not. https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-divide-operator-float-rounding
 */
function dividesUnknown(expression: Expression): boolean {
  return isCutQuotient(expression)
    ? fieldsOf(expression).some(({ name, vendor }) => vendor === 'elastic' && fieldType(name) !== 'number')
    : operands(expression).some(dividesUnknown);
}

/** `truncate(a / b)`, or `(a - a % b) / b`. */
function isCutQuotient(expression: Expression): boolean {
  if (expression.kind === 'call')
    return expression.function === 'truncate' && expression.arguments.some(isQuotient);
  if (!isQuotient(expression) || expression.left.kind !== 'arithmetic') return false;
  const { operator, left, right } = expression.left;
  return (
    operator === 'subtract' &&
    right.kind === 'arithmetic' &&
    right.operator === 'modulo' &&
    printExpression(right.left) === printExpression(left)
  );
}

function isQuotient(expression: Expression): expression is Extract<Expression, { kind: 'arithmetic' }> {
  return expression.kind === 'arithmetic' && expression.operator === 'divide';
}

/** A range of one value over a field that its schema has as a list: two comparisons find more, each in a value of its own. */
export function isRangeOverList(written: Leaf): boolean {
  return comparisonsOf(written).some(
    each =>
      each.granted?.includes('single-valued') === true &&
      fieldsIn(each).some(({ name }) => isMultiValued('elastic', name)),
  );
}

function comparisonsOf(predicate: Predicate): readonly Compares[] {
  return leaves(predicate).flatMap(({ leaf }) => (leaf.kind === 'compares' ? [leaf] : []));
}
