import { diagnose } from '../../diagnostics/index.ts';
import type { Regex } from '../../ir/index.ts';
import { parseRegex } from '../../regex/index.ts';
import type { Range } from './ast.ts';
import type { Context } from './context.ts';
import { decodeString } from './strings.ts';

/**
 * A regex in a string goes through two readers: SPL's, to which `\\` is one backslash, then PCRE's. One literal backslash
 * therefore takes four. Public rules also write two, where the text that SPL leaves is no regex; these are taken as PCRE sees
 * them undecoded. Unanchored, case as the regex says.
 * https://docs.splunk.com/Documentation/SplunkCloud/9.1.2312/Search/SPLandregularexpressions
 */
export function lowerRegex(image: string, range: Range, context: Context): Regex | undefined {
  const decoded = parseRegex(decodeString(image), 'pcre', 'search');
  if ('regex' in decoded) return decoded.regex;
  const undecoded = parseRegex(image.replace(/^"([\s\S]*)"$/, '$1').replaceAll('\\"', '"'), 'pcre', 'search');
  if ('regex' in undecoded && image.includes('\\\\')) {
    context.report(diagnose('spl/regex-backslashes', {}, context.span(range)));
    return undecoded.regex;
  }
  return context.report(diagnose('spl/regex', { problem: decoded.problem ?? '' }, context.span(range)));
}
