import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { FailureLine, MatchLine } from '../../src/cli/report-lines.ts';
import { inOwnFolder, ranHere } from './in-process.ts';
import { linesOf, plainDetection, reportAt, shippedCommand, sigmaRule, writeFiles } from './ruleglot.ts';
import { violationsOf } from './schema.ts';

const ruleglot = shippedCommand();
const folder = inOwnFolder();

const hit = JSON.stringify({
  Channel: 'Microsoft-Windows-Sysmon/Operational',
  EventID: 1,
  Image: 'C:\\Windows\\cmd.exe',
});
const miss = hit.replace('cmd', 'cmdx');
const text = [hit, '', miss, hit].join('\n');
const audited = {
  NewProcessName: 'C:\\Windows\\cmd.exe',
  ProcessId: '0x4',
  SubjectDomainName: 'CORP',
  SubjectUserName: 'bob',
  TargetUserName: '-',
  TargetDomainName: '-',
  MandatoryLabel: 'S-1-16-12288',
};

writeFiles(folder, {
  'rules/plain.yml': sigmaRule('Plain', plainDetection, 'id: 0d9b2a56-0f0c-4e28-93a5-5f2a3d7e1c11\n'),
  'rules/parts.yml': sigmaRule(
    'Parts',
    `  a:\n    Image: nothing\n  b:\n    Image|contains: cmd\n  condition:\n    - a\n    - b\n`,
  ),
  'query.kql': 'process.executable : *cmd.exe',
  'events/plain.ndjson': text,
  'events/windows.ndjson': `\ufeff${text.replaceAll('\n', '\r\n')}\r\n`,
  'events/packed.ndjson.gz': gzipSync(text),
  'events/packed-without-suffix': gzipSync(text),
  'events/elastic.ndjson':
    '{"process":{"executable":"C:\\\\cmd.exe","name":"cmd.exe"}}\n{"process.executable":"C:\\\\cmd.exe","process.name":"cmd.exe"}',
  'audited/process.yml': sigmaRule(
    'Audited',
    `  a:\n    Image|endswith: \\cmd.exe\n    ParentProcessId: 4\n    User: CORP\\bob\n    IntegrityLevel: High\n  condition: a\n`,
  ),
  'audited/security.yml': sigmaRule(
    'Security',
    '  a:\n    EventID: 4688\n    NewProcessName|endswith: cmd.exe\n  condition: a\n',
  ).replace('category: process_creation', 'service: security'),
  // As evtx_dump writes the XML of an event, and as public sets of events have the same.
  'events/audited.ndjson': [
    { Event: { System: { EventID: 4688, Channel: 'Security' }, EventData: audited } },
    { EventID: 4688, Channel: 'Security', ...audited },
    { Event: { System: { EventID: 4689, Channel: 'Security' }, EventData: audited } },
  ]
    .map(each => JSON.stringify(each))
    .join('\n'),
  'events/empty.ndjson': '',
  'events/utf16.ndjson': Buffer.from(`\ufeff${text}`, 'utf16le'),
  'events/truncated.ndjson.gz': gzipSync(Buffer.from(`${`${miss}\n`.repeat(5_000)}${hit}\n`)).subarray(
    0,
    300,
  ),
  'events/bad.ndjson': Buffer.concat([
    Buffer.from(`${hit}\n[1]\n{"a": tru}\n`),
    Buffer.from([0x22, 0xe9, 0x22, 0x0a]),
    Buffer.from(`"${'x'.repeat(17 * 1024 * 1024)}"\n"text"\nnull\n{"a":1`),
    Buffer.from(`\n${hit}`),
  ]),
});

/** Standard input needs a process of its own. */
async function matches(words: readonly string[], input?: string) {
  const all = ['match', ...words];
  const ran = input === undefined ? await ranHere(all) : ruleglot(all, { cwd: folder, input });
  return { ...ran, lines: linesOf<MatchLine>(ran.stdout) };
}

test('a match line tells rule, file and physical line', async () => {
  const { lines, code } = await matches(['rules/plain.yml', '--events', 'events/plain.ndjson']);
  const rule = {
    id: '0d9b2a56-0f0c-4e28-93a5-5f2a3d7e1c11',
    title: 'Plain',
    format: 'sigma',
    document: 0,
    part: 0,
    line: 1,
  };
  const common = { schemaVersion: 1, kind: 'match', path: 'rules/plain.yml', rule };
  expect(lines).toEqual([
    { ...common, events_file: 'events/plain.ndjson', event: 0 },
    { ...common, events_file: 'events/plain.ndjson', event: 3 },
  ]);
  expect(violationsOf(lines)).toEqual([]);
  expect(code).toBe(0);
});

