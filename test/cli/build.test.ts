import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { junitViolations } from './report-forms.ts';
import { linesOf, plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';
import { violationsOf } from './schema.ts';

const config = `rules:
  - paths: [rules]
packs:
  - { name: splunk, target: splunk, folder: packs/splunk }
  - { name: panther, target: panther, folder: packs/panther }
  - { name: elastic, target: elastic, folder: packs/elastic }
  - { name: sigma, target: sigma, folder: packs/sigma }
`;
const one = sigmaRule('One', plainDetection, 'id: 11111111-1111-4111-8111-111111111111\nlevel: high\n');
const two = sigmaRule(
  'Two',
  plainDetection.replace('cmd', 'sh'),
  'id: 22222222-2222-4222-8222-222222222222\n',
);

eachInOwnFolder(() => {
  writeFiles('.', { 'ruleglot.config.yaml': config, 'rules/one.yml': one, 'rules/deep/two.yml': two });
});

const run = (words = ''): ReturnType<typeof ranHere> =>
  ranHere(['build', '-q', ...words.split(' ').filter(word => word !== '')]);

/** Path → text of every file below a folder, but for the cache. */
function tree(folder = '.'): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    files
      .filter(path => !path.startsWith('.ruleglot-cache') && statSync(join(folder, path)).isFile())
      .map(path => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

test('packs are laid out as their products have them', async () => {
  expect(await run()).toMatchObject({ code: 0, stderr: '' });
  expect(Object.keys(tree('packs'))).toEqual([
    'elastic/rules.ndjson',
    'elastic/rules/one.toml',
    'elastic/rules/two.toml',
    'panther/packs/panther.yml',
    'panther/rules/one.py',
    'panther/rules/one.yml',
    'panther/rules/two.py',
    'panther/rules/two.yml',
    'sigma/rules/deep/two.yml',
    'sigma/rules/one.yml',
    'splunk/README.md',
    'splunk/default/app.conf',
    'splunk/default/savedsearches.conf',
    'splunk/metadata/default.meta',
  ]);
  const { 'packs/panther/packs/panther.yml': manifest = '', 'packs/elastic/rules.ndjson': ndjson = '' } =
    tree();
  expect(manifest).toContain('IDs:\n    - Windows.EventLogs.One\n    - Windows.EventLogs.Two\n');
  expect(linesOf(ndjson).map(rule => rule['name'])).toEqual(['Two', 'One']);
});

test('the same again: nothing is written, and --check has nothing to say', async () => {
  await run();
  const before = tree();
  expect((await run('--check')).code).toBe(0);
  expect((await ranHere(['build'])).stderr).toContain('files    2 (2 from the cache)');
  expect((await ranHere(['build'])).stderr).toContain('0 files written, 0 removed');
  expect(tree()).toEqual(before);
});

test('an entry of the cache that stands in the place of another is made again', async () => {
  await run();
  const before = tree();
  const entries = readdirSync('.ruleglot-cache', { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.json'))
    .map(path => join('.ruleglot-cache', path));
  const [first = '', second = ''] = entries;
  const texts = entries.map(path => readFileSync(path, 'utf8'));
  writeFileSync(first, texts[1] ?? '');
  writeFileSync(second, texts[0] ?? '');
  expect(entries).toHaveLength(2);
  expect((await ranHere(['build'])).stderr).toMatch(/^files {4}2$/m);
  expect(tree()).toEqual(before);
});

test('without a cache, and after a damaged one, the bytes are the same', async () => {
  await run();
  const before = tree();
  for (const path of readdirSync('.ruleglot-cache', { recursive: true, encoding: 'utf8' }))
    if (path.endsWith('.json')) writeFileSync(join('.ruleglot-cache', path), 'damaged');
  rmSync('packs', { recursive: true });
  await run();
  expect(tree()).toEqual(before);
  rmSync('packs', { recursive: true });
  await run('--no-cache');
  expect(tree()).toEqual(before);
});

test('--check writes nothing and names what is stale, with the lines', async () => {
  await run();
  writeFileSync('rules/one.yml', one.replace('cmd', 'powershell'));
  rmSync('packs/sigma/rules/deep/two.yml');
  const before = tree();
  const { code, stdout, stderr } = await run('--check');
  expect(code).toBe(1);
  expect(tree()).toEqual(before);
  expect(stderr).toContain('packs/sigma/rules/deep/two.yml is missing');
  expect(stderr).toContain('packs/panther/rules/one.py is not what the rules make');
  expect(stderr).toContain('ruleglot.lock is not what the rules make');
  expect(stdout).toContain('-        Image|endswith: \\cmd.exe\n+        Image|endswith: \\powershell.exe\n');
});

test('what is stale stands in every report, since that is what a job fails for', async () => {
  await run();
  rmSync('packs/sigma/rules/deep/two.yml');
  const forms = ['ndjson', 'sarif', 'junit', 'markdown', 'html'];
  const asked = forms.map(form => `--report ${form}=told.${form}`).join(' ');
  const { code, stdout } = await run(`--check ${asked} --report github`);
  const message = 'packs/sigma/rules/deep/two.yml is missing';
  expect(code).toBe(1);
  expect(stdout).toContain(`::error file=packs/sigma/rules/deep/two.yml,title=build/stale::${message}`);
  const told = Object.fromEntries(forms.map(form => [form, readFileSync(`told.${form}`, 'utf8')]));
  const lines = linesOf(told['ndjson'] ?? '');
  expect(violationsOf(lines)).toEqual([]);
  expect(lines.filter(({ kind }) => kind === 'stale').map(({ path }) => path)).toEqual([
    message.split(' ')[0],
  ]);
  expect(told['sarif']).toContain(message);
  expect(junitViolations(told['junit'] ?? '')).toEqual([]);
  expect(told['junit']).toContain(message);
  expect(told['markdown']).toContain(
    `### Stale\n\nRun \`ruleglot build\`, and commit what it writes:\n\n- ${message}`,
  );
  expect(told['html']).toContain(`<h2>Stale</h2><ul><li>${message}</li></ul>`);
});

test('what a rule that is gone left behind is removed, unless it was changed by hand', async () => {
  await run();
  writeFileSync('packs/panther/rules/two.py', '# mine\n');
  rmSync('rules/deep', { recursive: true });
  const { stderr } = await ranHere(['build']);
  expect(stderr).toContain('warning[build/kept]: packs/panther/rules/two.py');
  expect(Object.keys(tree()).filter(path => path.includes('two'))).toEqual(['packs/panther/rules/two.py']);
  expect(existsSync('packs/sigma/rules/deep')).toBe(false);
  expect((await run('--check')).code).toBe(0);
});

test('reports fit their forms whatever folders are called, and fail what the policy fails', async () => {
  const reports = ['--report', 'ndjson=out/a.ndjson', '--report', 'junit=out/a.xml'];
  writeFiles('.', { 'rules/Ein Ordner: ü/five.yml': one.replaceAll('1111', '5555') });
  const { code } = await ranHere(['build', '--fail-on', 'given:canonical-number', ...reports]);
  expect(code).toBe(1);
  const lines = linesOf(readFileSync('out/a.ndjson', 'utf8'));
  expect(violationsOf(lines)).toEqual([]);
  expect(existsSync('packs/sigma/rules/Ein Ordner_ ü/five.yml')).toBe(true);
  const xml = readFileSync('out/a.xml', 'utf8');
  expect(junitViolations(xml)).toEqual([]);
  expect(xml).toContain(
    '<failure type="build/not-let-through" message="the policy does not let this through in splunk: given:canonical-number:EventCode">',
  );
});

test('a file that no build made is told when it is written over', async () => {
  writeFiles('.', { 'packs/sigma/rules/one.yml': 'mine\n' });
  const { stderr } = await ranHere(['build']);
  expect(stderr).toContain('warning[build/overwritten]: packs/sigma/rules/one.yml was there');
  writeFileSync('rules/one.yml', one.replace('cmd', 'powershell'));
  expect((await ranHere(['build'])).stderr).not.toContain('build/overwritten');
});

test('a change of meaning is told, a change of words is not', async () => {
  await run();
  writeFileSync('rules/one.yml', one.replace('title: One', 'title: One\ndescription: Words'));
  expect((await ranHere(['build'])).stderr).not.toContain('build/meaning-changed');
  writeFileSync('rules/one.yml', one.replace("'\\cmd.exe'", "\n      - '\\cmd.exe'\n      - '\\sh.exe'"));
  const { stderr } = await ranHere(['build']);
  expect(stderr).toMatch(/what the rule means in sigma has changed: it matches more, as by \{/);
  expect(stderr).toMatch(/what the rule means in splunk has changed: it matches more/);
  expect(stderr).toMatch(/what the rule means in elastic has changed: it matches more/);
});

const problems: Readonly<
  Record<string, readonly [files: Record<string, string>, code: number, said: string]>
> = {
  'a glob without files': [
    { 'ruleglot.config.yaml': config.replace('[rules]', '["rulez/**/*.yml"]') },
    2,
    'error[config/no-files]',
  ],
  'marks of a merge in a rule': [
    { 'rules/three.yml': `<<<<<<< HEAD\n${one}=======\n${one}>>>>>>> other\n` },
    1,
    'rules/three.yml:1:1: error[read/conflict]',
  ],
  'marks of a merge in the configuration': [
    { 'ruleglot.config.yaml': `version: 1\n<<<<<<< HEAD\n${config}=======\n>>>>>>> other\n` },
    2,
    'ruleglot.config.yaml:2:1: error[read/conflict]',
  ],
  'two rules with one id': [{ 'rules/three.yml': one }, 1, 'rules/three.yml:2:5: error[build/duplicate-id]'],
  'two outputs with one path': [
    { 'ruleglot.config.yaml': `${config}  - { name: again, target: sigma, folder: packs/sigma }\n` },
    2,
    'error[build/duplicate-output]',
  ],
  'two packs whose folders differ in the case of letters alone': [
    { 'ruleglot.config.yaml': `${config}  - { name: again, target: sigma, folder: packs/Sigma }\n` },
    2,
    'error[build/duplicate-output]: packs/Sigma/rules/deep/two.yml would be written for rules/deep/two.yml#0.0 in sigma, too (one of 2 such files)',
  ],
  'a folder that cannot be written': [{ packs: 'a file' }, 2, 'error[cli/unwritable]'],
  'marks of a merge': [
    { 'ruleglot.lock': 'lockVersion: 1\n<<<<<<< ours\nrules: {}\n' },
    2,
    'ruleglot.lock:2:1: error[lock/conflict]',
  ],
  'a newer lock': [{ 'ruleglot.lock': 'lockVersion: 9\n' }, 2, 'error[lock/newer]'],
  'a lock that is none': [{ 'ruleglot.lock': 'hello\n' }, 2, 'error[lock/malformed]'],
  'a wrong key': [
    { 'ruleglot.config.yaml': config.replace('packs:', 'pakcs:') },
    2,
    "ruleglot.config.yaml:3:1: error[config/unknown-key]: there is no key 'pakcs' here",
  ],
};

test.each(Object.entries(problems))('%s is told, and nothing is half written', async (_name, row) => {
  const [files, code, said] = row;
  writeFiles('.', files);
  const found = await run();
  expect(found.stderr).toContain(said);
  expect(found.code).toBe(code);
  if (code === 2) expect(Object.keys(tree()).filter(path => path.startsWith('packs/'))).toEqual([]);
});

test.each([
  ['0.1.1', true],
  ['0.10.0', true],
  ['1.0.0', true],
  ['0.1.0', false],
  ['0.0.9', false],
])('packs of version %s: that it is a later one is told: %s', async (tool, isLater) => {
  await run();
  const lock = readFileSync('ruleglot.lock', 'utf8');
  writeFileSync('ruleglot.lock', lock.replaceAll(/"tool":"[^"]*"/g, `"tool":"${tool}"`));
  const { stderr } = await ranHere(['build', '--check']);
  expect(stderr.includes('ruleglot.lock: warning[lock/later-tool]')).toBe(isLater);
});

test('an exclude that leaves nothing out is told: a misspelt one lets drafts into the packs', async () => {
  const excluding = (glob: string): string =>
    config.replace('paths: [rules]', `paths: [rules]\n    exclude: ["${glob}"]`);
  writeFiles('.', { 'ruleglot.config.yaml': excluding('**/depe/**') });
  const { code, stderr } = await ranHere(['build']);
  expect(code).toBe(0);
  expect(stderr).toContain(
    "ruleglot.config.yaml:3:15: warning[config/idle-exclude]: '**/depe/**' excludes no file",
  );
  writeFiles('.', { 'ruleglot.config.yaml': excluding('**/deep/**') });
  expect((await ranHere(['build'])).stderr).not.toContain('config/idle-exclude');
});

test('a byte order mark of an editor does not make the lock unreadable', async () => {
  await run();
  const lock = readFileSync('ruleglot.lock', 'utf8');
  writeFileSync('ruleglot.lock', `\ufeff${lock}`);
  expect(await run()).toMatchObject({ code: 0, stderr: '' });
  expect(readFileSync('ruleglot.lock', 'utf8')).toBe(lock);
});

test.each([
  ['levels: [high]', 0],
  ['levels: [low]', 1],
  ['status: [stable]', 0],
  ['tags: [attack.t1059]', 1],
  ['attack: [T1566]', 0],
  ['sources: ["linux.*"]', 1],
])(
  'a rule that every target refuses is refused in the packs that select it alone: %s',
  async (select, count) => {
    const lacking = sigmaRule('Lacking', plainDetection.replace(/Image.*/, 'A|expand: "%none%"'));
    writeFiles('.', {
      'ruleglot.config.yaml': `rules: [{ paths: [rules/lacking.yml] }]\npacks:\n  - { name: p, target: sigma, folder: p, select: { ${select} } }\npolicy: { fail-on: [refused] }\n`,
      'rules/lacking.yml': lacking.replace(
        'logsource:',
        'level: low\nstatus: test\ntags: [attack.t1059]\nlogsource:',
      ),
    });
    const { code, stderr } = await ranHere(['build']);
    expect(stderr).toContain(count === 0 ? 'no rules' : '1 refused');
    expect(code).toBe(count);
  },
);

test('a profile of a configuration that has none', async () => {
  expect(await run('--profile eu')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      "ruleglot: error[cli/bad-value]: --profile takes the name of a profile (the configuration has none), not 'eu'\n",
  });
});

test.each([
  ['refsued', "not 'refsued'", 'did you mean refused?'],
  ['changed,bad-event', "not 'bad-event'", ''],
  ['given:smae-name', "not 'given:smae-name'", 'did you mean given:same-name?'],
  ['', "not ''", ''],
])('--fail-on %o: a word that names nothing would let everything through', async (list, said, help) => {
  const { code, stderr } = await ranHere(['build', '--fail-on', list]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(said) });
  expect(stderr).toContain(help);
  expect(existsSync('packs')).toBe(false);
});

test('--fail-on takes blanks after its commas', async () => {
  const refused = plainDetection.replace(/Image.*/, 'A|expand: "%none%"');
  writeFiles('.', { 'rules/one.yml': sigmaRule('Odd', refused) });
  expect((await run('--fail-on unreadable')).code).toBe(0);
  expect((await ranHere(['build', '-q', '--fail-on', 'unreadable, refused'])).code).toBe(1);
});

test('no configuration', async () => {
  rmSync('ruleglot.config.yaml');
  expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining('[config/missing]') });
});

test('a checkout whose lines end in CR LF has the same packs and lock, and they are not stale', async () => {
  const query = 'process.name : "cmd.exe" and\n  process.args : "/c"\n';
  const table = 'ip,why\n10.0.0.1,x\n';
  writeFiles('.', { 'rules/bare.kql': query, 'rules/one.events.json': '[\n]\n', 'own/t.csv': table });
  writeFiles('.', { 'ruleglot.config.yaml': `${config}lookups: [own]\n` });
  expect(await run()).toMatchObject({ code: 0 });
  const before = tree();
  for (const [path, text] of Object.entries(before)) writeFileSync(path, text.replaceAll('\n', '\r\n'));
  expect(await run('--check')).toMatchObject({ code: 0, stderr: '' });
  expect(await run('--check --no-cache')).toMatchObject({ code: 0, stderr: '' });
  for (const path of ['packs', 'ruleglot.lock']) rmSync(path, { recursive: true });
  expect(await run('--no-cache')).toMatchObject({ code: 0 });
  const after = tree();
  for (const path of Object.keys(before).filter(each => each.startsWith('packs') || each.endsWith('lock')))
    expect(after[path]).toBe(before[path]);
});

describe('a pack outside of the project', () => {
  const outer = config.replace('folder: packs/sigma', 'folder: ../out');
  const inner = (): Promise<string> => run('--config in/ruleglot.config.yaml').then(({ stderr }) => stderr);
  beforeEach(() => writeFiles('in', { 'ruleglot.config.yaml': outer, 'rules/one.yml': one }));

  test('is an error where it stands, and nothing is written', async () => {
    expect(await run('--config in/ruleglot.config.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'in/ruleglot.config.yaml:7:43: error[config/outside]: the pack sigma would be written outside of the project, to out',
      ),
    });
    expect([existsSync('out'), existsSync('in/packs'), existsSync('in/ruleglot.lock')]).not.toContain(true);
  });

  test('is made where that is said to be meant; when it is none any more, its files are told and left', async () => {
    writeFiles('in', { 'ruleglot.config.yaml': outer.replace('../out }', '../out, outside: true }') });
    expect(await inner()).toBe('');
    expect(readFileSync('out/rules/one.yml', 'utf8')).toContain('title: One');
    writeFiles('in', { 'rules/two.yml': two });
    expect(await inner()).toBe('');
    rmSync('in/rules/two.yml');
    expect(await inner()).toBe('');
    expect(Object.keys(tree('out'))).toEqual(['rules/one.yml']);
    writeFiles('in', { 'ruleglot.config.yaml': config });
    const { code, stderr } = await ranHere(['build', '--config', 'in/ruleglot.config.yaml']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining('out/rules/one.yml is of no rule any more, but lies outside'),
    });
    expect(Object.keys(tree('out'))).toEqual(['rules/one.yml']);
  });

  test('is found behind a link, also one that leads on to a folder that is not there yet', async () => {
    writeFiles('in', { 'ruleglot.config.yaml': config, 'place/keep': '' });
    symlinkSync('../elsewhere', 'in/packs');
    writeFiles('elsewhere', { keep: '' });
    expect(await inner()).toContain('error[config/outside]');
    rmSync('in/packs');
    symlinkSync('place', 'in/packs');
    expect(await inner()).toBe('');
    expect(existsSync('in/place/sigma/rules/one.yml')).toBe(true);
  });
});

