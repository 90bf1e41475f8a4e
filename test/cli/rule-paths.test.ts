import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const paths = [
  'team-a/rules/a.yml',
  'team-b/rules/deep/b.yml',
  'team-b/notes/c.yml',
  '{x,y}/d.yml',
  '2024/e.yml',
];
eachInOwnFolder(() => {
  writeFiles(
    '.',
    Object.fromEntries(paths.map(path => [path, sigmaRule(path.slice(-5, -4), plainDetection)])),
  );
});

/** Names of what a build makes of the rules that a configuration names. */
async function builtOf(rules: string): Promise<readonly string[]> {
  writeFileSync(
    'ruleglot.config.yaml',
    `rules: [${rules}]\nevidence: none\npolicy: { fail-on: [none] }\npacks: [{ name: s, target: sigma, folder: out }]\n`,
  );
  rmSync('out', { recursive: true, force: true });
  const { code, stderr } = await ranHere(['build', '-q']);
  if (code !== 0) return [/error\[([^\]]*)/.exec(stderr)?.[1] ?? stderr];
  const files = readdirSync('out', { recursive: true, encoding: 'utf8' });
  return files
    .filter(path => statSync(`out/${path}`).isFile())
    .map(path => path.slice(-5, -4))
    .sort();
}

test.each([
  ['a glob of folders is of what lies in them', '{ paths: ["team-*/rules"] }', ['a', 'b']],
  ['so is one that ends as folders do', '{ paths: ["team-*/"] }', ['a', 'b', 'c']],
  ['a glob of files stays within its folder', '{ paths: ["team-*/rules/*.yml"] }', ['a']],
  ['a name with signs of globs is a name where it is there', '{ paths: ["{x,y}"] }', ['d']],
  ['and a glob where it is not', '{ paths: ["team-{a,x}/rules"] }', ['a']],
  [
    'a folder without a sign is left out whole',
    '{ paths: [team-a, team-b], exclude: [team-b/rules] }',
    ['a', 'c'],
  ],
  ['so is one with a stroke', '{ paths: [team-b], exclude: [./team-b/rules/] }', ['c']],
  ['what matches nothing is an error', '{ paths: ["team-?/rulez"] }', ['config/no-files']],
])('%s: %s', async (_, rules, names) => {
  expect(await builtOf(rules)).toEqual(names);
});

test('init names folders so that they are texts, and found', async () => {
  writeFiles('.', { 'true/f.yml': sigmaRule('f', plainDetection) });
  expect(await ranHere(['init'])).toMatchObject({ code: 0 });
  const text = readFileSync('ruleglot.config.yaml', 'utf8');
  for (const name of ['2024', 'true', '{x,y}'])
    expect(text).toContain(`  - paths: ["${name}"] # 1 file: sigma\n`);
  expect(text).toContain('  - paths: [team-a] # 1 file: sigma\n');
  expect(await ranHere(['build', '-q'])).toMatchObject({ code: 0 });
});
