import type { Call, Expression } from '../src/ir/index.ts';

/** Why the least or the greatest of texts is not written for a product whose own functions take them for numbers. */
export function extremeProblem({ function: name, arguments: values }: Call): string | undefined {
  return (name === 'greatest' || name === 'least') && values.some(isText)
    ? `the ${name} of texts is written for Elastic alone`
    : undefined;
}

const textCalls =
  /^(?:lower|upper|trim|trimStart|trimEnd|concat|substring|right|replace|replaceRegex|reverse|repeat|between|baseName|directoryName|extension)$/;

function isText(value: Expression): boolean {
  if (value.kind === 'literal') return typeof value.value === 'string';
  if (value.kind === 'field') return value.type === 'string';
  return value.kind === 'call' && textCalls.test(value.function);
}
