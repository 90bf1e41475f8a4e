import { diagnose } from '../../diagnostics/index.ts';
import {
  always,
  and,
  type Compares,
  type Expression,
  equals,
  exists,
  not,
  or,
  type Predicate,
} from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import type { ComparisonSign, Range } from './ast.ts';
import { isNow, secondsBetweenOf } from './lower-calculation.ts';
import { asNumber, comparison, type OrderSign, orders } from './lower-order.ts';
import { numberIn, numberText } from './number-columns.ts';
import { never, type Scope } from './scope.ts';
import {
  decided,
  definedSimple,
  type Found,
  isLiteral,
  overCases,
  type Plain,
  type Simple,
  type Truth,
  truth,
  type Value,
} from './value.ts';
import { withoutLower } from './without-lower.ts';

/**
 * A comparison of eval: case counts, and it is null where an operand is. A field with several values equals none: no manual
 * page says otherwise. https://help.splunk.com/splunk-enterprise/spl-search-reference/9.2/search-commands/where
 */
export function compareValues(
  left: Value,
  sign: ComparisonSign,
  right: Value,
  node: Range,
  scope: Scope,
): Truth {
  if (left.length * right.length > 64) {
    scope.context.report(diagnose('spl/too-complex', {}, scope.context.span(node)));
    return never;
  }
  return overCases(left, first =>
    overCases(right, second => compareSimple(first, sign, second, node, scope)),
  );
}

/** `in(x, …)` and `x IN (…)`: https://help.splunk.com/splunk-cloud-platform/spl-search-reference/9.3.2408/evaluation-functions/comparison-and-conditional-functions */
export function isOneOf(operand: Value, values: readonly Value[], node: Range, scope: Scope): Truth {
  const tests = values.map(value => compareValues(operand, '=', value, node, scope));
  return truth(or(tests.map(each => each.yes)), and(tests.map(each => each.no)));
}

function compareSimple(left: Simple, sign: ComparisonSign, right: Simple, node: Range, scope: Scope): Truth {
  if (sign === '!=') return negated(compareSimple(left, '=', right, node, scope));
  if (left.kind === 'plain' && right.kind === 'plain') return comparePlain(left, sign, right, node, scope);
  if (left.kind === 'truth' && right.kind === 'truth' && sign === '=') return sameTruth(left, right);
  const placed = comparePlace(left, sign, right);
  if (placed !== undefined) return placed;
  scope.context.report(diagnose('spl/not-comparable', {}, scope.context.span(node)));
  return never;
}

function negated({ yes, no }: Truth): Truth {
  return truth(no, yes);
}

function sameTruth(left: Truth, right: Truth): Truth {
  return truth(
    or([and([left.yes, right.yes]), and([left.no, right.no])]),
    or([and([left.yes, right.no]), and([left.no, right.yes])]),
  );
}

/** The place of a value counts from 0: what is found is found at 0 or later. */
function comparePlace(left: Simple, sign: ComparisonSign, right: Simple): Truth | undefined {
  if (left.kind !== 'found' || !left.isPlace || right.kind !== 'plain' || !isLiteral(right.expression))
    return undefined;
  const { value } = right.expression;
  if ((sign === '>=' && value === 0) || (sign === '>' && value === -1)) return isFound(left);
  return sign === '<' && value === 0 ? negated(isFound(left)) : undefined;
}

function isFound({ where }: Found): Truth {
  return truth(where, always(false));
}

const flipped: Readonly<Record<ComparisonSign, ComparisonSign>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function comparePlain(left: Plain, sign: ComparisonSign, right: Plain, node: Range, scope: Scope): Truth {
  if (isLiteral(left.expression) && !isLiteral(right.expression))
    return comparePlain(right, flipped[sign], left, node, scope);
  const origin = scope.context.origin(node);
  const moment = momentOf(left, right);
  if (sign === '=' || sign === '!=')
    return equality(left, isReadTime(left) ? (moment ?? right) : right, origin);
  const age = ageOf(left, sign, right);
  if (age !== undefined) return ordering(age.time, age.sign, age.moment, node, scope);
  if (moment !== undefined) return ordering(left, sign, moment, node, scope);
  if (!isRounded(right) || sign === '>=' || sign === '<') return ordering(left, sign, right, node, scope);
  scope.context.report(diagnose('spl/not-comparable', {}, origin[0]));
  return never;
}

/** Times that strptime() reads are in seconds since 1970, as `_time` is. https://help.splunk.com/en/splunk-enterprise/get-started/get-data-in/9.4/configure-timestamps */
function momentOf(left: Plain, { expression: right, type }: Plain): Plain | undefined {
  const isTime = isReadTime(left) || (left.expression.kind === 'field' && left.expression.name === '_time');
  if (!isTime || type !== 'number' || !isLiteral(right)) return undefined;
  const seconds = Number(right.value);
  if (!(Math.abs(seconds) < 8e12)) return undefined;
  const value = new Date(seconds * 1000).toISOString();
  return { kind: 'plain', type: 'time', expression: { ...right, value } };
}

function isReadTime({ type }: Plain): boolean {
  return type === 'time';
}

