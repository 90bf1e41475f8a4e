import { contains, text as textPart } from '../../../ir/index.ts';
import type { Clause, Expression } from '../ast.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { type Iterable, oneOf } from './iterable.ts';
import { fits } from './text-test.ts';
import type { Guarded, Value } from './value.ts';

/**
 * Of `part in text for part in PARTS` one element that is true where any of them is: lists of parts are long, and stay one leaf so.
 * Undefined where the text is more than a text of the event, or the parts are more than constants.
 */
export function partsTogether(
  context: Context,
  clauses: readonly Clause[],
  element: Expression,
  environment: Environment,
): Iterable | undefined {
  const [clause, ...others] = clauses;
  if (clause === undefined || others.length > 0 || clause.conditions.length > 0) return undefined;
  const container = containerOf(element, clause.target);
  const parts = container && textsOf(context.evaluate(clause.iterable, environment));
  if (container === undefined || parts === undefined || parts.length < 2) return undefined;
  const text = environment.get(container.name);
  if (text === undefined || !text.every(({ value }) => isPlainText(value))) return undefined;
  const patterns = parts.map(part => contains([textPart(part)]));
  const found = context.guards.map(text, value => {
    if (value.kind === 'derivedText')
      return context.guards.truth(fits(context, value, patterns, [context.span(element)]));
    return context.guards.constant(value.kind === 'text' && parts.some(part => value.text.includes(part)));
  });
  return oneOf(found);
}

/** The name in `part in name`. */
function containerOf(
  element: Expression,
  target: Expression,
): Extract<Expression, { kind: 'name' }> | undefined {
  if (element.kind !== 'comparison' || element.first.kind !== 'name' || target.kind !== 'name')
    return undefined;
  const [only, ...others] = element.rest;
  if (only?.operator !== 'in' || others.length > 0 || element.first.name !== target.name) return undefined;
  return only.right.kind === 'name' && only.right.name !== target.name ? only.right : undefined;
}

function textsOf(iterable: Guarded): readonly string[] | undefined {
  const [only, ...others] = iterable;
  if (only?.value.kind !== 'collection' || others.length > 0) return undefined;
  const texts = only.value.items.map(item => (item.length === 1 ? item[0]?.value : undefined));
  return texts.every(value => value?.kind === 'text')
    ? texts.flatMap(value => (value?.kind === 'text' ? [value.text] : []))
    : undefined;
}

function isPlainText(value: Value): boolean {
  return value.kind === 'text' || (value.kind === 'derivedText' && value.piece === undefined);
}
