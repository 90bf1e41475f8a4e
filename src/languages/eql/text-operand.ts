import { diagnose } from '../../diagnostics/index.ts';
import { type Expression, isFixedKeyword, isMadeNumber, typeWithoutText } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';
import type { EqlFunction } from './functions.ts';

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
  const type = typeOf(subject);
  if (type === undefined) return true;
  const name = subject.kind === 'field' ? subject.name : 'the operand';
  context.report(diagnose('eql/text-of-type', { field: name, type, operator }, context.span(node)));
  return false;
}

function typeOf(subject: Expression): ReturnType<typeof typeWithoutText> {
  if (subject.kind === 'field') return typeWithoutText(subject.name);
  if (subject.kind === 'literal' && typeof subject.value === 'boolean') return 'Boolean';
  const isNumber = isMadeNumber(subject) || (subject.kind === 'literal' && typeof subject.value === 'number');
  return isNumber ? 'number' : undefined;
}

/** How many operands of a function, from the first, are texts. https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref */
const texts: Readonly<Partial<Record<EqlFunction['name'], number>>> = {
  between: 3,
  indexOf: 2,
  length: 1,
  number: 1,
  substring: 1,
};

/** Whether the operands of a function that are texts may be those; else the problem is reported. */
export function takesOperands(
  name: EqlFunction['name'],
  values: readonly Expression[],
  node: ast.Range,
  context: Context,
): boolean {
  return values.slice(0, texts[name] ?? 0).every(value => takesTexts(value, name, node, context));
}

/** What arithmetic does not take for a number, in words. */
export function noNumber(operand: Expression): string | undefined {
  if (operand.kind === 'field') {
    const type = typeWithoutText(operand.name);
    if (type !== undefined)
      return type === 'number' ? undefined : `${operand.name} is ${article(type)} ${type}`;
    return isFixedKeyword(operand.name) ? `${operand.name} is a text` : undefined;
  }
  const isText = operand.kind === 'coercion' ? operand.to === 'string' : isTextCall(operand);
  return isText ? 'an operand is a text' : undefined;
}

function isTextCall(operand: Expression): boolean {
  return operand.kind === 'call' && /^(?:concat|substring|between)$/.test(operand.function);
}

function article(word: string): string {
  return /^a/.test(word) ? 'an' : 'a';
}
