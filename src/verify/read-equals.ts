import type { Casing, Equals, Value } from '../ir/index.ts';
import { beforeCoercion, placesOf } from './address-ranges.ts';
import type { Formula, ValueSet } from './formula.ts';
import { nodeKey } from './leaf-key.ts';
import { lengthPiece } from './length-piece.ts';
import { numbersOf } from './number-ranges.ts';
import { wordPiece } from './piece.ts';
import { coerced, rangedOperand } from './read-exists.ts';
import { quantified, type Reading, readRanges, readText, texts } from './reading.ts';
import { type Subject, subjectOf } from './subject.ts';

/** Numbers are compared by value: they go with the ranges, words with the texts. */
export function readEquals(leaf: Equals, positive: boolean, reading: Reading): Formula {
  const subject = subjectOf(leaf.subject, reading.isMultiValued);
  const numbers = leaf.values.filter(value => typeof value === 'number');
  const words = leaf.values.filter(value => typeof value !== 'number');
  const inParts = leaf.quantifier === 'any' || !subject.multiValued;
  if (numbers.length > 0 && words.length > 0 && inParts)
    return readEqualsInParts([numbers, words], leaf, positive, reading);
  const number = words.length > 0 ? numberText(leaf) : undefined;
  if (number !== undefined) return readEquals({ ...leaf, values: number }, positive, reading);
  const address = rangedOperand(leaf.subject, 'ip', leaf, reading);
  if (address !== undefined) {
    const places = placesOf(leaf.values.map(value => spelt(value, leaf.casing)));
    return readRanges(leaf, address, 'address', beforeCoercion(places), positive, reading);
  }
  const pieces = words.map(value => wordPiece(String(value), leaf.casing, subject.steps));
  if (numbers.length === 0) return readText(leaf, subject, pieces, positive, reading);
  if (words.length === 0) return readNumbers({ ...leaf, values: numbers }, subject, positive, reading);
  if (subject.steps.length > 0 || leaf.quantifier === 'all')
    return reading.builder.test({ kind: 'opaque', key: nodeKey(leaf), leaf }, positive);
  return quantified(leaf, subject, positive, reading, {
    inside: [texts(pieces), { sort: 'number', ranges: numbersOf(numbers) }],
    ...notAsked,
  });
}

const notAsked = { outside: () => [], seen: () => [] } as const;

/** Seen through functions, a number is one of many texts, and known to be equal to itself alone. */
function readNumbers(
  leaf: Equals & { readonly values: readonly number[] },
  subject: Subject,
  positive: boolean,
  reading: Reading,
): Formula {
  const { values, quantifier } = leaf;
  const counts = lengthPiece(leaf.subject, 'eq', values, quantifier, reading.isMultiValued);
  if (counts !== undefined) return readText(leaf, counts.subject, [counts.piece], positive, reading);
  const operand = rangedOperand(leaf.subject, 'number', leaf, reading);
  if (operand !== undefined) return readRanges(leaf, operand, 'number', numbersOf(values), positive, reading);
  const several = subject.multiValued && quantifier !== 'any';
  if (subject.steps.length > 0 && values.length > 1 && !several)
    return readEqualsInParts(
      values.map(value => [value]),
      leaf,
      positive,
      reading,
    );
  if (subject.steps.length > 0 || (several && quantifier === 'all'))
    return reading.builder.test({ kind: 'opaque', key: nodeKey(leaf), leaf }, positive);
  const inside: ValueSet = { sort: 'number', ranges: numbersOf(values) };
  return quantified(leaf, subject, positive, reading, { inside: [inside], ...notAsked });
}

function readEqualsInParts(
  parts: readonly (readonly Value[])[],
  leaf: Equals,
  positive: boolean,
  reading: Reading,
): Formula {
  return reading.builder.join(
    positive ? 'or' : 'and',
    parts.map(values => readEquals({ ...leaf, values }, positive, reading)),
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