test('a policy fails, and a waiver lets a rule pass until its day', async () => {
  const odd = sigmaRule('Odd', plainDetection.replace('Image|endswith', 'Nowhere')).replace(
    'windows',
    'linux',
  );
  const policy = (until: string, rule = 'rules/odd.yml'): string =>
    `${config}policy:\n  fail-on: ["given:same-name"]\n  waivers:\n    - { rule: ${rule}, allow: ["given:same-name"], reason: they know, until: ${until} }\n`;
  writeFiles('.', {
    'rules/odd.yml': odd,
    'ruleglot.config.yaml': `${config}policy: { fail-on: ["given:same-name"] }\n`,
  });
  expect((await run()).code).toBe(1);
  writeFiles('.', { 'ruleglot.config.yaml': policy('2999-12-31') });
  const passed = await ranHere(['build']);
  expect(passed.code).toBe(0);
  expect(passed.stderr).toContain('is waived until 2999-12-31: they know');
  writeFiles('.', { 'ruleglot.config.yaml': policy('2020-12-31') });
  const ended = await ranHere(['build']);
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('[build/waiver-expired]');
  writeFiles('.', { 'ruleglot.config.yaml': policy('2999-12-31', 'rules/gone.yml') });
  expect((await ranHere(['build'])).stderr).toContain('[build/waiver-unused]');
});