/** `now()-_time>3600` is asked of the time itself: the seconds between two times are more than some languages count. */
function ageOf({ expression }: Plain, sign: OrderSign, { expression: seconds }: Plain) {
  const ends = secondsBetweenOf(expression);
  if (ends === undefined || !isLiteral(seconds) || !Number.isSafeInteger(seconds.value)) return undefined;
  const isAge = isNow(ends.to);
  if (isAge === isNow(ends.from)) return undefined;
  const time = isAge ? ends.from : ends.to;
  const distance = (isAge ? -1 : 1) * Number(seconds.value);
  const value = `now${distance < 0 ? '-' : '+'}${Math.abs(distance)}s`;
  return {
    time: { kind: 'plain', type: 'time', expression: time },
    sign: isAge ? (flipped[sign] as OrderSign) : sign,
    moment: { kind: 'plain', type: 'time', expression: { ...seconds, value } },
  } as const;
}

/** Date maths mean the end of a rounded unit with `gt` and `lte`, where relative_time() means its beginning. */
function isRounded({ type, expression }: Plain): boolean {
  return type === 'time' && isLiteral(expression) && String(expression.value).includes('/');
}

function equality(left: Plain, right: Plain, origin: readonly Span[]): Truth {
  const yes = decidedFor(left, right, equal(left, right, origin));
  const isThere = [left, right].map(definedSimple);
  return truth(yes, and([...isThere, not(yes, origin)], origin));
}

function equal(left: Plain, right: Plain, origin: readonly Span[]): Predicate {
  const other = right.expression;
  if (left.type === 'time' || right.type === 'time')
    return comparison(left.expression, 'eq', other, 'time', 'single', origin);
  if (!isLiteral(other)) {
    const as = left.type === 'number' && right.type === 'number' ? 'number' : 'string';
    return comparison(left.expression, 'eq', other, as, 'single', origin);
  }
  if (other.value === null) return always(false, origin);
  if (left.written !== undefined && typeof other.value === 'string' && !isWritten(left.written, other.value))
    return always(false, origin);
  const isNumber = left.type === 'number' && /^\d{1,15}$/.test(String(other.value));
  const value = isNumber ? Number(other.value) : other.value;
  return withoutLower(equals(left.expression, [value], { quantifier: 'single', origin }));
}

/** A part of a date has as many digits as its pattern has letters. */
function isWritten(written: Expression, text: string): boolean {
  const pattern = written.kind === 'call' ? written.arguments[0] : undefined;
  const width = pattern?.kind === 'literal' ? String(pattern.value).length : 0;
  return /^\d+$/.test(text) && text === String(Number(text)).padStart(width, '0');
}

/** Both sides of an ordering are numbers, or both are read as texts; a number beside a text has no order that a page tells. */
function ordering(left: Plain, sign: OrderSign, right: Plain, node: Range, scope: Scope): Truth {
  const origin = scope.context.origin(node);
  const written = numberWritten(left, right);
  if (written !== undefined) {
    const order = (operator: OrderSign) => beside(left.expression, operator, written, origin, scope);
    return truth(order(sign), order(opposites[sign]));
  }
  const opposite = complements[orders[sign]];
  const as = orderedAs(left, right);
  const other = as === 'number' ? numberIn(right.expression) : right.expression;
  const make = (operator: Compares['operator']): Predicate => {
    const by = (kind: Compares['as']) => comparison(left.expression, operator, other, kind, 'single', origin);
    if (as !== 'either') return decidedFor(left, right, by(as));
    const areNumbers = and([left, right].map(each => exists(asNumber(each.expression))));
    return or([by('number'), and([not(areNumbers), by('string')])], origin);
  };
  return truth(make(orders[sign]), make(opposite));
}

/** What `a>"5"` orders a field by: as a number what is one, as a text what is none. */
function numberWritten({ type }: Plain, { expression }: Plain): string | undefined {
  if (type !== 'unknown' || !isLiteral(expression) || typeof expression.value !== 'string') return undefined;
  return numberText.test(expression.value) ? expression.value : undefined;
}

/** https://help.splunk.com/en/splunk-enterprise/search/search-manual/10.0/expressions-and-predicates/predicate-expressions */
function beside(
  field: Expression,
  sign: OrderSign,
  text: string,
  origin: readonly Span[],
  { context }: Scope,
): Predicate {
  const by = (as: 'number' | 'string') => {
    const right = { kind: 'literal', value: as === 'number' ? Number(text) : text, origin } as const;
    return comparison(field, orders[sign], right, as, 'single', origin);
  };
  if (context.plainNumbers(field)) return by('number');
  return or([by('number'), and([not(exists(asNumber(field))), by('string')], origin)], origin);
}

const opposites = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;

const complements = { lt: 'gte', lte: 'gt', gt: 'lte', gte: 'lt' } as const;

function orderedAs(left: Plain, right: Plain): Compares['as'] | 'either' {
  const types = [left.type, right.type];
  if (types.includes('time')) return 'time';
  if (types.includes('number')) return 'number';
  return types.includes('text') ? 'string' : 'either';
}

function decidedFor(left: Plain, right: Plain, predicate: Predicate): Predicate {
  return isLiteral(right.expression) ? decided(predicate, left.expression) : predicate;
}

/** A test of one text, such as like() or match(): null where the text is. */
export function textTest(
  value: Value,
  make: (subject: Expression) => Predicate,
  node: Range,
  scope: Scope,
): Truth {
  return overCases(value, simple => {
    if (simple.kind !== 'plain') {
      scope.context.report(diagnose('spl/not-a-text', {}, scope.context.span(node)));
      return never;
    }
    const yes = decided(make(simple.expression), simple.expression);
    return truth(yes, and([definedSimple(simple), not(yes)], scope.context.origin(node)));
  });
}
