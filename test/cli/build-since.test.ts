import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { digestOf } from '../../src/project/digest.ts';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { junitViolations, sarifViolations } from './report-forms.ts';
import { linesOf, plainDetection, reportAt, sigmaRule, writeFiles } from './ruleglot.ts';
import { violationsOf } from './schema.ts';

const config = `rules: [{ paths: [rules] }]
cache: false
packs:
  - { name: splunk, target: splunk, folder: packs/splunk }
  - { name: panther, target: panther, folder: packs/panther }
  - { name: elastic, target: elastic, folder: packs/elastic }
  - { name: sigma, target: sigma, folder: packs/sigma }
`;

const rule = (title: string, process: string): string =>
  sigmaRule(title, plainDetection.replace('cmd', process), `id: ${title.toLowerCase()}\n`);

const git = (...words: string[]): string =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...words], {
    encoding: 'utf8',
  });

eachInOwnFolder(async () => {
  writeFiles('.', {
    'ruleglot.config.yaml': config,
    'rules/one.yml': rule('One', 'cmd'),
    'rules/deep/two.yml': rule('Two', 'sh'),
    'rules/deep/same.yml': rule('Two', 'bash').replace('id: two', 'id: same'),
    'rules/three.yml': rule('Three', 'perl'),
  });
  expect((await ranHere(['build'])).code).toBe(0);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
});

function tree(): Record<string, string> {
  const files = readdirSync('.', { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    files
      .filter(path => !path.startsWith('.git') && statSync(path).isFile())
      .map(path => [path, readFileSync(path, 'utf8')]),
  );
}

/** With --since, then without: whether the bytes are the same, and what the first one said. */
async function both(...words: string[]): Promise<string> {
  const { stderr } = await ranHere(['build', '--since', 'HEAD', ...words]);
  const since = tree();
  await ranHere(['build']);
  expect(since).toEqual(tree());
  return stderr;
}

test('nothing is worked on when nothing has changed, and nothing is written', async () => {
  const before = tree();
  const said = await both();
  expect(said).toContain('files    4 (4 unchanged since HEAD');
  expect(said).toContain('splunk   4 exact');
  expect(said).toContain('0 files written');
  expect(tree()).toEqual(before);
});

const changes: Readonly<Record<string, readonly [change: () => void, said: string]>> = {
  'a changed rule': [() => writeFileSync('rules/one.yml', rule('One', 'pwsh')), '(3 unchanged since HEAD'],
  'a new rule': [() => writeFileSync('rules/four.yml', rule('Four', 'pwsh')), '(4 unchanged since HEAD'],
  'a rule that is gone': [() => rmSync('rules/three.yml'), 'files    3 (3 unchanged since HEAD'],
  'a rule that was moved': [
    () => renameSync('rules/three.yml', 'rules/deep/four.yml'),
    '(3 unchanged since HEAD',
  ],
  'another title, which other rules had': [
    () => writeFileSync('rules/deep/same.yml', rule('Other', 'bash')),
    'files    4',
  ],
  'a title that another rule has': [
    () => writeFileSync('rules/four.yml', rule('One', 'pwsh').replace('id: one', 'id: four')),
    'files    5',
  ],
  'a file of the same name': [
    () => writeFileSync('rules/two.yml', rule('Four', 'pwsh')),
    '(4 unchanged since HEAD',
  ],
  'a pack that was changed by hand': [
    () => writeFileSync('packs/panther/rules/one.py', '# mine\n'),
    '(3 unchanged since HEAD',
  ],
  'a pack that is not there': [() => rmSync('packs', { recursive: true }), 'files    4\n'],
  'another configuration': [
    () => writeFileSync('ruleglot.config.yaml', `${config}evidence: none\n`),
    'files    4\n',
  ],
  'a correlation': [
    () =>
      writeFileSync(
        'rules/many.yml',
        'title: Many\nid: many\ncorrelation:\n  type: event_count\n  rules: [one]\n  group-by: [User]\n  timespan: 5m\n  condition: { gte: 5 }\n',
      ),
    'files    5\n',
  ],
};

test.each(Object.entries(changes))('%s: the bytes are those of a whole build', async (_name, row) => {
  const [change, said] = row;
  change();
  expect(await both()).toContain(said);
});

const filter = `title: No perl\nid: filter\nlogsource: { category: process_creation, product: windows }
filter: { rules: [one], s: { User|startswith: adm_ }, condition: not s }\n`;

test.each([
  ['is gone', () => rmSync('rules/filter.yml')],
  ['is a rule now', () => writeFileSync('rules/filter.yml', rule('Filter', 'pwsh'))],
  ['names another rule', () => writeFileSync('rules/filter.yml', filter.replace('[one]', '[three]'))],
])('where a filter %s, the rules that it named are worked on', async (_what, change) => {
  writeFileSync('rules/filter.yml', filter);
  await ranHere(['build']);
  expect(readFileSync('packs/sigma/rules/one.yml', 'utf8')).toContain('adm_');
  git('add', '-A');
  git('commit', '-q', '-m', 'filter');
  change();
  await both();
  expect(readFileSync('packs/sigma/rules/one.yml', 'utf8')).not.toContain('adm_');
});

test('reports have the rules that changed, and tell what has changed in meaning since, even when the packs are built', async () => {
  writeFileSync('rules/one.yml', rule('One', 'pwsh'));
  await ranHere(['build']);
  git('commit', '-q', '-a', '-m', 'two');
  const reports = ['--report', 'ndjson=out/lines.ndjson', '--report', 'markdown=out/summary.md'];
  const { code, stderr } = await ranHere(['build', '--check', '--since', 'HEAD~1', ...reports]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('(3 unchanged since HEAD') });
  expect(stderr).toContain('outputs  4 differ: 4 in meaning');
  const lines = linesOf(readFileSync('out/lines.ndjson', 'utf8'));
  expect(lines.map(({ path, pack }) => `${path} ${pack}`)).toEqual([
    'rules/one.yml splunk',
    'rules/one.yml panther',
    'rules/one.yml elastic',
    'rules/one.yml sigma',
    'ruleglot.config.yaml undefined',
  ]);
  const summary = readFileSync('out/summary.md', 'utf8');
  expect(summary).toContain('### Changed in meaning');
  expect(summary).toMatch(
    /\*\*One\*\* \(rules\/one\.yml\):\n(?: {2}- .*\n)* {2}- what the rule means in elastic has changed: .*, as by .*pwsh/,
  );
  expect(summary).not.toContain('Three');
  expect(lines[0]).toMatchObject({
    diagnostics: expect.arrayContaining([
      expect.objectContaining({ code: 'build/meaning-changed', line: 1, column: 8 }),
    ]),
  });
});

