import { expect, test } from 'vitest';
import { and, equals, not, or, type Predicate } from '../../src/ir/index.ts';
import { areAlike } from '../../src/verify/alike.ts';
import { f, fits, is } from '../evaluate/nodes.ts';
import { matches } from './regexes.ts';

const one = is('a', ['x']);
const two = is('b', ['y']);
const ignored = (...values: (string | number)[]) => equals(f('a'), values, { casing: 'ignored' });
const exact = (...values: (string | number)[]) => equals(f('a'), values);

test.each<readonly [string, Predicate, Predicate, boolean | undefined]>([
  ['the same', and([one, not(two)]), and([one, not(two)]), true],
  ['in another order', and([one, or([two, exact('z')])]), and([or([exact('z'), two]), one]), true],
  ['letters whose case does not count', ignored('Ab', 'c'), ignored('aB', 'C'), true],
  ['letters whose case counts', exact('Ab'), exact('ab'), false],
  ['numbers, whether or not case counts', ignored(1), exact(1), true],
  ['signs, whether or not case counts', ignored('-_'), exact('-_'), true],
  ['letters, and case counts on one side', ignored('k'), exact('k'), false],
  ['letters beyond ASCII, and case counts on one side', ignored('ß'), exact('ß'), false],
  ['a number and its text', exact(1), exact('1'), false],
  ['patterns', fits('a', ['*X*']), fits('a', ['*x*']), false],
  ['regexes of one language', matches('a', '^(?:ab|ac)$'), matches('a', '^a[bc]$'), true],
  ['regexes of two languages', matches('a', '^a[bc]$'), matches('a', '^a[bd]$'), false],
  ['a leaf more', and([one, two]), and([one, two, exact('z')]), undefined],
  ['another junction', and([one, two]), or([one, two]), undefined],
  ['a negation less', and([one, not(two)]), and([one, two]), undefined],
])('%s', (_, left, right, expected) => {
  expect(areAlike(left, right, { isMultiValued: () => false })).toBe(expected);
});

test('nested deep, with another leaf at the bottom, takes no time to speak of', () => {
  const nested = (bottom: Predicate): Predicate => {
    let inner = bottom;
    for (let depth = 0; depth < 200; depth++)
      inner = depth % 2 === 0 ? and([exact(`n${depth}`), inner]) : or([exact(`n${depth}`), inner]);
    return inner;
  };
  expect(areAlike(nested(one), nested(two), { isMultiValued: () => false })).toBe(false);
});
