import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const config = `version: 1
rules: [{ paths: [rules] }]
evidence: none
packs:
  - { name: splunk, target: splunk, folder: packs/acme }
  - { name: sigma, target: sigma, folder: packs/sigma }
  - { name: elastic, target: elastic, folder: packs/elastic }
`;
const one = sigmaRule('One', plainDetection).replace('title:', 'id: one\ntitle:');
const two = sigmaRule('Two', plainDetection.replace('cmd', 'sh')).replace('title:', 'id: two\ntitle:');

eachInOwnFolder(async () => {
  writeFiles('.', { 'ruleglot.config.yaml': config, 'rules/one.yml': one, 'rules/two.yml': two });
  await ranHere(['build']);
});

const all = [
  'ruleglot.lock',
  'packs/acme/default/savedsearches.conf',
  'packs/sigma/rules/one.yml',
  'packs/elastic/rules.ndjson',
];
const texts = () => all.map(path => readFileSync(path, 'utf8'));

test.each([
  ['the file', 'title: [One\n'],
  ['its rule', one.replace('Image', 'Image|nothing')],
])('%s cannot be read: packs and lock keep what they had, and the build fails', async (_, broken) => {
  const before = texts();
  writeFileSync('rules/one.yml', broken);
  const { code, stderr } = await ranHere(['build', '--report', 'markdown=s.md']);
  expect(code).toBe(1);
  const told = 'the rule one cannot be read: what the last build made of it stays in elastic, sigma, splunk';
  expect(stderr).toContain(`rules/one.yml: warning[build/unread-kept]: ${told}`);
  expect(stderr).not.toContain('rule-gone');
  expect(stderr).toContain('sigma    1 exact, 1 kept that cannot be read\n');
  expect(texts()).toEqual(before);
  expect(readFileSync('s.md', 'utf8')).toMatch(
    /### Not read\n\n- rules\/one\.yml:\d+: .*; the rule one cannot be read/,
  );
  const checked = await ranHere(['build', '--check']);
  expect(checked.code).toBe(1);
  expect(checked.stderr).not.toContain('build/stale');
  writeFileSync('rules/one.yml', one);
  expect(await ranHere(['build', '--check'])).toMatchObject({ code: 0 });
});

test('a detection of security content, whose file bears its title, stays in its pack', async () => {
  const content = { 'ruleglot.config.yaml': config.replace('splunk, folder', 'splunk, form: escu, folder') };
  writeFiles('.', { ...content, 'rules/one.yml': one.replace('title: One', 'title: Another name') });
  await ranHere(['build']);
  const before = readFileSync('packs/acme/detections/another_name.yml', 'utf8');
  writeFileSync('rules/one.yml', `<<<<<<< HEAD\n${one}=======\n${two}>>>>>>> other\n`);
  const { stderr } = await ranHere(['build']);
  expect(stderr).toContain('rules/one.yml:1:1: error[read/conflict]');
  expect(stderr).toContain('what the last build made of it stays in elastic, sigma, splunk');
  expect(readFileSync('packs/acme/detections/another_name.yml', 'utf8')).toBe(before);
});

test('where the packs have not what the lock says, the rule goes out, and why is told', async () => {
  rmSync('packs', { recursive: true });
  writeFileSync('rules/one.yml', 'title: [One\n');
  const { stderr } = await ranHere(['build']);
  expect(stderr).toContain('the rule one cannot be read: it goes out of elastic, sigma, splunk');
  expect(readFileSync('packs/acme/default/savedsearches.conf', 'utf8')).not.toContain('One');
});

test('a rule that was moved, its file broken behind it, is not there twice', async () => {
  renameSync('rules/one.yml', 'rules/moved.yml');
  writeFileSync('rules/one.yml', 'title: [One\n');
  const { stderr } = await ranHere(['build']);
  expect(stderr).not.toContain('unread-kept');
  expect(readFileSync('packs/acme/default/savedsearches.conf', 'utf8').match(/^\[/gm)).toHaveLength(2);
});

const noId = one.replace('id: one\n', '');

test.each([
  ['whose id is there', 'rules/sub/other.yml', one, one.replace('Image', 'Image|nothing')],
  ['whose file is of another name', 'rules/other.yml', one, `${one}\n  - [\n`],
  ['whose file is of the same name', 'rules/sub/one.yml', one, 'title: [One\n'],
  ['that has no id', 'rules/sub/one.yml', noId, noId.replace('title: ', 'title: [')],
])('a rule %s, moved and broken at once, stays in packs and lock', async (_, path, rule, broken) => {
  writeFileSync('rules/one.yml', rule);
  await ranHere(['build']);
  const before = texts();
  mkdirSync('rules/sub', { recursive: true });
  renameSync('rules/one.yml', path);
  writeFileSync(path, broken);
  for (const words of [['build'], ['build', '--no-cache'], ['build', '--check']]) {
    const { code, stderr } = await ranHere(words);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${path}(?::\\d+:\\d+)?: warning\\[build/unread-kept\\]`, 'm'));
    expect(stderr).not.toMatch(/rule-gone|stale/);
    expect(texts()).toEqual(before);
  }
  writeFileSync(path, rule);
  expect((await ranHere(['build'])).code).toBe(0);
  expect(readFileSync(all[1] ?? '', 'utf8').match(/^\[/gm)).toHaveLength(2);
});

test.each([
  ['a file of the same name that bears another id', 'rules/sub/one.yml', one.replace('id: one', 'id: new')],
  [
    'a rule that is related to it',
    'rules/x.yml',
    `related:\n  - id: one\n    type: derived\n${one.replace('id: one', 'id: x')}`,
  ],
])('a rule that is gone is not kept by %s', async (_, path, text) => {
  rmSync('rules/one.yml');
  writeFiles('.', { [path]: text.replace('Image', 'Image|nothing') });
  const { stderr } = await ranHere(['build']);
  expect(stderr).toContain('build/rule-gone]: the rule one is not there any more');
  expect(readFileSync(all[1] ?? '', 'utf8').match(/^\[/gm)).toHaveLength(1);
});

test('where another rule has taken the name of one that was moved and broken, that goes out', async () => {
  mkdirSync('rules/sub');
  renameSync('rules/one.yml', 'rules/sub/one.yml');
  writeFileSync('rules/sub/one.yml', one.replace('Image', 'Image|nothing'));
  writeFileSync('rules/one.yml', one.replace('id: one', 'id: new'));
  const { code, stderr } = await ranHere(['build']);
  expect(code).toBe(1);
  expect(stderr).toContain('build/rule-gone]: the rule one is not there any more');
  expect(stderr).not.toContain('duplicate-output');
});

test('of two rules with one id the one that packs have keeps it, wherever the newcomer stands', async () => {
  const before = texts();
  writeFileSync('rules/a.yml', one.replace('cmd', 'other'));
  const { code, stderr } = await ranHere(['build']);
  expect(code).toBe(1);
  expect(stderr).toContain(
    'rules/a.yml:1:5: error[build/duplicate-id]: another rule has the id one: rules/one.yml:1',
  );
  expect(texts().slice(1)).toEqual(before.slice(1));
});
