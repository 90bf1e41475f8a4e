import type { Span } from '../source/index.ts';
import { columnsOf, visibleText } from './visible-text.ts';

/** Characters of a line that are shown, and how many of them before the span where the line is cut. */
const longestLine = 160;
const mostBefore = 40;

/**
 * The line of a span with its number, and an underline: what a person looks at first. Long lines are cut around the span; of a
 * span over several lines the first is underlined, and the last named.
 */
export function codeFrame(span: Span): string {
  const { file } = span;
  const { line, column } = file.position(span.start);
  const text = file.line(line);
  const from = column - 1;
  const to = Math.max(from, Math.min(from + span.end - span.start, text.length));
  const last = file.position(Math.max(span.start, span.end - 1)).line;
  const start =
    text.length <= longestLine ? 0 : Math.max(0, Math.min(from - mostBefore, text.length - longestLine));
  const end = start + longestLine;
  const before = `${start > 0 ? '…' : ''}${visibleText(text.slice(start, from))}`;
  const marked = visibleText(text.slice(from, Math.min(to, end)));
  const after = `${visibleText(text.slice(to, Math.max(to, end)))}${text.length > end ? '…' : ''}`;
  const underline = ' '.repeat(columnsOf(before)) + '^'.repeat(Math.max(1, columnsOf(marked)));
  const number = String(line);
  const gutter = ' '.repeat(number.length);
  const more = last > line ? ` to line ${last}` : '';
  return `${gutter} |\n${number} | ${before}${marked}${after}\n${gutter} | ${underline}${more}`;
}
