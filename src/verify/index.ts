export type { CompareOptions, Comparison } from './comparison.ts';
export type { Limits } from './limits.ts';
export { comparePredicates } from './proof.ts';