test('a refusal is an error where the policy stops at it, and a warning where it does not', async () => {
  const odd = sigmaRule('Odd', "  s:\n    Image|re: '^a+$'\n  condition: s\n");
  const of = (list: string): string =>
    `${config.replace('target: elastic', "target: 'elastic:kql'")}policy: { fail-on: [${list}] }\n`;
  writeFiles('.', { 'rules/odd.yml': odd, 'ruleglot.config.yaml': of('refused') });
  expect(await run()).toMatchObject({ code: 1, stderr: expect.stringContaining('error[plan/refused]') });
  writeFiles('.', { 'ruleglot.config.yaml': of('unreadable') });
  expect(await run()).toMatchObject({ code: 0, stderr: '' });
  expect((await ranHere(['build'])).stderr).toContain('warning[plan/refused]');
});

test('a pack that selects none of the rules is told of', async () => {
  const pack = (select: string) =>
    config.replace(
      /packs:\n/,
      `packs:\n  - { name: few, target: sigma, folder: packs/few, select: ${select} }\n`,
    );
  writeFiles('.', { 'ruleglot.config.yaml': pack('{ sources: [windws.*] }') });
  expect((await ranHere(['build', '--report', 'markdown=s.md', '--report', 'html=s.html'])).stderr).toMatch(
    /config\.yaml:\d+:\d+: warning\[build\/empty-pack\]: .* pack few\n/,
  );
  expect(readFileSync('s.md', 'utf8')).toMatch(
    /\| few \| 0 \|[\s\S]*\| rule \| few \| splunk \| panther \| elastic \| sigma \|/,
  );
  expect(readFileSync('s.html', 'utf8')).toContain('<th scope="row">few</th><td>0</td>');
  writeFiles('.', { 'ruleglot.config.yaml': pack('{ levels: [high] }') });
  expect((await ranHere(['build'])).stderr).not.toContain('build/empty-pack');
});

