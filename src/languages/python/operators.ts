import type { Expression } from './ast.ts';

export interface Infix {
  readonly operator: string;
  readonly right: Expression;
}

/** How tight an operator binds (https://docs.python.org/3/reference/expressions.html#operator-precedence). */
const bindings: Readonly<Record<string, number>> = {
  '|': 1,
  '^': 2,
  '&': 3,
  '<<': 4,
  '>>': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '//': 6,
  '%': 6,
  '@': 6,
};

/** A flat list of operands and operators, put in order; operators of one binding join from the left. */
export function binaryTree(first: Expression, rest: readonly Infix[]): Expression {
  const operands: Expression[] = [first];
  const operators: string[] = [];
  for (const { operator, right } of rest) {
    while (bindingOf(operators.at(-1)) >= bindingOf(operator)) join(operands, operators);
    operators.push(operator);
    operands.push(right);
  }
  while (operators.length > 0) join(operands, operators);
  return operands[0] ?? first;
}

function bindingOf(operator: string | undefined): number {
  return operator === undefined ? 0 : (bindings[operator] ?? 0.5);
}

function join(operands: Expression[], operators: string[]): void {
  const right = operands.pop();
  const left = operands.pop();
  const operator = operators.pop() ?? '';
  if (left === undefined || right === undefined) return;
  operands.push({ kind: 'binary', operator, left, right, start: left.start, end: right.end });
}

/** `a if b else c if d else e`: values and conditions in turns, joined from the right. */
export function conditionalTree(operands: readonly Expression[]): Expression {
  let result = operands.at(-1);
  for (let at = operands.length - 3; at >= 0; at -= 2) {
    const [holds, condition] = [operands[at], operands[at + 1]];
    if (holds === undefined || condition === undefined || result === undefined) break;
    result = {
      kind: 'conditional',
      holds,
      condition,
      otherwise: result,
      start: holds.start,
      end: result.end,
    };
  }
  return result ?? { kind: 'constant', value: null, start: 0, end: 0 };
}
