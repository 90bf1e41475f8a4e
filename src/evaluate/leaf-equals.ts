import type { Equals } from '../ir/index.ts';
import { type Numeric, parseDecimal, sameNumber } from './decimal.ts';
import type { Scope, Test } from './scope.ts';
import { overTexts } from './subject.ts';
import { foldCase } from './values.ts';

/**
 * A text value equals the same text ("5" does not equal the text "5.0", and it equals the number 5); a number value
 * equals every decimal text of that number; a boolean value the text "true" or "false", in lower case unless case is ignored.
 */
export function compileEquals(leaf: Equals, scope: Scope): Test {
  const texts = new Set<string>();
  const numbers: Numeric[] = [];
  for (const value of leaf.values) {
    const text = String(value);
    if (typeof value !== 'number') texts.add(leaf.casing === 'exact' ? text : foldCase(text));
    else if (Number.isFinite(value)) numbers.push(value);
  }
  return overTexts(leaf.subject, leaf.casing, leaf.quantifier, scope, oneOf(texts, numbers));
}

function oneOf(texts: ReadonlySet<string>, numbers: readonly Numeric[]): (text: string) => boolean {
  const [only] = texts;
  if (numbers.length > 0) return text => texts.has(text) || isOneNumber(text, numbers);
  return texts.size === 1 ? text => text === only : text => texts.has(text);
}

function isOneNumber(text: string, numbers: readonly Numeric[]): boolean {
  const parsed = parseDecimal(text);
  return parsed !== undefined && numbers.some(number => sameNumber(number, parsed));
}
