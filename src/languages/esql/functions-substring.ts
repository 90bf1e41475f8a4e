import { diagnose } from '../../diagnostics/index.ts';
import {
  and,
  type Compares,
  contains,
  type Expression,
  haveOneValue,
  like,
  printExpression,
  text as textPart,
} from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { calculation, callOf, type Definitions, literalOf, numberIn, ofValues } from './definition.ts';

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/string-functions/substring */
export const substringFunctions: Definitions = {
  left: ofValues(2, 2, lowerLeft),
  substring: ofValues(2, 3, lowerSubstring),
};

function part(
  text: Expression,
  from: Expression,
  to: Expression | undefined,
  range: ast.Range,
  context: Context,
): Typed {
  const ends = to === undefined ? [from] : [from, to];
  return { expression: callOf('substring', [text, ...ends], range, context), kind: 'text' };
}

/** Of fewer characters than none there are none: `left(x, locate(x, "@") - 1)` is empty where there is no @. */
function lowerLeft([text, count]: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  if (text === undefined || count === undefined) return undefined;
  const zero = literalOf(0, node, context);
  const written = numberIn(count);
  if (written !== undefined)
    return part(text.expression, zero, literalOf(Math.max(0, written), node, context), node, context);
  const origin = context.origin(node);
  const delimiter = delimiterBefore(text.expression, count.expression);
  if (delimiter !== undefined) return pieceBefore(text.expression, delimiter, node, context);
  const isBelow = compares(count.expression, 'lt', 0, node, context);
  const { expression } = part(text.expression, zero, count.expression, node, context);
  const when = and([...haveOneValue([text.expression]), isBelow], origin);
  const branches = [{ when, value: literalOf('', node, context) }];
  return { expression: { kind: 'choice', branches, otherwise: expression, origin }, kind: 'text' };
}

/** `locate(x, "@") - 1` is the length of what stands before the first @. */
function delimiterBefore(text: Expression, count: Expression): string | undefined {
  if (count.kind !== 'arithmetic' || count.operator !== 'subtract' || count.left.kind !== 'choice')
    return undefined;
  const [found] = count.left.branches;
  const at = found?.value.kind === 'arithmetic' ? found.value.left : undefined;
  if (at?.kind !== 'call' || at.function !== 'indexOf' || at.arguments.length !== 2) return undefined;
  const [within, part] = at.arguments;
  const isOne = count.right.kind === 'literal' && count.right.value === 1;
  const isSame = within !== undefined && printExpression(within) === printExpression(text);
  return isOne && isSame && part?.kind === 'literal' && part.value !== '' ? String(part.value) : undefined;
}

function pieceBefore(text: Expression, delimiter: string, range: ast.Range, context: Context): Typed {
  const origin = context.origin(range);
  const pieces = callOf('split', [text, literalOf(delimiter, range, context)], range, context);
  const first: Expression = { kind: 'call', function: 'mvFirst', arguments: [pieces], origin };
  const options = { quantifier: 'single', origin } as const;
  const branches = [
    { when: like(text, [contains([textPart(delimiter)])], options), value: first },
    { when: and(haveOneValue([text]), origin), value: literalOf('', range, context) },
  ];
  return { expression: { kind: 'choice', branches, otherwise: undefined, origin }, kind: 'text' };
}

/** Positions from 1, from the end where negative; a length in the place of the end. */
function lowerSubstring(values: readonly Typed[], node: ast.Call, context: Context): Typed | undefined {
  const [text, from, count] = values;
  if (text === undefined || from === undefined) return undefined;
  const written = numberIn(from);
  if (written !== undefined && written < 0) {
    const length = numberIn(count);
    if (count !== undefined && length === undefined)
      return wrongArgument(node, 3, 'a number that is written out, beside a negative position', context);
    if (length === undefined)
      return part(text.expression, literalOf(written, node, context), undefined, node, context);
    // Of a text that is shorter than that it begins with the first character.
    const last = callOf('right', [text.expression, literalOf(-written, node, context)], node, context);
    const [first, to] = [literalOf(0, node, context), literalOf(length, node, context)];
    return part(last, first, to, node, context);
  }
  const length = count && atLeastNone(count, node, context);
  if (length === null) return { expression: nothing(node, context), kind: 'null' };
  if (written === undefined && !isPlace(from.expression))
    return anywhere(text.expression, from.expression, length, node, context);
  return { expression: fromPlace(text.expression, from.expression, length, node, context), kind: 'text' };
}

/** Of a place from 1 on, or of 0, which is the same. */
function fromPlace(
  text: Expression,
  from: Expression,
  length: Expression | undefined,
  node: ast.Call,
  context: Context,
): Expression {
  const isFirst = from.kind === 'literal' && from.value === 0;
  const start = isFirst ? literalOf(0, node, context) : calculation('subtract', from, 1, node, context);
  const to = length && calculation('add', start, length, node, context);
  const { expression } = part(text, start, to, node, context);
  if (length === undefined || length.kind === 'literal') return expression;
  const branches = [{ when: compares(length, 'gte', 0, node, context), value: expression }];
  return { kind: 'choice', branches, otherwise: undefined, origin: context.origin(node) };
}

/** A length below none is an error, of which nothing comes. */
function atLeastNone(count: Typed, node: ast.Call, context: Context): Expression | null {
  const written = numberIn(count);
  return written === undefined ? count.expression : written < 0 ? null : literalOf(written, node, context);
}

/** `locate(x, "@") + 1`: a place that is never before the first. */
function isPlace(from: Expression): boolean {
  if (from.kind !== 'arithmetic' || from.operator !== 'add' || from.right.kind !== 'literal') return false;
  const { left, right } = from;
  const [found] = left.kind === 'choice' ? left.branches : [];
  const at = found?.value.kind === 'arithmetic' ? found.value.left : left;
  return Number(right.value) >= 1 && at.kind === 'call' && /^(?:indexOf|length)$/.test(at.function);
}

/** A place below 0 is counted from the end. */
function anywhere(
  text: Expression,
  from: Expression,
  length: Expression | undefined,
  node: ast.Call,
  context: Context,
): Typed {
  const origin = context.origin(node);
  const back = calculation('subtract', literalOf(0, node, context), from, node, context);
  const last = callOf('right', [text, back], node, context);
  const one = literalOf(1, node, context);
  const branches = [
    { when: compares(from, 'gt', 0, node, context), value: fromPlace(text, from, length, node, context) },
    { when: compares(from, 'lt', 0, node, context), value: fromPlace(last, one, length, node, context) },
  ];
  const first = {
    when: compares(from, 'gte', 0, node, context),
    value: fromPlace(text, one, length, node, context),
  };
  const expression: Expression = {
    ...{ kind: 'choice', branches: [...branches, first] },
    ...{ otherwise: undefined, origin },
  };
  return { expression, kind: 'text' };
}

function compares(
  left: Expression,
  operator: 'lt' | 'gt' | 'gte',
  bound: number,
  node: ast.Call,
  context: Context,
): Compares {
  return {
    ...{ kind: 'compares', left, operator, right: literalOf(bound, node, context), as: 'number' },
    ...{ casing: 'exact', quantifier: 'single', origin: context.origin(node) },
  };
}

function nothing(node: ast.Call, context: Context): Expression {
  return { kind: 'literal', value: null, origin: context.origin(node) };
}

function wrongArgument(node: ast.Call, position: number, wants: string, context: Context): undefined {
  return context.report(
    diagnose('esql/argument-type', { name: node.name, position, wants }, context.span(node)),
  );
}
