import { diagnose } from '../../diagnostics/index.ts';
import { type Expression, field } from '../../ir/index.ts';
import { isAggregate } from './aggregates.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import { isCondition } from './condition-names.ts';
import { type Context, describe } from './context.ts';
import { convert } from './conversions.ts';
import { type Kind, kindOfField, sharedKind } from './kind.ts';
import { lowerCalculation, lowerSigned } from './lower-arithmetic.ts';
import { lowerCall } from './lower-call.ts';
import { partsOf, placeIn } from './places.ts';
import { booleanValue } from './truth-of.ts';

/** A value: a column, a constant, or what functions, arithmetic and conditions make of them. */
export function lowerValue(node: ast.Expression, context: Context): Typed | undefined {
  if (!context.grow(1)) return undefined;
  if (isCondition(node)) {
    const truth = context.lowerCondition(node);
    return truth && booleanValue(truth, node, context);
  }
  switch (node.kind) {
    case 'column':
      return lowerColumn(node, context);
    case 'string':
    case 'integer':
    case 'decimal':
    case 'boolean':
    case 'null':
      return lowerConstant(node, context);
    case 'list':
      return lowerList(node, context);
    case 'cast': {
      const operand = context.lowerValue(node.operand);
      return operand && convert(node.to, operand, node, context);
    }
    case 'signed':
      return lowerSigned(node, context);
    case 'calculation':
      return lowerCalculation(node, context);
    case 'call':
      return lowerFunction(node, context);
    case 'parameter':
      return context.report(diagnose('esql/parameter', {}, context.span(node)));
    default: {
      const problem = `${describe(node)} has no place here`;
      return context.report(diagnose('esql/comparison-type', { problem }, context.span(node)));
    }
  }
}

function lowerColumn(node: ast.Column, context: Context): Typed | undefined {
  const { name } = node;
  const { columns } = context;
  const origin = context.origin(node);
  if (!columns.has(name))
    return context.report(
      diagnose('esql/unknown-column', { name, nearest: columns.nearest(name) }, origin[0]),
    );
  columns.ask(name);
  const made = columns.made(name);
  const plain = field(name, 'elastic', origin);
  if (made === undefined) {
    const value = { expression: plain, kind: kindOfField(plain) };
    return value.kind === 'geo' ? placeIn(value, context) : value;
  }
  const isApart = partsOf(made) !== undefined || made.bounds !== undefined;
  if (!context.inlines && !isApart) return { expression: plain, kind: made.kind };
  context.grow(columns.sizeOf(name));
  return made;
}

const kinds: Readonly<Record<ast.Constant['kind'], Kind>> = {
  string: 'text',
  integer: 'whole',
  decimal: 'double',
  boolean: 'boolean',
  null: 'null',
};

function lowerConstant(node: ast.Constant, context: Context): Typed | undefined {
  const value = node.kind === 'null' ? null : context.value(node);
  if (value === undefined) return undefined;
  return {
    expression: { kind: 'literal', value, origin: context.origin(node) },
    kind: kinds[node.kind],
  };
}

function lowerList(node: ast.List, context: Context): Typed | undefined {
  const items = node.items.map(item => context.lowerValue(item));
  if (!items.every(item => item !== undefined)) return undefined;
  const [only] = items;
  if (items.length === 1 && only !== undefined) return only;
  const values: readonly Expression[] = items.map(item => item.expression);
  return {
    expression: { kind: 'call', function: 'mvAppend', arguments: values, origin: context.origin(node) },
    kind: sharedKind(items.map(item => item.kind)),
  };
}

function lowerFunction(node: ast.Call, context: Context): Typed | undefined {
  const known = context.aggregates.get(node);
  if (known !== undefined) return known;
  if (!isAggregate(node.name)) return lowerCall(node, context);
  const problem = `${node.name} is an aggregate, and stands in stats only`;
  return context.report(diagnose('esql/aggregate', { problem }, context.span(node)));
}
