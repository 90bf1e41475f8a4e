import { diagnose } from '../../diagnostics/index.ts';
import { parseTime } from '../../evaluate/index.ts';
import { and, type Expression, field, type Named } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Bounds, Typed } from './columns.ts';
import type { Context } from './context.ts';
import { callOf, type Definitions, literalOf, ofValues, plainForm, textIn } from './definition.ts';
import { compareValues } from './lower-comparison.ts';
import { constantTruth, joinTruths, type Truth } from './truth.ts';

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/type-conversion-functions/to_range */
export const rangeFunctions: Definitions = {
  to_range: ofValues(2, 2, rangeBetween),
  to_date_range: ofValues(1, 1, ([value], node, context) => written(value, 'time', node, context)),
  to_daterange: ofValues(1, 1, ([value], node, context) => written(value, 'time', node, context)),
  to_double_range: ofValues(1, 1, ([value], node, context) => written(value, 'double', node, context)),
  range_min: ofValues(1, 1, bound('from')),
  range_max: ofValues(1, 1, bound('to')),
};

function rangeBetween([from, to]: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  if (from === undefined || to === undefined) return undefined;
  if (from.kind === 'null' || to.kind === 'null') return nothing(node, context);
  const odd = [from, to].findIndex(({ kind }) => kind !== 'time' && kind !== 'unknown');
  if (odd >= 0) return wrongArgument(node, odd + 1, 'a time', context);
  const [first, last] = [from, to].map(each => instantOf(each, node, context));
  if (first === undefined || last === undefined) return undefined;
  const isWritten = first.expression.kind === 'literal' && last.expression.kind === 'literal';
  if (isWritten)
    return holdsNothing(first, last) ? nothing(node, context) : ofBounds(first, last, node, context);
  const known = compareValues(first, 'lt', last, node, context);
  if (known === undefined) return undefined;
  return ofBounds(first, last, node, context, known);
}

/** An instant that is written out, in the one form in which texts are ordered as instants are. */
function instantOf(value: Typed, node: ast.Call, context: Context): Typed | undefined {
  const { expression } = value;
  if (expression.kind !== 'literal') return { ...value, kind: 'time' };
  const instant = parseTime(expression.value ?? '');
  if (instant === undefined) return wrongArgument(node, 1, 'a time', context);
  return { expression: literalOf(new Date(instant).toISOString(), node, context), kind: 'time' };
}

/** A range that does not end after its beginning is null. */
function holdsNothing({ expression: from }: Typed, { expression: to }: Typed): boolean {
  return from.kind === 'literal' && to.kind === 'literal' && String(from.value) >= String(to.value);
}

/** Of a range that may be none, where it is one. */
function whereKnown(value: Expression, known: Truth | undefined): Expression {
  if (known === undefined) return value;
  return {
    kind: 'choice',
    branches: [{ when: known.yes, value }],
    otherwise: undefined,
    origin: value.origin,
  };
}

/** A range as `start..end`, which is a text of two times or of two numbers. */
function written(
  value: Typed | undefined,
  kind: 'time' | 'double',
  node: ast.Call,
  context: Context,
): Typed | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'null' || value.bounds?.from.kind === kind) return value;
  const name = kind === 'time' ? '"2025-01-01..2025-02-01"' : '"1.0..2.5"';
  const ends = textIn(value)
    ?.split('..')
    .map(end => readEnd(end, kind));
  const [from, to] = ends ?? [];
  if (ends?.length !== 2 || from === undefined || to === undefined)
    return wrongArgument(node, 1, `a text that is written out, such as ${name}`, context);
  if (from >= to) return nothing(node, context);
  const [first, last] = [from, to].map((end): Typed => ({ expression: literalOf(end, node, context), kind }));
  return first && last && ofBounds(first, last, node, context);
}

