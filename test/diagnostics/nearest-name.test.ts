import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestName } from '../../src/diagnostics/index.ts';

test.each([
  ['endswth', 'endswith'],
  ['ENDSWITH', 'endswith'],
  ['conatins', 'contains'],
  ['cidrs', 'cidr'],
  ['xyz', undefined],
  ['', undefined],
])('%s is meant as %s', (name, expected) => {
  expect(nearestName(name, ['startswith', 'endswith', 'contains', 'cidr'])).toBe(expected);
});

test('of two that are as near the first', () => {
  expect(nearestName('cat', ['bat', 'hat'])).toBe('bat');
});

test('a candidate is nearest to itself', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { selector: text => text.toLowerCase(), minLength: 1 }),
      names => names.every(name => nearestName(name, names) === name),
    ),
  );
});
