import type { Span } from '../source/index.ts';

const longestLine = 160;

/** The line of a span with its number, and an underline: what a person looks at first. Long lines are cut around the span. */
export function codeFrame(span: Span): string {
  const { line, column } = span.file.position(span.start);
  const whole = span.file.line(line).replaceAll('\t', ' ');
  const length = Math.max(1, Math.min(span.end - span.start, whole.length - column + 1));
  const cutBefore = Math.max(0, Math.min(column - 41, whole.length - longestLine));
  const shown = whole.slice(cutBefore, cutBefore + longestLine);
  const lead = cutBefore > 0 ? '…' : '';
  const number = String(line);
  const gutter = ' '.repeat(number.length);
  const underline = `${' '.repeat(column - 1 - cutBefore + lead.length)}${'^'.repeat(Math.min(length, Math.max(1, longestLine - (column - 1 - cutBefore))))}`;
  const tail = cutBefore + longestLine < whole.length ? '…' : '';
  return `${gutter} |\n${number} | ${lead}${shown}${tail}\n${gutter} | ${underline}`;
}
