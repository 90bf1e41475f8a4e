import type { EvalExpression } from './ast.ts';

/** Names of the fields that an eval expression looks at, in order. */
export function evalFields(node: EvalExpression): readonly string[] {
  return [...namesIn(node)];
}

function* namesIn(node: EvalExpression): Generator<string> {
  if (node.kind === 'field') yield node.name;
  for (const part of partsOf(node)) yield* namesIn(part);
}

/** Macros without a definition in an eval expression, as they are written. */
export function* evalMacros(node: EvalExpression): Generator<string> {
  if (node.kind === 'macro') yield node.image;
  for (const part of partsOf(node)) yield* evalMacros(part);
}

function partsOf(node: EvalExpression): readonly EvalExpression[] {
  switch (node.kind) {
    case 'call':
      return node.arguments;
    case 'signed':
    case 'not':
      return [node.operand];
    case 'calculation':
      return [node.first, ...node.rest.map(({ operand }) => operand)];
    case 'comparison':
      return [node.left, node.right];
    case 'membership':
      return [node.operand, ...node.values];
    case 'and':
    case 'or':
    case 'xor':
      return node.operands;
    default:
      return [];
  }
}
