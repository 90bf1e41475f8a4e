import { type Diagnostic, diagnose } from '../../diagnostics/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import type { KqlText, KqlValues } from './ast.ts';

/** Warnings about what KQL accepts and reads otherwise than people who come from other languages mean. */
export function habitsOfFreeText(
  { written, quoted, start, end }: KqlText,
  source: EmbeddedText,
): Diagnostic[] {
  if (quoted) return [];
  const span = source.span(start, end);
  const field = /^([\w.@-]+)\s*(?:==?|=~|!=)/.exec(written)?.[1];
  if (field !== undefined) return [diagnose('kql/equals-sign', { written, field }, span)];
  return /^\/.+\/$/.test(written) ? [diagnose('kql/lucene-syntax', { written, instead: noRegex }, span)] : [];
}

export function habitsOfField(field: KqlText, values: KqlValues, source: EmbeddedText): Diagnostic[] {
  const found: Diagnostic[] = [];
  const warn = ({ written, start, end }: KqlText, instead: string) => {
    found.push(diagnose('kql/lucene-syntax', { written, instead }, source.span(start, end)));
  };
  if (field.written === '_exists_') warn(field, 'write `field:*` for a field that has a value');
  else if (/^[-+!]/.test(field.written)) warn(field, 'write `not field:value` to exclude a value');
  if (values.kind === 'text' && !values.quoted && /^[[].+ TO .+[\]]$/.test(values.written))
    warn(values, 'write `field >= 1 and field <= 5` for a range');
  return found;
}

const noRegex = 'KQL has no regular expressions; use wildcards, or make the rule a Lucene or EQL one';
