import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import type { FailureLine, ReportLine, TranslationLine } from '../../src/cli/report-lines.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import type { StartThread } from '../../src/cli/thread-messages.ts';
import {
  linesOf,
  plainDetection,
  reportAt,
  shippedFolder,
  shippedIn,
  sigmaRule,
  temporaryFolder,
  writeFiles,
} from './ruleglot.ts';

const root = resolve(import.meta.dirname, '../..');
const shipped = shippedFolder();
const ruleglot = shippedIn(shipped);
const folder = temporaryFolder();
const four = ['splunk', 'panther', 'sigma', 'elastic'].flatMap(target => ['-t', target]);

function failedLogin(name: string): string {
  return `title: Failed ${name}\nname: ${name}\nlogsource:\n  product: windows\n  service: security\ndetection:\n  a:\n    EventID: 4625\n  condition: a\n`;
}

function correlation(title: string, name: string): string {
  return `title: ${title}\ncorrelation:\n  type: event_count\n  rules: [${name}]\n  group-by: [TargetUserName]\n  timespan: 5m\n  condition: { gte: 10 }\n`;
}

function filter(id: string): string {
  return `title: Not of the test machine\nlogsource:\n  category: process_creation\n  product: windows\nfilter:\n  rules: [${id}]\n  test:\n    Computer: test\n  condition: not test\n`;
}

const filtered = '5d8d2f22-3f0a-4a3b-9d0f-5c35d3c5a001';
/** Names that collide, files of several rules, files that cannot be read, and files that refer to others before and behind them. */
writeFiles(join(folder, 'many'), {
  ...Object.fromEntries(
    Array.from({ length: 70 }, (_, at) => [
      `${String.fromCharCode(97 + (at % 7))}/rule${at % 9}.yml`,
      sigmaRule(`Rule ${at}`, plainDetection.replace('cmd', `cmd${at}`)),
    ]),
  ),
  'a/broken.yml': 'title: [',
  'b/rule-1.yml': `${sigmaRule('First', plainDetection)}---\n${sigmaRule('Second', plainDetection)}`,
  'c/list.yml': sigmaRule('List', '  a:\n    Image: x\n  b:\n    Image: y\n  condition: [a, b]\n'),
  'a/correlation.yml': correlation('Many', 'late'),
  'z/late.yml': failedLogin('late'),
  'a/early.yml': failedLogin('early'),
  'z/correlation.yml': correlation('More', 'early'),
  'a/unknown.yml': correlation('None', 'nobody'),
  'z/filter.yml': filter(filtered),
  'a/filtered.yml': sigmaRule('Filtered', plainDetection, `id: ${filtered}\n`),
  'd/labelled.yml': sigmaRule('Labelled', plainDetection),
  'd/labelled.events.json': '[{"name":"one","matches":true,"event":{"EventID":1,"Image":"C:\\\\cmd.exe"}}]',
  'e/wrong.yml': sigmaRule('Wrong events', plainDetection),
  'e/wrong.events.json': '{',
});

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly report: string;
  readonly files: Readonly<Record<string, string>>;
}

function run(workers: number, words: readonly string[], out?: string): Outcome {
  const report = join(folder, `report-${workers}.ndjson`);
  const output = out === undefined ? [] : ['-o', join(folder, `${out}-${workers}`)];
  const all = [...words, ...output, '--workers', String(workers), '--report', `ndjson=${report}`];
  const { code, stdout, stderr } = ruleglot(all);
  const shown = out === undefined ? stderr : stderr.replaceAll(`${out}-${workers}`, out);
  const files = out === undefined ? {} : filesBelow(join(folder, `${out}-${workers}`));
  return { code, stdout, stderr: shown, report: readFileSync(report, 'utf8'), files };
}

function filesBelow(path: string): Record<string, string> {
  const names = readdirSync(path, { recursive: true, withFileTypes: true });
  const files = names.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.sort().map(file => [file.slice(path.length + 1), readFileSync(file, 'utf8')]),
  );
}

