import { type Expression, fieldsOf, type Given, type Leaf, operands, subjects } from '../ir/index.ts';

const trims = /^trim(?:Start|End)?$/;

/**
 * What is blank at the ends of a text beside spaces, tabs and line breaks each language has its own list of: Python takes off
 * U+001C and U+00A0, ES|QL the first alone, regexes of Splunk neither.
 * https://docs.python.org/3/library/stdtypes.html#str.isspace,
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Character.html#isWhitespace(int)
 */
export function usualBlanks(leaf: Leaf): readonly Given[] {
  return subjects(leaf).flatMap(trimmedFields);
}

function trimmedFields(expression: Expression): readonly Given[] {
  if (expression.kind === 'call' && trims.test(expression.function))
    return fieldsOf(expression).map(({ name }) => `usual-blanks:${name}`);
  return operands(expression).flatMap(trimmedFields);
}
