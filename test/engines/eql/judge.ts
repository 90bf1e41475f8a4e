import type { EventData } from '../../../bench/corpus/inputs.ts';
import { answersOf, saidOf } from '../answers.ts';
import type { Pair } from '../pairs.ts';
import { pythonWith } from '../toolchain.ts';
import type { Answers, Verdicts } from '../verdicts.ts';
import { isJudgeable } from './judgeable.ts';

/** AGPL-3.0; Elastic's own EQL in Python, which knows no case (https://github.com/endgameinc/eql). */
const packages = ['eql==1.0.1'];

export function installEql(): string {
  return pythonWith('eql', packages);
}

/** Queries over single events, on those events that the library judges as Elasticsearch does. */
export function judgeEql(python: string, pairs: readonly Pair[], verdicts: Verdicts): void {
  const answers = answersOf<boolean | string>(
    python,
    ['test/engines/eql/judge.py'],
    pairs.map(({ query, events }) => ({ query, events: events.map(typed) })),
  );
  pairs.forEach((pair, index) => {
    const answer = answers[index] ?? 'no answer';
    const asks = pair.readings.map(({ predicate }) => isJudgeable(predicate));
    const told: Answers = pair.events.map((event, at) =>
      asks.every(isJudged => isJudged(event)) ? saidOf(answer, at) : undefined,
    );
    verdicts.judge(pair, told);
  });
}

/** An event with the category that its query asks for. */
export function typed(event: EventData): { readonly type: unknown; readonly data: EventData } {
  const { category } = (event['event'] ?? {}) as { readonly category?: unknown };
  return { type: typeof category === 'string' ? category : 'none', data: event };
}
