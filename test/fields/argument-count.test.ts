import { expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { translateLeaf } from '../../src/fields/index.ts';
import { equals, field, type Leaf } from '../../src/ir/index.ts';

const count = field('process.args_count', 'elastic');

function compared(operator: 'gt' | 'gte' | 'lt' | 'lte' | 'eq', value: number): Leaf {
  const rest = { as: 'number', casing: 'exact', quantifier: 'any', origin: [] } as const;
  return { kind: 'compares', left: count, operator, right: { kind: 'literal', value, origin: [] }, ...rest };
}

const lines = ['curl', 'curl -s', ' curl  -s x ', `sh -c "a b c"`, `"C:\\Program Files\\x.exe" 'y z' k l`];

/** How many of the lines, which have 1, 2, 3, 3 and 4 arguments, fit. */
function fitting(leaf: Leaf, id = 'linux.process_creation'): readonly number[] {
  const { predicate, given } = translateLeaf(leaf, { id }, 'sigma');
  expect(given).toContain('plain-arguments');
  const matches = compilePredicate(predicate);
  return lines.flatMap((CommandLine, at) => (matches({ CommandLine }) ? [at] : []));
}

test.each([
  [equals(count, [1]), [0]],
  [equals(count, [2, 4]), [1, 4]],
  [compared('gte', 3), [2, 3, 4]],
  [compared('gt', 3), [4]],
  [compared('lte', 2), [0, 1]],
  [compared('lt', 2), [0]],
  [compared('lt', 1), []],
  [compared('gte', 0), [0, 1, 2, 3, 4]],
  [compared('eq', 3), [2, 3]],
])('%j of a command line', (leaf, expected) => {
  expect(fitting(leaf)).toEqual(expected);
  expect(fitting(leaf, 'windows.process_creation')).toEqual(expected);
});

test('a number that no command line has is no regex of that length', () => {
  const { diagnostics } = translateLeaf(compared('gte', 900), { id: 'linux.process_creation' }, 'sigma');
  expect(diagnostics.map(({ code }) => code)).toEqual([]);
});
