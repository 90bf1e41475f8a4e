import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { linesOf, plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';
import { violationsOf } from './schema.ts';

const config = `rules: [{ paths: [rules] }]
cache: false
placeholders: beside/placeholders.yml
pipelines: [beside/pipeline.yml]
filters: [beside/filters]
fields: { '*': [{ canonical: shown.field, sigma: OurField, splunk: shown_one }] }
packs:
  - { name: splunk, target: splunk, folder: packs/splunk }
`;

const detection = (lines: string): string => `  selection:\n${lines}  condition: selection\n`;

const filter = (text: string): string => `title: Ours
logsource: { category: process_creation, product: windows }
filter:
  rules: [plain]
  selection:
    CommandLine|contains: ${text}
  condition: not selection
`;

const module = (name: string): string =>
  `from shared_names import BAD\n\ndef rule(event):\n    return event.get("name") == ${name}\n`;

const git = (...words: string[]): string =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...words], {
    encoding: 'utf8',
  });

eachInOwnFolder(async () => {
  writeFiles('.', {
    '.gitignore': 'packs/\ntemporary/\nruleglot.lock\n',
    'ruleglot.config.yaml': config,
    'beside/placeholders.yml': 'admins: [root]\n',
    'beside/pipeline.yml':
      'name: Ours\npriority: 10\ntransformations:\n  - { id: a, type: field_name_mapping, mapping: { old: one } }\n',
    'beside/filters/ours.yml': filter('ours'),
    'rules/plain.yml': sigmaRule('Plain', plainDetection, 'id: plain\n'),
    'rules/admin.yml': sigmaRule('Admin', detection('    User|expand: "%admins%"\n'), 'id: admin\n'),
    'rules/mapped.yml': sigmaRule('Mapped', detection('    OurField: a\n'), 'id: mapped\n'),
    'rules/piped.yml': sigmaRule('Piped', detection('    old: a\n'), 'id: piped\n'),
    'rules/panther.yml':
      'AnalysisType: rule\nRuleID: Own.Rule\nFilename: panther.py\nEnabled: true\nSeverity: High\nLogTypes: [AWS.CloudTrail]\n',
    'rules/panther.py': module('BAD'),
    'global_helpers/shared_names.py': 'BAD = "evil"\n',
    'global_helpers/shared_names.yml':
      'AnalysisType: global\nGlobalID: shared_names\nFilename: shared_names.py\n',
  });
  mkdirSync('temporary');
  vi.stubEnv('TMPDIR', resolve('temporary'));
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
});

afterEach(() => void vi.unstubAllEnvs());