test('a file of nobody in the folder of a pack is told not to be read', async () => {
  const nested = config.replace('folder: packs/splunk', 'folder: rules/built');
  writeFiles('.', {
    'ruleglot.config.yaml': nested,
    'rules/built/mine.yml': sigmaRule('M', plainDetection),
  });
  const first = await ranHere(['build']);
  expect(first.stderr).toContain('rules/built/mine.yml: warning[build/rule-in-pack]');
  expect(first.stderr.match(/rule-in-pack/g)).toHaveLength(1);
  writeFiles('.', {
    'ruleglot.config.yaml': nested.replace('paths: [rules]', 'paths: [rules], exclude: ["**/mine.yml"]'),
  });
  expect((await ranHere(['build'])).stderr).not.toContain('rule-in-pack');
});

test('what is waived is no error, to --quiet and in reports', async () => {
  const refused = sigmaRule('Odd', plainDetection.replace(/Image.*/, 'A|expand: "%none%"'));
  const waiver = '{ rule: rules/odd.yml, allow: [refused], reason: r, until: 2999-12-31 }';
  writeFiles('.', { 'rules/odd.yml': refused });
  const strict = await ranHere(['build', '--quiet']);
  expect(strict.code).toBe(1);
  expect(strict.stderr).toContain('error[lower/placeholder-without-values]');
  writeFiles('.', { 'ruleglot.config.yaml': `${config}policy: { waivers: [${waiver}] }\n` });
  const loud = await ranHere(['build']);
  expect(loud.stderr).toContain('warning[lower/placeholder-without-values]');
  expect(loud.stderr).toContain('refused in splunk is waived until 2999-12-31: r');
  expect(await ranHere(['build', '--quiet'])).toMatchObject({ code: 0, stderr: '' });
});

