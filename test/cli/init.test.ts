import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../src/cli/commands.ts';
import { inOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const folder = inOwnFolder();
writeFiles(folder, {
  'detections/a.yml': sigmaRule('A', plainDetection),
  'queries/b.kql': 'process.name: cmd.exe',
  'queries/deep/owners.yaml': 'b: someone',
  'notes/c.yml': 'these: are no rules',
});

function violationsOf(schemaPath: string, data: unknown): readonly unknown[] {
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(schemaPath, 'utf8')));
  return validate(data) ? [] : (validate.errors ?? []);
}

test('the configuration names the folders that hold rules, and builds as it is', async () => {
  const { code, stderr } = await ranHere(['init']);
  expect(code).toBe(0);
  expect(stderr).toContain('1 file of rules in detections');
  const text = readFileSync('ruleglot.config.yaml', 'utf8');
  expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/\.ruleglot\.schema\.json\n/);
  expect(violationsOf('.ruleglot.schema.json', parse(text))).toEqual([]);
  expect(violationsOf('.ruleglot.schema.json', { ...parse(text), pakcs: [] })).not.toEqual([]);
  expect(text).toContain('  - paths: [detections] # 1 file: sigma\n  - paths: [queries] # 1 file: kql\n');
  expect(text).toContain('    exclude: [queries/deep/owners.yaml] # no rules\n');
  expect(text).not.toContain('notes');
  expect(await ranHere(['build', '-q'])).toMatchObject({ code: 0 });
});

test('the schema is that of the package where the repository has installed it', async () => {
  const place = 'top/node_modules/ruleglot/schemas/config.schema.json';
  writeFiles(folder, { [place]: '{}', 'top/.git/HEAD': '', 'top/deep/one.yml': 'title: x\n' });
  await ranHere(['init', 'top/deep']);
  const [line] = readFileSync('top/deep/ruleglot.config.yaml', 'utf8').split('\n');
  expect(line).toBe('# yaml-language-server: $schema=../node_modules/ruleglot/schemas/config.schema.json');
  expect(existsSync('top/deep/.ruleglot.schema.json')).toBe(false);
  rmSync('top', { recursive: true });
});

test('macros and tables that searches of Splunk lean on are named, where there are such searches', async () => {
  writeFiles(folder, {
    'apps/acme/default/savedsearches.conf': '[a]\nsearch = `acme` cmd=1\n',
    'apps/acme/default/macros.conf': '[acme]\ndefinition = index=acme\n',
    'plain/macros/own.yml': 'name: own\ndefinition: index=own\n',
    'plain/rules/a.yml': sigmaRule('A', plainDetection),
  });
  await ranHere(['init', 'apps']);
  const apps = readFileSync('apps/ruleglot.config.yaml', 'utf8');
  expect(apps).toContain('\nmacros: [acme/default/macros.conf] #');
  expect(apps).toContain('\n# lookups: [own/lookups] #');
  expect(await ranHere(['build', '-q', '--config', 'apps/ruleglot.config.yaml'])).toMatchObject({ code: 0 });
  writeFiles(folder, {
    'apps/macros/own.yml': 'name: own\ndefinition: index=own\n',
    'apps/lookups/hosts.csv': 'host\n',
  });
  await ranHere(['init', 'apps', '--force']);
  const more = readFileSync('apps/ruleglot.config.yaml', 'utf8');
  expect(more).toContain('\nmacros: [acme/default/macros.conf, macros] #');
  expect(more).toContain('\nlookups: [lookups] #');
  await ranHere(['init', 'plain']);
  expect(readFileSync('plain/ruleglot.config.yaml', 'utf8')).toContain('\n# macros: [own/macros.conf] #');
  rmSync('apps', { recursive: true });
  rmSync('plain', { recursive: true });
});

