import fc from 'fast-check';
import { expect, test } from 'vitest';
import { globMatcher } from '../../src/project/glob.ts';
import { outputNames, ruleName } from '../../src/project/output-names.ts';
import { portableName } from '../../src/project/portable-name.ts';

test.each([
  ['rules/**/*.yml', ['rules/a.yml', 'rules/x/y/a.yml'], ['rules/a.toml', 'other/a.yml', 'rules/a.ymlx']],
  ['rules/*.{yml,toml}', ['rules/a.yml', 'rules/a.toml'], ['rules/x/a.yml']],
  ['rules/**', ['rules/a', 'rules/x/y'], ['rule/a']],
  ['**/a?.yml', ['ab.yml', 'x/y/ab.yml'], ['a.yml', 'a/.yml']],
  ['a+(b).yml', ['a+(b).yml'], ['aab.yml']],
])('%s', (glob, inside, outside) => {
  const matches = globMatcher(glob);
  expect([...inside, ...outside].filter(matches)).toEqual(inside);
});

test('files of one name have their folders in front, all of them', () => {
  const names = outputNames([
    'win/a.yml',
    'lnx/a.yml',
    'lnx/b.yml',
    'x/c-d.yml',
    'x/c_d.toml',
    'x/e1.yml',
    'y/e_1.yml',
  ]);
  expect(Object.fromEntries(names)).toEqual({
    'win/a.yml': 'win_a',
    'lnx/a.yml': 'lnx_a',
    'lnx/b.yml': 'b',
    'x/c-d.yml': expect.stringMatching(/^c-d_[0-9a-f]{8}$/),
    'x/c_d.toml': expect.stringMatching(/^c_d_[0-9a-f]{8}$/),
    'x/e1.yml': 'x_e1',
    'y/e_1.yml': 'y_e_1',
  });
});

test('a name that a folder makes is not one that a file has', () => {
  const names = outputNames(['x/win_a.yml', 'win/a.yml', 'lnx/a.yml']);
  expect(new Set(names.values()).size).toBe(3);
  expect(names.get('x/win_a.yml')).toBe('win_a');
});

test('what a file was called it is called still; the newcomer has its folder in front', () => {
  const held = new Map([
    ['win/a.yml', 'a'],
    ['old/b.yml', 'old_b'],
    ['x/c.yml', 'c'],
    ['y/c.yml', 'c'],
  ]);
  const names = outputNames(['lnx/a.yml', 'win/a.yml', 'old/b.yml', 'x/c.yml', 'y/c.yml'], held);
  expect(Object.fromEntries(names)).toEqual({
    'win/a.yml': 'a',
    'lnx/a.yml': 'lnx_a',
    'old/b.yml': 'old_b',
    // Two branches have each made one of these.
    'x/c.yml': 'x_c',
    'y/c.yml': 'y_c',
  });
});

test('names are unique, safe, and do not depend on the order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 })), paths => {
      const names = outputNames(paths);
      const values = [...names.values()];
      expect(new Set(values.map(name => name.replaceAll('-', '_'))).size).toBe(paths.length);
      expect(values.filter(name => !/^[a-z0-9_][a-z0-9_-]*$/.test(name))).toEqual([]);
      expect(outputNames([...paths].reverse())).toEqual(new Map([...names].reverse()));
    }),
  );
});

test.each([
  ['win', 'win'],
  ['.hidden', '.hidden'],
  ['Ü und é', 'Ü und é'],
  ['aux', 'aux_'],
  ['CON.d', 'CON_.d'],
  ['console', 'console'],
  ['a:b*c? ', 'a_b_c__'],
  ['x.', 'x_'],
  ['two\nlines', 'two_lines'],
])('the folder %j is %j on every system', (name, expected) => {
  expect(portableName(name)).toBe(expected);
});

test.each([
  [0, 0, 'a'],
  [1, 0, 'a-2'],
  [0, 1, 'a-1-2'],
])('rule %i.%i of a file', (document, part, expected) => {
  expect(ruleName('a', { document, part })).toBe(expected);
});
