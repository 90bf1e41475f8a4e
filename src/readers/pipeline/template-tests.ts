import type { TemplateOperand, TemplateTest } from './template.ts';

/** Whether a test holds, as Python reckons: what is empty, nothing or zero is false. */
export function holds(test: TemplateTest, of: (operand: TemplateOperand) => unknown): boolean {
  switch (test.kind) {
    case 'and':
      return test.operands.every(each => holds(each, of));
    case 'or':
      return test.operands.some(each => holds(each, of));
    case 'not':
      return !holds(test.operand, of);
    case 'is': {
      const found = of(test.operand);
      return test.name === 'none' ? found === null : found !== undefined;
    }
    case 'true':
      return isTrue(of(test.operand));
    case 'compare': {
      const [left, right] = test.sides.map(of);
      return compared(test.operator, left, right);
    }
  }
}

function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

function compared(operator: string, left: unknown, right: unknown): boolean {
  if (operator === 'in') return isIn(left, right);
  if (operator === '==' || operator === '!=') return (left === right) === (operator === '==');
  // Python compares numbers with numbers and texts with texts alone.
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return false;
  const order = left === right ? 0 : left < (right as typeof left) ? -1 : 1;
  return operator === '<'
    ? order < 0
    : operator === '<='
      ? order <= 0
      : operator === '>'
        ? order > 0
        : order >= 0;
}

function isIn(item: unknown, whole: unknown): boolean {
  if (typeof whole === 'string') return typeof item === 'string' && whole.includes(item);
  if (Array.isArray(whole)) return whole.includes(item);
  return typeof whole === 'object' && whole !== null && Object.hasOwn(whole, `${item}`);
}