test('what it says in comments is right as well', async () => {
  const text = readFileSync('ruleglot.config.yaml', 'utf8');
  const told = text
    .replaceAll(/^( *)# (?=(?: *[\w.-]+:| *- ))/gm, '$1')
    .replace(/^(reports|evidence):.*$/gm, '');
  writeFiles(folder, {
    'own/lookups/assets.csv': 'host\n',
    'own/placeholders.yaml': 'Administrators: [root]\n',
    'own/pipeline.yml': 'name: own\npriority: 10\ntransformations: []\n',
    'own/filters/none.yml': '',
    'own/macros.conf': '',
  });
  writeFileSync('told.yaml', told.replace(/^yaml-language-server.*$/m, ''));
  const { stderr } = await ranHere(['build', '--check', '--config', 'told.yaml']);
  expect(stderr).not.toContain('error[config/');
});

test('a folder without rules: it is said, and where they are looked for', async () => {
  writeFiles(folder, { 'bare/notes.txt': 'none' });
  const { code, stderr } = await ranHere(['init', 'bare']);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr:
      'no rules are found here: put them into rules, or name where they are\n' +
      'bare/ruleglot.config.yaml is written: look at it, then run `ruleglot build --config bare/ruleglot.config.yaml`\n',
  });
});

test('an app of Splunk has its searches in default/savedsearches.conf', async () => {
  const search = '[One]\nsearch = index=main sourcetype=access_combined status=500\n';
  writeFiles(folder, {
    'app/default/savedsearches.conf': search,
    'app/default/app.conf': '[ui]\nlabel = x\n',
  });
  expect((await ranHere(['init', 'app'])).code).toBe(0);
  expect(readFileSync('app/ruleglot.config.yaml', 'utf8')).toContain(
    '- paths: [default] # 1 file: savedsearches',
  );
  expect(await ranHere(['build', '-q', '--config', 'app/ruleglot.config.yaml'])).toMatchObject({ code: 0 });
  expect(existsSync('app/packs/sigma/default/savedsearches.yml')).toBe(true);
});

test('rules that lie at the top are named, and built', async () => {
  writeFiles(folder, {
    'top/one.yml': sigmaRule('One', plainDetection),
    'top/two.kql': 'process.name: cmd.exe',
    'top/compose.yml': 'services: {}',
    'all/one.yml': sigmaRule('One', plainDetection),
  });
  for (const [name, paths] of [
    ['top', '["*.kql", one.yml]'],
    ['all', '["*.yml"]'],
  ] as const) {
    expect((await ranHere(['init', name])).code).toBe(0);
    const config = `${name}/ruleglot.config.yaml`;
    expect(readFileSync(config, 'utf8')).toContain(`- paths: ${paths} #`);
    expect(await ranHere(['build', '-q', '--config', config])).toMatchObject({ code: 0 });
  }
});

test('one that is there is left', async () => {
  const before = readFileSync('ruleglot.config.yaml', 'utf8');
  expect((await ranHere(['init'])).code).toBe(2);
  expect(readFileSync('ruleglot.config.yaml', 'utf8')).toBe(before);
});

test.each(['bash', 'zsh', 'fish'])('completion for %s knows each command and option', async shell => {
  const { stdout } = await ranHere(['completion', shell]);
  const names = commands.map(({ spec }) => spec.name);
  const options = commands.flatMap(({ spec }) => spec.options.map(({ name }) => name));
  expect([...names, ...options].filter(name => !stdout.includes(name))).toEqual([]);
});

/** A command is offered its own options, though another word of the line is the name of a command. */
const fishAsked = [
  ['ruleglot convert build --ch', ''],
  ['ruleglot build --ch', '--check'],
  ['ruleglot build --fail-on bad-', ''],
  ['ruleglot convert --fail-on bad', 'bad-event'],
  ['ruleglot build --since rul', ''],
  ['ruleglot help bui', 'build'],
  ['ruleglot build --report sar', 'sarif='],
] as const;

test('fish completes what is asked, where it is installed', async () => {
  const { stdout } = await ranHere(['completion', 'fish']);
  writeFileSync('asked.fish', stdout);
  for (const [line, expected] of fishAsked) {
    const asked = ['--no-config', '-c', `source asked.fish; complete -C '${line}'`];
    const { stdout: found, error } = spawnSync('fish', asked, { encoding: 'utf8' });
    if (error === undefined) expect([line, found.split(/\t|\n/)[0]]).toEqual([line, expected]);
  }
});

