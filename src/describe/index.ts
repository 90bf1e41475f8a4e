/** What a rule looks for, in plain English, from its IR. */
export { type DescribeOptions, describeRule, keysText } from './rule.ts';
export { emptyAsAbsent, simplified } from './simplified.ts';
export { printStatements, type Statement } from './statement.ts';
