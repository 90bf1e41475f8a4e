import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import type { FailureLine, MatchLine, TranslationLine } from '../../src/cli/report-lines.ts';
import {
  linesOf,
  plainDetection,
  reportAt,
  shippedCommand,
  sigmaRule,
  temporaryFolder,
  writeFiles,
} from './ruleglot.ts';
import { violationsOf, violationsOfWhole } from './schema.ts';

type ReportLine = FailureLine | MatchLine | TranslationLine;

const ruleglot = shippedCommand();
const folder = temporaryFolder();
const targets = ['splunk', 'panther', 'sigma', 'elastic', 'elastic:kql'];
const perTarget = targets.flatMap(target => ['-t', target]);
const declared = [...perTarget, '--evidence', 'none'];

/** Rules of Elastic whose query is not in them. */
const withoutQuery = (name: string, keys: string): string =>
  `[rule]\nname = "${name}"\nseverity = "high"\nrisk_score = 73\ntags = ["Use Case: Tills"]\n${keys}\n`;

writeFiles(folder, {
  'rules/anomalies.toml': withoutQuery(
    'Anomalies',
    'type = "machine_learning"\nanomaly_threshold = 75\nmachine_learning_job_id = "rare_till"',
  ),
  'rules/saved.toml': withoutQuery('Saved', 'type = "saved_query"\nsaved_id = "s"'),
  'rules/plain.yml': sigmaRule('Plain', plainDetection, 'id: 0d9b2a56-0f0c-4e28-93a5-5f2a3d7e1c11\n'),
  'rules/two documents.yml': `${sigmaRule('First', plainDetection)}---\n${sigmaRule('Second', plainDetection)}`,
  'rules/parts.yml': sigmaRule(
    'Parts',
    `  a:\n    Image: a\n  b:\n    Image: b\n  condition:\n    - a\n    - b\n`,
  ),
  'rules/refused.yml': sigmaRule('Regex', '  a:\n    CommandLine|re: a.b\n  condition: a\n'),
  'rules/placeholder.yml': sigmaRule('Admin', '  a:\n    User|expand: "%Admins%"\n  condition: a\n'),
  'rules/broken.yml': 'title: [',
  'rules/query.kql': 'process.name : "cmd.exe"',
  'rules/notes.txt': 'no rule',
  'events.ndjson': '{"EventID":1}\n',
});

const ran = ruleglot(
  [
    'convert',
    'rules',
    ...declared,
    '-o',
    'out',
    '--report',
    'ndjson=report.ndjson',
    '--report',
    'json=report.json',
  ],
  { cwd: folder },
);
const lines = reportAt<ReportLine>(join(folder, 'report.ndjson'));

function translations(path: string): TranslationLine[] {
  return lines.filter((line): line is TranslationLine => line.kind === 'translation' && line.path === path);
}

test('every line fits the schema that is shipped', () => {
  expect(violationsOf(lines)).toEqual([]);
  const whole: unknown = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  expect(violationsOfWhole(whole)).toEqual([]);
  expect(whole).toEqual({ schemaVersion: 1, lines });
});

test('the schema refuses what is no line', () => {
  const [line] = translations('rules/plain.yml');
  const bad = [
    { ...line, verdict: 'perfect' },
    { ...line, query: null },
    { ...line, extra: 1 },
    { ...line, evidence: undefined },
    { ...line, kind: 'failure' },
    { ...line, rule: { ...line?.rule, document: -1 } },
    { schemaVersion: 1, kind: 'failure', path: 'x', diagnostics: [] },
  ].map(each => JSON.parse(JSON.stringify(each)) as unknown);
  expect(bad.filter(each => violationsOf([each]).length === 0)).toEqual([]);
});

