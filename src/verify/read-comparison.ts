import {
  type Compares,
  contains,
  endsWith,
  fieldsIn,
  type Literal,
  type Pattern,
  startsWith,
  text,
} from '../ir/index.ts';
import { beforeCoercion, orderedAddresses } from './address-ranges.ts';
import { canonicalComparison } from './field-comparison.ts';
import type { Formula } from './formula.ts';
import { nodeKey } from './leaf-key.ts';
import { lengthPiece } from './length-piece.ts';
import { ordered } from './number-ranges.ts';
import { patternPiece } from './piece.ts';
import { readEquals } from './read-equals.ts';
import { rangedOperand, readExists } from './read-exists.ts';
import { type Reading, readRanges, readText } from './reading.ts';
import { requiredOf } from './required.ts';
import { type Subject, subjectOf } from './subject.ts';
import { possible } from './whole-bound.ts';

export function readCompares(leaf: Compares, positive: boolean, reading: Reading): Formula {
  const { right, operator } = leaf;
  const opaque = () => reading.builder.test({ kind: 'opaque', key: nodeKey(leaf), leaf }, positive);
  if (right.kind !== 'literal') return readOpaqueComparison(leaf, positive, reading);
  if (right.value === null) return reading.builder.constant(!positive);
  const subject = subjectOf(leaf.left, reading.isMultiValued);
  const affix = affixes[operator];
  if (affix !== undefined) {
    const fits = patternPiece(affix([text(String(right.value))]), leaf.casing, subject.steps);
    return readText(leaf, subject, [fits], positive, reading);
  }
  if (leaf.as === 'ip') return readAddresses(leaf, right, subject, positive, reading);
  if (leaf.as === 'number') return readNumeric(leaf, right, subject, positive, reading);
  if (leaf.as === 'string' && operator === 'eq')
    return readEquals(
      { ...leaf, kind: 'equals', subject: leaf.left, values: [right.value] },
      positive,
      reading,
    );
  return opaque();
}

/** It is false where a field that it needs has no value, which a guard beside it may say again. */
function readOpaqueComparison(leaf: Compares, positive: boolean, reading: Reading): Formula {
  const { builder, isMultiValued } = reading;
  const required = [...requiredOf(leaf.left), ...requiredOf(leaf.right)];
  const several = fieldsIn(leaf).some(({ name }) => isMultiValued(name));
  const same = canonicalComparison(leaf, several || required.some(each => each.kind !== 'field'));
  return builder.join(positive ? 'and' : 'or', [
    builder.test({ kind: 'opaque', key: nodeKey(same), leaf: same }, positive),
    ...required.map(each => readExists(each, positive, reading)),
  ]);
}

const affixes: Readonly<Partial<Record<Compares['operator'], (parts: Pattern) => Pattern>>> = {
  startsWith,
  endsWith,
  contains,
};

function readAddresses(
  leaf: Compares,
  { value }: Literal,
  subject: Subject,
  positive: boolean,
  reading: Reading,
): Formula {
  const ranges = orderedAddresses(leaf.operator, value);
  const operand = rangedOperand(leaf.left, 'ip', leaf, reading);
  return operand === undefined
    ? readRanges(leaf, subject, 'address', ranges, positive, reading)
    : readRanges(leaf, operand, 'address', beforeCoercion(ranges), positive, reading);
}

function readNumeric(
  leaf: Compares,
  { value }: Literal,
  subject: Subject,
  positive: boolean,
  reading: Reading,
): Formula {
  const counts = lengthPiece(leaf.left, leaf.operator, [value], leaf.quantifier, reading.isMultiValued);
  if (counts !== undefined) return readText(leaf, counts.subject, [counts.piece], positive, reading);
  const seen = rangedOperand(leaf.left, 'number', leaf, reading) ?? subject;
  const ranges = possible(leaf.left, ordered(leaf.operator, value));
  return readRanges(leaf, seen, 'number', ranges, positive, reading);
}
