import { expect, test } from 'vitest';
import { inOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const folder = inOwnFolder();

writeFiles(folder, {
  'exact.yml': sigmaRule('Exact', plainDetection),
  'unmapped.yml': sigmaRule('Unmapped', plainDetection)
    .replace('windows', 'linux')
    .replace('Image', 'Immage'),
  'regex.yml': sigmaRule('Regex', '  a:\n    CommandLine|re: a.b\n  condition: a\n'),
  'broken.yml': 'title: [',
  'good.ndjson': '{"EventID":1}\n\n{"EventID":2}\n',
  'bad.ndjson': '{"EventID":1}\n{"EventID":\n',
  'placeholder.yml': sigmaRule('Admin', '  a:\n    User|expand: "%Admins%"\n  condition: a\n'),
  'values.yml': 'Admins: [root, admin]\n',
  'list.yml': '- Admins\n',
  'map.yml': 'Admins: {root: x}\n',
  'empty.yml': 'Admins:\n',
  'a-file': '',
});

const convert = ['convert', '-q'];
const match = ['match', '-q', 'exact.yml'];
const declared = 'broader,narrower,different,refused';

test.each([
  [0, [...convert, 'exact.yml', '-t', 'splunk']],
  [1, [...convert, 'broken.yml', '-t', 'splunk']],
  [1, [...convert, 'broken.yml', 'exact.yml', '-t', 'splunk', '--fail-on', 'unreadable']],
  [0, [...convert, 'broken.yml', 'exact.yml', '-t', 'splunk', '--fail-on', declared]],
  [0, [...convert, 'broken.yml', '-t', 'splunk', '--fail-on', 'none']],
  [1, [...convert, 'regex.yml', '-t', 'elastic:kql']],
  [1, [...convert, 'regex.yml', '-t', 'elastic:kql', '--fail-on', declared]],
  [0, [...convert, 'regex.yml', '-t', 'elastic:kql', '--fail-on', 'unreadable,bad-event']],
  [1, [...convert, 'exact.yml', '-t', 'splunk', '--evidence', 'none', '--fail-on', 'unverified']],
  [0, [...convert, 'exact.yml', '-t', 'splunk', '--fail-on', 'unreadable, given:same-name']],
  [1, [...convert, 'unmapped.yml', '-t', 'splunk', '--fail-on', 'given:same-name']],
  [1, [...convert, 'unmapped.yml', '-t', 'splunk', '--fail-on', 'given:same-name:Immage']],
  [0, [...convert, 'unmapped.yml', '-t', 'splunk', '--fail-on', 'given:same-name:Other']],
  [1, [...convert, 'unmapped.yml', '-t', 'splunk', '--strict-fields']],
  [2, [...convert, 'exact.yml', '-t', 'splunk', '-o', 'a-file']],
  [2, [...convert, 'exact.yml', '-t', 'splunk', '-o', 'a-file/below']],
  [2, [...convert, 'exact.yml', '-t', 'splunk', '-o', '/proc/nowhere']],
  [2, [...convert, 'broken.yml', 'exact.yml', '-t', 'splunk', '--report', 'ndjson=a-file/report']],
  [2, [...convert, 'broken.yml', 'exact.yml', '-t', 'splunk', '--report', 'ndjson=/dev/full']],
  [0, [...match, '--events', 'good.ndjson']],
  [1, [...match, '--events', 'bad.ndjson']],
  [0, [...match, '--events', 'bad.ndjson', '--fail-on', 'unreadable']],
  [1, [...match, 'broken.yml', '--events', 'good.ndjson']],
  [0, [...match, 'broken.yml', '--events', 'good.ndjson', '--fail-on', 'bad-event']],
  [2, [...match, '--events', 'missing.ndjson']],
  [2, [...convert, 'exact.yml', '-t', 'splunk', '--placeholders', 'list.yml']],
  [2, [...convert, 'placeholder.yml', '-t', 'splunk', '--placeholders', 'map.yml']],
  [2, [...convert, 'placeholder.yml', '-t', 'splunk', '--placeholders', 'empty.yml']],
  [0, [...convert, 'placeholder.yml', '-t', 'splunk', '--placeholders', 'values.yml']],
  [1, [...convert, 'placeholder.yml', '-t', 'splunk', '--fail-on', declared]],
  [0, [...convert, 'placeholder.yml', '-t', 'splunk', '--fail-on', 'unreadable']],
] as const)('%i: %j', async (code, words) => {
  expect(await ranHere(words)).toMatchObject({ code });
});

test('the fault of an output that cannot be written is told', async () => {
  const { stderr } = await ranHere([...convert, 'exact.yml', '-t', 'splunk', '-o', 'a-file']);
  expect(stderr).toBe('ruleglot: error[cli/unwritable]: cannot write a-file: it is a file, not a folder\n');
});
