import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface PantherTest {
  readonly Name: string;
  readonly ExpectedResult: boolean;
  readonly Log: Readonly<Record<string, unknown>>;
}

const rules = readdirSync('golden', { recursive: true, encoding: 'utf8' })
  .filter(path => /\/panther\/[^/]+\.py$/.test(path))
  .sort()
  .map(path => {
    const document: { Tests?: readonly PantherTest[] } = parse(
      readFileSync(join('golden', path.replace(/\.py$/, '.yml')), 'utf8'),
    );
    return { path, module: readFileSync(join('golden', path), 'utf8'), tests: document.Tests ?? [] };
  });

const python = spawnSync('python3', ['--version'], { encoding: 'utf8' });
if (python.status !== 0)
  process.stderr.write('SKIPPED: python3 is not here, so emitted Panther rules are not run\n');

test.runIf(python.status === 0)(
  'every emitted Panther rule passes the tests that it was emitted with',
  () => {
    const input = rules
      .map(({ module, tests }) => `${JSON.stringify({ module, events: tests.map(each => each.Log) })}\n`)
      .join('');
    const { stdout } = spawnSync('python3', ['bench/corpus/judge.py'], {
      input,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    const answers = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { error?: string; results?: readonly unknown[] });
    const wrong = rules.flatMap(({ path, tests }, index) =>
      tests.flatMap((each, at) => {
        const result = answers[index]?.results?.[at] ?? answers[index]?.error;
        return result === each.ExpectedResult ? [] : [`${path}: ${each.Name}: ${String(result)}`];
      }),
    );
    expect(rules.length).toBeGreaterThan(40);
    expect(rules.reduce((sum, rule) => sum + rule.tests.length, 0)).toBeGreaterThan(200);
    expect(wrong).toEqual([]);
  },
);
