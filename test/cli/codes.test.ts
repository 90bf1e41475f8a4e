import { expect, test } from 'vitest';
import { catalogue } from '../../src/diagnostics/index.ts';
import { inOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const folder = inOwnFolder();

writeFiles(folder, {
  'rule.yml': sigmaRule('Rule', plainDetection),
  'rule.events.json': '[{"name": "no event"}]',
  'linux.yml': sigmaRule('Linux', plainDetection).replace('windows', 'linux').replace('Image', 'Immage'),
  'notes.txt': 'These are no rules.',
  'events.ndjson': '{}\n[]\n',
  'none/notes.txt': '',
});

/** The codes of the command line and of files as such that no other test names, each with what brings it about. */
const rows = [
  ['cli/unknown-command', 'convrt'],
  ['cli/unknown-option', 'convert rule.yml --targt splunk'],
  ['cli/bad-value', 'convert rule.yml -t splnk'],
  ['cli/missing', 'convert rule.yml'],
  ['cli/unexpected', 'list targets formats'],
  ['cli/unknown-code', 'explain no/code'],
  ['cli/unwritable', 'convert rule.yml -t splunk -o notes.txt'],
  ['cli/bad-event', 'match rule.yml --events events.ndjson'],
  ['cli/no-rules', 'convert none -t splunk'],
  ['read/unreadable', 'convert nowhere.yml -t splunk'],
  ['read/unknown-format', 'convert notes.txt -t splunk'],
  ['read/bad-labelled-events', 'convert rule.yml -t panther'],
  ['plan/strict-field', 'convert linux.yml -t elastic --strict-fields'],
] as const;

test.each(rows)('%s: ruleglot %s', async (code, words) => {
  const { stderr } = await ranHere(words.split(' '));
  expect(stderr).toContain(`[${code}]`);
});

test('no code of the command line is left out', () => {
  // What cannot be matched has a test in match-several.test.ts.
  const tested: readonly string[] = [...rows.map(([code]) => code), 'cli/cannot-match'];
  const own = Object.keys(catalogue).filter(code => code.startsWith('cli/'));
  expect(own.filter(code => !tested.includes(code))).toEqual([]);
});
