import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { perlSign } from '../regex/index.ts';
import type { Span } from '../source/index.ts';

/** A node of a query that may be a string, with what is written of it. */
interface Written {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly image?: string;
}

interface Context {
  span(range: { readonly start: number; readonly end: number }): Span;
  report(diagnostic: Diagnostic): undefined;
}

/** Of a regex in a string of EQL or ES|QL: a part of it, where the string holds no escapes that would shift it; else the string. */
export function regexSpan(node: Written, offset: number, context: Context, length = 1): Span {
  const { kind, image = '' } = node;
  const isRaw = image.startsWith('"""');
  if (kind !== 'string' || (image.includes('\\') && !isRaw)) return context.span(node);
  const start = node.start + (isRaw ? 3 : 1) + offset;
  return context.span({ start, end: Math.min(start + length, node.end) });
}

/** Signs of other dialects of regexes, which Lucene's takes for the characters that they are. */
export function warnOfPerl(source: string, node: Written, context: Context): void {
  const sign = perlSign(source);
  if (sign === undefined) return;
  const { written, offset } = sign;
  const span = regexSpan(node, offset, context, written.length);
  context.report(diagnose('lucene/perl-regex', { written }, span));
}
