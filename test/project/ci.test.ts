import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildSpec } from '../../src/cli/build-options.ts';
import { parseArguments } from '../../src/cli/options.ts';
import { temporaryFolder, writeFiles } from '../cli/ruleglot.ts';
import type { CompositeAction } from './composite-action.ts';

const root = resolve(import.meta.dirname, '../..');

const text = readFileSync(join(root, 'action.yml'), 'utf8');
const action = parse(text) as CompositeAction;
const script = action.runs.steps.find(({ id }) => id === 'run');

describe('action.yml', () => {
  test('every input is described, used, and no other is', () => {
    const used = new Set([...text.matchAll(/inputs\.([a-z-]+)/g)].map(match => match[1]));
    expect([...used].sort()).toEqual(Object.keys(action.inputs).sort());
    expect(Object.values(action.inputs).every(({ description }) => description !== '')).toBe(true);
  });

  test('no script has an expression in it: inputs are variables', () => {
    const scripts = action.runs.steps.flatMap(({ run }) => run ?? []);
    expect(scripts.filter(run => run.includes('${{'))).toEqual([]);
    expect(action.runs.steps.filter(({ run, shell }) => run !== undefined && shell !== 'bash')).toEqual([]);
  });
});

/** Runs the script of the action with an `npx` that prints its words and gives `code`. */
function ran(env: Readonly<Record<string, string>>, code = 0) {
  const folder = temporary;
  writeFiles(folder, { 'bin/npx': `#!/bin/sh\nfor word; do echo "$word"; done\nexit ${code}\n`, out: '' });
  chmodSync(join(folder, 'bin/npx'), 0o755);
  const names = Object.keys(script?.env ?? {});
  const given = Object.fromEntries(names.map(name => [name, '']));
  const { status, stdout } = spawnSync('bash', ['-eo', 'pipefail', '-c', script?.run ?? 'exit 9'], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: join(folder, 'out'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      ...given,
      ...{ COMMAND: 'check', VERSION: 'latest', CONFIG: 'ruleglot.config.yaml' },
      ...env,
    },
  });
  return { status, words: stdout.trimEnd().split('\n'), out: readFileSync(join(folder, 'out'), 'utf8') };
}
const temporary = temporaryFolder();

describe('the script of the action', () => {
  const head = ['--yes', '--package', 'ruleglot@latest', '--', 'ruleglot', 'build'];
  test.each([
    [{}, ['--config', 'ruleglot.config.yaml', '--check']],
    [{ COMMAND: 'build', SINCE: 'base' }, ['--config', 'ruleglot.config.yaml']],
    [
      { SINCE: 'base', BASE: 'main', PROFILE: 'eu; rm -rf /', SARIF: 'a b.sarif' },
      [
        ...['--config', 'ruleglot.config.yaml', '--check', '--since=origin/main'],
        ...['--profile', 'eu; rm -rf /', '--report', 'sarif=a b.sarif'],
      ],
    ],
    [
      { ANNOTATIONS: 'true', FAIL_ON: 'refused,changed', JUNIT: 'a.xml', SINCE: 'v1' },
      [
        ...['--config', 'ruleglot.config.yaml', '--check', '--since=v1', '--fail-on', 'refused,changed'],
        ...['--report', 'github', '--report', 'junit=a.xml'],
      ],
    ],
  ])('%o', (env, expected) => {
    const { status, words } = ran(env);
    expect({ status, words }).toEqual({ status: 0, words: [...head, ...expected] });
    expect('code' in parseArguments(buildSpec, expected)).toBe(false);
  });

  test('the exit code is that of the build, and an output', () => {
    expect(ran({}, 3)).toMatchObject({ status: 3, out: expect.stringContaining('code=3') });
    expect(ran({ COMMAND: 'destroy' }).status).toBe(2);
  });
});

describe('docs/ci.md', () => {
  const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');

  test('its YAML is YAML, and what it gives the action are inputs', () => {
    const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => parse(yaml) as unknown);
    expect(blocks).toHaveLength(3);
    const [github] = blocks as [{ jobs: { rules: { steps: { uses: string; with?: object }[] } } }];
    const step = github.jobs.rules.steps.find(({ uses }) => uses.includes('/ruleglot@'));
    expect(Object.keys(step?.with ?? {})).toContain('sarif');
    expect(Object.keys(step?.with ?? {}).filter(name => action.inputs[name] === undefined)).toEqual([]);
  });

  test('its commands take the options that they are given', () => {
    const commands = [...page.matchAll(/ruleglot(?:@next)? build((?: [^\s`]+)*)/g)].map(([, words = '']) =>
      words
        .trim()
        .split(' ')
        .filter(word => word.startsWith('-') && word !== '-'),
    );
    expect(commands.length).toBeGreaterThan(4);
    const known = buildSpec.options.map(({ name }) => `--${name}`).concat('--quiet');
    const unknown = commands.flat().filter(word => !known.includes(word.replace(/=.*/, '')));
    expect(unknown).toEqual([]);
  });
});
