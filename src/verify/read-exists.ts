import type { Expression } from '../ir/index.ts';
import { allAddresses } from './address-ranges.ts';
import type { Formula, ValueSet } from './formula.ts';
import { anything, patternPiece } from './piece.ts';
import { wholeLine } from './range-set.ts';
import { type Quantified, type Reading, texts } from './reading.ts';
import { isDefinedByParts, requiredOf } from './required.ts';
import { type Subject, subjectOf } from './subject.ts';

const allNumbers: ValueSet = { sort: 'number', ranges: wholeLine };
const everyAddress: ValueSet = { sort: 'address', ranges: allAddresses };

/** A number in a text exists where the text is one; other expressions where their parts do, as far as that is known. */
export function readExists(expression: Expression, positive: boolean, reading: Reading): Formula {
  const { builder } = reading;
  for (const to of ['number', 'ip'] as const) {
    const operand = coerced(expression, to);
    if (operand?.kind !== 'field') continue;
    const set = to === 'number' ? allNumbers : everyAddress;
    return builder.some(subjectOf(operand, reading.isMultiValued), set, positive);
  }
  if (expression.kind === 'call' && isDefinedByParts(expression))
    return builder.join(
      positive ? 'and' : 'or',
      requiredOf(expression).map(each => readExists(each, positive, reading)),
    );
  const subject = subjectOf(expression, reading.isMultiValued);
  return builder.some(subject, texts([patternPiece(anything, 'exact', subject.steps)]), positive);
}

/** Which of several values is the only one is asked of the numbers or addresses alone, so that their operand cannot stand for them. */
export function rangedOperand(
  expression: Expression,
  to: 'number' | 'ip',
  { quantifier }: Quantified,
  { isMultiValued }: Reading,
): Subject | undefined {
  const operand = coerced(expression, to);
  const subject = operand && subjectOf(operand, isMultiValued);
  return subject?.multiValued && quantifier === 'single' ? undefined : subject;
}

/** What a coercion to a decimal number or an address is of: an order or a network reads the text the same way. */
export function coerced(left: Expression, to: 'number' | 'ip'): Expression | undefined {
  return left.kind === 'coercion' && left.to === to && (left.base ?? 10) === 10 ? left.operand : undefined;
}