/** zsh 5.9 and fish 3.6 were asked by hand; what they need not be here for is that each text of the scripts ends. */
test.each(['zsh', 'fish'])('no text of the completion for %s runs on', async shell => {
  const { stdout } = await ranHere(['completion', shell]);
  const escaped = shell === 'zsh' ? "'\\''" : "\\'";
  const open = stdout.split('\n').filter(line => line.replaceAll(escaped, '').split("'").length % 2 === 0);
  expect(open).toEqual([]);
  writeFileSync(`completion.${shell}`, stdout);
  const { status, stderr, error } = spawnSync(shell, ['-n', `completion.${shell}`], { encoding: 'utf8' });
  if (error === undefined) expect(`${status} ${stderr}`).toBe('0 ');
});

let bash = '';
beforeAll(async () => {
  ({ stdout: bash } = await ranHere(['completion', 'bash']));
});

test.each([
  ['ruleglot ver', 'verify'],
  ['ruleglot convert --ev', '--evidence'],
  ['ruleglot convert rules --evidence pr', 'proved'],
  ['ruleglot convert rules -t elastic:es', 'esql'],
  ['ruleglot explain given:single-v', 'single-valued'],
  ['ruleglot build --report sar', 'sarif='],
  ['ruleglot convert rules --report ndjson=ruleglot.con', 'ruleglot.config.yaml'],
  ['ruleglot check ruleglot.con', 'ruleglot.config.yaml'],
  ['ruleglot check odd', 'odd name'],
  ['ruleglot help bui', 'build'],
  ['ruleglot build --fail-on refu', 'refused'],
  ['ruleglot build --fail-on bad-', ''],
  ['ruleglot diff --fail-on stro', 'stronger'],
  ['ruleglot match --fail-on chan', ''],
  ['ruleglot build rul', ''],
  ['ruleglot build --since rul', ''],
  ['ruleglot build --config ruleglot.con', 'ruleglot.config.yaml'],
])('bash completes %s', (line, expected) => {
  writeFileSync('odd name', '');
  const asked = `COMP_LINE='${line}'; COMP_POINT=${line.length}; _ruleglot; echo "\${COMPREPLY[*]}"`;
  const { stdout } = spawnSync('bash', ['-c', `${bash}\n${asked}`], { encoding: 'utf8' });
  expect(stdout.trim()).toBe(expected);
});

test('what rules of Panther stand on is no folder of rules', async () => {
  writeFiles(folder, {
    'content/global_helpers/door.yml': 'AnalysisType: global\nGlobalID: door\nFilename: door.py\n',
    'content/door_rules/door.yml':
      'AnalysisType: rule\nRuleID: Own.Door\nFilename: door.py\nEnabled: true\nSeverity: Low\nLogTypes: [Own.Badge]\n',
  });
  await ranHere(['init', 'content']);
  const text = readFileSync('content/ruleglot.config.yaml', 'utf8');
  expect(text).toContain('rules:\n  - paths: [door_rules] # 1 file: panther\n');
  expect(text).not.toContain('global_helpers');
});

test('what stands beside detections of Splunk is none of the rules', async () => {
  writeFiles(folder, {
    'escu-content/detections/d.yml':
      'name: d\nsearch: index=a x=1\nhow_to_implement: y\nknown_false_positives: n\n',
    'escu-content/macros/m.yml': 'name: m\ndefinition: index=a\n',
    'escu-content/stories/s.yml': 'name: s\nnarrative: x\n',
    'escu-content/contentctl.yml': 'path: .\n',
  });
  const { stderr } = await ranHere(['init', 'escu-content']);
  expect(stderr).toContain('1 file of rules in detections\n');
  const text = readFileSync('escu-content/ruleglot.config.yaml', 'utf8');
  expect(parse(text)).toMatchObject({ rules: [{ paths: ['detections'] }], macros: ['macros'] });
  rmSync('escu-content', { recursive: true });
});
