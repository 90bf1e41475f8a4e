import { spawnSync } from 'node:child_process';
import type { EventData } from '../../../bench/corpus/inputs.ts';
import type { Pair } from '../pairs.ts';
import { pythonWith } from '../toolchain.ts';
import type { Answers, Verdicts } from '../verdicts.ts';
import { isJudgeable } from './judgeable.ts';

/** AGPL-3.0; Elastic's own EQL in Python, which knows no case (https://github.com/endgameinc/eql). */
const packages = ['eql==1.0.1'];

interface Answer {
  readonly error?: string;
  readonly results?: readonly (boolean | string)[];
}

export function installEql(): string {
  return pythonWith('eql', packages);
}

/** Queries over single events, on those events that the library judges as Elasticsearch does. */
export function judgeEql(python: string, pairs: readonly Pair[], verdicts: Verdicts): void {
  const input = pairs
    .map(({ query, events }) => `${JSON.stringify({ query, events: events.map(typed) })}\n`)
    .join('');
  const { status, stdout, stderr } = spawnSync(python, ['test/engines/eql/judge.py'], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`eql ended: ${stderr.slice(-2000)}`);
  const answers = stdout.trim().split('\n');
  pairs.forEach((pair, index) => {
    const { error, results }: Answer = JSON.parse(answers[index] ?? '{"error":"no answer"}');
    const asks = pair.readings.map(({ predicate }) => isJudgeable(predicate));
    const told: Answers = pair.events.map((event, at) =>
      asks.every(isJudged => isJudged(event)) ? (results?.[at] ?? error ?? 'no answer') : undefined,
    );
    verdicts.judge(pair, told);
  });
}

function typed(event: EventData): { readonly type: unknown; readonly data: EventData } {
  const { category } = (event['event'] ?? {}) as { readonly category?: unknown };
  return { type: typeof category === 'string' ? category : 'none', data: event };
}
