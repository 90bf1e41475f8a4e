import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { TranslationLine } from '../../src/cli/report-lines.ts';
import { inOwnFolder, ranHere } from './in-process.ts';
import { linesOf, plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';
import { violationsOf } from './schema.ts';

const path = process.env['PATH'] ?? '';
const folder = inOwnFolder();
afterEach(() => {
  process.env['PATH'] = path;
});

/** Stands for a python3 with panther_core: a rule whose module has the word `always` matches everything. */
const engine = `#!${process.execPath}
console.log(JSON.stringify({ ready: true }));
let rest = '';
process.stdin.on('data', data => {
  const lines = (rest + data).split('\\n');
  rest = lines.pop();
  for (const line of lines) console.log(JSON.stringify({ results: JSON.parse(line).events.map(() => true) }));
});
`;

writeFiles(folder, {
  'rule.yml': sigmaRule('Plain', plainDetection),
  'rule.events.json': JSON.stringify([
    {
      name: 'by cmd',
      matches: true,
      event: { EventID: 1, Channel: 'Microsoft-Windows-Sysmon/Operational', Image: 'C:\\cmd.exe' },
    },
  ]),
  'exact.eql': 'process where process.name == "cmd.exe"\n',
  'two.eql':
    'sequence by user.name with maxspan=1m [process where process.name : "cmd.exe"] [process where process.parent.name : "a.exe"]\n',
  'more.ndjson':
    '{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Image":"C:\\\\a.exe"}\n{"EventID":1,"Image":"C:\\\\cmd.exe"}\n',
  'broken.yml': 'title: [',
  'bin/python3': engine,
  'empty/file': '',
});
chmodSync(join(folder, 'bin/python3'), 0o755);

async function verified(...words: readonly string[]): Promise<TranslationLine[]> {
  const { stdout } = await ranHere(['verify', '-q', ...words, '--report', 'ndjson=-']);
  const lines = linesOf<TranslationLine>(stdout);
  expect(violationsOf(lines)).toEqual([]);
  return lines;
}

test('a line for each target, with events that the rule and the query agree on', async () => {
  const lines = await verified('rule.yml');
  expect(lines.map(({ target, verdict, evidence }) => [target, verdict, evidence?.kind])).toEqual([
    ['splunk', 'exact', 'proved'],
    ['panther', 'exact', 'proved'],
    ['sigma', 'exact', 'proved'],
    ['elastic', 'exact', 'proved'],
  ]);
  for (const { witness = [] } of lines) {
    expect(witness.length).toBeGreaterThan(3);
    expect(witness.filter(each => each.rule !== each.query)).toEqual([]);
    expect(new Set(witness.map(each => each.rule))).toEqual(new Set([true, false]));
    expect(witness.find(each => each.origin === 'labelled')).toMatchObject({
      name: 'by cmd',
      rule: true,
      query: true,
    });
  }
});

test('the proof of a difference is an event, in the names of the target and of the rule', async () => {
  const [line] = await verified('rule.yml', '-t', 'elastic:kql', '--casing', 'relax');
  expect(line?.verdict).not.toBe('exact');
  const proof = line?.witness?.find(each => each.origin === 'proof');
  expect(proof?.rule).not.toBe(proof?.query);
  expect(proof?.target).not.toEqual(proof?.source);
});

test('--explain prints both readings, the event that tells and where they part', async () => {
  const words = ['verify', '-q', 'rule.yml', '-t', 'elastic:kql', '--casing', 'relax', '--explain'];
  const { stdout } = await ranHere(words);
  expect(stdout).toContain('the rule, in the names of the target');
  expect(stdout).toContain('the query, as it was read back');
  expect(stdout).toMatch(/only the (rule|query) matches \{/);
  expect(stdout).toContain('where they part: process.name');
});

describe('what tells a search over several events from its translation is a series', () => {
  test('--explain prints when its events come, whose they are, in what they differ, and who alerts', async () => {
    const { stdout } = await ranHere(['verify', '-q', 'two.eql', '-t', 'sigma', '--explain']);
    expect(stdout).toContain('only the query alerts: one event for events 1 and 2');
    expect(stdout).toContain('the rule alerts on nothing, the query on group 1');
    expect(stdout).toContain('all events {');
    expect(stdout).toMatch(/^ {4}0 s {2}group 1 {2}\{/m);
  });

  test('the report has it with its times', async () => {
    const [line] = await verified('two.eql', '-t', 'sigma');
    expect(line?.verdict).not.toBe('exact');
    expect(line?.witness).toMatchObject([
      {
        origin: 'series',
        rule: false,
        query: true,
        groups: { rule: [], query: ['group 1'] },
        events: [{ time: '2026-01-05T00:00:00.000Z', after: 0, group: 'group 1' }],
      },
    ]);
  });
});

test('given events are judged, and counted', async () => {
  const { stdout } = await ranHere(['verify', '-q', 'rule.yml', '-t', 'sigma']);
  const count = Number(/, (\d+) events/.exec(stdout)?.[1]);
  for (const events of ['more.ndjson', 'rule.events.json']) {
    const more = await ranHere(['verify', '-q', 'rule.yml', '-t', 'sigma', '--events', events]);
    expect(Number(/, (\d+) events/.exec(more.stdout)?.[1])).toBe(count + (events === 'more.ndjson' ? 2 : 1));
  }
});

test('what a real engine says stands beside, and where it disagrees it is told', async () => {
  process.env['PATH'] = `${join(folder, 'bin')}:${path}`;
  const [line] = await verified('rule.yml', '-t', 'panther', '--engine', 'real');
  expect(line?.witness?.every(each => each.engine)).toBe(true);
  expect(line?.diagnostics).toMatchObject([{ code: 'verify/engine-disagrees' }]);
  const { stdout } = await ranHere(['verify', '-q', 'rule.yml', '-t', 'panther', '--engine', 'real']);
  expect(stdout).toMatch(/exact +proved, \d+ events by panther_core/);
});

test('that there is no engine is told, and the rest is done', async () => {
  process.env['PATH'] = join(folder, 'empty');
  const words = ['verify', 'rule.yml', '-t', 'panther', '--engine', 'real'];
  const { code, stdout, stderr } = await ranHere(words);
  expect(code).toBe(0);
  expect(stdout).toContain('exact      proved');
  expect(stderr).toContain('python3: warning[verify/no-engine]');
  expect(stderr).toContain('python3 is not on the PATH');
});

test.each([
  [0, ['rule.yml']],
  [1, ['rule.yml', '-t', 'elastic:kql', '--casing', 'relax', '--fail-on', 'broader,narrower,different']],
  [1, ['broken.yml']],
  [2, ['rule.yml', '--events', 'nowhere']],
  [2, ['rule.yml', '--engine', 'reel']],
  [2, ['rule.yml', '-t', 'splnk']],
] as const)('%i: verify %j', async (code, words) => {
  expect(await ranHere(['verify', '-q', ...words])).toMatchObject({ code });
});

test.each(['tested', 'engine'])('convert goes as far: --evidence %s', async level => {
  process.env['PATH'] = join(folder, 'empty');
  const words = ['convert', '-q', 'rule.yml', '-t', 'panther', '--evidence', level, '--report', 'ndjson=-'];
  const { code, stdout } = await ranHere(words);
  expect(code).toBe(0);
  expect(linesOf(stdout)).toMatchObject([{ verdict: 'exact', evidence: { kind: 'proved' } }]);
});
