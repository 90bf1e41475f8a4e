import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eachInOwnFolder, ranHere } from './in-process.ts';
import { linesOf, plainDetection, sigmaRule, writeFiles } from './ruleglot.ts';

const linux = plainDetection.replace('\\cmd.exe', '/sh');
eachInOwnFolder(() => {
  writeFiles('.', {
    'rules/one.yml': sigmaRule('One', plainDetection, 'id: one\n'),
    'rules/other.yml': sigmaRule('Other', linux, 'id: other\n').replace('windows', 'linux'),
  });
});

/** Searches of processes on Windows begin with the macro `ours`. */
const configOf = (macros: string): string => `rules: [{ paths: [rules] }]
profile: eu
packs:
  - { name: app, target: splunk, folder: packs/app }
  - { name: content, target: splunk, form: escu, folder: packs/content }
  - { name: sigma, target: sigma, folder: packs/sigma }
profiles:
  eu: { splunk: { searches: { windows.process_creation: "\`ours\`" }, macros: { ${macros} } } }
`;
const configure = (macros: string): void => writeFileSync('ruleglot.config.yaml', configOf(macros));

const toldChanges = (stderr: string): readonly string[] => stderr.match(/^.*meaning-changed.*$/gm) ?? [];

test.each([
  ['ours: index=eu', 'ours: index=us', 'it matches other events'],
  ['ours: index=eu', 'ours: "index=eu NOT host=lab*"', 'it matches less'],
  ['ours: "index=eu `more`", more: host=a', 'ours: "index=eu `more`", more: "host=*"', 'it matches more'],
])(
  'a macro that means something else changes the searches that stand on it: %s, then %s',
  async (before, after, how) => {
    configure(before);
    expect(await ranHere(['build', '-q'])).toMatchObject({ code: 0 });
    configure(after);
    const checked = await ranHere(['build', '--check']);
    expect(toldChanges(checked.stderr)).toEqual([
      expect.stringMatching(`^rules/one.yml.*in app has changed: ${how}, as by`),
      expect.stringMatching(`^rules/one.yml.*in content has changed: ${how}, as by`),
    ]);
    expect(checked).toMatchObject({ code: 1, stderr: expect.stringContaining('2 in meaning, 0 in words') });
    expect(await ranHere(['build', '-q', '--fail-on', 'changed'])).toMatchObject({ code: 1 });
    const again = await ranHere(['build', '--check', '--fail-on', 'changed']);
    expect({ code: again.code, told: toldChanges(again.stderr) }).toEqual({ code: 0, told: [] });
  },
);

test('a macro that is written in other words, or that no search names, changes none', async () => {
  configure('ours: "index=eu host=a", spare: index=x');
  await ranHere(['build', '-q']);
  configure('ours: "host=a index=eu", spare: index=y');
  const { code, stderr } = await ranHere(['build', '--fail-on', 'changed']);
  expect({ code, told: toldChanges(stderr) }).toEqual({ code: 0, told: [] });
  expect(readFileSync('packs/app/default/macros.conf', 'utf8')).toContain('definition = host=a index=eu');
});

test('a branch that changed a macro, and built, is told what that means since its base', async () => {
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...words], {
      encoding: 'utf8',
    });
  configure('ours: index=eu');
  await ranHere(['build', '-q']);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
  configure('ours: index=us');
  await ranHere(['build', '-q']);
  git('commit', '-q', '-a', '-m', 'two');
  const { code, stderr } = await ranHere([
    'build',
    '--check',
    '--since',
    'HEAD~1',
    '--report',
    'ndjson=lines.ndjson',
  ]);
  expect({ code, told: toldChanges(stderr).length }).toEqual({ code: 0, told: 2 });
  const lines = linesOf<{ path: string; diagnostics: { code: string }[] }>(
    readFileSync('lines.ndjson', 'utf8'),
  );
  const changed = lines.filter(each =>
    each.diagnostics.some(({ code: own }) => own.endsWith('meaning-changed')),
  );
  expect(changed.map(({ path }) => path)).toEqual(['rules/one.yml', 'rules/one.yml']);
});
