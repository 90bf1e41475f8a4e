import { exists, field, not } from './build.ts';
import type { Expression, Field, Vendor } from './expression.ts';
import { printExpression, printPredicate } from './print.ts';
import type { Stage } from './search.ts';

/** Something for every event: a value where there is one, else a literal. */
export function isFilled(expression: Expression): boolean {
  if (expression.kind !== 'choice') return false;
  const [first, second, ...others] = expression.branches;
  if (first?.when.kind !== 'exists' || others.length > 0) return false;
  if (printExpression(first.when.subject) !== printExpression(first.value)) return false;
  const last = second?.value ?? expression.otherwise;
  const isElse =
    second === undefined ||
    (second.when.kind === 'not' && printPredicate(second.when.operand) === printPredicate(first.when));
  return isElse && last?.kind === 'literal' && last.value !== null;
}

/** The field that an expression gives, as it is or filled where it has no value. */
export function fieldGiven(expression: Expression): Field | undefined {
  if (expression.kind === 'field') return expression;
  const [first] = expression.kind === 'choice' && isFilled(expression) ? expression.branches : [];
  return first?.value.kind === 'field' ? first.value : undefined;
}

/** What fills fields, as new values of them; they are fields of `vendor` until a stage has made them. */
export function fillAsExtend(
  { fields, value, origin }: Extract<Stage, { kind: 'fill' }>,
  vendor: Vendor,
): Extract<Stage, { kind: 'extend' }> {
  return {
    kind: 'extend',
    fields: fields.map(name => ({ name, value: filledWith(field(name, vendor, origin), value) })),
    origin,
  };
}

function filledWith(value: Expression, other: Expression): Expression {
  const isThere = exists(value, value.origin);
  const branches = [
    { when: isThere, value },
    { when: not(isThere, value.origin), value: other },
  ];
  return { kind: 'choice', branches, otherwise: undefined, origin: value.origin };
}
