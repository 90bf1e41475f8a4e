import { anyOne, anyRun, type Pattern, pattern, text } from '../../../src/ir/index.ts';

/** EQL reads every `*` and `?` of a pattern as a wildcard, and has no escape for them. */
export function hasLiteralWildcard(parts: Pattern): boolean {
  return parts.some(part => part.kind === 'text' && /[*?]/.test(part.text));
}

/** The pattern as EQL would read its text. */
export function withWildcards(parts: Pattern): Pattern {
  return pattern(
    parts.flatMap(part =>
      part.kind === 'text'
        ? part.text
            .split(/([*?])/)
            .map(piece => (piece === '*' ? anyRun : piece === '?' ? anyOne : text(piece)))
        : [part],
    ),
  );
}
