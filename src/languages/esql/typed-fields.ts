import { diagnose } from '../../diagnostics/index.ts';
import { fixedType, parseNetwork, typeWithoutText } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';

/**
 * Whether Elasticsearch takes the fields of a condition or call for what they are; else the problem is reported. A text beside a
 * field of one type in every index is converted to that type or refused, and what asks for a text does not take it.
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-implicit-casting
 */
export function takesFields(node: ast.Expression, context: Context): boolean {
  const problem = problemOf(node, context);
  if (problem !== undefined)
    context.report(diagnose('esql/comparison-type', { problem }, context.span(node)));
  return problem === undefined;
}

function problemOf(node: ast.Expression, context: Context): string | undefined {
  switch (node.kind) {
    case 'comparison':
      return wrongAddress(node.left, [node.right], context);
    case 'in':
      return wrongAddress(node.operand, node.values, context);
    case 'like':
    case 'rlike':
      return noText(node.operand);
    case 'call':
      return ofTexts.test(node.name) ? noText(node.arguments[0]) : undefined;
    default:
      return undefined;
  }
}

const ofTexts =
  /^(?:starts_with|ends_with|contains|to_lower|to_upper|length|byte_length|l?trim|rtrim|substring|left|right|reverse|repeat|replace|split|locate)$/;

function noText(operand: ast.Expression | undefined): string | undefined {
  if (operand?.kind !== 'column') return undefined;
  const type = typeWithoutText(operand.name);
  return type && `${operand.name} is ${type === 'address' ? 'an' : 'a'} ${type}, not a text`;
}

function wrongAddress(
  operand: ast.Expression,
  values: readonly ast.Expression[],
  context: Context,
): string | undefined {
  if (operand.kind !== 'column' || fixedType(operand.name) !== 'ip') return undefined;
  for (const value of values) {
    const text = value.kind === 'string' ? context.string(value) : undefined;
    if (text !== undefined && (text.includes('/') || parseNetwork(text) === undefined))
      return `${operand.name} is an address, and ${JSON.stringify(text)} is none`;
  }
  return undefined;
}
