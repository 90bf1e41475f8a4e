import { anyOne, anyRun, type Pattern, type PatternPart, pattern, text } from '../../ir/index.ts';

/** A backslash means the character behind it, and `\u0041` one by its code. Undefined where the code is none. */
export function withoutEscapes(written: string): string | undefined {
  if (!written.includes('\\')) return written;
  if (written.replace(/\\(?:u[\da-fA-F]{4}|[^u])/g, '').includes('\\')) return undefined;
  return written.replace(/\\(?:u([\da-fA-F]{4})|(.))/gs, (_, code?: string, itself?: string) =>
    code === undefined ? (itself ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** A text with wildcards is not unescaped by the parser, but by the wildcard query, which knows no `\u`. */
export function wildcardPattern(written: string): Pattern {
  const parts: PatternPart[] = [];
  for (const [found, escaped] of written.matchAll(/\\(.)|[*?]|[^\\*?]+|\\$/gs)) {
    if (found === '*') parts.push(anyRun);
    else if (found === '?') parts.push(anyOne);
    else parts.push(text(escaped ?? found));
  }
  return pattern(parts);
}

/** The name of a field: after the escapes are gone, a star in it is a wildcard. */
export function namePattern(name: string): Pattern {
  return pattern(
    name.split('*').flatMap((part, index) => (index === 0 ? [text(part)] : [anyRun, text(part)])),
  );
}

/** Backslashes that vanish though they were hardly meant to: those before a letter or a digit. */
export function vanishing(written: string): string | undefined {
  for (const [whole, escaped = ''] of written.matchAll(/\\(u[\da-fA-F]{4}|[\s\S])/g))
    if (/^[\da-tv-zA-Z]$/.test(escaped)) return whole;
  return undefined;
}
