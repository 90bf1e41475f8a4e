import type { Expression } from '../../ir/index.ts';

/** https://docs.splunk.com/Documentation/Splunk/9.4.0/Knowledge/Usedefaultfields */
export function isOfEveryEvent(expression: Expression): boolean {
  return expression.kind === 'field' && expression.name === '_raw';
}
