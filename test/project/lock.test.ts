import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Lock, printLock, readLock } from '../../src/project/lock.ts';
import { SourceFile } from '../../src/source/index.ts';

const lock: Lock = {
  rules: new Map([
    ['rules/b.yml#0.0 splunk', { source: 'bb', verdict: 'refused', tool: '1.0.0' }],
    [
      'rules/a.yml#0.0 splunk',
      {
        id: 'x',
        source: 'aa',
        verdict: 'exact',
        evidence: 'proved',
        output: { 'a.conf': 'cc' },
        tool: '1.0.0',
      },
    ],
  ]),
  names: new Map([['rules/b.yml', 'rules_b']]),
  files: new Map([['packs/a.conf', 'dd']]),
};

function read(text: string) {
  const { value, diagnostics } = readLock(new SourceFile('ruleglot.lock', text));
  return value ?? diagnostics.map(({ code, span }) => `${code} ${span?.file.position(span.start).line}`);
}

test('a lock is YAML, an entry a line, sorted', () => {
  const text = printLock(lock);
  expect(text.split('\n').slice(1)).toEqual([
    'lockVersion: 1',
    'rules:',
    '  "rules/a.yml#0.0 splunk": {"id":"x","source":"aa","verdict":"exact","evidence":"proved","output":{"a.conf":"cc"},"tool":"1.0.0"}',
    '  "rules/b.yml#0.0 splunk": {"source":"bb","verdict":"refused","tool":"1.0.0"}',
    'names:',
    '  "rules/b.yml": "rules_b"',
    'files:',
    '  "packs/a.conf": "dd"',
    '',
  ]);
  expect(parse(text)).toMatchObject({ lockVersion: 1, files: { 'packs/a.conf': 'dd' } });
});

test('what is printed is read as it was, whatever the paths are', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme' })), keys => {
      const rule = { source: 's', verdict: 'exact', tool: '1' };
      const some = {
        rules: new Map(keys.map(key => [key, rule])),
        names: new Map(keys.map(key => [key, key])),
        files: new Map(keys.map(key => [key, key])),
      };
      const found = read(printLock(some));
      expect('names' in found ? [...found.names].sort() : []).toEqual([...some.names].sort());
      expect('files' in found && [...found.files].sort()).toEqual([...some.files].sort());
      expect('rules' in found && [...found.rules.keys()].sort()).toEqual([...keys].sort());
    }),
  );
});

test.each([
  ['<<<<<<< ours\n', 'lock/conflict 10'],
  ['=======\n', 'lock/conflict 10'],
  ['>>>>>>> theirs\n', 'lock/conflict 10'],
  ['  "rules/c.yml": nothing\n', 'lock/malformed 10'],
])('%j is told with its line', (line, expected) => {
  expect(read(printLock(lock) + line)).toEqual([expected]);
});

test('a lock of a newer version, or of none, is not taken', () => {
  expect(read(printLock(lock).replace('lockVersion: 1', 'lockVersion: 2'))).toEqual(['lock/newer 2']);
  expect(read('rules: {}\n')).toEqual(['lock/malformed 1']);
});
