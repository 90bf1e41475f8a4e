import { diagnose } from '../../diagnostics/index.ts';
import { isReadable, isWritable } from '../../evaluate/index.ts';
import { and, type Expression, type FunctionName, field } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import {
  callOf,
  type Definition,
  type Definitions,
  literalOf,
  ofValues,
  plainForm,
  textIn,
} from './definition.ts';
import { type Span, spanOfTime, unitOfDifference } from './durations.ts';
import { calculate } from './lower-arithmetic.ts';

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/date-time-functions */
export const timeFunctions: Definitions = {
  now: ofValues(0, 0, (_, node, context) => ({ expression: callOf('now', [], node, context), kind: 'time' })),
  date_diff: ofValues(3, 3, lowerDifference),
  date_extract: ofValues(2, 2, lowerPart),
  date_format: ofValues(1, 2, (values, node, context) => {
    const [pattern, time] = values.length === 2 ? values : [undefined, values[0]];
    const letters = pattern?.expression ?? literalOf(plainForm, node, context);
    if (!isKnown(pattern, isWritable)) return unknownLetter(node, context);
    return (
      time && { expression: callOf('dateFormat', [letters, time.expression], node, context), kind: 'text' }
    );
  }),
  date_parse: ofValues(1, 2, (values, node, context) => {
    const [pattern, text] = values.length === 2 ? values : [undefined, values[0]];
    if (text === undefined) return undefined;
    if (pattern === undefined)
      return {
        expression: { kind: 'coercion', to: 'time', operand: text.expression, origin: context.origin(node) },
        kind: 'time',
      };
    if (!isKnown(pattern, isReadable)) return unknownLetter(node, context);
    return {
      expression: callOf('dateParse', [pattern.expression, text.expression], node, context),
      kind: 'time',
    };
  }),
  date_trunc: { minimum: 2, maximum: 2, lower: (node, context) => lowerTruncation(node, 0, 1, context) },
  bucket: { minimum: 2, maximum: 4, lower: lowerBucket },
  tbucket: { minimum: 1, maximum: 3, lower: (node, context) => lowerTruncation(node, 0, undefined, context) },
  day_name: nameOf('dayName'),
  month_name: nameOf('monthName'),
  day: partOf('day'),
  hour: partOf('hour'),
  month: partOf('month'),
  year: partOf('year'),
};

function isKnown(pattern: Typed | undefined, test: (pattern: string) => boolean): boolean {
  const written = textIn(pattern);
  return written === undefined || test(written);
}

function unknownLetter(node: ast.Call, context: Context): undefined {
  const wants =
    'a form of the letters that ruleglot knows: of years, months, days and times, and none of weeks';
  return wrongArgument(node, 1, wants, context);
}

function partOf(name: FunctionName): Definition {
  return ofValues(
    1,
    1,
    ([time], node, context) =>
      time && { expression: callOf(name, [time.expression], node, context), kind: 'whole' },
  );
}

function nameOf(name: FunctionName): Definition {
  return ofValues(
    1,
    1,
    ([time], node, context) =>
      time && { expression: callOf(name, [time.expression], node, context), kind: 'text' },
  );
}

function wrongArgument(node: ast.Call, position: number, wants: string, context: Context): undefined {
  const argument = node.arguments[position - 1] ?? node;
  return context.report(
    diagnose('esql/argument-type', { name: node.name, position, wants }, context.span(argument)),
  );
}

function lowerDifference(values: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  const [unit, from, to] = values;
  const name = textIn(unit);
  const known = name === undefined ? undefined : unitOfDifference(name);
  if (known === undefined) return wrongArgument(node, 1, 'a unit of time that is written out', context);
  if (from === undefined || to === undefined) return undefined;
  const operands = [literalOf(known, node, context), from.expression, to.expression];
  const difference = callOf('dateDifference', operands, node, context);
  const expression = known === 'millisecond' ? within32Bits(difference, node, context) : difference;
  return { expression, kind: 'whole' };
}