describe.each([
  ['our own rules, proved', 'rules', ['-t', 'splunk'], 'own'],
  ['many files, into files', join(folder, 'many'), [...four, '--evidence', 'none'], 'out'],
  ['many files, to standard output', join(folder, 'many'), ['-t', 'splunk', '--evidence', 'none'], undefined],
])('%s', (_name, path, words, out) => {
  const [one, ...others] = [1, 2, 3].map(workers => run(workers, ['convert', path, ...words], out));

  test('every number of workers gives the same bytes', () => {
    for (const other of others) expect(other).toEqual(one);
  });

  test('there is something to compare', () => {
    expect(linesOf<ReportLine>(one?.report ?? '').length).toBeGreaterThan(70);
    expect(`${one?.stdout}${Object.keys(one?.files ?? {}).join('\n')}`.split('\n').length).toBeGreaterThan(
      70,
    );
  });
});

test('a detection of security content, its file and the macro of its search have one name, on whatever thread', () => {
  const same = Object.fromEntries(
    [...'abc'].map(each => [`${each}/rule.yml`, sigmaRule('Köder & Co./Run', plainDetection)]),
  );
  writeFiles(join(folder, 'content'), { ...same, 'a/other.yml': sigmaRule('Other', plainDetection) });
  const words = ['convert', join(folder, 'content'), '-t', 'splunk', '-t', 'sigma', '-f', 'escu'];
  const [one, two] = [1, 2].map(workers => run(workers, [...words, '--evidence', 'none'], 'detections'));
  expect(two).toEqual(one);
  const named = Object.entries(one?.files ?? {}).map(([path, text]) => [
    path,
    /^name: (.*)$/m.exec(text)?.[1],
    /`(\w+)_filter`/.exec(text)?.[1],
  ]);
  expect(named).toEqual([
    ['sigma/b_rule.yml', undefined, undefined],
    ['sigma/c_rule.yml', undefined, undefined],
    ['sigma/other.yml', undefined, undefined],
    ['sigma/rule.yml', undefined, undefined],
    ['splunk/koder_co__run.yml', 'Koder Co./Run', 'koder_co__run'],
    ['splunk/koder_co__run_c_rule.yml', 'Koder Co./Run c rule', 'koder_co__run_c_rule'],
    ['splunk/koder_co__run_rule.yml', 'Koder Co./Run rule', 'koder_co__run_rule'],
    ['splunk/other.yml', 'Other', 'other'],
  ]);
});

test('correlations and filters find the files that they refer to, on whatever thread', () => {
  run(3, ['convert', join(folder, 'many'), '-t', 'splunk', '--evidence', 'none'], 'linked');
  const lines = reportAt<ReportLine>(join(folder, 'report-3.ndjson'));
  const queryOf = (title: string) =>
    lines.find((line): line is TranslationLine => line.kind === 'translation' && line.rule.title === title)
      ?.query;
  expect(queryOf('Many')).toContain('4625');
  expect(queryOf('More')).toContain('4625');
  expect(queryOf('Filtered')).toContain('test');
  const unknown = lines.find(line => line.kind === 'failure' && line.path.endsWith('unknown.yml'));
  expect(JSON.stringify(unknown)).toContain('lower/unknown-rule');
});

test('a target folder that cannot be written is told for each file, and none is named', () => {
  const told = [1, 2].map(workers => {
    mkdirSync(join(folder, `shut-${workers}`));
    writeFileSync(join(folder, `shut-${workers}`, 'splunk'), '');
    return run(workers, ['convert', join(folder, 'many/a'), '-t', 'splunk', '--evidence', 'none'], 'shut');
  });
  expect(told[1]).toEqual(told[0]);
  expect(told[0]?.code).toBe(2);
  const lines = linesOf<TranslationLine>(told[0]?.report ?? '').filter(({ kind }) => kind === 'translation');
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.flatMap(({ files }) => files)).toEqual([]);
});