test.each(['plain.ndjson', 'windows.ndjson', 'packed.ndjson.gz', 'packed-without-suffix'])(
  'events of %s',
  async name => {
    const { lines } = await matches(['rules', '--events', `events/${name}`]);
    expect(lines.map(({ path, rule, event }) => [path, rule.part, event])).toEqual([
      ['rules/parts.yml', 1, 0],
      ['rules/plain.yml', 0, 0],
      ['rules/parts.yml', 1, 2],
      ['rules/parts.yml', 1, 3],
      ['rules/plain.yml', 0, 3],
    ]);
  },
);

test('events on standard input', async () => {
  const { lines } = await matches(['rules/plain.yml', '--events', '-'], text);
  expect(lines.map(({ events_file, event }) => [events_file, event])).toEqual([
    ['-', 0],
    ['-', 3],
  ]);
});

test('a rule on standard input, over nested and flat events', async () => {
  const { lines } = await matches(
    ['-', '--from', 'kql', '--events', 'events/elastic.ndjson'],
    'process.executable : *cmd.exe',
  );
  expect(lines.map(({ path, event }) => [path, event])).toEqual([
    ['-', 0],
    ['-', 1],
  ]);
});

test('a process of the Security log is one of process_creation, as the XML of its events is written', async () => {
  const { lines } = await matches([
    'audited/process.yml',
    'audited/security.yml',
    '--events',
    'events/audited.ndjson',
  ]);
  expect(lines.map(({ path, event }) => [path, event])).toEqual([
    ['audited/security.yml', 0],
    ['audited/process.yml', 0],
    ['audited/security.yml', 1],
  ]);
});

test('events in the names of another vendor, without a test of the scope', async () => {
  const words = ['rules/plain.yml', '--events', 'events/elastic.ndjson', '--events-form', 'elastic'];
  expect((await matches(words)).lines).toEqual([]);
  expect((await matches([...words, '--assume-source'])).lines.map(({ event }) => event)).toEqual([0, 1]);
});

test('lines that are no events are told with their places, and the others are matched', async () => {
  const { lines, stderr, code } = await matches([
    'rules/plain.yml',
    '--events',
    'events/bad.ndjson',
    '--report',
    'ndjson=bad.report',
  ]);
  expect(lines.map(({ event }) => event)).toEqual([0, 8]);
  expect(code).toBe(1);
  const told = reportAt<FailureLine | MatchLine>(join(folder, 'bad.report'));
  expect(violationsOf(told)).toEqual([]);
  const failures = told.filter((line): line is FailureLine => line.kind === 'failure');
  expect(failures.map(({ path, diagnostics: [first] }) => [path, first?.code, first?.line])).toEqual(
    [2, 3, 4, 5, 6, 7, 8].map(line => ['events/bad.ndjson', 'cli/bad-event', line]),
  );
  expect(stderr).toContain('events/bad.ndjson:2:1: error[cli/bad-event]: line 2 is not an event');
  expect(stderr).toContain('it is not UTF-8');
  expect(stderr).toContain('it has more than 16 MB');
  expect(stderr.length).toBeLessThan(4000);
});

test.each([
  ['events/truncated.ndjson.gz', 'unexpected end of file'],
  ['events/utf16.ndjson', 'it begins as UTF-16 does'],
])('%s breaks off with a diagnostic', async (path, reason) => {
  const { stderr, code } = await matches(['rules', '--events', path]);
  expect(code).toBe(1);
  expect(stderr).toContain(`${path}: error[read/unreadable]: cannot read this file: ${reason}`);
  expect((await matches(['rules', '--events', path, '--fail-on', 'bad-event'])).code).toBe(0);
});

test('one line sums up, on standard error', async () => {
  expect((await matches(['rules', '--events', 'events/plain.ndjson'])).stderr).toBe(
    '3 rules, 3 events, 5 matches by 2 rules\n',
  );
  expect((await matches(['rules', '--events', 'events/empty.ndjson'])).stderr).toBe(
    '3 rules, 0 events, 0 matches by 0 rules\n',
  );
  expect((await matches(['rules', '--events', 'events/plain.ndjson', '-q'])).stderr).toBe('');
});

test('a report of one rule over ten thousand bad lines shows the first twenty on the terminal', async () => {
  const { stderr } = await matches(['rules/plain.yml', '--events', '-'], 'x\n'.repeat(10_000));
  expect(stderr.match(/cli\/bad-event/g)).toHaveLength(20);
  expect(stderr).toContain('-: 10000 lines are no events');
});