test.each([
  ['levels: [high]', ['one']],
  ['ids: ["2222*"]', ['two']],
  ['paths: ["rules/deep/**"]', ['two']],
  ['sources: ["windows.process_*"]', ['one', 'two']],
  ['sources: ["windows/process_creation/"]', ['one', 'two']],
  ['sources: ["windows/process_creation"]', ['one', 'two']],
  ['sources: ["linux", "windows/process"]', []],
  ['attack: [T1059]', []],
  ['formats: [sigma], levels: [high]', ['one']],
])('select: { %s }', async (select, expected) => {
  const pack = `{ name: sigma, target: sigma, folder: out, select: { ${select} } }`;
  writeFiles('.', { 'ruleglot.config.yaml': `rules: [{ paths: [rules] }]\npacks:\n  - ${pack}\n` });
  expect((await run()).code).toBe(0);
  const names = existsSync('out') ? Object.keys(tree('out')) : [];
  expect(names.map(path => path.replace(/^.*\/|\.yml$/g, '')).sort()).toEqual(expected);
});

test('fields, sources and profiles of the project count', async () => {
  writeFiles('.', {
    'rules/badge.yml':
      'title: Badge\nlogsource: { product: acme, service: badge }\ndetection:\n  s: { Door: main }\n  condition: s\n',
    'ruleglot.config.yaml': `${config}fields:
  acme.badge:
    - { canonical: acme.door, sigma: Door, elastic: acme.door, splunk: door_name, panther: door }
sources:
  acme.badge:
    sigma: { product: acme, service: badge }
    elastic: { indices: [logs-acme-*] }
    splunk: { search: "index=badge" }
    panther: { log-types: [Custom.Badge] }
profiles:
  eu: { splunk: { searches: { acme.badge: "\`badge_eu\`" }, macros: { badge_eu: index=eu } } }
`,
  });
  expect(await run()).toMatchObject({ code: 0, stderr: '' });
  const usual = tree();
  expect(usual['packs/splunk/default/savedsearches.conf']).toContain('search = index=badge door_name="main"');
  expect(usual['packs/panther/rules/badge.yml']).toContain('- Custom.Badge');
  expect(usual['packs/elastic/rules/badge.toml']).toContain('logs-acme-*');
  expect(usual['ruleglot.lock']).toMatch(
    /badge.yml#0.0 splunk": \{[^\n]*"verdict":"exact","evidence":"proved"/,
  );
  expect((await run('--profile eu')).code).toBe(0);
  const eu = tree();
  expect(eu['packs/splunk/default/savedsearches.conf']).toContain('search = `badge_eu` door_name="main"');
  expect(eu['packs/splunk/default/macros.conf']).toContain('[badge_eu]\ndefinition = index=eu\n');
  expect(eu['ruleglot.eu.lock']).toBeDefined();
});

test('reports have a line a rule and pack, as the schema says', async () => {
  writeFiles('.', { 'rules/broken.yml': 'title: [' });
  const { code } = await run('--report ndjson=lines.ndjson --fail-on none');
  expect(code).toBe(0);
  const lines = linesOf(readFileSync('lines.ndjson', 'utf8'));
  expect(violationsOf(lines)).toEqual([]);
  expect(lines.map(({ kind, pack }) => `${kind} ${pack}`).sort()).toEqual(
    [
      ...['splunk', 'panther', 'elastic', 'sigma'].flatMap(pack => Array(2).fill(`translation ${pack}`)),
      'failure undefined',
      'build undefined',
    ].sort(),
  );
});

test('a rule keeps the names of its files when another of its name comes, and goes', async () => {
  await run();
  const before = tree('packs/elastic/rules');
  const other = one.replace('11111111', '33333333').replace('One', 'Other').replace('cmd', 'pwsh');
  writeFiles('.', { 'rules/deep/one.yml': other });
  await run();
  const both = tree('packs/elastic/rules');
  expect(Object.keys(both)).toEqual(['deep_one.toml', 'one.toml', 'two.toml']);
  expect(both).toMatchObject(before);
  expect(await run('--check')).toMatchObject({ code: 0 });
  rmSync('rules/one.yml');
  await run();
  expect(Object.keys(tree('packs/elastic/rules'))).toEqual(['deep_one.toml', 'two.toml']);
  writeFiles('.', { 'rules/one.yml': one });
  rmSync('ruleglot.lock');
  await run();
  const afresh = Object.keys(tree('packs/elastic/rules'));
  expect(afresh).toEqual(['deep_one.toml', 'rules_one.toml', 'two.toml']);
});

