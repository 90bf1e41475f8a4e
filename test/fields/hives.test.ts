import { describe, expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { translateLeaf } from '../../src/fields/index.ts';
import { anyOne, anyRun, field, type Leaf, like, type Pattern, text } from '../../src/ir/index.ts';
import { isSameAfter, parseRegex, type Regex } from '../../src/regex/index.ts';

const source = { id: 'windows.registry_set' };

const patterns: Readonly<Record<string, readonly Pattern[]>> = {
  'the hive': [[text('HKU\\S-1'), anyRun]],
  'the hive anywhere': [[anyRun, text('HKU'), anyRun]],
  'the hive and its key anywhere': [[anyRun, text('HKU\\S-1-5'), anyRun]],
  'a part of the long name': [[anyRun, text('key'), anyRun]],
  'a part of the long name, and a key': [
    [anyRun, text('users'), anyRun],
    [anyRun, text('\\Run\\'), anyRun],
  ],
  'the sign between name and key': [[anyRun, text('s\\s-1'), anyRun]],
  'any sign in the hive': [[text('HK'), anyOne, text('\\'), anyRun]],
  'an end': [[anyRun, text('\\Run\\a')]],
  'another hive': [[text('HKLM\\'), anyRun]],
  'any hive': [[text('H'), anyRun, text('\\Run\\'), anyRun]],
  'a whole path': [[text('HKU\\S-1-5\\Run\\a')]],
};

const keys = ['S-1-5\\Run\\a', 'S-1\\key', 'x\\HKU\\Run\\b', 'Run\\users', '.DEFAULT\\k'];

const holds = (leaf: Parameters<typeof compilePredicate>[0], event: object): boolean =>
  compilePredicate(leaf)(event as never) === true;

describe('a path of a user that Elastic spells with the long name fits when it did with the short one', () => {
  test.each(Object.entries(patterns))('%s', (_name, asked) => {
    for (const casing of ['ignored', 'exact'] as const) {
      const leaf = like(field('TargetObject', 'sigma'), asked, { casing });
      const { predicate, verdict } = translateLeaf(leaf, source, 'elastic');
      expect(verdict).toBe('exact');
      for (const key of keys)
        for (const [logged, held] of [
          [`HKU\\${key}`, `HKEY_USERS\\${key}`],
          [`HKU\\${key}`, `HKU\\${key}`],
          [`HKLM\\${key}`, `HKLM\\${key}`],
        ])
          expect([logged, holds(predicate, { registry: { path: held } })]).toEqual([
            logged,
            holds(leaf, { TargetObject: logged }),
          ]);
    }
  });
});

function regexLeaf(name: string, vendor: 'sigma' | 'elastic', written: string): Leaf {
  return {
    kind: 'matches',
    subject: field(name, vendor),
    regex: read(written),
    quantifier: 'any',
    origin: [],
  };
}

function read(written: string): Regex {
  const found = parseRegex(written, 'pcre', 'search');
  if (!('regex' in found)) throw new Error(written);
  return found.regex;
}

test.each([
  ['^HK(LM|U)\\\\', 'different'],
  ['^HKU\\\\', 'different'],
  ['K.{9}', 'different'],
  ['[A-Z]{5}', 'different'],
  ['\\\\Run\\\\[a-z]+$', 'exact'],
  ['^HKLM\\\\', 'exact'],
  ['Users', 'exact'],
  ['(?i)users', 'different'],
])('a regex over paths: %s is %s', (written, verdict) => {
  const leaf = regexLeaf('TargetObject', 'sigma', written);
  expect(translateLeaf(leaf, source, 'elastic').verdict).toBe(verdict);
});

test.each([
  [[anyRun, text('KEY'), anyRun], 'different'],
  [[anyRun, text('\\Run\\'), anyRun], 'exact'],
  [[anyRun, text('HKEY_USERS\\S-1'), anyRun], 'exact'],
  [[text('HKU'), anyRun], 'exact'],
] as const)('back from Elastic: %j is %s', (asked, verdict) => {
  const leaf = like(field('registry.path', 'elastic'), [asked], { casing: 'ignored' });
  expect(translateLeaf(leaf, source, 'sigma').verdict).toBe(verdict);
});

test('what goes on after two beginnings', () => {
  const alike = (written: string): boolean | undefined => isSameAfter(read(written), 'ab', 'ac');
  expect(['x$', '^a', 'b', '^a[bc]d*$', '(a)\\1'].map(alike)).toEqual([true, true, false, true, undefined]);
});