/** A thread in which something happens when a file called `deadly` is read. */
function startingThreads(deed: string): StartThread {
  const entry = join(folder, `${deed.length}.mjs`);
  const worker = JSON.stringify(join(shipped, 'worker.js'));
  writeFileSync(
    entry,
    `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const read = fs.readFileSync;
fs.readFileSync = (path, ...rest) => { if (String(path).includes('deadly')) ${deed}; return read(path, ...rest); };
syncBuiltinESMExports();
await import(${worker});
`,
  );
  return data => new Worker(entry, { workerData: data });
}

async function runHere(threads: StartThread): Promise<{ code: number; lines: ReportLine[] }> {
  const report = join(folder, 'here.ndjson');
  const words = ['convert', join(folder, 'deaths'), '-t', 'splunk', '--evidence', 'none', '--workers', '2'];
  const screen = { isTerminal: false, noColour: true, now: () => 0, write: () => undefined };
  const code = await runCommand(
    [...words, '-o', join(folder, 'survivors'), '--report', `ndjson=${report}`],
    screen,
    threads,
  );
  return { code, lines: reportAt<ReportLine>(report) };
}

writeFiles(
  join(folder, 'deaths'),
  Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [
      at === 0 || at === 23 ? `rule${at}-deadly.yml` : `rule${at}.yml`,
      sigmaRule(`Rule ${at}`, plainDetection),
    ]),
  ),
);

test.each([
  ['ends', 'process.exit(7)'],
  ['throws past every catch', "queueMicrotask(() => { throw new Error('boom'); })"],
])('a thread that %s is a crash of the file that it read, and of no other', async (_name, deed) => {
  const { code, lines } = await runHere(startingThreads(deed));
  expect(code).toBe(3);
  const failures = lines.filter((line): line is FailureLine => line.kind === 'failure');
  expect(failures.map(({ path }) => path.replace(/.*\//, ''))).toEqual([
    'rule0-deadly.yml',
    'rule23-deadly.yml',
  ]);
  expect(failures.flatMap(({ diagnostics }) => diagnostics.map(({ code: each }) => each))).toEqual([
    'internal/crash',
    'internal/crash',
  ]);
  expect(lines.filter(({ kind }) => kind === 'translation')).toHaveLength(38);
});

test('threads that do not come up end the run', async () => {
  const entry = join(folder, 'nothing.mjs');
  writeFileSync(entry, "throw new Error('no thread today');\n");
  const said: string[] = [];
  const screen = {
    isTerminal: false,
    noColour: true,
    now: () => 0,
    write: (text: string) => void said.push(text),
  };
  const words = [
    'convert',
    join(folder, 'deaths'),
    '-t',
    'splunk',
    '--workers',
    '2',
    '-o',
    join(folder, 'none'),
  ];
  expect(await runCommand(words, screen, data => new Worker(entry, { workerData: data }))).toBe(3);
  expect(said.join('')).toContain('no thread today');
});

test('what another build of the same version has kept is made again, whichever file of its code differs', () => {
  const [other, project] = [temporaryFolder(), join(folder, 'kept')];
  cpSync(shipped, other, { recursive: true });
  writeFileSync(join(other, 'chunks', 'more-ABCDEFGH.js'), '');
  writeFiles(project, {
    'ruleglot.config.yaml': 'rules: [{ paths: [rules] }]\npacks: [{ name: a, target: sigma, folder: a }]\n',
    'rules/one.yml': sigmaRule('One', plainDetection),
  });
  ruleglot(['build'], { cwd: project });
  expect(ruleglot(['build'], { cwd: project }).stderr).toContain('1 (1 from the cache)');
  expect(shippedIn(other)(['build'], { cwd: project }).stderr).toMatch(/^files +1$/m);
});

test.each(['0', '65', '1.5', 'many'])('--workers %s is no number of workers', words => {
  const { code, stderr } = ruleglot(['convert', join(root, 'rules'), '-t', 'splunk', '--workers', words]);
  expect(code).toBe(2);
  expect(stderr).toContain('--workers');
});
