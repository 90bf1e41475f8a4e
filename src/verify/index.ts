export type { CompareOptions, Comparison } from './comparison.ts';
export type { Limits } from './limits.ts';
export { comparePredicates } from './proof.ts';
export { type ReadBack, readBackOf } from './read-back.ts';
export { type Verified, verifyTranslation } from './verify.ts';
