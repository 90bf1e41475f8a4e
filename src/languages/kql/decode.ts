import { anyRun, type Pattern, type PatternPart, pattern, text } from '../../ir/index.ts';
import type { KqlText } from './ast.ts';

const quotedEscape = /\\(?:([trn])|u([\da-fA-F]{4})|([\\"]))/g;
const unquotedPart = /\\(?:([trn])|u([\da-fA-F]{4})|([oO][rR]|[aA][nN][dD]|[nN][oO][tT]|[\\():<>"*{}]))|\*/g;
const whitespace: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

/**
 * What a text means. In quotes `*` is a character, and so is a backslash that escapes nothing. Outside of them `*` is a
 * wildcard, `?` never is, and blanks at either end are cut, escaped ones too. `\not` is a line feed and "ot", since
 * Kibana tries `\n` first.
 */
export function decode({ written, quoted }: KqlText): Pattern {
  if (quoted) return pattern([text(written.slice(1, -1).replace(quotedEscape, unescaped))]);
  if (!/[\\*]/.test(written)) return pattern([text(written.trim())]);
  return trimmed(splitAtWildcards(written));
}

function splitAtWildcards(written: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  let end = 0;
  for (const found of written.matchAll(unquotedPart)) {
    const [whole, letter, code, itself] = found;
    parts.push(text(written.slice(end, found.index)));
    parts.push(whole === '*' ? anyRun : text(unescaped(whole, letter, code, itself)));
    end = found.index + whole.length;
  }
  return [...parts, text(written.slice(end))];
}

function unescaped(whole: string, letter?: string, code?: string, itself?: string): string {
  if (letter !== undefined) return whitespace[letter] ?? whole;
  return code === undefined ? (itself ?? whole) : String.fromCharCode(Number.parseInt(code, 16));
}

function trimmed(parts: readonly PatternPart[]): Pattern {
  const whole = pattern(parts);
  const last = whole.length - 1;
  return pattern(
    whole.map((part, index) => {
      if (part.kind !== 'text') return part;
      const cut = index === 0 ? part.text.trimStart() : part.text;
      return text(index === last ? cut.trimEnd() : cut);
    }),
  );
}
