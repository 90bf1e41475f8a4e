import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { eachInOwnFolder, ranHere } from './in-process.ts';
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
  'two rules with one id': [{ 'rules/three.yml': one }, 1, 'rules/three.yml:2:5: error[build/duplicate-id]'],
  'two outputs with one path': [
    { 'ruleglot.config.yaml': `${config}  - { name: again, target: sigma, folder: packs/sigma }\n` },
    2,
    'error[build/duplicate-output]',
  ],
  'a folder that cannot be written': [{ packs: 'a file' }, 2, 'error[cli/unwritable]'],
  'marks of a merge': [
    { 'ruleglot.lock': 'lockVersion: 1\n  beforeEach(() =>
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
  expect(await run('--fail-on refused')).toMatchObject({ code: 0, stderr: '' });
});
