import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { plainDetection, shippedFolder, sigmaRule, temporaryFolder, writeFiles } from '../cli/ruleglot.ts';
import { type CompositeAction, type JobResult, runAction } from './composite-action.ts';

// The action and the recipes of docs/ci.md, run as runners run them: offline, and with the shipped command in the place of what npx gets.
const root = resolve(import.meta.dirname, '../..');
const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as CompositeAction;
const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');
const [, gitlab, preCommit] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) =>
  parse(yaml),
) as [
  unknown,
  { rules: { script: string[]; variables: Record<string, string> } },
  { repos: { hooks: { entry: string; files?: string; always_run?: boolean; pass_filenames: boolean }[] }[] },
];
const shell = /```sh\n(#!\/bin\/sh\n.*?)```/s.exec(page)?.[1] ?? 'exit 9';

const folder = temporaryFolder();
const origin = join(folder, 'origin.git');
const home = join(folder, 'home');

const command = shippedFolder();
const start = `exec ${JSON.stringify(process.execPath)} ${JSON.stringify(join(command, 'ruleglot.js'))} "$@"\n`;
writeFiles(folder, {
  'bin/npx': `#!/bin/sh\nwhile [ $# -gt 0 ]; do\n  word=$1; shift\n  if [ "$word" = ruleglot ]; then ${start}  fi\ndone\nexit 127\n`,
  'bin/ruleglot': `#!/bin/sh\n${start}`,
  'home/.gitconfig':
    '[user]\nname = x\nemail = x@example.org\n[init]\ndefaultBranch = main\n[protocol "file"]\nallow = always\n',
});
for (const name of ['npx', 'ruleglot']) chmodSync(join(folder, 'bin', name), 0o755);

const { CI: _ci, ...outer } = process.env;
const own = Object.entries(outer).filter(([name]) => !name.startsWith('GIT_'));
const env = {
  ...Object.fromEntries(own),
  HOME: home,
  PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`,
};

function run(
  cwd: string,
  file: string,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
) {
  const { status, stdout, stderr } = spawnSync(file, [...words], {
    cwd,
    encoding: 'utf8',
    env: { ...env, ...more },
  });
  return { code: status, stdout, said: `${stdout}${stderr}` };
}

function git(cwd: string, ...words: string[]): string {
  const { code, stdout, said } = run(cwd, 'git', words);
  if (code !== 0) throw new Error(`git ${words.join(' ')}: ${said}`);
  return stdout;
}

const ruleOf = (title: string, process: string): string =>
  sigmaRule(title, plainDetection.replace('cmd', process), `id: ${title.toLowerCase()}\n`);

/** main has two rules with their packs; `topic` has changed one of them, and main has had another rule since. */
function makeOrigin(): string {
  const work = join(folder, 'work');
  git(folder, 'init', '-q', '--bare', origin);
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  git(folder, 'clone', '-q', origin, work);
  writeFiles(work, {
    '.gitignore': '.ruleglot-cache\n',
    'ruleglot.config.yaml': `rules: [{ paths: [rules] }]
packs:
  - { name: splunk, target: splunk, folder: packs/splunk }
  - { name: sigma, target: sigma, folder: packs/sigma }
`,
    'rules/one.yml': ruleOf('One', 'cmd'),
    'rules/two.yml': ruleOf('Two', 'sh'),
  });
  const commit = (message: string, branch: string): void => {
    git(work, 'add', '-A');
    git(work, 'commit', '-q', '-m', message);
    git(work, 'push', '-q', 'origin', `HEAD:${branch}`);
  };
  const build = (): void => expect(run(work, 'ruleglot', ['build', '-q'])).toMatchObject({ code: 0 });
  build();
  commit('two rules', 'main');
  git(work, 'checkout', '-q', '-b', 'topic');
  writeFileSync(join(work, 'rules/one.yml'), ruleOf('One', 'pwsh'));
  commit('a rule whose packs are not built', 'stale');
  build();
  commit('its packs', 'topic');
  git(work, 'checkout', '-q', 'main');
  writeFileSync(join(work, 'rules/three.yml'), ruleOf('Three', 'perl'));
  build();
  commit('a third rule', 'main');
  return work;
}
makeOrigin();

/** As actions/checkout does: one commit of the merge of a branch with main, and no branch but that. */
function checkedOut(name: string, branch: string): string {
  const merge = join(folder, `merge-${name}`);
  git(folder, 'clone', '-q', origin, merge);
  git(merge, 'config', 'merge.conflictStyle', 'merge');
  git(merge, 'merge', '-q', '-X', 'theirs', '--no-edit', `origin/${branch}`);
  // What both sides have written anew is as the rules make it.
  if (branch === 'topic') {
    run(merge, 'ruleglot', ['build', '-q']);
    git(merge, 'commit', '-q', '-a', '--amend', '--no-edit');
  }
  git(merge, 'push', '-q', 'origin', `HEAD:refs/pull/${name}/merge`);
  const clone = join(folder, name);
  git(folder, 'init', '-q', clone);
  git(clone, 'remote', 'add', 'origin', `file://${origin}`);
  const ref = `refs/remotes/pull/${name}/merge`;
  git(clone, 'fetch', '-q', '--no-tags', '--depth=1', 'origin', `+refs/pull/${name}/merge:${ref}`);
  git(clone, 'checkout', '-q', '--force', ref);
  return clone;
}

function onPullRequest(workspace: string, inputs: Readonly<Record<string, string>> = {}): JobResult {
  const temporary = join(folder, `runner-${resolve(workspace).split('/').at(-1)}`);
  const github = {
    event_name: 'pull_request',
    base_ref: 'main',
    sha: git(workspace, 'rev-parse', 'HEAD').trim(),
  };
  return runAction(action, { workspace, temporary, github, inputs, env });
}