test('that a report is of a part of the project is told in each of its forms', async () => {
  writeFileSync('rules/one.yml', rule('One', 'pwsh'));
  const forms = ['ndjson', 'json', 'markdown', 'html', 'sarif', 'junit'];
  const reports = [...forms.map(form => `${form}=out/${form}`), 'github'].flatMap(each => ['--report', each]);
  const { stdout, stderr } = await ranHere(['build', '--since', 'HEAD', ...reports]);
  const told =
    '3 of 4 files have not changed since HEAD: their rules are in the packs, and are neither counted nor shown here';
  expect(stderr).toContain('files    4 (3 unchanged since HEAD, which no report is of)\n');
  expect(stdout).toContain(`::notice title=ruleglot::${told}\n`);
  const texts = Object.fromEntries(forms.map(form => [form, readFileSync(`out/${form}`, 'utf8')]));
  const { ndjson = '', json = '', sarif = '', junit = '' } = texts;
  expect(texts['markdown']).toContain(`\n\n${told}.\n\n`);
  expect(texts['html']).toContain(`<p>${told}.</p>`);
  expect(JSON.parse(sarif)).toMatchObject({ runs: [{ properties: { notice: told } }] });
  expect(sarifViolations(JSON.parse(sarif))).toEqual([]);
  expect(junit).toContain(`<properties><property name="notice" value="${told}"/></properties>`);
  expect(junitViolations(junit)).toEqual([]);
  expect(linesOf(ndjson).at(-1)).toMatchObject({ kind: 'build', files: 4, unchanged: 3, since: 'HEAD' });
  expect(JSON.parse(json)).toEqual({ schemaVersion: 1, lines: linesOf(ndjson) });
  expect(violationsOf(linesOf(ndjson))).toEqual([]);
});

test('of a whole build no report says that it is of a part', async () => {
  await ranHere(['build', '--report', 'markdown=out/s.md', '--report', 'ndjson=out/s.ndjson']);
  expect(readFileSync('out/s.md', 'utf8')).not.toContain('not changed since');
  expect(reportAt('out/s.ndjson').at(-1)).not.toHaveProperty('since');
});

