import { diagnose } from '../../diagnostics/index.ts';
import { type Expression, isMadeNumber, typeWithoutText } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';

/**
 * Whether what takes texts alone, by their parts or in either case, may stand beside this; else the problem is reported. Elasticsearch verifies a query by the
 * types of its fields, and refuses the whole of it.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-syntax-pattern-comparison-keywords
 */
export function takesTexts(
  subject: Expression,
  operator: string,
  node: ast.Range,
  context: Context,
): boolean {
  const type =
    subject.kind === 'field' ? typeWithoutText(subject.name) : isMadeNumber(subject) ? 'number' : undefined;
  if (type === undefined) return true;
  const name = subject.kind === 'field' ? subject.name : 'the operand';
  context.report(diagnose('eql/text-of-type', { field: name, type, operator }, context.span(node)));
  return false;
}
