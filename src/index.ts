/**
 * Ruleglot as a library: `read` a rule, `compile` it for a product, `verify` that it means the same, `evaluate` it on events.
 * Nothing here reads or writes files. What is wrong with a rule is a diagnostic; what is wrong with a call is a RangeError.
 */

export type { Evidence, Verdict } from './compile/index.ts';
export type { Diagnostic, Severity } from './diagnostics/index.ts';
export { formatDiagnostic } from './diagnostics/index.ts';
export type { EventData } from './evaluate/index.ts';
export type { Metadata, Rule, RuleLevel, Vendor } from './ir/index.ts';
export { printSearch } from './ir/index.ts';
export { type Compiled, type CompileSettings, compile } from './library/compile.ts';
export { type EvaluateSettings, evaluate, matcher, type RuleMatch } from './library/evaluate.ts';
export { type ReadSettings, type RuleFile, type RuleRead, read } from './library/read.ts';
export { type VerifiedRule, verify } from './library/verify.ts';
