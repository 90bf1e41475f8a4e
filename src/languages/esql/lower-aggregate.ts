import { diagnose } from '../../diagnostics/index.ts';
import type { Measure, Predicate } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { numberIn, textIn } from './definition.ts';
import { reasonAgainst, rightCount } from './functions.ts';
import { asCounted } from './functions-several.ts';
import { isNumber, type Kind, versionOrder } from './kind.ts';

/** A measure without its name, and the kind of what it gives. */
export interface Aggregate {
  readonly measure: Omit<Measure, 'name' | 'where'>;
  readonly kind: Kind;
}

interface Signature {
  readonly minimum: number;
  readonly maximum: number;
  readonly make: (values: readonly Typed[], node: ast.Call, context: Context) => Aggregate | undefined;
}

const signatures: Readonly<Record<string, Signature>> = {
  avg: plain('average', 'double'),
  count: { minimum: 0, maximum: 1, make: countOf },
  count_distinct: {
    minimum: 1,
    maximum: 2,
    make: values => ({ measure: of('countDistinct', values.slice(0, 1)), kind: 'whole' }),
  },
  earliest: { minimum: 1, maximum: 1, make: values => arrival('first', values) },
  first: { minimum: 1, maximum: 2, make: values => arrival('first', values) },
  last: { minimum: 1, maximum: 2, make: values => arrival('last', values) },
  latest: { minimum: 1, maximum: 1, make: values => arrival('last', values) },
  max: plain('maximum', 'same'),
  median: plain('median', 'double'),
  median_absolute_deviation: plain('medianAbsoluteDeviation', 'double'),
  min: plain('minimum', 'same'),
  percentile: { minimum: 2, maximum: 2, make: percentile },
  std_dev: plain('standardDeviation', 'double'),
  sum: plain('sum', 'number'),
  top: { minimum: 1, maximum: 3, make: top },
  values: plain('values', 'same'),
};

function of(name: Measure['function'], values: readonly Typed[]): Aggregate['measure'] {
  return { function: name, of: values.map(({ expression }) => expression) };
}

function plain(name: Measure['function'], result: Kind | 'same' | 'number'): Signature {
  return {
    minimum: 1,
    maximum: 1,
    make: values => {
      const kind = values[0]?.kind ?? 'unknown';
      const numeric = isNumber(kind) ? kind : 'unknown';
      return {
        measure: of(name, values),
        kind: result === 'same' ? kind : result === 'number' ? numeric : result,
      };
    },
  };
}

function countOf(values: readonly Typed[], _: ast.Call, context: Context): Aggregate {
  const counted = values.map(each => ({ ...each, expression: asCounted(each.expression, context) }));
  return { measure: of('count', counted), kind: 'whole' };
}

/** The second argument orders the rows; @timestamp does when there is none. */
function arrival(name: 'first' | 'last', [value, order]: readonly Typed[]): Aggregate {
  const measure = of(name, value === undefined ? [] : [value]);
  return {
    measure: order === undefined ? measure : { ...measure, orderedBy: order.expression },
    kind: value?.kind ?? 'unknown',
  };
}

function percentile(values: readonly Typed[], node: ast.Call, context: Context): Aggregate | undefined {
  const percent = numberIn(values[1]);
  if (percent === undefined) return wrongArgument(node, 2, 'a number that is written out', context);
  return { measure: { ...of('percentile', values.slice(0, 1)), percentile: percent }, kind: 'double' };
}

function top(values: readonly Typed[], node: ast.Call, context: Context): Aggregate | undefined {
  const [value, limit, order] = values;
  const count = limit === undefined ? 1 : numberIn(limit);
  const direction = order === undefined ? 'asc' : textIn(order)?.toLowerCase();
  if (count === undefined || !Number.isInteger(count) || count < 1)
    return wrongArgument(node, 2, 'a whole number that is written out', context);
  if (direction !== 'asc' && direction !== 'desc') return wrongArgument(node, 3, '"asc" or "desc"', context);
  const measure = of('top', value === undefined ? [] : [value]);
  return {
    measure: { ...measure, top: { count, descending: direction === 'desc' } },
    kind: value?.kind ?? 'unknown',
  };
}

function wrongArgument(node: ast.Call, position: number, wants: string, context: Context): undefined {
  const argument = node.arguments[position - 1] ?? node;
  return context.report(
    diagnose('esql/argument-type', { name: node.name, position, wants }, context.span(argument)),
  );
}

/** One aggregate; its arguments hold no other one. */
export function lowerAggregate(node: ast.Call, context: Context): Aggregate | undefined {
  const signature = signatures[node.name];
  if (signature === undefined) {
    const reason = reasonAgainst(node.name) ?? 'a detection cannot rest on it';
    return context.report(diagnose('esql/refused-function', { name: node.name, reason }, context.span(node)));
  }
  if (!rightCount(node, signature, context)) return undefined;
  const values = node.arguments
    .filter(argument => argument.kind !== 'options')
    .map(argument => context.lowerValue(argument));
  if (!values.every(value => value !== undefined)) return undefined;
  if (ordering.has(node.name) && values[0]?.kind === 'version')
    return context.report(diagnose('esql/refused-function', versionOrder, context.span(node)));
  return signature.make(values, node, context);
}

const ordering: ReadonlySet<string> = new Set(['max', 'min', 'top']);

/** A measure under a name. */
export function measureOf(name: string, { measure }: Aggregate, where: Predicate | undefined): Measure {
  return { name, ...measure, ...(where === undefined ? {} : { where }) };
}
