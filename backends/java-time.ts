/** A letter run, a quoted text, or anything else. */
const pieces = /([A-Za-z])\1*|'(?:[^']|'')*'|[^A-Za-z']+/g;

/**
 * A pattern of java.time in the words of another language, those of `letters` for its runs of letters; undefined where one has none.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/time/format/DateTimeFormatter.html
 */
export function dateFormatIn(
  pattern: string,
  letters: Readonly<Record<string, string>>,
  literal: (text: string) => string | undefined,
): string | undefined {
  const words = [...pattern.matchAll(pieces)].map(([piece]) => {
    if (/^[A-Za-z]/.test(piece)) return letters[piece];
    if (piece === "''") return literal("'");
    return literal(piece.startsWith("'") ? piece.slice(1, -1).replaceAll("''", "'") : piece);
  });
  return words.length > 0 && words.every(word => word !== undefined) ? words.join('') : undefined;
}
