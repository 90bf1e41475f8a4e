import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const config = `rules: [{ paths: [rules] }]
cache: false
packs:
  - { name: splunk, target: splunk, folder: packs/splunk }
  - { name: elastic, target: elastic, folder: packs/elastic }
`;

const git = (...words: string[]): string =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...words], {
    encoding: 'utf8',
  });

const rule = (title: string, id: string, detection = plainDetection): string =>
  sigmaRule(title, detection, `id: ${id}\n`);

async function committed(ignored = ''): Promise<void> {
  writeFiles('.', {
    '.gitignore': `${ignored}summary.md\n`,
    'ruleglot.config.yaml': config,
    'rules/one.yml': rule('One', 'one'),
    'rules/two.yml': rule('Two', 'two'),
  });
  expect((await ranHere(['build'])).code).toBe(0);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
}

eachInOwnFolder(() => undefined);

async function summary(): Promise<string> {
  const words = ['build', '--since', 'HEAD', '--fail-on', 'none', '--report', 'markdown=summary.md'];
  const { code, stderr } = await ranHere(words);
  expect(code, stderr).toBe(0);
  return readFileSync('summary.md', 'utf8').replaceAll('\\', '');
}

test('a rule is named once, with what has changed in each pack, and events have no field for their place', async () => {
  await committed();
  writeFileSync('rules/one.yml', rule('One', 'one', plainDetection.replace('cmd', 'pwsh')));
  const told = await summary();
  expect(told.match(/\*\*One\*\*/g)).toHaveLength(1);
  expect(told).toMatch(
    /- \*\*One\*\* \(rules\/one\.yml\):\n {2}- what the rule means in splunk has changed: .*pwsh.*, and no more .*cmd.*\n {2}- what the rule means in elastic/,
  );
  expect(told).not.toContain('splunk.search');
});

test('a title that is another one is told: alerts bear it, and Splunk knows the search by it', async () => {
  await committed();
  writeFileSync('rules/one.yml', rule('Uno', 'one'));
  const told = await summary();
  expect(told).not.toContain('### Changed in meaning');
  expect(told).toContain(
    '### Alerts\n\n- **Uno** (rules/one.yml): its title is Uno, and was One (splunk, elastic)',
  );
});

const bases = { 'with packs': '', 'without packs': 'packs/\nruleglot.lock\n' };

test.each(Object.entries(bases))(
  'a rule that was given another id, and a pack that is dropped, are told against a base %s',
  async (_name, ignored) => {
    await committed(ignored);
    writeFileSync('rules/one.yml', rule('One', 'uno'));
    const told = await summary();
    expect(told).toContain('### New\n\n- **One** (rules/one.yml)');
    expect(told).toMatch(
      /‘One’ \(one\) is not there any more.*; the rule in its place has another id, uno\n/,
    );
    writeFileSync('rules/one.yml', rule('One', 'one'));
    writeFileSync('ruleglot.config.yaml', config.replace(/.*name: elastic.*\n/, ''));
    expect(await summary()).toContain('> the pack elastic is not built any more: its 2 rules go with it.');
  },
);
