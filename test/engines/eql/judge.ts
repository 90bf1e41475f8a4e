import { spawnSync } from 'node:child_process';
import type { EventData } from '../../../bench/corpus/inputs.ts';
import { compilePredicate } from '../../../src/evaluate/index.ts';
import { mapLeaves, type Predicate } from '../../../src/ir/index.ts';
import type { Pair } from '../pairs.ts';
import { pythonWith } from '../toolchain.ts';
import type { Answers, Verdicts } from '../verdicts.ts';

/** AGPL-3.0; Elastic's own EQL in Python, which knows no case (https://github.com/endgameinc/eql). */
const packages = ['eql==1.0.1'];

interface Answer {
  readonly error?: string;
  readonly results?: readonly boolean[];
}

export function installEql(): string {
  return pythonWith('eql', packages);
}

/** Queries over single events, on those events of which the case of letters decides nothing. */
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
    const judged = judgeable(pair);
    const told: Answers = pair.events.map((_, at) =>
      judged[at] === true ? (results?.[at] ?? error ?? 'no answer') : undefined,
    );
    verdicts.judge(pair, told);
  });
}

function typed(event: EventData): { readonly type: unknown; readonly data: EventData } {
  const { category } = (event['event'] ?? {}) as { readonly category?: unknown };
  return { type: typeof category === 'string' ? category : 'none', data: event };
}

/** The library knows no lists, and no case. */
function judgeable({ events, readings }: Pair): readonly boolean[] {
  const pairs = readings.map(({ predicate }) => [
    compilePredicate(predicate),
    compilePredicate(withoutCase(predicate)),
  ]);
  return events.map(
    event => !hasList(event) && pairs.every(([strict, loose]) => strict?.(event) === loose?.(event)),
  );
}

function withoutCase(predicate: Predicate): Predicate {
  return mapLeaves(predicate, leaf => {
    if (leaf.kind === 'matches')
      return { ...leaf, regex: { ...leaf.regex, flags: { ...leaf.regex.flags, ignoreCase: true } } };
    return 'casing' in leaf ? { ...leaf, casing: 'ignored' } : leaf;
  });
}

function hasList(value: unknown): boolean {
  if (Array.isArray(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasList);
}
