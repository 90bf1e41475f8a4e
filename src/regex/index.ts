export { captureRegex, replaceMatches } from './capture.ts';
export { cutsDirectory } from './cuts-directory.ts';
export { type RequiredLiterals, requiredLiterals } from './literals.ts';
export { compileRegex, compileRegexWithin } from './match.ts';
export type { RegexDialect } from './named-classes.ts';
export { noFlags, parseRegex, type RegexResult } from './parse.ts';
export {
  patternAsRegex,
  regexAsPattern,
  regexAsPatterns,
  type WildcardPart,
  type WildcardPatterns,
} from './pattern-parts.ts';
export { perlSign } from './perl-signs.ts';
export { withPlainFlags } from './plain-flags.ts';
export { isSameAfter } from './same-after.ts';
export { type RegexSample, sampleRegex } from './sample.ts';
export { simplifyRegex } from './simplify.ts';
export { withTextEnd } from './single-line.ts';
export type * from './tree.ts';
export { type RegexUse, type WrittenRegex, writeRegex } from './write.ts';
export { writeGrok } from './write-grok.ts';
