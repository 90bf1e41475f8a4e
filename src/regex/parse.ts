import { Cursor, RegexProblem } from './cursor.ts';
import { sizeOf } from './measure.ts';
import type { RegexDialect } from './named-classes.ts';
import { parseLucene } from './parse-lucene.ts';
import { parsePerl } from './parse-perl.ts';
import type { Regex, RegexFlags } from './tree.ts';

/**
 * A tree, or why there is none; `offset` counts UTF-16 units from the start of the pattern. `unsupported`: the dialect has
 * the construct, but its meaning depends on more than the text (`\G`, conditionals, recursion).
 */
export type RegexResult =
  | { readonly regex: Regex; readonly problem?: undefined }
  | { readonly problem: string; readonly offset: number; readonly unsupported: boolean };

/** UTF-16 units; PCRE's own limit is 65,535, and no rule comes near. */
const lengthLimit = 20_000;
/** Characters and operators after bounded repetitions are written out, which bounds the work of every later step. */
const sizeLimit = 100_000;

export const noFlags: RegexFlags = { ignoreCase: false, multiline: false, dotAll: false };

/** Reads a pattern. `flags` are those that stand outside of it (Sigma's `re|i`, Python's `re.M`). Never throws. */
export function parseRegex(
  text: string,
  dialect: RegexDialect,
  anchoring: Regex['anchoring'],
  flags: Partial<RegexFlags> = {},
): RegexResult {
  const all = { ...noFlags, ...flags };
  try {
    if (text.length > lengthLimit)
      throw new RegexProblem(`the pattern is longer than ${lengthLimit} characters`, 0);
    const cursor = new Cursor(text);
    const read = dialect === 'lucene' ? parseLucene(cursor, all) : parsePerl(cursor, dialect, all);
    if (sizeOf(read.node) > sizeLimit)
      throw new RegexProblem('its repetitions multiply to more than can be matched', 0);
    return { regex: { ...read, anchoring } };
  } catch (error) {
    if (!(error instanceof RegexProblem)) throw error;
    return { problem: error.message, offset: error.offset, unsupported: error.unsupported };
  }
}
