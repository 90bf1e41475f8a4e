import { expect, test } from 'vitest';
import { inOwnFolder, ranHere } from './in-process.ts';
import { linesOf, plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';
import { violationsOf } from './schema.ts';

const folder = inOwnFolder();

const filtered = `${plainDetection.replace('condition: selection', "filter:\n    User: 'root'\n  condition: selection and not filter")}`;

writeFiles(folder, {
  'old/same.yml': sigmaRule('Same', plainDetection),
  'new/same.yml': sigmaRule('Same', plainDetection),
  'old/filter.yml': sigmaRule('Filter', plainDetection, 'id: 5a6b8a0c-6b8c-4a51-9d3e-9a76d9c30001\n'),
  'new/moved/filter.yml': sigmaRule('Filtered', filtered, 'id: 5a6b8a0c-6b8c-4a51-9d3e-9a76d9c30001\n'),
  'old/gone.yml': sigmaRule('Gone', plainDetection),
  'new/fresh.yml': sigmaRule('Fresh', plainDetection),
  'broken.yml': 'title: [',
  'before/two.yml': [sigmaRule('One', plainDetection), sigmaRule('Two', filtered)].join('---\n'),
  'after/two.yml': ['None', 'One', 'Two']
    .map(title => sigmaRule(title, title === 'Two' ? filtered : plainDetection))
    .join('---\n'),
  'before/other.eql': 'any where a == 1\n',
  'after/other.yml': `${sigmaRule('Other', plainDetection)}`,
  'number/r.yml': panther('r.py'),
  'number/r.py': 'def rule(event):\n    return event.get("a") == 5\n',
  'text/r.yml': panther('r.py'),
  'text/r.py': 'def rule(event):\n    return event.get("a") == "5"\n',
});

function panther(file: string): string {
  return `AnalysisType: rule\nRuleID: R\nEnabled: true\nFilename: ${file}\nSeverity: Low\nLogTypes: [Okta.SystemLog]\n`;
}

test('a rule that was put before others of its file moves none of them, and one of another format is its pair', async () => {
  const { stdout } = await ranHere(['diff', '-q', 'before', 'after', '--report', 'ndjson=-']);
  expect(linesOf(stdout)).toMatchObject([
    { relation: 'different', old: { path: 'before/other.eql' }, new: { path: 'after/other.yml' } },
    { relation: 'equal', old: { rule: { title: 'One', document: 0 } }, new: { rule: { document: 1 } } },
    { relation: 'equal', old: { rule: { title: 'Two', document: 1 } }, new: { rule: { document: 2 } } },
    { relation: 'added', new: { rule: { title: 'None' } } },
  ]);
});

test('Python holds a number and its text for different', async () => {
  const { stdout } = await ranHere(['diff', '-q', 'number', 'text']);
  expect(stdout).toContain('one compares a with a number, the other with its text');
});

test('rules are paired by id, path and title, and each pair has a line that fits the schema', async () => {
  const { code, stdout } = await ranHere(['diff', '-q', 'old', 'new', '--report', 'ndjson=-']);
  const lines = linesOf(stdout);
  expect(code).toBe(0);
  expect(violationsOf(lines)).toEqual([]);
  expect(lines).toMatchObject([
    {
      relation: 'stronger',
      old: { path: 'old/filter.yml' },
      new: { path: 'new/moved/filter.yml' },
      onlyOld: { User: 'root' },
      metadata: [{ key: 'title', old: 'Filter', new: 'Filtered' }],
      responsible: [{ side: 'new', line: 10 }],
    },
    { relation: 'removed', old: { path: 'old/gone.yml' } },
    { relation: 'equal', old: { path: 'old/same.yml' }, new: { path: 'new/same.yml' } },
    { relation: 'added', new: { path: 'new/fresh.yml' } },
  ]);
});

test('what has changed is printed, with an event that shows it', async () => {
  const { stdout, stderr } = await ranHere(['diff', 'old', 'new']);
  expect(stdout).toContain('stronger: Filtered (old/filter.yml:1 -> new/moved/filter.yml:1)');
  expect(stdout).toMatch(/only the old rule matches \{.*"User":"root"/);
  expect(stdout).not.toContain('Same');
  expect(stderr).toContain('4 rules: 1 stronger, 1 removed, 1 equal, 1 added');
});

test.each([
  [0, ['old', 'new']],
  [1, ['old', 'new', '--fail-on', 'stronger']],
  [1, ['old', 'new', '--fail-on', 'changed']],
  [0, ['old', 'new', '--fail-on', 'weaker,different,unknown']],
  [0, ['old/same.yml', 'new/same.yml', '--fail-on', 'changed']],
  [1, ['broken.yml', 'new']],
  [2, ['old']],
  [2, ['old', 'new', 'newer']],
] as const)('%i: diff %j', async (code, words) => {
  expect(await ranHere(['diff', '-q', ...words])).toMatchObject({ code });
});
