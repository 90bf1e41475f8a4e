import { expect, test } from 'vitest';
import { and, exists, field, fold, not, or, printPredicate } from '../../src/ir/index.ts';

const there = (name: string) => exists(field(name, 'splunk'));

test.each([
  [and([there('a'), there('b'), there('a')]), and([there('a'), there('b')])],
  [or([not(there('a')), there('a'), not(there('a'))]), or([not(there('a')), there('a')])],
  [and([there('a'), and([there('a')])]), there('a')],
])('whether a field is there is asked once (%#)', (written, folded) => {
  expect(printPredicate(fold(written))).toBe(printPredicate(folded));
});
