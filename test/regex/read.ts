import { parseRegex, type Regex, type RegexDialect, type RegexFlags } from '../../src/regex/index.ts';

/** The regex of a pattern that is known to be right. */
export function read(
  pattern: string,
  dialect: RegexDialect = 'pcre',
  anchoring: Regex['anchoring'] = dialect === 'lucene' ? 'whole' : 'search',
  flags: Partial<RegexFlags> = {},
): Regex {
  const result = parseRegex(pattern, dialect, anchoring, flags);
  if (result.problem !== undefined) throw new Error(`${pattern}: ${result.problem} at ${result.offset}`);
  return result.regex;
}
