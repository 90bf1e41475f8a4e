import { rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const id = '11111111-1111-4111-8111-111111111111';
const rule = (own: string): string => sigmaRule('One', plainDetection, `id: ${own}\n`);
const filter = `title: Own\nlogsource: { category: process_creation, product: windows }\nfilter:\n  rules: [${id}]\n  own: { User: admin }\n  condition: not own\n`;

eachInOwnFolder(() =>
  writeFiles('.', {
    'ruleglot.config.yaml': `rules: [{ paths: [rules] }]\nevidence: none\npacks: [{ name: sigma, target: sigma, folder: packs/sigma }]\n`,
    'rules/one.yml': rule(id),
    'rules/filter.yml': filter,
  }),
);

test.each([
  ['is no YAML', 'title: [broken', 'error[read/yaml-syntax]'],
  ['cannot be read', filter.replace('User:', 'User|nope:'), 'error[lower/unknown-modifier]'],
  ['joins no rule', filter.replace(id, 'nobody'), 'warning[lower/filter-unknown-rule]'],
])('a filter that the configuration names and that %s is told', async (_name, text, said) => {
  const config = `rules: [{ paths: [rules] }]\nfilters: [own]\nevidence: none\npacks: [{ name: sigma, target: sigma, folder: packs/sigma }]\n`;
  writeFiles('.', {
    'ruleglot.config.yaml': config,
    'own/filter.yml': filter,
    'own/rule.yml': rule('other'),
  });
  rmSync('rules/filter.yml');
  expect(await ranHere(['build'])).toMatchObject({ code: 0, stdout: '' });
  writeFileSync('own/filter.yml', text);
  const { code, stderr } = await ranHere(['build']);
  expect(stderr).toContain('own/filter.yml');
  expect(stderr).toContain(said);
  expect(stderr).toMatch(/^sigma +1 exact$/m);
  expect(code).toBe(said.startsWith('error') ? 1 : 0);
});

test('a filter that joins no rule is told by a build, from the cache too', async () => {
  const first = await ranHere(['build']);
  expect(first.code).toBe(0);
  expect(first.stderr).not.toContain('filter-unknown-rule');
  writeFileSync('rules/one.yml', rule(id.replace('111111111111', '999999999999')));
  for (const words of [['build'], ['build', '--check']]) {
    const { code, stderr } = await ranHere(words);
    expect(code).toBe(0);
    expect(stderr).toContain('rules/filter.yml:4:11: warning[lower/filter-unknown-rule]');
  }
  rmSync('rules/filter.yml');
  expect((await ranHere(['build'])).stderr).not.toContain('filter-unknown-rule');
  expect((await ranHere(['build', '-q'])).stderr).toBe('');
});