describe('action.yml on a pull request', () => {
  test('packs that are built: what has changed in meaning since the base branch is told, and nothing else', () => {
    const clone = checkedOut('topic', 'topic');
    const { code, log, summary, outputs } = onPullRequest(clone, { sarif: 'out.sarif', junit: 'out.xml' });
    expect({ code, outputs }, log).toEqual({ code: 0, outputs: { code: '0', sarif: 'out.sarif' } });
    expect(log).toMatch(/::notice file=rules\/one.yml.*what the rule means in splunk has changed/);
    expect(log).not.toMatch(/::\w+ file=rules\/(?:two|three)/);
    expect(log).not.toContain('build/no-base');
    expect(summary).toContain('rules/one.yml');
    expect(JSON.parse(readFileSync(join(clone, 'out.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(readFileSync(join(clone, 'out.xml'), 'utf8')).toContain('<testsuite');
    expect(git(clone, 'rev-parse', '--is-shallow-repository').trim()).toBe('false');
  });

  test('packs that are not built: the job fails with an annotation, and has its summary all the same', () => {
    const { code, log, summary, outputs } = onPullRequest(checkedOut('stale', 'stale'));
    expect({ code, outputs }, log).toEqual({ code: 1, outputs: { code: '1', sarif: '' } });
    expect(log).toContain('is not what the rules make');
    expect(summary).toContain('rules/one.yml');
  });

  test('command: build writes them; a push has no base branch', () => {
    const workspace = join(folder, 'stale');
    const temporary = join(folder, 'runner-build');
    const github = { event_name: 'push', base_ref: '', sha: 'x' };
    const built = runAction(action, { workspace, temporary, github, inputs: { command: 'build' }, env });
    expect(built, built.log).toMatchObject({ code: 0, outputs: { code: '0' } });
    expect(git(workspace, 'status', '--short')).toContain('packs/splunk/default/savedsearches.conf');
    expect(onPullRequest(workspace).code).toBe(0);
  });
});

describe.each([
  ['sh', ['-e']],
  ['bash', ['-eo', 'pipefail']],
])('the GitLab recipe in %s', (file, options) => {
  const script = gitlab.rules.script.join('\n');

  test('on a merge request, and on the main branch', () => {
    const clone = join(folder, `gitlab-${file}`);
    git(folder, 'clone', '-q', '-b', 'topic', origin, clone);
    const base = git(clone, 'merge-base', 'origin/main', 'HEAD').trim();
    const request = run(clone, file, [...options, '-c', script], {
      CI: 'true',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
    });
    expect(request.code, request.said).toBe(0);
    expect(request.said).toContain('what the rule means in splunk has changed');
    expect(readFileSync(join(clone, 'ruleglot.xml'), 'utf8')).toContain('<testsuite');
    expect(readFileSync(join(clone, 'ruleglot.md'), 'utf8')).toContain('rules/one.yml');
    git(clone, 'checkout', '-q', 'main');
    const main = run(clone, file, [...options, '-c', script], { CI: 'true' });
    expect(main.code, main.said).toBe(0);
    expect(main.said).not.toContain('has changed');
  });
});

test('the shell recipe, in a clone of one branch', () => {
  const clone = join(folder, 'shell');
  git(folder, 'clone', '-q', '--single-branch', '-b', 'topic', `file://${origin}`, clone);
  writeFiles(clone, { '../check.sh': shell });
  const built = run(clone, 'sh', ['../check.sh']);
  expect(built.code, built.said).toBe(0);
  expect(built.said).toContain('what the rule means in splunk has changed');
  expect(existsSync(join(clone, 'ruleglot.html'))).toBe(true);
  writeFileSync(join(clone, 'rules/two.yml'), ruleOf('Two', 'dash'));
  expect(run(clone, 'sh', ['../check.sh']).code).toBe(1);
});

/** As pre-commit does: a hook without files is passed over (of files that go it sees none), and one that changes files fails. */
function installHook(clone: string): void {
  const [hook] = preCommit.repos.flatMap(({ hooks }) => hooks);
  if (hook === undefined) throw new Error('docs/ci.md has no hook');
  const wanted = `git diff --staged --name-only --diff-filter=ACMRTUXB | grep -Eq '${hook.files ?? ''}'`;
  const text = `#!/bin/sh
${hook.always_run === true ? '' : `${wanted} || exit 0\n`}before=$(git diff)
${hook.entry} || exit 1
[ "$before" = "$(git diff)" ]
`;
  expect(hook.pass_filenames).toBe(false);
  writeFileSync(join(clone, '.git/hooks/pre-commit'), text, { mode: 0o755 });
}

describe('the pre-commit recipe', () => {
  const clone = join(folder, 'hooked');
  const commit = () => run(clone, 'git', ['commit', '-q', '-a', '-m', 'x']).code;
  git(folder, 'clone', '-q', origin, clone);
  installHook(clone);

  test.each([
    ['a rule that is changed', () => writeFileSync(join(clone, 'rules/two.yml'), ruleOf('Two', 'zsh'))],
    ['a rule that goes', () => rmSync(join(clone, 'rules/two.yml'))],
    ['a rule that comes', () => writeFileSync(join(clone, 'rules/four.yml'), ruleOf('Four', 'csh'))],
  ])('%s: its commit stops, and goes through with its packs', (_name, change) => {
    change();
    git(clone, 'add', '-A');
    expect(commit()).toBe(1);
    git(clone, 'add', '-A');
    expect(commit()).toBe(0);
    expect(git(clone, 'status', '--short')).toBe('');
    expect(run(clone, 'ruleglot', ['build', '--check', '-q']).code).toBe(0);
  });
});