function readEnd(text: string, kind: 'time' | 'double'): string | number | undefined {
  if (kind === 'double') return /^\s*[-+]?\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
  const instant = /^\d{4}-\d\d-\d\d(?:T|$)/.test(text) ? parseTime(text) : undefined;
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

function ofBounds(from: Typed, to: Typed, range: ast.Range, context: Context, known?: Truth): Typed {
  const form = literalOf(plainForm, range, context);
  const [first, last] = [from, to].map(({ expression, kind }) =>
    kind === 'time' ? callOf('dateFormat', [form, expression], range, context) : asText(expression),
  );
  const parts = [first ?? form, literalOf('..', range, context), last ?? form];
  const bounds = known === undefined ? { from, to } : { from, to, known };
  const expression = whereKnown(callOf('concat', parts, range, context), known);
  return { expression, kind: 'range', bounds };
}

function asText(operand: Expression): Expression {
  return { kind: 'coercion', to: 'string', operand, origin: operand.origin };
}

function bound(end: 'from' | 'to') {
  return ([range]: readonly Typed[], node: ast.Call, context: Context): Typed | undefined => {
    if (range?.kind === 'null') return range;
    if (range?.bounds === undefined) return wrongArgument(node, 1, wantsRange, context);
    return endOf(range.bounds, end);
  };
}

function endOf({ known, ...bounds }: Bounds, end: 'from' | 'to'): Typed {
  return { ...bounds[end], expression: whereKnown(bounds[end].expression, known) };
}

const wantsRange =
  'a range that the query makes: to_range(FROM, TO), to_date_range("2025-01-01..2025-02-01")';

function nothing(range: ast.Range, context: Context): Typed {
  return { expression: { kind: 'literal', value: null, origin: context.origin(range) }, kind: 'null' };
}

function wrongArgument(node: ast.Call, position: number, wants: string, context: Context): undefined {
  return context.report(
    diagnose('esql/argument-type', { name: node.name, position, wants }, context.span(node)),
  );
}

type Relation = 'contains' | 'within' | 'intersects';

/**
 * How two ranges, or a value and a range, stand to each other; a range holds its beginning, and not its end.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/date-time-functions/range_intersects
 */
export function rangeTest(relation: Relation) {
  return (node: ast.Call, context: Context): Truth | undefined => {
    const values = node.arguments.map(argument => context.lowerValue(argument));
    const [left, right] = relation === 'contains' ? values.toReversed() : values;
    if (left === undefined || right === undefined) return undefined;
    const origin = context.origin(node);
    if (left.kind === 'null' || right.kind === 'null') return constantTruth(null, origin);
    const [inner, outer] = [left.bounds, right.bounds];
    const needsRange = relation !== 'intersects' || right.kind === 'range';
    if (outer === undefined && needsRange)
      return wrongArgument(node, relation === 'contains' ? 1 : 2, wantsRange, context);
    const compare = (one: Typed, operator: 'eq' | 'lt' | 'lte' | 'gt' | 'gte', other: Typed) =>
      compareValues(one, operator, other, node, context);
    return joined(related(left, right, inner, outer, relation, compare), [inner, outer], node, context);
  };
}

type Compare = (one: Typed, operator: 'eq' | 'lt' | 'lte' | 'gt' | 'gte', other: Typed) => Truth | undefined;

function related(
  left: Typed,
  right: Typed,
  inner: Bounds | undefined,
  outer: Bounds | undefined,
  relation: Relation,
  compare: Compare,
): readonly (Truth | undefined)[] {
  if (inner !== undefined && outer !== undefined)
    return relation === 'intersects'
      ? [compare(inner.from, 'lt', outer.to), compare(outer.from, 'lt', inner.to)]
      : [compare(inner.from, 'gte', outer.from), compare(inner.to, 'lte', outer.to)];
  const range = outer ?? inner;
  const value = outer === undefined ? right : left;
  if (range === undefined) return [compare(left, 'eq', right)];
  const point: Typed = value.kind === 'unknown' ? { ...value, kind: range.from.kind } : value;
  return [compare(point, 'gte', range.from), compare(point, 'lt', range.to)];
}

/** Neither true nor false where a range does not end after its beginning. */
function joined(
  truths: readonly (Truth | undefined)[],
  ranges: readonly (Bounds | undefined)[],
  range: ast.Range,
  context: Context,
): Truth | undefined {
  if (!truths.every(truth => truth !== undefined)) return undefined;
  const origin = context.origin(range);
  const { yes, no } = joinTruths('and', truths, origin);
  const known = ranges.flatMap(each => (each?.known === undefined ? [] : [each.known.yes]));
  return known.length === 0
    ? { yes, no }
    : { yes: and([...known, yes], origin), no: and([...known, no], origin) };
}

const columnsOf = { from: 'start', to: 'end' } as const;

/** A range that a command makes: columns of its bounds, of which the query then speaks, and one of the whole. */
export function namedRange(
  name: string,
  { bounds, expression }: Typed,
  context: Context,
): { readonly columns: readonly Named[]; readonly value: Typed } | undefined {
  if (bounds === undefined || context.inlines) return undefined;
  const ends = (['from', 'to'] as const).map(end => ({
    end: endOf(bounds, end),
    name: `${name}.${columnsOf[end]}`,
  }));
  const given = ends.map(({ end, name: column }): Typed => {
    const value: Typed = { expression: field(column, 'elastic', expression.origin), kind: end.kind };
    context.columns.put(column, value, 1);
    return value;
  });
  const [from, to] = given;
  if (from === undefined || to === undefined) return undefined;
  const columns = ends.map(({ end, name: column }) => ({ name: column, value: end.expression }));
  return {
    columns: [...columns, { name, value: expression }],
    value: { expression, kind: 'range', bounds: { from, to } },
  };
}