/** A number of 32 bits, and none where it is larger: milliseconds between two times are more within 25 days. */
export function within32Bits(difference: Expression, node: ast.Range, context: Context): Expression {
  const origin = context.origin(node);
  const bounds = (
    [
      ['gte', -(2 ** 31)],
      ['lte', 2 ** 31 - 1],
    ] as const
  ).map(([operator, bound]) => ({
    ...({ kind: 'compares', left: difference, operator, as: 'number', casing: 'exact' } as const),
    ...({ right: literalOf(bound, node, context), quantifier: 'single', origin } as const),
  }));
  const branches = [{ when: and(bounds, origin), value: difference }];
  return { kind: 'choice', branches, otherwise: undefined, origin };
}

/** Those that the IR has functions for. */
const parts: Readonly<Record<string, FunctionName>> = {
  minute_of_hour: 'minute',
  hour_of_day: 'hour',
  day_of_month: 'day',
  month_of_year: 'month',
  year: 'year',
};
const otherParts =
  /^(?:aligned_day_of_week_in_(?:month|year)|aligned_week_of_(?:month|year)|ampm_of_day|clock_hour_of_(?:ampm|day)|day_of_(?:week|year)|epoch_day|era|hour_of_ampm|instant_seconds|(?:micro|milli|nano)_of_(?:day|second)|minute_of_day|proleptic_month|second_of_(?:day|minute)|year_of_era)$/;

function lowerPart(values: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  const [part, time] = values;
  const name = textIn(part)?.toLowerCase();
  if (time === undefined) return undefined;
  const known = name === undefined ? undefined : parts[name];
  if (known !== undefined)
    return { expression: callOf(known, [time.expression], node, context), kind: 'whole' };
  if (name === undefined || !otherParts.test(name))
    return wrongArgument(node, 1, 'a part of a date that is written out', context);
  const operands = [literalOf(name, node, context), time.expression];
  return { expression: callOf('datePart', operands, node, context), kind: 'whole' };
}

function lowerTruncation(
  node: ast.Call,
  spanAt: number,
  timeAt: number | undefined,
  context: Context,
): Typed | undefined {
  const spanNode = node.arguments[spanAt];
  const timeNode = timeAt === undefined ? undefined : node.arguments[timeAt];
  const span = spanNode && spanOfTime(spanNode, context);
  if (span === undefined || span.amount < 1)
    return wrongArgument(node, spanAt + 1, 'a span of time', context);
  const time: Expression | undefined = timeNode
    ? context.lowerValue(timeNode)?.expression
    : field('@timestamp', 'elastic', context.origin(node));
  if (time === undefined) return undefined;
  const { amount, unit } = wholeWeeks(span);
  const operands = [time, literalOf(amount, node, context), literalOf(unit, node, context)];
  return { expression: callOf('dateTruncate', operands, node, context), kind: 'time' };
}

/**
 * Seven days are a week, which begins on Monday, and several weeks are days, which are counted from the epoch on.
 * https://github.com/elastic/elasticsearch/blob/main/x-pack/plugin/esql/src/main/java/org/elasticsearch/xpack/esql/expression/function/scalar/date/DateTrunc.java
 */
function wholeWeeks(span: Span): Span {
  if (span.unit === 'day' && span.amount === 7) return { amount: 1, unit: 'week' };
  return span.unit === 'week' && span.amount > 1 ? { amount: span.amount * 7, unit: 'day' } : span;
}

/** Of times a span; of numbers a width. With from and to Elasticsearch picks a width of its own. */
function lowerBucket(node: ast.Call, context: Context): Typed | undefined {
  const [subject, width] = node.arguments;
  if (subject === undefined || width === undefined) return undefined;
  if (node.arguments.length > 2) {
    const reason = 'with a start and an end Elasticsearch picks the width of a bucket itself';
    return context.report(diagnose('esql/refused-function', { name: 'bucket', reason }, context.span(node)));
  }
  if (spanOfTime(width, context) !== undefined) return lowerTruncation(node, 1, 0, context);
  const [value, size] = [context.lowerValue(subject), context.lowerValue(width)];
  if (value === undefined || size === undefined) return undefined;
  const real = { ...size, kind: 'double' } as const;
  const quotient = calculate('divide', value, real, node, context);
  if (quotient === undefined) return undefined;
  const whole = {
    expression: callOf('floor', [quotient.expression], node, context),
    kind: 'double',
  } as const;
  return calculate('multiply', whole, real, node, context);
}
