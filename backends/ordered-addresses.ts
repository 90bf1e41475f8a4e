import type { Expression, Measure } from '../src/ir/index.ts';

/** Why the least or the greatest of addresses is not to be had of others than Elasticsearch, or undefined. */
export function orderProblem({ function: name, of }: Measure): string | undefined {
  return (name === 'minimum' || name === 'maximum') && of.some(isAddress)
    ? 'the least and the greatest of addresses are those of their letters there'
    : undefined;
}

function isAddress(value: Expression): boolean {
  if (value.kind !== 'field') return false;
  return value.type === 'ip' || /(?:^|\.)(?:ip|address)$/.test(value.canonical ?? '');
}
