import { compileExpression } from '../../evaluate/index.ts';
import { isMultiValued } from '../../fields/index.ts';
import type { Expression, FunctionName } from '../../ir/index.ts';
import {
  callOf,
  type Definition,
  type Definitions,
  expressionsOf,
  literalOf,
  ofValues,
  scalar,
} from './definition.ts';
import { sharedKind } from './kind.ts';
import { calculate } from './lower-arithmetic.ts';

const many = Number.POSITIVE_INFINITY;

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/math-functions */
export const mathFunctions: Definitions = {
  abs: scalar('abs', [1, 1], 'first'),
  acos: real('acos'),
  acosh: real('acosh'),
  asin: real('asin'),
  asinh: real('asinh'),
  atan: real('atan'),
  atan2: ofConstants(scalar('atan2', [2, 2], 'double')),
  atanh: real('atanh'),
  cbrt: real('cbrt'),
  ceil: scalar('ceil', [1, 1], 'first'),
  cos: real('cos'),
  cosh: real('cosh'),
  e: constant(Math.E),
  exp: real('exp'),
  floor: scalar('floor', [1, 1], 'first'),
  hypot: ofConstants(scalar('hypot', [2, 2], 'double')),
  log: ofConstants(scalar('log', [1, 2], 'double')),
  log10: real('log10'),
  pi: constant(Math.PI),
  pow: ofConstants(scalar('pow', [2, 2], 'double')),
  round: scalar('round', [1, 2], 'first'),
  signum: real('sign'),
  sin: real('sin'),
  sinh: real('sinh'),
  sqrt: real('sqrt'),
  tan: real('tan'),
  tanh: real('tanh'),
  tau: constant(2 * Math.PI),
  copy_sign: ofValues(2, 2, ([size, sign], node, context) => {
    if (size === undefined || sign === undefined) return undefined;
    const absolute = { ...size, expression: callOf('abs', [size.expression], node, context) };
    const direction = { ...sign, expression: callOf('sign', [sign.expression], node, context) };
    return calculate('multiply', absolute, direction, node, context);
  }),
  scalb: ofValues(2, 2, ([size, power], node, context) => {
    if (size === undefined || power === undefined) return undefined;
    const two = literalOf(2, node, context);
    const scale = { ...power, expression: callOf('pow', [two, power.expression], node, context) };
    return calculate('multiply', size, { ...scale, kind: 'double' }, node, context);
  }),
  to_degrees: ofValues(1, 1, ([angle], node, context) => {
    const factor = { expression: literalOf(180 / Math.PI, node, context), kind: 'double' } as const;
    return angle && calculate('multiply', angle, factor, node, context);
  }),
  to_radians: ofValues(1, 1, ([angle], node, context) => {
    const factor = { expression: literalOf(Math.PI / 180, node, context), kind: 'double' } as const;
    return angle && calculate('multiply', angle, factor, node, context);
  }),
  clamp: clamp(3, 3, ['greatest', 'least']),
  clamp_max: clamp(2, 2, ['least']),
  clamp_min: clamp(2, 2, ['greatest']),
  greatest: extreme('greatest'),
  least: extreme('least'),
};

function real(name: FunctionName): Definition {
  return ofConstants(scalar(name, [1, 1], 'double'));
}

/** What is reckoned from numbers that are written out is the number. */
function ofConstants(definition: Definition): Definition {
  return {
    ...definition,
    lower: (node, context) => {
      const made = definition.lower(node, context);
      if (made?.expression.kind !== 'call' || !made.expression.arguments.every(isNumber)) return made;
      const [value] = compileExpression(made.expression)({});
      return typeof value === 'number' ? { ...made, expression: literalOf(value, node, context) } : made;
    },
  };
}

function isNumber(operand: Expression): boolean {
  return operand.kind === 'literal' && typeof operand.value === 'number';
}

function constant(value: number): Definition {
  return ofValues(0, 0, (_, node, context) => ({
    expression: literalOf(value, node, context),
    kind: 'double',
  }));
}

/** A list is made one value first: what other products compare it with is not the whole of it. */
function ofList(operand: Expression, name: 'greatest' | 'least'): Expression {
  if (operand.kind !== 'field' || !isMultiValued('elastic', operand.name)) return operand;
  const { origin } = operand;
  return { kind: 'call', function: name === 'greatest' ? 'mvMax' : 'mvMin', arguments: [operand], origin };
}

/** Of operands with several values the greatest or the least of all. */
function extreme(name: 'greatest' | 'least'): Definition {
  return ofValues(1, many, (values, node, context) => ({
    expression: {
      ...callOf(
        name,
        expressionsOf(values).map(each => ofList(each, name)),
        node,
        context,
      ),
      several: 'all',
    },
    kind: sharedKind(values.map(value => value.kind)),
  }));
}

function clamp(minimum: number, maximum: number, names: readonly ('greatest' | 'least')[]): Definition {
  return ofValues(minimum, maximum, ([value, ...bounds], node, context) => {
    if (value === undefined) return undefined;
    let { expression } = value;
    for (const [index, name] of names.entries()) {
      const bound = bounds[index];
      if (bound !== undefined) expression = callOf(name, [expression, bound.expression], node, context);
    }
    return { expression, kind: value.kind };
  });
}
