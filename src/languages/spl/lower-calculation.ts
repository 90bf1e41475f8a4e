import { diagnose } from '../../diagnostics/index.ts';
import type { Arithmetic, Expression } from '../../ir/index.ts';
import type { EvalCalculation, EvalSign, EvalSigned, Range } from './ast.ts';
import type { Scope } from './scope.ts';
import {
  both,
  constantOf,
  isLiteral,
  literal,
  nullValue,
  type Plain,
  plain,
  type Simple,
  type Value,
} from './value.ts';

const arithmetic: Readonly<Record<Exclude<EvalSign, '.'>, Arithmetic['operator']>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
};

/** Null where an operand is null, or is no number where one is needed. */
export function lowerCalculation(node: EvalCalculation, scope: Scope): Value {
  const span = truncatedTo(node, scope);
  if (span !== undefined) return span;
  let left = scope.lower(node.first);
  for (const { operator, operand } of node.rest) {
    const right = scope.lower(operand);
    left = combine(left, right, node, scope, (first, second) =>
      calculate(first, operator, second, node, scope),
    );
  }
  return left;
}

/** `floor(_time/300)*300`: a time rounded down to a multiple of a span. */
function truncatedTo({ first, rest }: EvalCalculation, scope: Scope): Value | undefined {
  const [by, ...more] = rest;
  const [quotient] = first.kind === 'call' && first.name === 'floor' ? first.arguments : [];
  if (by?.operator !== '*' || more.length > 0 || quotient?.kind !== 'calculation') return undefined;
  const [over, ...others] = quotient.rest;
  if (over?.operator !== '/' || others.length > 0) return undefined;
  const [seconds, same] = [by, over].map(({ operand }) => constantOf(scope.lower(operand)));
  if (typeof seconds !== 'number' || seconds !== same || !(seconds > 0)) return undefined;
  const time = scope.lower(quotient.first);
  const origin = scope.context.origin(first);
  if (!time.every(({ value }) => value.kind === 'plain' && isTime(value))) return undefined;
  return time.flatMap(({ when, value }) =>
    value.kind !== 'plain'
      ? []
      : plain(
          {
            kind: 'call',
            function: 'dateTruncate',
            arguments: [value.expression, ...literals(seconds, 'second', origin)],
            origin,
          },
          'time',
        ).map(each => ({ ...each, when })),
  );
}

/** The time of an event is the one that is counted from by its seconds. */
function isTime({ type, expression }: Plain): boolean {
  return type === 'time' || (expression.kind === 'field' && expression.name === '_time');
}

function literals(amount: number, unit: string, origin: Expression['origin']): readonly Expression[] {
  return [
    { kind: 'literal', value: amount, origin },
    { kind: 'literal', value: unit, origin },
  ];
}

/** A value of each pair of cases that do not exclude each other: cases of one value do, unless they are the same. */
export function combine(
  left: Value,
  right: Value,
  node: Range,
  scope: Scope,
  make: (left: Plain, right: Plain) => Value,
): Value {
  if (left.length * right.length > 64) {
    scope.context.report(diagnose('spl/too-complex', {}, scope.context.span(node)));
    return nullValue;
  }
  return left.flatMap(first =>
    compatible(first, right).flatMap(second => {
      const operands = [plainOf(first.value, node, scope), plainOf(second.value, node, scope)] as const;
      if (operands[0] === undefined || operands[1] === undefined) return [];
      const when = both(first.when, second.when);
      return make(operands[0], operands[1]).map(each => ({ ...each, when: both(when, each.when) }));
    }),
  );
}

function compatible(first: Value[number], others: Value): Value {
  const same = others.find(each => each.when === first.when);
  return same === undefined ? others : [same];
}

export function plainOf(simple: Simple, node: Range, scope: Scope): Plain | undefined {
  if (simple.kind === 'plain') return simple;
  return scope.context.report(diagnose('spl/not-a-text', {}, scope.context.span(node)));
}

function calculate(left: Plain, sign: EvalSign, right: Plain, node: Range, scope: Scope): Value {
  const origin = scope.context.origin(node);
  const isText = left.type === 'text' || right.type === 'text';
  if (sign === '.' || (sign === '+' && isText))
    return concat(
      [left, right].map(({ written, expression }) => written ?? expression),
      origin,
    );
  if (left.type === 'time' || right.type === 'time') {
    if (sign === '-' && ![left, right].some(each => isNumber(each.expression)))
      return plain(secondsBetween(right.expression, left.expression, origin), 'number');
    scope.context.report(diagnose('spl/time-arithmetic', {}, origin[0]));
    return nullValue;
  }
  const operator = arithmetic[sign];
  return plain(
    { kind: 'arithmetic', operator, left: left.expression, right: right.expression, origin },
    'number',
  );
}

function isNumber(expression: Expression): boolean {
  return isLiteral(expression) && typeof expression.value === 'number';
}

/** Times are seconds, with fractions, since the epoch: https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/evaluation-functions/date-and-time-functions */
function secondsBetween(from: Expression, to: Expression, origin: Expression['origin']): Arithmetic {
  const ends = [from, to].map(each =>
    isLiteral(each) && each.value === 'now'
      ? ({ kind: 'call', function: 'now', arguments: [], origin: each.origin } as const)
      : each,
  );
  const unit = { kind: 'literal', value: 'millisecond', origin } as const;
  return {
    kind: 'arithmetic',
    operator: 'divide',
    left: { kind: 'call', function: 'dateDifference', arguments: [unit, ...ends], origin },
    right: { kind: 'literal', value: 1000, origin },
    origin,
  };
}

/** The times of a difference that `secondsBetween` made. */
export function secondsBetweenOf(
  expression: Expression,
): { readonly from: Expression; readonly to: Expression } | undefined {
  if (expression.kind !== 'arithmetic' || expression.operator !== 'divide') return undefined;
  const { left, right } = expression;
  if (left.kind !== 'call' || left.function !== 'dateDifference' || !isLiteral(right)) return undefined;
  const [unit, from, to] = left.arguments;
  const isSeconds = right.value === 1000 && unit?.kind === 'literal' && unit.value === 'millisecond';
  return isSeconds && from !== undefined && to !== undefined ? { from, to } : undefined;
}

export function isNow(expression: Expression): boolean {
  return expression.kind === 'call' && expression.function === 'now';
}

function concat(operands: readonly Expression[], origin: Expression['origin']): Value {
  const flat = operands.flatMap(each =>
    each.kind === 'call' && each.function === 'concat' ? each.arguments : [each],
  );
  const texts = flat.map(each => (isLiteral(each) && each.value !== null ? String(each.value) : undefined));
  if (texts.every(text => text !== undefined)) return literal(texts.join(''), origin);
  return plain({ kind: 'call', function: 'concat', arguments: flat, origin }, 'text');
}

export function lowerSigned(node: EvalSigned, scope: Scope): Value {
  const operand = scope.lower(node.operand);
  if (!node.negative) return operand;
  const origin = scope.context.origin(node);
  return combine(literal(0, origin), operand, node, scope, (zero, each) =>
    isLiteral(each.expression) && typeof each.expression.value === 'number'
      ? literal(-each.expression.value, origin)
      : calculate(zero, '-', each, node, scope),
  );
}
