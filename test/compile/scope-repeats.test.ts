import { expect, test } from 'vitest';
import { withoutRepeats } from '../../src/compile/scope-repeats.ts';
import { and, equals, field, printPredicate } from '../../src/ir/index.ts';

const id = (...values: number[]) => equals(field('EventCode', 'splunk'), values, { casing: 'ignored' });
const type = (casing: 'exact' | 'ignored', ...values: string[]) =>
  equals(field('event.type', 'elastic'), values, { casing });
const other = equals(field('Image', 'splunk'), ['x']);

test.each([
  ['the wider scope', id(17, 18), and([id(17), other]), 'and always and EventCode =~ 17 Image = "x"'],
  ['a scope that says the same', id(17), and([id(17), other]), 'and EventCode =~ 17 Image = "x"'],
  [
    'a rule that is wider',
    type('exact', 'deletion'),
    and([type('ignored', 'deletion'), other]),
    'and event.type = "deletion" Image = "x"',
  ],
  [
    'a scope in another casing',
    type('exact', 'deletion', 'end'),
    and([type('ignored', 'deletion'), other]),
    'and event.type = "deletion", "end" and event.type =~ "deletion" Image = "x"',
  ],
])('%s is not said twice', (_, scope, where, printed) => {
  const found = withoutRepeats(scope, where, () => true);
  expect(
    printPredicate(and([found.scope, found.where]))
      .replaceAll(/\s+/g, ' ')
      .trim(),
  ).toBe(printed);
});

test('what the source is known by stays', () => {
  const { scope } = withoutRepeats(id(12, 13), and([id(13), other]), () => false);
  expect(scope).toEqual(id(12, 13));
});
