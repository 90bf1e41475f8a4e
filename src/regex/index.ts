export { type RequiredLiterals, requiredLiterals } from './literals.ts';
export { compileRegex, compileRegexWithin } from './match.ts';
export type { RegexDialect } from './named-classes.ts';
export { parseRegex, type RegexResult } from './parse.ts';
export type * from './tree.ts';
export { type RegexUse, type WrittenRegex, writeRegex } from './write.ts';
