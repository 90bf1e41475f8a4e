import { spawnSync } from 'node:child_process';
import type { Pair } from '../pairs.ts';
import { pythonWith } from '../toolchain.ts';
import type { Verdicts } from '../verdicts.ts';

/** Apache-2.0; Panther's own library and tool for rules (https://github.com/panther-labs/panther-analysis). */
const packages = ['panther_core==0.16.3', 'panther_analysis_tool==1.11.1'];

interface Answer {
  readonly error?: string;
  readonly results?: readonly (boolean | string)[];
}

export function installPanther(): string {
  return pythonWith('panther', packages);
}

/** Every module in Panther's own runtime. */
export function judgePanther(python: string, pairs: readonly Pair[], verdicts: Verdicts): void {
  const input = pairs.map(({ query, events }) => `${JSON.stringify({ module: query, events })}\n`).join('');
  const { status, stdout, stderr } = spawnSync(python, ['test/engines/panther/judge.py'], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`panther_core ended: ${stderr.slice(-2000)}`);
  const answers = stdout.trim().split('\n');
  pairs.forEach((pair, index) => {
    const { error, results }: Answer = JSON.parse(answers[index] ?? '{"error":"no answer"}');
    verdicts.judge(pair, results ?? pair.events.map(() => error ?? 'no answer'));
  });
}