test('a table of no rules is none', async () => {
  const reports = ['--report', 'html=out/none.html', '--report', 'markdown=out/none.md'];
  await ranHere(['build', '--check', '--since', 'HEAD', ...reports]);
  expect(readFileSync('out/none.md', 'utf8')).toBe(
    '## Detection rules\n\nNo rule has a verdict to tell here.\n\n4 of 4 files have not changed since HEAD: their rules are in the packs, and are neither counted nor shown here.\n',
  );
  expect(readFileSync('out/none.html', 'utf8')).not.toContain('<table>');
});

test('a rule that is gone is told, and its outputs are removed; one that was moved is not gone', async () => {
  rmSync('rules/three.yml');
  renameSync('rules/one.yml', 'rules/other.yml');
  const reports = ['--report', 'ndjson=out/lines.ndjson', '--report', 'markdown=out/summary.md'];
  const { code, stderr } = await ranHere(['build', '--since', 'HEAD', ...reports]);
  const gone =
    'the rule ‘Three’ (three) is not there any more: it goes out of elastic, panther, sigma, splunk';
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringContaining(`rules/three.yml: note[build/rule-gone]: ${gone}`),
  });
  expect(stderr.match(/rule-gone/g)).toHaveLength(1);
  const lines = linesOf(readFileSync('out/lines.ndjson', 'utf8'));
  expect(lines.at(-2)).toMatchObject({ kind: 'gone', path: 'rules/three.yml', id: 'three', title: 'Three' });
  expect(violationsOf(lines)).toEqual([]);
  expect(readFileSync('out/summary.md', 'utf8')).toContain(
    '### Gone\n\n- rules/three.yml: the rule ‘Three’ \\(three',
  );
  expect(Object.keys(tree()).filter(path => path.includes('three'))).toEqual([]);
});

test('a rule that was moved and changed at once is compared with what it was', async () => {
  rmSync('rules/one.yml');
  writeFileSync('rules/other.yml', rule('One', 'pwsh'));
  const { stderr } = await ranHere(['build', '--since', 'HEAD']);
  expect(stderr).toContain('outputs  4 differ: 4 in meaning');
});

test('a rule that a filter leaves out of a pack is told', async () => {
  writeFileSync('ruleglot.config.yaml', `${config.trimEnd().slice(0, -1)}, exclude: { ids: [three] } }\n`);
  const { stderr } = await ranHere(['build']);
  expect(stderr).toContain('the rule three is left out now: it goes out of sigma');
});

test.each([
  ['the packs', ['packs']],
  ['packs and lock', ['packs', 'ruleglot.lock']],
])('where %s are not committed the rules are compared, each told once', async (_what, left) => {
  git('rm', '-q', '-r', '--cached', ...left);
  writeFiles('.', {
    '.gitignore': `out/\n${left.join('\n')}\n`,
    'rules/four.yml': rule('Four', 'pwsh'),
  });
  git('add', '.gitignore', 'rules/four.yml');
  git('commit', '-q', '-m', 'two');
  writeFileSync('rules/one.yml', rule('One', 'pwsh'));
  const { stderr } = await ranHere(['build', '--since', 'HEAD', '--report', 'markdown=out/a.md']);
  expect(stderr).toMatch(
    /one\.yml: note\[build\/rule-changed\]: what the rule says has changed since HEAD: .*pwsh/,
  );
  const summary = readFileSync('out/a.md', 'utf8');
  expect(summary.match(/what the rule says/g)).toHaveLength(1);
  expect((await ranHere(['build', '--since', 'HEAD', '--fail-on', 'changed'])).code).toBe(1);
  rmSync('rules/four.yml');
  const { stderr: said } = await ranHere(['build', '--since', 'HEAD']);
  expect(said).toContain(
    'rules/four.yml: note[build/rule-gone]: the rule ‘Four’ (four) is not there any more\n',
  );
  expect(said).not.toContain('not decided');
});

test('after an upgrade it is told which outputs differ, and which of these in meaning', async () => {
  const lock = readFileSync('ruleglot.lock', 'utf8').replaceAll('"tool":"0.1.0"', '"tool":"0.0.1"');
  const earlier = (path: string, change: (text: string) => string): readonly [string, string] => {
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, change(text));
    return [digestOf(text), digestOf(change(text))];
  };
  const changed = [
    earlier('packs/sigma/rules/one.yml', text => `# by another version\n${text}`),
    earlier('packs/panther/rules/three.py', text => text.replace('perl', 'ruby')),
  ];
  writeFileSync(
    'ruleglot.lock',
    changed.reduce((text, [now, then]) => text.replaceAll(now, then), lock),
  );
  const { code, stderr } = await ranHere(['build']);
  expect(code).toBe(0);
  expect(stderr).toContain(
    'rules/one.yml:1:8: note[build/reworded]: what is written in sigma is other than version 0.0.1 wrote',
  );
  expect(stderr).toMatch(
    /rules\/three\.yml:1:8: note\[build\/meaning-changed\]: .* panther .* other events, as by .*perl/,
  );
  expect(stderr).toContain(
    'outputs  2 differ (from version 0.0.1 of ruleglot to 0.1.0): 1 in meaning, 1 in words alone, 0 undecided',
  );
});