test('a search keeps its name when another rule of its title comes, and goes', async () => {
  writeFiles('.', {
    'ruleglot.config.yaml': `${config}  - { name: content, target: splunk, form: escu, folder: packs/content }\n`,
  });
  await run();
  const stanzas = () =>
    readFileSync('packs/splunk/default/savedsearches.conf', 'utf8').match(/^\[.*\]$/gm) ?? [];
  const own = stanzas().filter(each => each.includes('One'));
  const titled = (title: string) => ({ 'rules/deep/two.yml': two.replace('title: Two', `title: ${title}`) });
  writeFiles('.', titled('One'));
  await run();
  expect(stanzas()).toEqual([expect.stringContaining('One (two) - Rule]'), ...own]);
  expect(Object.keys(tree('packs/content/detections'))).toEqual(['one.yml', 'one_two.yml']);
  expect(await run('--check')).toMatchObject({ code: 0 });
  writeFiles('.', { 'rules/one.yml': one.replace('title: One', 'title: Three') });
  await run();
  expect(stanzas()).toEqual([expect.stringContaining('One (two)'), expect.stringContaining('Three - Rule]')]);
  expect(Object.keys(tree('packs/content/detections'))).toEqual(['one_two.yml', 'three.yml']);
});

test('two rules of one title have names of their own', async () => {
  writeFiles('.', { 'rules/deep/two.yml': two.replace('title: Two', 'title: One') });
  await run();
  const { 'packs/panther/packs/panther.yml': manifest = '', ...files } = tree();
  expect(manifest).toContain('IDs:\n    - Windows.EventLogs.One\n    - Windows.EventLogs.Two\n');
  expect(files['packs/splunk/default/savedsearches.conf']).toContain('One (one) - Rule]');
  expect(files['packs/splunk/default/savedsearches.conf']).toContain('One (two) - Rule]');
});

const pantherYaml =
  'AnalysisType: rule\nRuleID: Own.Door\nDisplayName: Door\nEnabled: true\nFilename: door.py\nSeverity: High\nLogTypes: [Custom.Badge]\n';

test('the module of a rule of Panther counts as the rule does: neither cache nor lock hides its change', async () => {
  const module = (word: string): string => `def rule(event):\n    return event.get("door") == "${word}"\n`;
  writeFiles('.', { 'rules/door.yml': pantherYaml, 'rules/door.py': module('main') });
  expect((await run()).code).toBe(0);
  const before = tree();
  expect(before['packs/sigma/rules/door.yml']).toContain('door|cased: main');
  expect(before['packs/sigma/rules/door.yml']).toMatch(/^id: [0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f-]+$/m);
  writeFiles('.', { 'rules/door.py': module('side') });
  const { stderr } = await ranHere(['build']);
  expect(tree()['packs/sigma/rules/door.yml']).toContain('door|cased: side');
  expect(stderr).toMatch(/what the rule means in sigma has changed: it matches other events/);
  expect(stderr).toMatch(/what the rule means in panther has changed: it matches other events/);
});

test('what is said of the module of a rule has its place there', async () => {
  writeFiles('.', {
    'rules/door.yml': pantherYaml,
    'rules/door.py': 'import os\n\ndef rule(event):\n    return os.getenv("X") == event.get("door")\n',
  });
  const { stderr } = await ranHere(['build']);
  expect(stderr).toMatch(/in rules\/door\.py:4:/);
});

describe.each(['own/filter.yml', 'own'])('filters of Sigma in %s, which the configuration names', named => {
  const filter = (user: string): string =>
    `title: Own\nlogsource: { category: process_creation, product: windows }\nfilter:\n  rules: [11111111-1111-4111-8111-111111111111]\n  own: { User: ${user} }\n  condition: not own\n`;
  beforeEach(() =>
    writeFiles('.', {
      'ruleglot.config.yaml': `${config}filters: [${named}]\n`,
      'own/filter.yml': filter('admin'),
    }),
  );

  test('are joined to the rules, and renewed in the packs', async () => {
    for (const user of ['admin', 'other']) {
      writeFileSync('own/filter.yml', filter(user));
      expect((await ranHere(['build'])).code).toBe(0);
      expect(readFileSync('packs/sigma/rules/one.yml', 'utf8')).toContain(user);
    }
  });

  test('are missed where they are not there: nothing is built', async () => {
    rmSync('own', { recursive: true });
    const { code, stderr } = await ranHere(['build']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(named) });
  });
});

test('macros that the configuration names stand in the packs as what they mean', async () => {
  writeFiles('.', {
    'ruleglot.config.yaml': `${config}macros: [own/macros.conf]\n`,
    'own/macros.conf': '[only_tills]\ndefinition = host="till-*"\n',
    'rules/sweep.spl': 'index=till `only_tills` action=sweep',
  });
  expect((await ranHere(['build', '--fail-on', 'none'])).code).toBe(0);
  expect(readFileSync('packs/sigma/rules/sweep.yml', 'utf8')).toContain('till-');
});

