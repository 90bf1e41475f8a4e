import { anyRun, type Pattern, type PatternPart, pattern, text as textPart } from '../../ir/index.ts';

const escapes = /\\[\s\S]/g;

/**
 * A term or value of a search expression: `\\` is a backslash, `\"` a quotation mark, any other backslash itself; `*` is always a
 * wildcard, since nothing escapes it.
 * https://help.splunk.com/splunk-enterprise/search/search-manual/9.4/search-primer/backslashes
 */
export function decodeTerm(image: string): Pattern {
  const parts: PatternPart[] = [];
  for (const [index, run] of unescaped(bare(image), '*').entries()) {
    if (index > 0) parts.push(anyRun);
    parts.push(textPart(run));
  }
  return pattern(parts);
}

/** The name of a field in a search expression or an argument; wildcards stay in it. */
export function decodeName(image: string): string {
  return bare(image).replace(/\\(["\\])/g, '$1');
}

function bare(image: string): string {
  return image.startsWith('"') && image.endsWith('"') && image.length > 1 ? image.slice(1, -1) : image;
}

/** The runs between separators, escapes decoded. */
function unescaped(text: string, separator: string): readonly string[] {
  const runs: string[] = [''];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === separator) runs.push('');
    else if (character === '\\' && (next === '\\' || next === '"')) {
      runs[runs.length - 1] += next;
      at++;
    } else runs[runs.length - 1] += character;
  }
  return runs;
}

const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '"': '"', '\\': '\\' };

/**
 * The text of an eval string: `\\`, `\"`, `\t`, `\n` and `\r` are escapes, any other backslash stays, as regexes in Splunk's own
 * examples need (`"^\d{1,3}\.\d"`).
 * https://help.splunk.com/en/splunk-enterprise/search/search-manual/10.2/expressions-and-predicates/types-of-expressions
 */
export function decodeString(image: string): string {
  return bare(image).replace(escapes, written => controls[written.charAt(1)] ?? written);
}
