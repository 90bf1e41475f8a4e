import type { Call, Expression, FunctionName } from '../ir/index.ts';

/** Functions that have a value wherever their operands have one of any kind. */
const everywhere: ReadonlySet<FunctionName> = new Set([
  ...(['length', 'lower', 'upper', 'trim', 'trimStart', 'trimEnd', 'concat', 'replace', 'between'] as const),
  ...(['baseName', 'reverse', 'byteLength', 'base64Encode', 'urlEncode', 'urlEncodeComponent'] as const),
  ...(['md5', 'sha1', 'sha256', 'sha512'] as const),
]);

/** What must have a value for an expression to have one: the parts that its functions cannot do without. */
export function requiredOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return expression.arguments.flatMap(requiredOf);
    case 'arithmetic':
      return [...requiredOf(expression.left), ...requiredOf(expression.right)];
    case 'coercion':
    case 'valueCount':
      return requiredOf(expression.operand);
    case 'literal':
      return [];
    default:
      return [expression];
  }
}

/** Whether an expression has a value as soon as all that it requires has. */
export function isDefinedByParts(expression: Expression): boolean {
  switch (expression.kind) {
    case 'call':
      return isTotal(expression) && expression.arguments.every(isDefinedByParts);
    case 'coercion':
      return expression.to === 'string' && isDefinedByParts(expression.operand);
    case 'literal':
      return expression.value !== null;
    case 'valueCount':
      return isDefinedByParts(expression.operand);
    case 'field':
      return true;
    default:
      return false;
  }
}

/** A substring is defined where its ends are whole numbers. */
function isTotal(call: Call): boolean {
  const [, ...ends] = call.arguments;
  if (call.function === 'substring') return ends.length > 0 && ends.every(isWholeNumber);
  const needed = call.function === 'replace' || call.function === 'between' ? 3 : 1;
  return everywhere.has(call.function) && call.arguments.length >= needed;
}

function isWholeNumber(expression: Expression): boolean {
  if (expression.kind === 'literal') return Number.isInteger(expression.value);
  return expression.kind === 'call' && expression.function === 'length' && isDefinedByParts(expression);
}
