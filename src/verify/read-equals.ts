import type { Casing, Equals, Value } from '../ir/index.ts';
import { beforeCoercion, placesOf } from './address-ranges.ts';
import type { Formula } from './formula.ts';
import { nodeKey } from './leaf-key.ts';
import { lengthPiece } from './length-piece.ts';
import { numbersOf } from './number-ranges.ts';
import { wordPiece } from './piece.ts';
import { coerced, rangedOperand } from './read-exists.ts';
import { quantified, type Reading, readRanges, readText, texts } from './reading.ts';
import { subjectOf } from './subject.ts';

/** Numbers are compared by value: they go with the ranges. Through functions they are texts of one form. */
export function readEquals(leaf: Equals, positive: boolean, reading: Reading): Formula {
  const subject = subjectOf(leaf.subject, reading.isMultiValued);
  const numbers = leaf.values.filter(value => typeof value === 'number');
  const words = leaf.values
    .filter(value => typeof value !== 'number')
    .map(value => wordPiece(String(value), leaf.casing, subject.steps));
  if (numbers.length > 0 && words.length > 0 && (leaf.quantifier === 'any' || !subject.multiValued))
    return readEqualsInParts(
      [
        { ...leaf, values: numbers },
        { ...leaf, values: leaf.values.filter(value => typeof value !== 'number') },
      ],
      positive,
      reading,
    );
  const number = words.length > 0 ? numberText(leaf) : undefined;
  if (number !== undefined) return readEquals({ ...leaf, values: number }, positive, reading);
  const address = rangedOperand(leaf.subject, 'ip', leaf, reading);
  if (address !== undefined) {
    const places = placesOf(leaf.values.map(value => spelt(value, leaf.casing)));
    return readRanges(leaf, address, 'address', beforeCoercion(places), positive, reading);
  }
  if (numbers.length === 0) return readText(leaf, subject, words, positive, reading);
  const counts = lengthPiece(leaf.subject, 'eq', numbers, leaf.quantifier, reading.isMultiValued);
  if (counts !== undefined) return readText(leaf, counts.subject, [counts.piece], positive, reading);
  const operand = words.length === 0 ? rangedOperand(leaf.subject, 'number', leaf, reading) : undefined;
  if (operand !== undefined)
    return readRanges(leaf, operand, 'number', numbersOf(numbers), positive, reading);
  if (
    subject.steps.length > 0 &&
    leaf.values.length > 1 &&
    (leaf.quantifier === 'any' || !subject.multiValued)
  )
    return readEqualsInParts(
      leaf.values.map(value => ({ ...leaf, values: [value] })),
      positive,
      reading,
    );
  if (subject.steps.length > 0 || (subject.multiValued && leaf.quantifier === 'all'))
    return reading.builder.test({ kind: 'opaque', key: nodeKey(leaf), leaf }, positive);
  return quantified(leaf, subject, positive, reading, {
    inside: [texts(words), { sort: 'number', ranges: numbersOf(numbers) }],
    outside: [],
    seen: [],
  });
}

function readEqualsInParts(parts: readonly Equals[], positive: boolean, reading: Reading): Formula {
  return reading.builder.join(
    positive ? 'or' : 'and',
    parts.map(part => readEquals(part, positive, reading)),
  );
}

/** A number read out of a text has the plain text of a number; whole ones beyond 2^53 stay as they are. */
function numberText({ subject, values, casing }: Equals): readonly number[] | undefined {
  if (coerced(subject, 'number') === undefined) return undefined;
  const plain = values.map(value => spelt(value, casing));
  if (plain.some(each => /^[+-]?\d{16}/.test(each))) return undefined;
  return plain.filter(each => String(Number(each)) === each).map(Number);
}

/** Numbers and addresses are written in lower case. */
function spelt(value: Value, casing: Casing): string {
  return casing === 'ignored' ? String(value).toLowerCase() : String(value);
}
