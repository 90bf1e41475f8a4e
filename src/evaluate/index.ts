export { compileExpression } from './compile-expression.ts';
export { isWritable } from './date-format.ts';
export { compileTime } from './date-math.ts';
export { isReadable } from './date-parse.ts';
export type { EventData } from './event.ts';
export { compilePredicate } from './predicate.ts';
export { replaceRegex } from './replace-regex.ts';
export { RuleSet } from './rule-set.ts';
export type { EvaluateOptions } from './scope.ts';
export {
  type Alert,
  type CompiledSearch,
  compileSearch,
  compileTimestamp,
  defaultTimestamp,
  type Found,
  isScheduled,
  runCompiled,
  runSearch,
  type SearchOptions,
  SearchStream,
  type Unsupported,
} from './search/index.ts';
export { parseTime } from './time.ts';
export type { Item, Scalar } from './values.ts';
export { foldCase } from './values.ts';
export { compilePattern } from './wildcard.ts';
