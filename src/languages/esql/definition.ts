import {
  type Arithmetic,
  type Call,
  type Expression,
  type FunctionName,
  field,
  type Literal,
} from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import type { Kind } from './kind.ts';

/** A function that gives a value. */
export interface Definition {
  readonly minimum: number;
  readonly maximum: number;
  readonly lower: (node: ast.Call, context: Context) => Typed | undefined;
}

export type Definitions = Readonly<Record<string, Definition>>;

type Make = (values: readonly Typed[], node: ast.Call, context: Context) => Typed | undefined;

/** A function of values, each of which is lowered first. */
export function ofValues(minimum: number, maximum: number, make: Make): Definition {
  return {
    minimum,
    maximum,
    lower: (node, context) => {
      const values = node.arguments
        .filter(argument => argument.kind !== 'options')
        .map(argument => context.lowerValue(argument));
      if (!values.every(value => value !== undefined)) return undefined;
      return make(values, node, context);
    },
  };
}

/** `first`: the kind of the first argument. */
type Result = Kind | 'first';

/** A function that the IR has under a name of its own. Values of several are no value for it, and what is made of null is null. */
export function scalar(name: FunctionName, arity: readonly [number, number], result: Result): Definition {
  return ofValues(arity[0], arity[1], (values, node, context) =>
    values.some(({ kind }) => kind === 'null')
      ? { expression: { kind: 'literal', value: null, origin: context.origin(node) }, kind: 'null' }
      : {
          expression: callOf(name, expressionsOf(values), node, context),
          kind: result === 'first' ? (values[0]?.kind ?? 'unknown') : result,
        },
  );
}

/** A function that takes all values of its operands. */
export function several(name: FunctionName, arity: readonly [number, number], result: Result): Definition {
  return ofValues(arity[0], arity[1], (values, node, context) => ({
    expression: {
      kind: 'call',
      function: name,
      arguments: expressionsOf(values),
      origin: context.origin(node),
    },
    kind: result === 'first' ? (values[0]?.kind ?? 'unknown') : result,
  }));
}

/** How a time is written where no form is given. */
export const plainForm = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'";

export function callOf(
  name: FunctionName,
  values: readonly Expression[],
  range: ast.Range,
  context: Context,
): Call {
  return { kind: 'call', function: name, arguments: values, several: 'none', origin: context.origin(range) };
}

export function expressionsOf(values: readonly Typed[]): readonly Expression[] {
  return values.map(({ expression }) => expression);
}

export function literalOf(value: string | number | boolean, range: ast.Range, context: Context): Literal {
  return { kind: 'literal', value, origin: context.origin(range) };
}

/** The number that is written, when it is. */
export function numberIn(value: Typed | undefined): number | undefined {
  const expression = value?.expression;
  return expression?.kind === 'literal' && typeof expression.value === 'number'
    ? expression.value
    : undefined;
}

export function textIn(value: Typed | undefined): string | undefined {
  const expression = value?.expression;
  return expression?.kind === 'literal' && typeof expression.value === 'string'
    ? expression.value
    : undefined;
}

/** A column that a command made. */
export function columnOf(name: string, kind: Kind, range: ast.Range, context: Context): Typed {
  return { expression: field(name, 'elastic', context.origin(range)), kind };
}

/** Of two numbers that are written out the number. */
export function calculation(
  operator: Arithmetic['operator'],
  left: Expression,
  right: number | Expression,
  range: ast.Range,
  context: Context,
): Expression {
  const side = typeof right === 'number' ? literalOf(right, range, context) : right;
  if (left.kind === 'literal' && side.kind === 'literal') {
    const [one, two] = [Number(left.value), Number(side.value)];
    const value = operator === 'add' ? one + two : operator === 'subtract' ? one - two : one * two;
    return literalOf(value, range, context);
  }
  return { kind: 'arithmetic', operator, left, right: side, several: 'none', origin: context.origin(range) };
}
