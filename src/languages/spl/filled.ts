import { type Expression, printPredicate } from '../../ir/index.ts';

/** What fillnull makes of a field: something for every event. */
export function isFilled(expression: Expression): boolean {
  if (expression.kind !== 'choice' || expression.branches.length !== 2) return false;
  const [first, second] = expression.branches;
  return (
    second?.value.kind === 'literal' &&
    second.value.value !== null &&
    second.when.kind === 'not' &&
    first?.when.kind === 'exists' &&
    printPredicate(second.when.operand) === printPredicate(first.when)
  );
}

/** https://docs.splunk.com/Documentation/Splunk/9.4.0/Knowledge/Usedefaultfields */
export function isOfEveryEvent(expression: Expression): boolean {
  return expression.kind === 'field' && expression.name === '_raw';
}
