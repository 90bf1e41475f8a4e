import { diagnose } from '../../diagnostics/index.ts';
import { fieldType } from '../../fields/index.ts';
import { type Expression, equals, startOfTime } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import { numberInDate } from './calendar-names.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { callOf, literalOf, plainForm } from './definition.ts';
import { within32Bits } from './functions-time.ts';
import { isNumber, kindOfType, typeOfKind } from './kind.ts';
import { isPlaceType, placeIn, toPlace } from './places.ts';
import { leafTruth, negate, type Truth } from './truth.ts';
import { booleanValue } from './truth-of.ts';

/**
 * A value as another type, by `::` or TO_…: each of several by itself, nothing where it cannot be converted. A number becomes a
 * whole one by rounding.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/type-conversion-functions
 */
export function convert(type: string, operand: Typed, range: ast.Range, context: Context): Typed | undefined {
  if (isPlaceType(type)) return toPlace(type, operand, range, context);
  const kind = kindOfType(type);
  const origin = context.origin(range);
  if (kind === undefined) {
    const problem = `ruleglot has no values of the type ${type}`;
    return context.report(diagnose('esql/comparison-type', { problem }, origin[0]));
  }
  if (operand.kind === 'whole' && isOf32Bits(type, operand))
    return { expression: within32Bits(operand.expression, range, context), kind: 'whole' };
  if (operand.kind === kind || operand.kind === 'null') return { ...operand, kind };
  if (operand.kind === 'range') return noTypeOf(operand, 'a range', type, range, context);
  const literal = convertLiteral(operand, kind);
  if (literal !== undefined) return literal;
  const problem = unlike(operand, kind);
  if (problem !== undefined) return context.report(diagnose('esql/comparison-type', { problem }, origin[0]));
  const place = operand.kind === 'geo' || operand.kind === 'flat' ? placeIn(operand, context) : undefined;
  if (place !== undefined && kind !== 'text') return noTypeOf(operand, 'a place', type, range, context);
  if (place !== undefined)
    return { expression: { kind: 'coercion', to: 'string', operand: place.expression, origin }, kind };
  if (kind === 'text' && operand.kind === 'time') return textOfTime(operand.expression, range, context);
  if (kind === 'text' && operand.kind === 'double')
    return { expression: callOf('fractionText', [operand.expression], range, context), kind };
  if (kind === 'boolean') return booleanValue(truthOfConverted(operand, origin), range, context);
  if (kind === 'whole' && operand.kind === 'double') {
    const whole = upwards(operand.expression, range, context);
    return { expression: isOf32Bits(type, operand) ? within32Bits(whole, range, context) : whole, kind };
  }
  if (kind === 'double' && isNumber(operand.kind)) return { ...operand, kind };
  const isOfNumber = isNumber(operand.kind) || isFieldOfNumbers(operand.expression);
  if (kind === 'time' && isOfNumber) return timeOfNumber(operand.expression, range, context);
  const digits = isNumber(kind) ? numberInDate(operand.expression) : undefined;
  if (digits !== undefined) return { expression: digits, kind };
  const coercion: Expression = {
    kind: 'coercion',
    to: typeOfKind(kind),
    operand: operand.expression,
    origin,
  };
  const whole = kind === 'whole' ? rounded(coercion) : coercion;
  return { expression: isOf32Bits(type, operand) ? within32Bits(whole, range, context) : whole, kind };
}

/** Whether a conversion gives nothing of numbers beyond 32 bits, and there may be such. */
function isOf32Bits(type: string, { expression }: Typed): boolean {
  if (type !== 'integer' && type !== 'int') return false;
  if (expression.kind === 'call') return !small.test(expression.function);
  if (expression.kind === 'field') return !/(?:^|\.)(?:port|pid|ppid|status_code)$/.test(expression.name);
  return expression.kind !== 'literal' && expression.kind !== 'valueCount';
}

/** Functions of which no number is greater. */
const small =
  /^(?:length|byteLength|indexOf|minute|hour|day|week|month|year|datePart|geoPointCount|geoDimension)$/;

function noTypeOf(
  { expression }: Typed,
  made: string,
  type: string,
  range: ast.Range,
  context: Context,
): undefined {
  const what = expression.kind === 'field' ? expression.name : 'this';
  const problem = `${what} is ${made}, of which there is no ${type}`;
  return context.report(diagnose('esql/comparison-type', { problem }, context.span(range)));
}

/** What another product holds in another form: the number of a Boolean. */
function unlike({ expression }: Typed, kind: Typed['kind']): string | undefined {
  if (expression.kind !== 'field') return undefined;
  const { name } = expression;
  const type = fieldType(name);
  if (isNumber(kind) && type === 'boolean')
    return `${name} is true or false, and ruleglot has no numbers of those`;
  return undefined;
}

function isFieldOfNumbers(expression: Expression): boolean {
  return expression.kind === 'field' && fieldType(expression.name) === 'number';
}

/** A number is one of milliseconds since 1970. */
function timeOfNumber(number: Expression, range: ast.Range, context: Context): Typed {
  const [start, unit] = [startOfTime, 'millisecond'].map(each => literalOf(each, range, context));
  const parts = [start, number, unit].filter(each => each !== undefined);
  return { expression: callOf('dateAdd', parts, range, context), kind: 'time' };
}

/** As DATE_FORMAT writes it when it is given no form. */
function textOfTime(time: Expression, range: ast.Range, context: Context): Typed {
  return {
    expression: callOf('dateFormat', [literalOf(plainForm, range, context), time], range, context),
    kind: 'text',
  };
}

/** `true` in any case is true, and so is each number but 0; any other text is false, the empty one too. */
function truthOfConverted({ expression, kind }: Typed, origin: Expression['origin']): Truth {
  const options = { quantifier: 'single', casing: 'ignored', origin } as const;
  const named = expression.kind === 'field' && fieldType(expression.name) === 'number';
  if (named || isNumber(kind)) return negate(leafTruth(equals(expression, [0], options), [expression]));
  return leafTruth(equals(expression, ['true'], options), [expression]);
}

/** A text that is written out, as an address, a time or a number. */
function convertLiteral({ expression, kind: from }: Typed, kind: Typed['kind']): Typed | undefined {
  if (expression.kind !== 'literal' || from !== 'text') return undefined;
  if (kind === 'ip' || kind === 'time' || kind === 'version') return { expression, kind };
  const number = isNumber(kind) ? Number(expression.value) : Number.NaN;
  if (!Number.isFinite(number) || expression.value === '') return undefined;
  return { expression: { ...expression, value: kind === 'whole' ? Math.round(number) : number }, kind };
}

/**
 * Of a half the number above it: -2.5 becomes -2, where ROUND gives -3.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Math.html#round(double)
 */
function upwards(left: Expression, range: ast.Range, context: Context): Expression {
  const { origin } = left;
  if (
    left.kind === 'call' &&
    /^(?:round|floor|ceil|truncate)$/.test(left.function) &&
    left.arguments.length === 1
  )
    return left;
  const right = literalOf(0.5, range, context);
  const raised: Expression = { kind: 'arithmetic', operator: 'add', left, right, several: 'none', origin };
  return { kind: 'call', function: 'floor', arguments: [raised], origin };
}

function rounded(operand: Expression): Expression {
  return { kind: 'call', function: 'round', arguments: [operand], origin: operand.origin };
}