describe('tables that searches look up', () => {
  const rule = `[rule]
name = "Known Bad"
rule_id = "33333333-3333-4333-8333-333333333333"
description = "d"
risk_score = 21
severity = "low"
type = "threat_match"
language = "kuery"
index = ["logs-endpoint.events.process-*"]
query = 'process.name: "| lookup other x"'
threat_index = ["logs-ti_*"]
threat_query = "*:*"
threat_indicator_path = "threat.indicator"

[[rule.threat_mapping]]
[[rule.threat_mapping.entries]]
field = "destination.ip"
type = "mapping"
value = "threat.indicator.ip"
`;
  const packs = (more = ''): string => `rules: [{ paths: [rules] }]
packs:
  - { name: app, target: splunk, folder: packs/app }
  - { name: content, target: splunk, form: escu, folder: packs/content }
${more}`;
  const own = '"threat.indicator.ip",note\n192.0.2.1,ours\n';
  beforeEach(() =>
    writeFiles('.', {
      'rules/bad.toml': rule,
      'own/known_bad_indicators.csv': own,
      'own/unused.csv': 'a\n',
    }),
  );

  test('are defined in the packs, with their heads', async () => {
    writeFiles('.', { 'ruleglot.config.yaml': packs() });
    expect(await run()).toMatchObject({ code: 0, stderr: '' });
    const files = tree('packs');
    expect(Object.keys(files).filter(path => /lookups|transforms/.test(path))).toEqual([
      'app/default/transforms.conf',
      'app/lookups/known_bad_indicators.csv',
      'content/lookups/known_bad_indicators.csv',
      'content/lookups/known_bad_indicators.yml',
    ]);
    expect(files['app/default/transforms.conf']).toBe(
      '[known_bad_indicators]\nfilename = known_bad_indicators.csv\ncase_sensitive_match = true\n',
    );
    expect(files['app/lookups/known_bad_indicators.csv']).toBe('threat.indicator.ip\n');
    expect(parse(files['content/lookups/known_bad_indicators.yml'] ?? '')).toMatchObject({
      name: 'known_bad_indicators',
      lookup_type: 'csv',
    });
  });

  test('hold what the runs of a search saw, from a head on', async () => {
    const terms = `field = "new_terms_fields"\nvalue = ["clerk.name"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"`;
    const [head = ''] = rule.split('\nthreat_');
    writeFiles('.', {
      'rules/bad.toml': `${head.replace('threat_match', 'new_terms')}\n[rule.new_terms]\n${terms}\n`,
      'ruleglot.config.yaml': packs().replaceAll('folder:', 'new-terms: lookup, folder:'),
    });
    expect(await run()).toMatchObject({ code: 0, stderr: '' });
    const files = tree('packs');
    const [path = ''] = Object.keys(files).filter(each => /^app\/lookups\/.*_seen\.csv$/.test(each));
    const name = path.slice('app/lookups/'.length, -'.csv'.length);
    expect(files['app/default/transforms.conf']).toBe(
      `[${name}]\nfilename = ${name}.csv\ncase_sensitive_match = true\n`,
    );
    expect(files['app/default/savedsearches.conf']).toContain(`| outputlookup ${name} |`);
    expect(files[path]).toBe('clerk.name,firstTime,host,lastTime,user\n');
    expect(files[path.replace('app', 'content')]).toBe(files[path]);
    expect(parse(files[`content/lookups/${name}.yml`] ?? '')).toMatchObject({ name, lookup_type: 'csv' });
  });

  test('have the rows of the project, also when only these have changed', async () => {
    writeFiles('.', { 'ruleglot.config.yaml': packs('lookups: [own]') });
    expect(await run()).toMatchObject({ code: 0, stderr: '' });
    expect(tree()['packs/app/lookups/known_bad_indicators.csv']).toBe(own);
    writeFiles('.', { 'own/known_bad_indicators.csv': `${own}192.0.2.2,more\n` });
    expect((await run('--check')).code).toBe(1);
    expect((await run()).code).toBe(0);
    expect(tree()['packs/content/lookups/known_bad_indicators.csv']).toContain('192.0.2.2');
  });

  test('that lack a column, or are not there, stop the build before anything is written', async () => {
    writeFiles('.', {
      'ruleglot.config.yaml': packs('lookups: [own]'),
      'own/known_bad_indicators.csv': 'ip,note\n',
    });
    const { code, stderr } = await run();
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(
        "error[build/lookup-column]: known_bad_indicators.csv has no column 'threat.indicator.ip', which a search of app looks up",
      ),
    });
    writeFiles('.', { 'ruleglot.config.yaml': packs('lookups: [none]') });
    expect((await run()).stderr).toMatch(/ruleglot\.config\.yaml:5:11: error\[config\/no-files\]/);
    expect(existsSync('packs')).toBe(false);
  });
});

test('an app is named by its folder, which Splunk goes by; another id is told where it stands', async () => {
  const pack = (more: string): string =>
    `rules: [{ paths: [rules] }]\nevidence: none\npacks:\n  - { name: a, target: splunk, ${more} }\n`;
  writeFiles('.', { 'ruleglot.config.yaml': pack('folder: packs/acme_rules') });
  expect((await ranHere(['build'])).stderr).not.toContain('build/app-folder');
  expect(tree()['packs/acme_rules/default/app.conf']).toContain('[package]\nid = acme_rules\n');
  writeFiles('.', { 'ruleglot.config.yaml': pack('folder: packs/acme_rules, app: { id: acme }') });
  const { code, stderr } = await ranHere(['build']);
  expect(code).toBe(0);
  expect(stderr).toContain('ruleglot.config.yaml:4:69: warning[build/app-folder]: the app acme stands in');
});

test('the label of an app is as long as AppInspect asks, or told where it stands', async () => {
  const pack = (more: string): string =>
    `rules: [{ paths: [rules] }]\nevidence: none\npacks:\n  - { name: eu, target: splunk, folder: packs/acme${more} }\n`;
  writeFiles('.', { 'ruleglot.config.yaml': pack('') });
  expect((await ranHere(['build'])).stderr).not.toContain('build/app-label');
  expect(tree()['packs/acme/default/app.conf']).toContain('label = Detection rules: eu\n');
  writeFiles('.', { 'ruleglot.config.yaml': pack(', app: { label: Acme }') });
  expect((await ranHere(['build'])).stderr).toContain(
    'ruleglot.config.yaml:4:67: warning[build/app-label]: the label Acme of an app has not the 5 to 80',
  );
});

