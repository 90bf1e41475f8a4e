import { type Code, type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import type { Expression } from '../../ir/index.ts';
import type { EmbeddedText, Span } from '../../source/index.ts';
import type { Extent, Written } from './ast.ts';
import { withoutEscapes } from './decode.ts';

/** `field`: the one in force, by a clause or by a group around it; none is every field. */
export interface Context {
  readonly source: EmbeddedText;
  readonly diagnostics: Diagnostic[];
  readonly field: Expression | undefined;
}

export function spanOf({ start, end }: Extent, { source }: Context): Span {
  return source.span(start, end);
}

export function spans(extent: Extent, context: Context): readonly Span[] {
  return [spanOf(extent, context)];
}

export function report<C extends Code>(
  code: C,
  parameters: Parameters<typeof diagnose<C>>[1],
  at: Extent,
  context: Context,
): void {
  context.diagnostics.push(diagnose(code, parameters, spanOf(at, context)));
}

/** A text without its escapes; one that is broken is reported. */
export function decoded(text: Written, context: Context, written = text.written): string {
  const result = withoutEscapes(written);
  if (result === undefined) report('lucene/bad-escape', { written }, text, context);
  return result ?? '';
}