test('a line for each rule, document and part, and target', () => {
  const keys = lines
    .filter(line => line.kind === 'translation')
    .map(({ path, rule, target }) => `${path} ${rule.document}.${rule.part} ${target}`);
  const rules = [
    'rules/anomalies.toml 0.0',
    'rules/parts.yml 0.0',
    'rules/parts.yml 0.1',
    'rules/placeholder.yml 0.0',
    'rules/plain.yml 0.0',
    'rules/query.kql 0.0',
    'rules/refused.yml 0.0',
    'rules/saved.toml 0.0',
    'rules/two documents.yml 0.0',
    'rules/two documents.yml 1.0',
  ];
  expect(keys).toEqual(rules.flatMap(rule => targets.map(target => `${rule} ${target}`)));
});

test('the fields of a line', () => {
  const [splunk] = translations('rules/plain.yml');
  expect(splunk).toMatchObject({
    schemaVersion: 1,
    kind: 'translation',
    path: 'rules/plain.yml',
    rule: {
      id: '0d9b2a56-0f0c-4e28-93a5-5f2a3d7e1c11',
      title: 'Plain',
      format: 'sigma',
      document: 0,
      part: 0,
      line: 1,
    },
    target: 'splunk',
    language: 'spl',
    evidence: { kind: 'unverified', because: expect.any(String) },
    given: expect.any(Array),
    query: expect.stringContaining('cmd.exe'),
    files: ['splunk/plain.conf'],
  });
  expect(translations('rules/two documents.yml').map(({ rule }) => rule.line)).toEqual([
    1, 1, 1, 1, 1, 10, 10, 10, 10, 10,
  ]);
  expect(translations('rules/query.kql')[0]?.rule.format).toBe('kql');
});

test('a translation that is refused has neither query nor evidence nor files', () => {
  const refused = lines.filter(line => line.kind === 'translation' && line.verdict === 'refused');
  expect(refused.map(line => `${line.path} ${'target' in line ? line.target : ''}`)).toEqual([
    ...targets.map(target => `rules/anomalies.toml ${target}`),
    ...targets.map(target => `rules/placeholder.yml ${target}`),
    'rules/refused.yml elastic:kql',
    ...targets.map(target => `rules/saved.toml ${target}`),
  ]);
  for (const line of refused) {
    expect(line).toMatchObject({ query: null, files: [] });
    expect(line).not.toHaveProperty('evidence');
  }
});

test('what a rule says of itself that is refused whatever the target is on its line', () => {
  for (const line of translations('rules/anomalies.toml'))
    expect(line.metadata).toMatchObject({
      ...{ vendor: 'elastic', title: 'Anomalies', level: 'high', riskScore: 73, tags: ['Use Case: Tills'] },
      extra: { rule: { anomaly_threshold: 75, machine_learning_job_id: 'rare_till' } },
    });
  expect(translations('rules/refused.yml').every(line => line.metadata === undefined)).toBe(true);
});

test('a rule that cannot be read is a failure, once, with its place', () => {
  const failures = lines.filter((line): line is FailureLine => line.kind === 'failure');
  expect(failures.map(({ path }) => path)).toEqual(['rules/broken.yml']);
  expect(failures[0]?.diagnostics[0]).toMatchObject({ code: 'read/yaml-syntax', severity: 'error', line: 1 });
});