test.each([
  ['nowhere', 'there is no such revision'],
  ['--output=x', 'there is no such revision'],
])('--since %s is told', async (ref, reason) => {
  const { code, stderr } = await ranHere(['build', `--since=${ref}`]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(reason) });
});

test('what has changed in rules over several events is told with a series, in every product', async () => {
  const correlation = (count: number, span: string): string =>
    `title: Often\nid: often\ncorrelation:\n  type: event_count\n  rules: [one]\n  group-by: [User]\n  timespan: ${span}\n  condition: { gte: ${count} }\n`;
  writeFiles('.', { 'rules/often.yml': correlation(5, '5m') });
  expect((await ranHere(['build'])).code).toBe(0);
  writeFiles('.', { 'rules/often.yml': correlation(6, '5m') });
  const changed = await ranHere(['build', '--check']);
  for (const pack of ['splunk', 'panther', 'elastic', 'sigma'])
    expect(changed.stderr).toMatch(
      new RegExp(
        `what the rule means in ${pack} has changed: it matches less(?: \\(tested on \\d+ events made of both rules\\))?, as by a series of 5 events [^{]*on which the old one alone alerts`,
      ),
    );
  expect(changed.stderr).toContain('outputs  4 differ: 4 in meaning, 0 in words alone, 0 undecided');
  writeFiles('.', { 'rules/often.yml': correlation(5, '300s') });
  expect((await ranHere(['build', '--check'])).stderr).not.toContain('has changed');
});

test('keys of a group in another order mean the same in every product', async () => {
  const correlation = (keys: string): string =>
    `title: Often\nid: often\ncorrelation:\n  type: event_count\n  rules: [one]\n  group-by: [${keys}]\n  timespan: 5m\n  condition: { gte: 3 }\n`;
  writeFiles('.', { 'rules/often.yml': correlation('User, Computer') });
  expect((await ranHere(['build'])).code).toBe(0);
  writeFiles('.', { 'rules/often.yml': correlation('Computer, User') });
  expect((await ranHere(['build', '--check'])).stderr).toMatch(
    /differ: 0 in meaning, [34] in words alone, 0 undecided/,
  );
  writeFiles('.', { 'rules/often.yml': correlation('Computer, Image') });
  expect((await ranHere(['build', '--check'])).stderr).toMatch(/differ: 4 in meaning, 0 in words alone/);
});

test('a folder that is no repository is told', async () => {
  rmSync('.git', { recursive: true });
  const { code, stderr } = await ranHere(['build', '--since', 'main']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('[build/no-base]') });
});

afterEach(() => vi.unstubAllEnvs());

test('in a hook of a worktree, which git tells where its own folder is, a project below the top is found', async () => {
  const top = process.cwd();
  mkdirSync('deep/rules', { recursive: true });
  writeFiles('deep', { 'ruleglot.config.yaml': config, 'rules/own.yml': rule('Own', 'cmd') });
  await ranHere(['build', '--config', 'deep/ruleglot.config.yaml']);
  git('add', '-A');
  git('commit', '-q', '-m', 'deep');
  git('worktree', 'add', '-q', '-b', 'topic', 'tree');
  vi.stubEnv('GIT_DIR', join(top, '.git/worktrees/tree'));
  vi.stubEnv('GIT_INDEX_FILE', join(top, '.git/worktrees/tree/index'));
  writeFileSync('tree/deep/rules/own.yml', rule('Own', 'pwsh'));
  const { code, stderr } = await ranHere([
    ...['build', '--check', '--since', 'HEAD', '--config', 'tree/deep/ruleglot.config.yaml'],
  ]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('build/meaning-changed') });
});

test('before the first commit all is new to HEAD, and nothing else is a revision', async () => {
  rmSync('.git', { recursive: true });
  git('init', '-q', '-b', 'main');
  writeFileSync('rules/one.yml', rule('One', 'pwsh'));
  const { code, stderr } = await ranHere(['build', '--since', 'HEAD']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('has changed') });
  expect((await ranHere(['build', '--check'])).code).toBe(0);
  expect((await ranHere(['build', '--since', 'main'])).code).toBe(2);
});
