import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileNames } from '../../src/cli/file-name.ts';

function nameOf(names: FileNames, path: string, document = 0, part = 0): string {
  return names.nameFor({ path, document, part, format: 'sigma', line: 1 });
}

test.each([
  [['rules/a.yml'], ['a']],
  [
    ['rules/A B.yml', 'rules/ünï.yml'],
    ['a_b', 'uni'],
  ],
  [
    ['one/a.yml', 'two/a.yml', 'two/a.toml'],
    ['a', 'two_a', 'a-0-0-2'],
  ],
  [
    ['x/One.yml', 'x/one.toml'],
    ['one', 'x_one'],
  ],
  [
    ['x/a-b.yml', 'x/a_b.yml'],
    ['a-b', 'x_a_b'],
  ],
  [
    ['x/a1.yml', 'x/a_1.yml', 'x/ab.yml'],
    ['a1', 'x_a_1', 'ab'],
  ],
  [
    ['x/con.yml', 'x/LPT1.yml'],
    ['con_rule', 'lpt1_rule'],
  ],
  [
    ['x/..yml', 'x/....yml', '-'],
    ['rule', 'x_rule', 'rule_rule'],
  ],
  [
    ['../../etc/passwd', '..\\..\\boot.ini'],
    ['passwd', 'boot'],
  ],
  [[`${'x'.repeat(300)}.yml`], ['x'.repeat(100)]],
])('%j are called %j', (paths, expected) => {
  const names = new FileNames();
  expect(paths.map(path => nameOf(names, path))).toEqual(expected);
});

test('documents and parts are numbered', () => {
  const names = new FileNames();
  expect([
    nameOf(names, 'r/a.yml'),
    nameOf(names, 'r/a.yml', 1),
    nameOf(names, 'r/a.yml', 0, 1),
    nameOf(names, 'r/a-2.yml'),
  ]).toEqual(['a', 'a-2', 'r_a-2', 'a-2-0-0-2']);
});

test('a document that says its own name keeps it, with that of its file where it is taken', () => {
  const names = new FileNames();
  const content = (path: string, name: string): string =>
    names.nameFor({ path, document: 0, part: 0, format: 'sigma', line: 1 }, name);
  const long = 'x'.repeat(67);
  expect([
    content('r/a.yml', 'A. Name'),
    content('r/b.yml', 'a-name'),
    content('r/a.yml', 'A. Name'),
    content('r/c.yml', 'A_ Name'),
    content('q/c.yml', 'A_ Name'),
    content('r/d.yml', long),
    content('r/e.yml', long),
    nameOf(names, 'r/a.yml'),
  ]).toEqual([
    'A. Name',
    'a-name',
    'A. Name',
    'A_ Name c',
    'A_ Name q c',
    long,
    expect.stringMatching(/^x{58} [0-9a-f]{8}$/),
    'a',
  ]);
});

test('names are safe on every file system, and no two rules share one', () => {
  const paths = fc.uniqueArray(fc.tuple(fc.string({ unit: 'binary', maxLength: 12 }), fc.nat(2), fc.nat(2)), {
    selector: String,
    maxLength: 30,
  });
  fc.assert(
    fc.property(paths, rules => {
      const names = new FileNames();
      const given = rules.map(([path, document, part]) => nameOf(names, path, document, part));
      expect(given.filter(name => !/^[a-z0-9][a-z0-9_-]*$/.test(name))).toEqual([]);
      expect(new Set(given.map(name => name.replaceAll('-', '_'))).size).toBe(given.length);
    }),
  );
});