/** What is told of rules since the base. */
async function review(): Promise<readonly string[]> {
  const { code, stderr } = await ranHere(['build', '--since', 'HEAD', '--fail-on', 'none']);
  expect(code, stderr).toBe(0);
  expect(stderr).not.toContain('error[');
  return stderr.split('\n').filter(line => /\[build\/(meaning|rule|alerts|reworded)/.test(line));
}

const changes: Readonly<Record<string, readonly [change: () => void, told: readonly RegExp[]]>> = {
  'nothing at all': [() => undefined, []],
  'values of a placeholder': [
    () => writeFileSync('beside/placeholders.yml', 'admins: [root, toor]\n'),
    [/admin\.yml\S* note\[build\/meaning-changed\]: .*it matches more, as by .*toor/],
  ],
  'a pipeline': [
    () =>
      writeFileSync(
        'beside/pipeline.yml',
        'name: Ours\npriority: 10\ntransformations:\n  - { id: a, type: field_name_mapping, mapping: { old: two } }\n',
      ),
    [/piped\.yml\S* note\[build\/meaning-changed\]: .*it matches other events, as by .*two/],
  ],
  'a map of fields': [
    () => writeFileSync('ruleglot.config.yaml', config.replace('shown_one', 'shown_two')),
    [/mapped\.yml\S* note\[build\/meaning-changed\]: .*it matches other events/],
  ],
  'a filter': [
    () => writeFileSync('beside/filters/ours.yml', filter('theirs')),
    [/plain\.yml\S* note\[build\/meaning-changed\]: .*it matches other events, as by/],
  ],
  'a filter that has gone': [
    () => {
      rmSync('beside/filters/ours.yml');
      writeFileSync('ruleglot.config.yaml', config.replace(/filters: .*\n/, ''));
    },
    [/plain\.yml\S* note\[build\/meaning-changed\]: .*it matches more, as by .*ours/],
  ],
  'a filter that has another name': [
    () => renameSync('beside/filters/ours.yml', 'beside/filters/own.yml'),
    [],
  ],
  'the module of a rule': [
    () => writeFileSync('rules/panther.py', module('BAD or event.get("name") == "worse"')),
    [/panther\.yml\S* note\[build\/meaning-changed\]: .*it matches more, as by .*worse/],
  ],
  'a module that rules share': [
    () => writeFileSync('global_helpers/shared_names.py', 'BAD = "worse"\n'),
    [/panther\.yml\S* note\[build\/meaning-changed\]: .*it matches other events, as by .*worse/],
  ],
};

test.each(Object.entries(changes))(
  'without packs in the base, a review tells what %s changes',
  async (_name, [change, told]) => {
    change();
    const said = await review();
    expect(said).toHaveLength(told.length);
    for (const [at, line] of told.entries()) expect(said[at]).toMatch(line);
    expect(readdirSync('temporary')).toEqual([]);
  },
);

test('a policy stops at what a file beside a rule has changed', async () => {
  expect((await ranHere(['build', '--since', 'HEAD', '--fail-on', 'changed'])).code).toBe(0);
  writeFileSync('beside/placeholders.yml', 'admins: [root, toor]\n');
  expect((await ranHere(['build', '--since', 'HEAD', '--fail-on', 'changed'])).code).toBe(1);
});

test('the index and the files of the repository are as they were', async () => {
  writeFileSync('rules/new.yml', sigmaRule('New', plainDetection, 'id: new\n'));
  git('add', 'rules/new.yml');
  writeFileSync('rules/new.yml', sigmaRule('Newer', plainDetection, 'id: new\n'));
  const status = git('status', '--porcelain');
  await review();
  expect(git('status', '--porcelain')).toBe(status);
  expect(readFileSync('rules/new.yml', 'utf8')).toContain('Newer');
});

const unreadable: Readonly<Record<string, readonly [text: string, reason: RegExp]>> = {
  'is no YAML': [`${config}  - { name: [\n`, /ruleglot\.config\.yaml:1\d: /],
  'names a file that is not there': [
    config.replace('beside/pipeline.yml', 'beside/other.yml'),
    /ruleglot\.config\.yaml:4: .*other\.yml/,
  ],
};

test.each(Object.entries(unreadable))(
  'where the configuration of the base %s, a review says that it has compared less',
  async (_name, [text, reason]) => {
    writeFileSync('ruleglot.config.yaml', text);
    git('commit', '-q', '-a', '-m', 'two');
    writeFileSync('ruleglot.config.yaml', config);
    writeFileSync('beside/placeholders.yml', 'admins: [root, toor]\n');
    const { code, stderr } = await ranHere([
      ...['build', '--since', 'HEAD', '--fail-on', 'none', '--report', 'markdown=temporary/r.md'],
      ...['--report', 'html=temporary/r.html', '--report', 'ndjson=temporary/r.ndjson'],
    ]);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(
      /ruleglot\.config\.yaml: warning\[build\/base-unread\]: no packs can be made of HEAD/,
    );
    expect(stderr).toMatch(reason);
    expect(readFileSync('temporary/r.md', 'utf8')).toMatch(/^> no packs can be made of HEAD .*\.$/m);
    expect(readFileSync('temporary/r.html', 'utf8')).toContain('<b>no packs can be made of HEAD');
    const lines = linesOf(readFileSync('temporary/r.ndjson', 'utf8'));
    expect(violationsOf(lines)).toEqual([]);
    expect(lines.at(-1)).toMatchObject({ kind: 'build', diagnostics: [{ code: 'build/base-unread' }] });
  },
);

test('a base that was no project is nothing to remark on', async () => {
  git('rm', '-q', '--cached', 'ruleglot.config.yaml');
  git('commit', '-q', '-m', 'two');
  const { stderr } = await ranHere(['build', '--since', 'HEAD', '--fail-on', 'none']);
  expect(stderr).not.toContain('base-unread');
});