test('names of two rules of one title are as long as Splunk takes them', async () => {
  const title = 'Of A Till That Is Opened When Nobody Is At It';
  const detection = plainDetection.replace('cmd', 'sh');
  writeFiles('.', {
    'ruleglot.config.yaml': `rules: [{ paths: [rules] }]
evidence: none
packs:
  - { name: app, target: splunk, folder: packs/app }
  - { name: content, target: splunk, form: escu, folder: packs/content }
`,
    'rules/one.yml': sigmaRule(title, plainDetection, 'id: 11111111-1111-4111-8111-111111111111\n'),
    [`rules/deep/${'two-'.repeat(20)}.yml`]: sigmaRule(title, detection),
  });
  rmSync('rules/deep/two.yml');
  expect(await run()).toMatchObject({ code: 0, stderr: '' });
  const files = tree('packs');
  const stanzas = [...(files['app/default/savedsearches.conf'] ?? '').matchAll(/^\[(.*)\]$/gm)].map(
    found => found[1],
  );
  expect(stanzas).toEqual([
    expect.stringMatching(/^Endpoint - Of A Till .* At It \(one\) - Rule$/),
    expect.stringMatching(/^Endpoint - Of A Till .* At It [0-9a-f]{8} - Rule$/),
  ]);
  const content = Object.keys(files).filter(path => path.startsWith('content/'));
  expect(content).toHaveLength(2);
  for (const path of content) {
    const { name, search } = parse(files[path] ?? '') as Record<string, string>;
    const stem = `${name}`.toLowerCase().replaceAll(' ', '_');
    expect(name?.length).toBeLessThanOrEqual(67);
    expect(path).toBe(`content/detections/${stem}.yml`);
    expect(search).toMatch(new RegExp(`\\| \`${stem}_filter\`$`));
  }
});

test('names of detections leave room for the label that contentctl puts before them', async () => {
  const label = 'Custom Splunk Content Pack';
  const title = 'A Member Was Removed From a Security-Enabled Global Group';
  writeFiles('.', {
    'ruleglot.config.yaml': `rules: [{ paths: [rules] }]
packs:
  - { name: content, target: splunk, form: escu, folder: packs, app: { label: ${label} } }
`,
    'rules/one.yml': sigmaRule(title, plainDetection, 'id: 11111111-1111-4111-8111-111111111111\n'),
  });
  expect(await run()).toMatchObject({ code: 0, stderr: '' });
  const names = Object.values(tree('packs')).map(text => (parse(text) as { name: string }).name);
  expect(names).toContain('Two');
  for (const name of names) expect(`${label} - ${name} - Rule`.length).toBeLessThanOrEqual(81);
  expect(names.some(name => name.startsWith('A Member Was Removed'))).toBe(true);
});

test('macros of a profile: their arguments, the folder that contentctl has them in, and what a rule means by them', async () => {
  const configured = (
    macro: string,
  ): string => `${config.replace('target: splunk,', 'target: splunk, form: escu, profile: eu,')}
profiles:
  eu: { splunk: { searches: { windows.process_creation: "\`ours(a)\`" }, macros: { ${macro} } } }
`;
  writeFiles('.', { 'ruleglot.config.yaml': configured('"ours(1)": "index=$x$"') });
  expect(await run()).toMatchObject({ code: 0 });
  expect(parse(tree()['packs/splunk/macros/ours.yml'] ?? '')).toMatchObject({
    name: 'ours',
    arguments: ['x'],
    definition: 'index=$x$',
  });
  writeFiles('.', { 'rules/one.yml': one.replace('cmd.exe', 'pwsh.exe') });
  const { stderr } = await ranHere(['build']);
  expect(stderr).toMatch(/meaning-changed.*splunk: it matches other events|meaning-changed.*in splunk/);
  expect(stderr).not.toContain('not decided');
  for (const [macro, problem] of [
    ['"ours(2)": "index=$x$"', 'as many $arguments$ (it names 1)'],
    ['"our s": "index=x"', 'a name of letters, digits, _ and -'],
  ] as const) {
    writeFiles('.', { 'ruleglot.config.yaml': configured(macro) });
    const ran = await ranHere(['build']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(problem);
  }
});

test('links to rules are rules; what is no regular file is told, and not waited for', async () => {
  rmSync('rules/deep', { recursive: true });
  writeFiles('.', {
    'ruleglot.config.yaml': config.replace('[rules]', '["rules/**/*.yml", rules/pipe.txt]'),
    'elsewhere/two.yml': two,
  });
  symlinkSync('../elsewhere/two.yml', 'rules/link.yml');
  symlinkSync('nowhere.yml', 'rules/lost.yml');
  expect(spawnSync('mkfifo', ['rules/pipe.txt']).status).toBe(0);
  const { code, stderr } = await run();
  expect(code).toBe(1);
  expect(stderr).toContain(
    'rules/lost.yml: error[read/unreadable]: cannot read this file: there is no such file',
  );
  expect(stderr).toContain(
    'rules/pipe.txt: error[read/unreadable]: cannot read this file: it is no regular file',
  );
  expect(tree('packs')['sigma/rules/link.yml']).toContain('title: Two');
}, 20_000);

test('a build that the policy fails says what for, to those too who want errors alone', async () => {
  writeFiles('.', {
    'ruleglot.config.yaml': `${config}evidence: none\npolicy: { fail-on: [unverified, refused] }\n`,
  });
  expect(await run()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      'ruleglot.config.yaml: error[build/policy]: the policy lets nothing through that is unverified (8 here)\n',
    ),
  });
  const { stdout } = await run('--report markdown=a.md --report github');
  const annotations = stdout.split('\n').filter(line => line.startsWith('::error '));
  expect(annotations).toHaveLength(8);
  expect(annotations[0]).toContain('file=rules/deep/two.yml,line=1,endLine=1,col=8,endColumn=11,');
  expect(annotations[0]).toContain('::the policy does not let this through in splunk: unverified%0A');
  expect(readFileSync('a.md', 'utf8')).toContain(
    '### What the policy fails for\n\n- **Two** (rules/deep/two.yml) in splunk: unverified\n',
  );
  expect(await run('--fail-on refused')).toMatchObject({ code: 0, stderr: '' });
});
