import { anyOne, anyRun, type Pattern, type PatternPart, pattern, text } from '../../ir/index.ts';

/**
 * A value of a rule as a pattern. `*` is any run and `?` one character; a backslash before `*`, `?` or a backslash takes away
 * the next one's meaning, and is itself elsewhere: `\a` and `\\a` are the same, `\\*` is a backslash and a wildcard,
 * `\\\*` a backslash and a star. https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#escape-character
 * The specification is silent on `\\\\*` (two backslashes and a wildcard) and on a last backslash (itself): as pySigma 1.5.1 reads them.
 */
export function parseWildcards(written: string): Pattern {
  if (!/[*?]|\\\\/.test(written)) return written === '' ? [] : [text(written)];
  const parts: PatternPart[] = [];
  let plain = '';
  for (let at = 0; at < written.length; at++) {
    const character = written.charAt(at);
    const next = written.charAt(at + 1);
    if (character === '\\' && (next === '\\' || next === '*' || next === '?')) {
      plain += next;
      at++;
    } else if (character === '*' || character === '?') {
      parts.push(text(plain), character === '*' ? anyRun : anyOne);
      plain = '';
    } else plain += character;
  }
  parts.push(text(plain));
  return pattern(parts);
}
