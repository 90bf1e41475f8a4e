import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePredicate, type EventData } from '../../src/evaluate/index.ts';
import { type Predicate, printPredicate } from '../../src/ir/index.ts';
import { areAlike } from '../../src/verify/alike.ts';
import { type Comparison, comparePredicates } from '../../src/verify/index.ts';
import { areSeenEqual, readingOf } from '../../src/verify/proof.ts';
import { event, isMultiValued, predicate } from './proof-arbitraries.ts';
import { mutated, rewritten } from './proof-rewrites.ts';

const events = fc.array(event, { minLength: 5, maxLength: 15 });

function agrees(source: Predicate, found: Predicate, { relation }: Comparison, each: EventData): boolean {
  const [left, right] = [compilePredicate(source)(each), compilePredicate(found)(each)];
  if (relation === 'equal') return left === right;
  if (relation === 'broader') return !left || right;
  return relation !== 'narrower' || !right || left;
}

function holdsFor(source: Predicate, found: Predicate, seen: readonly EventData[]): Comparison {
  const options = { isMultiValued, reading: readingOf({ isMultiValued }) };
  const equal = areSeenEqual(source, found, options);
  const comparison = comparePredicates(source, found, options);
  if (equal) expect(comparison.relation, printPredicate(source)).toBe('equal');
  const alike = areAlike(source, found, options);
  if (alike && comparison.relation !== 'unknown')
    expect(comparison.relation, printPredicate(source)).toBe('equal');
  const [left, right] = [compilePredicate(source), compilePredicate(found)];
  if (alike) for (const each of seen) expect(left(each)).toBe(right(each));
  for (const each of seen)
    if (!agrees(source, found, comparison, each))
      throw new Error(
        `${comparison.relation} is wrong of ${JSON.stringify(each)}\n${printPredicate(source)}\n---\n${printPredicate(found)}`,
      );
  if (comparison.relation === 'unknown') return comparison;
  const { onlySource, onlyFound } = comparison;
  expect(onlySource !== undefined).toBe(['narrower', 'different'].includes(comparison.relation));
  expect(onlyFound !== undefined).toBe(['broader', 'different'].includes(comparison.relation));
  if (onlySource) expect([left(onlySource), right(onlySource)]).toEqual([true, false]);
  if (onlyFound) expect([left(onlyFound), right(onlyFound)]).toEqual([false, true]);
  return comparison;
}

test('what is proved of two predicates holds for every event', () => {
  fc.assert(
    fc.property(predicate, predicate, events, (source, found, seen) => {
      holdsFor(source, found, seen);
    }),
    { numRuns: 150 },
  );
});

test('what is proved of a predicate and its mutant holds for every event', () => {
  fc.assert(
    fc.property(predicate, fc.infiniteStream(fc.nat({ max: 99 })), events, (source, choices, seen) => {
      holdsFor(source, mutated(source, choices), seen);
    }),
    { numRuns: 150 },
  );
});

test('a predicate said in another way is equal', () => {
  fc.assert(
    fc.property(predicate, fc.infiniteStream(fc.nat({ max: 99 })), (source, choices) => {
      const found = rewritten(source, choices);
      const comparison = comparePredicates(source, found, { isMultiValued });
      if (comparison.relation !== 'equal')
        throw new Error(
          `${JSON.stringify(comparison)}\n${printPredicate(source)}\n---\n${printPredicate(found)}`,
        );
    }),
    { numRuns: 150 },
  );
});
