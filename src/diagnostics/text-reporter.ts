import type { Span } from '../source/index.ts';
import { codeFrame } from './code-frame.ts';
import type { Diagnostic } from './diagnostic.ts';
import { visibleText } from './visible-text.ts';

/** Paints a part of a message; the identity where colour is off. */
export type Paint = (style: 'error' | 'warning' | 'note' | 'strong' | 'faint', text: string) => string;

export const noPaint: Paint = (_style, text) => text;

const codes = { error: '31;1', warning: '33;1', note: '36;1', strong: '1', faint: '2' } as const;

export const ansiPaint: Paint = (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`;

/** A diagnostic as a person reads it: place, message, code frame, help. Ends without a newline. */
export function formatDiagnostic(diagnostic: Diagnostic, path: string, paint: Paint = noPaint): string {
  const place = diagnostic.span ? placeOf(diagnostic.span) : visibleText(path);
  const head = `${paint('strong', place)}: ${paint(diagnostic.severity, diagnostic.severity)}[${diagnostic.code}]: ${visibleText(diagnostic.message)}`;
  const frame = diagnostic.span ? [paint('faint', codeFrame(diagnostic.span))] : [];
  const related = diagnostic.related.flatMap(each => [
    `  ${placeOf(each.span)}: note: ${visibleText(each.message)}`,
    paint('faint', codeFrame(each.span)),
  ]);
  const help = diagnostic.help === undefined ? [] : [`  = help: ${visibleText(diagnostic.help)}`];
  return [head, ...frame, ...related, ...help].join('\n');
}

function placeOf(span: Span): string {
  const { line, column } = span.file.position(span.start);
  return `${visibleText(span.file.path)}:${line}:${column}`;
}
