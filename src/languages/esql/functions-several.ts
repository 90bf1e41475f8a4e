import { analyserOf, fieldType, isMultiValued } from '../../fields/index.ts';
import type { Expression, FunctionName } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import {
  type Definition,
  type Definitions,
  expressionsOf,
  literalOf,
  ofValues,
  several,
} from './definition.ts';
import { type Kind, kindOfField } from './kind.ts';

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/mv-functions */
export const severalFunctions: Definitions = {
  mv_append: ofValues(2, 2, (values, node, context) => {
    const operands = expressionsOf(values).map(each => asDistinct(each, context));
    return { expression: plainCall('mvAppend', operands, node, context), kind: values[0]?.kind ?? 'unknown' };
  }),
  mv_avg: several('mvAverage', [1, 1], 'double'),
  mv_concat: ordered('mvConcat', 2, 2, 'text'),
  mv_count: ofValues(
    1,
    1,
    ([values], node, context) =>
      values && {
        expression: {
          kind: 'valueCount',
          operand: asDistinct(values.expression, context),
          origin: context.origin(node),
        },
        kind: 'whole',
      },
  ),
  mv_dedupe: several('mvDedupe', [1, 1], 'first'),
  mv_difference: several('mvDifference', [2, 2], 'first'),
  mv_in_range: several('mvInRange', [3, 3], 'boolean'),
  mv_pseries_weighted_sum: several('mvPseriesWeightedSum', [2, 2], 'double'),
  mv_first: ordered('mvFirst', 1, 1, 'first'),
  mv_intersection: several('mvIntersection', [2, 2], 'first'),
  mv_last: ordered('mvLast', 1, 1, 'first'),
  mv_max: several('mvMax', [1, 1], 'first'),
  mv_median: ofWholes('mvMedian', 1, 'floor'),
  mv_median_absolute_deviation: several('mvMedianAbsoluteDeviation', [1, 1], 'first'),
  mv_min: several('mvMin', [1, 1], 'first'),
  mv_percentile: ofWholes('mvPercentile', 2, 'truncate'),
  mv_slice: ordered('mvSlice', 2, 3, 'first'),
  mv_sort: ofValues(1, 2, ([values, order], node, context) => {
    if (values === undefined) return undefined;
    const direction = order?.expression ?? literalOf('ASC', node, context);
    return {
      expression: plainCall('mvSort', [values.expression, direction], node, context),
      kind: values.kind,
    };
  }),
  mv_sum: several('mvSum', [1, 1], 'first'),
  mv_union: several('mvUnion', [2, 2], 'first'),
  mv_zip: ofValues(2, 3, (values, node, context) => {
    const delimiter = values.length === 2 ? [literalOf(',', node, context)] : [];
    const operands = [...expressionsOf(values).map(each => asStored(each, context)), ...delimiter];
    return { expression: plainCall('mvZip', operands, node, context), kind: 'text' };
  }),
};

/**
 * A function to which the order of values matters. The index keeps keywords sorted, and each but once, so that a field's
 * first value is its least.
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-multivalued-fields
 */
function ordered(name: FunctionName, minimum: number, maximum: number, kind: Kind | 'first'): Definition {
  return ofValues(minimum, maximum, (values, node, context) => {
    const [subject, ...others] = expressionsOf(values);
    if (subject === undefined) return undefined;
    const operands = [asStored(subject, context), ...others];
    return {
      expression: plainCall(
        name,
        name === 'mvSlice' && operands.length === 2 ? [...operands, ...others] : operands,
        node,
        context,
      ),
      kind: kind === 'first' ? (values[0] as Typed).kind : kind,
    };
  });
}

/** Of whole numbers a whole one, which of numbers with a fraction is one with a fraction. */
function ofWholes(name: FunctionName, count: number, drop: 'floor' | 'truncate'): Definition {
  return ofValues(count, count, (values, node, context) => {
    const expression = plainCall(name, expressionsOf(values), node, context);
    if (values[0]?.kind !== 'whole') return { expression, kind: 'double' };
    return { expression: plainCall(drop, [expression], node, context), kind: 'whole' };
  });
}

/** The values of a field in the order in which the index has them. */
export function asStored(expression: Expression, context: Context): Expression {
  const isField = expression.kind === 'field' && context.columns.made(expression.name) === undefined;
  if (!isField) return expression;
  const { origin } = expression;
  const isNumber = /^(?:whole|double|time)$/.test(kindOfField(expression));
  const distinct: Expression = isNumber
    ? expression
    : { kind: 'call', function: 'mvDedupe', arguments: [expression], origin };
  const order: Expression = { kind: 'literal', value: 'ASC', origin };
  return { kind: 'call', function: 'mvSort', arguments: [distinct, order], origin };
}

/** The values of a field as the index has them: a keyword has the same one once, and numbers stand there as often as they were given. */
function asDistinct(expression: Expression, context: Context): Expression {
  if (expression.kind !== 'field' || !isStoredOnce(expression, context)) return expression;
  const isListed = isText(expression) || isMultiValued('elastic', expression.name);
  return isListed ? distinct(expression) : expression;
}

/** What is counted of a list of the index; another field has one value at most. */
export function asCounted(expression: Expression, context: Context): Expression {
  const isListed = expression.kind === 'field' && isMultiValued('elastic', expression.name);
  return isListed && isStoredOnce(expression, context) ? distinct(expression) : expression;
}

function isText(expression: Expression): boolean {
  return /^(?:text|ip)$/.test(kindOfField(expression));
}

function distinct(expression: Expression): Expression {
  return { kind: 'call', function: 'mvDedupe', arguments: [expression], origin: expression.origin };
}

/**
 * Whether the index has no value of a field twice in a document: keywords and addresses, which all are that nothing else is known of.
 * https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/doc-values
 */
export function isStoredOnce(expression: Expression, { columns }: Context): boolean {
  if (expression.kind !== 'field' || columns.made(expression.name) !== undefined) return false;
  const type = fieldType(expression.name);
  return (type === 'string' || type === 'ip') && analyserOf(expression.name) === undefined;
}

function plainCall(
  name: FunctionName,
  operands: readonly Expression[],
  range: ast.Range,
  context: Context,
): Expression {
  return { kind: 'call', function: name, arguments: operands, origin: context.origin(range) };
}
