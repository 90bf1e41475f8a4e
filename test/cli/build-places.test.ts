import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { linesOf, plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const git = (...words: string[]): string =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...words], {
    encoding: 'utf8',
  });

const process = (name: string): string => plainDetection.replace('cmd', `run-${name}`);

/** Files of several rules each, in the order of the letters; an export of Kibana ends with a line that is no rule. */
function write(letters: string): void {
  const each = [...letters];
  const kibana = each.map(name =>
    JSON.stringify({
      ...{ rule_id: `kibana-${name}`, name: `Kibana ${name}`, description: 'd', severity: 'low' },
      ...{ risk_score: 21, type: 'query', language: 'kuery', index: ['winlogbeat-*'] },
      query: `process.name:"run-${name}.exe"`,
    }),
  );
  writeFiles('rules', {
    'several.yml': each
      .map(name => sigmaRule(`Sigma ${name}`, process(name), `id: sigma-${name}\n`))
      .join('---\n'),
    'export.ndjson': `${kibana.join('\n')}\n`,
    'savedsearches.conf': each
      .map(name => `[Search ${name}]\nsearch = index=a sourcetype=b c="run-${name}"\nenableSched = 1\n\n`)
      .join(''),
  });
}

const sources = ['several.yml', 'export.ndjson', 'savedsearches.conf'];

eachInOwnFolder(async () => {
  writeFileSync(
    'ruleglot.config.yaml',
    `rules: [{ paths: [rules] }]
packs:
  - { name: panther, target: panther, folder: packs/panther }
  - { name: elastic, target: elastic, folder: packs/elastic }
`,
  );
  write('abc');
  expect((await ranHere(['build', '-q'])).code).toBe(0);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
});

const idOf = (name: string): unknown =>
  linesOf(readFileSync('packs/elastic/rules.ndjson', 'utf8')).find(rule => rule['name'] === name)?.[
    'rule_id'
  ];

const panther = (file: string): string => readFileSync(`packs/panther/rules/${file}`, 'utf8');

test('rules keep ids and names when another comes before them, and when their order changes', async () => {
  const [id, several, search] = [idOf('Search b'), panther('several_2.yml'), panther('savedsearches_2.yml')];
  expect(several).toContain('DisplayName: Sigma b');
  for (const letters of ['xabc', 'cbxa']) {
    write(letters);
    const { stderr } = await ranHere(['build', '--since', 'HEAD']);
    expect(stderr).not.toContain('build/meaning-changed');
    expect(stderr).not.toContain('build/rule-gone');
    expect([idOf('Search b'), panther('several_2.yml'), panther('savedsearches_2.yml')]).toEqual([
      ...[id, several, search],
    ]);
    expect(panther('several_4.yml')).toContain('DisplayName: Sigma x');
    const lock = readFileSync('ruleglot.lock', 'utf8');
    expect((await ranHere(['build', '--no-cache', '--check'])).code).toBe(0);
    expect((await ranHere(['build'])).stderr).toContain('files    3 (3 from the cache)');
    expect(readFileSync('ruleglot.lock', 'utf8')).toBe(lock);
  }
});

test('of a rule that goes out of a file of several it is told, and the others are as they were', async () => {
  write('ca');
  const { stderr } = await ranHere(['build', '--since', 'HEAD']);
  const told = stderr.split('\n').filter(line => line.includes('note[build/'));
  expect(told.map(line => line.replace(/the rule ‘\w+ b’ \(\S+\) is/, 'the rule is'))).toEqual(
    sources
      .toSorted()
      .map(
        file =>
          `rules/${file}: note[build/rule-gone]: the rule is not there any more: it goes out of elastic, panther`,
      ),
  );
});

test('a rule that takes the place of another is another: the one is gone, and not what the other meant', async () => {
  write('ayc');
  const { stderr } = await ranHere(['build', '--since', 'HEAD']);
  expect(stderr).not.toContain('build/meaning-changed');
  expect(stderr.match(/build\/rule-gone/g)).toHaveLength(3);
});

test('what changed in one of several rules is told of it, wherever it stands; without packs in the base too', async () => {
  write('xabc');
  const edited = readFileSync('rules/several.yml', 'utf8').replace('run-b', 'walk-b');
  writeFileSync('rules/several.yml', edited);
  const { stderr } = await ranHere(['build', '--since', 'HEAD']);
  const told = stderr.split('\n').filter(line => line.includes('build/meaning-changed'));
  expect(told.map(line => line.replace(/:\d+:\d+: .*means in (\S+) .*/, ' $1'))).toEqual([
    ...['rules/several.yml panther', 'rules/several.yml elastic'],
  ]);
  git('rm', '-rq', '--cached', 'packs', 'ruleglot.lock');
  rmSync('packs', { recursive: true });
  git('checkout', '-q', '--', 'rules');
  git('commit', '-qm', 'two');
  write('xac');
  const changed = readFileSync('rules/several.yml', 'utf8').replace('run-c', 'walk-c');
  writeFileSync('rules/several.yml', changed);
  const { stderr: ofRules } = await ranHere(['build', '--since', 'HEAD']);
  expect(ofRules.match(/^rules\/several\.yml: note\[build\/rule-changed\]/gm)).toHaveLength(1);
  expect(ofRules.match(/^rules\/\S+: note\[build\/rule-gone\]/gm)).toHaveLength(3);
});

test('what no build knows of among the rules of a pack is told, as after a merge that took one side of the lock', async () => {
  const lock = readFileSync('ruleglot.lock', 'utf8');
  writeFiles('rules', { 'more.yml': sigmaRule('More', process('more'), 'id: more\n') });
  expect((await ranHere(['build', '-q'])).stderr).toBe('');
  rmSync('rules/more.yml');
  writeFileSync('ruleglot.lock', lock);
  writeFiles('packs/panther', { 'notes/own.yml': 'mine\n' });
  const { stderr } = await ranHere(['build']);
  const told = stderr.split('\n').filter(line => line.includes('[build/left-over]'));
  expect(told.map(line => line.replace(/: warning.*/, ''))).toEqual(
    ['elastic/rules/more.toml', 'panther/rules/more.py', 'panther/rules/more.yml'].map(
      each => `packs/${each}`,
    ),
  );
});
