import type { Expression } from './expression.ts';

/** Whether an expression makes a number of whatever its fields hold. */
export function isMadeNumber(expression: Expression): boolean {
  switch (expression.kind) {
    case 'coercion':
      return expression.to === 'number';
    case 'call':
      return numbers.has(expression.function);
    default:
      return expression.kind === 'arithmetic' || expression.kind === 'valueCount';
  }
}

const numbers: ReadonlySet<string> = new Set(['length', 'byteLength', 'indexOf']);
