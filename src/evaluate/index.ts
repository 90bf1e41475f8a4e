export { compileExpression } from './compile-expression.ts';
export type { EventData } from './event.ts';
export { compilePredicate } from './predicate.ts';
export { RuleSet } from './rule-set.ts';
export type { EvaluateOptions } from './scope.ts';
export type { Item, Scalar } from './values.ts';