test('files are those that lie below -o, and no others lie there', () => {
  const named = lines.flatMap(line => (line.kind === 'translation' ? line.files : []));
  const there = readdirSync(join(folder, 'out'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(join(folder, 'out'), join(entry.parentPath, entry.name)));
  expect([...named].sort()).toEqual(there.sort());
});

test('standard output is empty under -o, and what is said is on standard error', () => {
  expect(ran.stdout).toBe('');
  expect(ran.stderr).toContain('rules/broken.yml:1:');
  expect(ran.stderr.match(/^files {4}/gm)).toHaveLength(1);
  expect(ran.stderr).not.toContain('\u001b');
});

test('the same run gives the same bytes', () => {
  const again = ruleglot(
    ['convert', 'rules', ...declared, '-o', 'again', '--report', 'ndjson=again.ndjson'],
    {
      cwd: folder,
    },
  );
  expect(again.stderr).toBe(ran.stderr);
  expect(readFileSync(join(folder, 'again.ndjson'))).toEqual(readFileSync(join(folder, 'report.ndjson')));
  for (const file of lines.flatMap(line => (line.kind === 'translation' ? line.files : [])))
    expect(readFileSync(join(folder, 'again', file))).toEqual(readFileSync(join(folder, 'out', file)));
});

test('without -o each document is printed under a comment line that names it', () => {
  const { stdout, code } = ruleglot(['convert', 'rules/plain.yml', '-t', 'splunk', '-t', 'sigma'], {
    cwd: folder,
  });
  expect(code).toBe(0);
  expect(stdout.split('\n').filter(line => /^# [a-z]+\/plain\./.test(line))).toEqual([
    '# splunk/plain.conf',
    '# sigma/plain.yml',
  ]);
  expect(stdout).toContain(readFileSync(join(folder, 'out/splunk/plain.conf'), 'utf8'));
});

test('a report on standard output has it for itself', () => {
  const { stdout } = ruleglot(
    ['convert', 'rules/plain.yml', '-t', 'splunk', '--evidence', 'none', '--report', 'ndjson=-'],
    {
      cwd: folder,
    },
  );
  expect(linesOf(stdout)).toEqual([{ ...translations('rules/plain.yml')[0], files: [] }]);
});

test('paths are relative to the working directory, whatever they were given as', () => {
  const { stdout } = ruleglot(
    [
      'convert',
      join(folder, 'rules/plain.yml'),
      '../rules/plain.yml',
      'nothing',
      '-t',
      'splunk',
      '--report',
      'ndjson=-',
    ],
    { cwd: join(folder, 'out') },
  );
  expect(linesOf(stdout).map(({ path }) => path)).toEqual(['nothing', '../rules/plain.yml']);
});

test('standard input is a rule of the format that --from names', () => {
  const words = ['convert', '-', '--from', 'kql', '-t', 'splunk', '--report', 'ndjson=-'];
  const { stdout, code } = ruleglot(words, { input: 'process.name : "cmd.exe"' });
  expect(code).toBe(0);
  expect(linesOf(stdout)).toMatchObject([{ path: '-', rule: { format: 'kql' }, target: 'splunk' }]);
});

test('our own sample rules: every line fits the schema, no two documents share a name', () => {
  const out = ruleglot([
    'convert',
    'rules',
    ...declared,
    '-o',
    join(folder, 'samples'),
    '--report',
    'ndjson=-',
  ]);
  const translated = linesOf<TranslationLine>(out.stdout);
  expect(violationsOf(translated)).toEqual([]);
  expect(translated.length).toBeGreaterThanOrEqual(60 * targets.length);
  const files = translated.flatMap(line => line.files);
  expect(new Set(files.map(file => file.toLowerCase())).size).toBe(files.length);
  expect(files.filter(file => !existsSync(join(folder, 'samples', file)))).toEqual([]);
});

test('what finalizers make of all queries is a report, in the order of the rules', () => {
  writeFiles(folder, {
    'own/last.yml':
      'postprocessing: [{type: embed, prefix: "<", suffix: ">"}]\nfinalizers: [{type: concat, separator: "\\n--\\n"}]\n',
    'own/none.yml': 'name: none\n',
  });
  const given = [
    'convert',
    'rules/plain.yml',
    'rules/two documents.yml',
    '-t',
    'splunk',
    '--evidence',
    'none',
  ];
  const whole = ruleglot([...given, '-p', 'own/last.yml', '--report', 'finalized=all.txt'], { cwd: folder });
  const queries = readFileSync(join(folder, 'all.txt'), 'utf8').split('\n--\n');
  expect(queries).toHaveLength(3);
  for (const query of queries) expect(query).toMatch(/^<.*>$/s);
  expect(whole.stderr).not.toContain('pipeline/finalizer');
  const told = ruleglot([...given, '-p', 'own/last.yml'], { cwd: folder });
  expect(told.stderr).toContain('pipeline/finalizer');
  const none = ruleglot([...given, '-p', 'own/none.yml', '--report', 'finalized=none.txt'], { cwd: folder });
  expect([none.code, none.stderr.includes('finalizers')]).toEqual([2, true]);
});
