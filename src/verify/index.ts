export type { CompareOptions, Comparison } from './comparison.ts';
export type { RuleDifference, RuleRelation, SeparatingSeries } from './diff-events.ts';
export { compareRules } from './diff-rules.ts';
export { diffRules } from './diff-several.ts';
export { diffTables, type Tables } from './diff-tables.ts';
export type { Limits } from './limits.ts';
export { comparePredicates } from './proof.ts';
export { type ReadBack, readBackOf } from './read-back.ts';
export { readScheduledQuery } from './several/read-panther-sql.ts';
export type { Verified } from './verified.ts';
export { verifyTranslation } from './verify.ts';
export {
  type WitnessEvent,
  type Witnesses,
  type WitnessOptions,
  witnessEvents,
  witnesses,
} from './witness/witness.ts';
