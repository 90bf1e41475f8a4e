import { diagnose } from '../../diagnostics/index.ts';
import { field, type Stage } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';
import { type Extracted, extractedFields, patternProblem, uriFields } from './extraction.ts';

export function lowerExtraction(
  node: Extract<ast.Command, { kind: 'dissect' | 'grok' }>,
  context: Context,
): readonly Stage[] | undefined {
  const [written, ...more] = node.patterns;
  const subject = context.lowerValue(node.subject);
  const pattern = written && context.string(written);
  const separator = node.separator && context.string(node.separator);
  if (subject === undefined || pattern === undefined) return undefined;
  if (more.length > 0) {
    const problem = 'ruleglot reads one pattern of grok; write a command for each';
    return context.report(diagnose('esql/command', { problem }, context.span(node)));
  }
  const wrong = patternProblem(node.kind, pattern);
  if (wrong !== undefined)
    return context.report(diagnose('esql/command', { problem: wrong }, context.span(written ?? node)));
  const fields = extractedFields(node.kind, pattern);
  putFields(fields, node, context);
  return [
    {
      kind: 'extract',
      subject: subject.expression,
      syntax: node.kind,
      pattern,
      fields: fields.map(({ name }) => name),
      ...(separator === undefined ? {} : { separator }),
      origin: context.origin(node),
    },
  ];
}

/** The parts of an address as columns of a prefix. */
export function lowerUriParts(
  node: Extract<ast.Command, { kind: 'uriParts' }>,
  context: Context,
): readonly Stage[] | undefined {
  const subject = context.lowerValue(node.subject);
  if (subject === undefined) return undefined;
  const pattern = node.prefix.name;
  const fields = uriFields(pattern);
  putFields(fields, node, context);
  return [
    {
      kind: 'extract',
      subject: subject.expression,
      syntax: 'uri',
      pattern,
      fields: fields.map(({ name }) => name),
      origin: context.origin(node),
    },
  ];
}

function putFields(fields: readonly Extracted[], node: ast.Range, context: Context): void {
  for (const { name, kind } of fields)
    context.columns.put(name, { expression: field(name, 'elastic', context.origin(node)), kind }, 1);
}
