import { diagnose } from '../../diagnostics/index.ts';
import { anyRun, type Expression, field, type Literal, like, pattern, text } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import { type Context, describe } from './context.ts';
import { type EqlFunction, isCondition, resolveFunction } from './functions.ts';
import { calculate, lowerCalculation, lowerSigned } from './lower-arithmetic.ts';
import { takesOperands } from './text-operand.ts';

/** A value: a field, a constant, or what a function or arithmetic makes of them. Undefined when it cannot be lowered. */
export function lowerValue(node: ast.Expression, context: Context): Expression | undefined {
  switch (node.kind) {
    case 'field':
      return lowerField(node, context);
    case 'string':
    case 'integer':
    case 'decimal':
    case 'boolean':
    case 'null':
      return lowerConstant(node, context);
    case 'call':
      return isCondition(node.name) ? notAValue(node, context) : lowerCall(node, context);
    case 'signed':
      return lowerSigned(node, context, lowerValue);
    case 'calculation':
      return lowerCalculation(node, context, lowerValue);
    default:
      return notAValue(node, context);
  }
}

function notAValue(node: ast.Expression, context: Context): undefined {
  const found = node.kind === 'call' ? 'a function that is true or false' : describe(node);
  return context.report(diagnose('eql/not-a-value', { found }, context.span(node)));
}

function lowerField(node: ast.FieldName, context: Context): Expression | undefined {
  if (node.indexed)
    return context.report(diagnose('eql/array-index', { name: node.name }, context.span(node)));
  const lowered = field(node.name, 'elastic', context.origin(node));
  return node.optional ? { ...lowered, optional: true } : lowered;
}

function lowerConstant(node: ast.Constant, context: Context): Literal | undefined {
  const value = node.kind === 'null' ? null : context.value(node);
  return value === undefined ? undefined : { kind: 'literal', value, origin: context.origin(node) };
}

function lowerCall(node: ast.FunctionCall, context: Context): Expression | undefined {
  const found = resolveFunction(node, context);
  if (found === undefined) return undefined;
  const values = node.arguments.map(argument => lowerValue(argument, context));
  if (!values.every(value => value !== undefined)) return undefined;
  return takesOperands(found.name, values, node, context)
    ? makeCall(found, values, node, context)
    : undefined;
}

function makeCall(
  found: EqlFunction,
  values: readonly Expression[],
  node: ast.FunctionCall,
  context: Context,
): Expression | undefined {
  const origin = context.origin(node);
  const [first, second] = values;
  const casing = node.ignoresCase ? 'ignored' : 'exact';
  switch (found.name) {
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'modulo':
      return first && second && calculate(found.name, [first, second], node, node.arguments, context);
    case 'number':
      return first && lowerNumber(first, second, node, context);
    case 'string':
      return first && { kind: 'coercion', to: 'string', operand: first, origin };
    case 'indexOf':
      return { kind: 'call', function: 'indexOf', arguments: values, casing, origin };
    case 'between': {
      const greedy: Literal = { kind: 'literal', value: false, origin };
      const list = values.length === 3 ? [...values, greedy] : values;
      return { kind: 'call', function: 'between', arguments: list, casing, origin };
    }
    case 'length':
    case 'concat':
    case 'substring':
      return { kind: 'call', function: found.name, arguments: values, origin };
    default:
      return undefined;
  }
}

/** Without a base, a text that begins with 0x is hexadecimal and any other decimal. */
function lowerNumber(
  operand: Expression,
  base: Expression | undefined,
  node: ast.FunctionCall,
  context: Context,
): Expression | undefined {
  const origin = context.origin(node);
  const decimal: Expression = { kind: 'coercion', to: 'number', operand, origin };
  const value = base?.kind === 'literal' ? base.value : undefined;
  if (base === undefined || value === null) {
    const hexadecimal = like(operand, [pattern([text('0x'), anyRun])], { casing: 'ignored', origin });
    const branches = [{ when: hexadecimal, value: { ...decimal, base: 16 } }];
    return { kind: 'choice', branches, otherwise: decimal, origin };
  }
  if (typeof value === 'number' && Number.isInteger(value) && value >= 2 && value <= 36)
    return value === 10 ? decimal : { ...decimal, base: value };
  const wants = 'a whole number from 2 to 36';
  return context.report(diagnose('eql/argument-type', { name: 'number', position: 2, wants }, origin[0]));
}
