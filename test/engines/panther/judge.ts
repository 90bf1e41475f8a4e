import { answersOf, saidOf } from '../answers.ts';
import type { Pair } from '../pairs.ts';
import { pythonWith } from '../toolchain.ts';
import type { Verdicts } from '../verdicts.ts';

/** Apache-2.0; Panther's own library and tool for rules (https://github.com/panther-labs/panther-analysis). */
const packages = [
  'panther_core==0.16.3',
  'panther_analysis_tool==1.11.1',
  'panther-detection-helpers==1.0.2',
];

export function installPanther(): string {
  return pythonWith('panther', packages);
}

/** Every module in Panther's own runtime. */
export function judgePanther(python: string, pairs: readonly Pair[], verdicts: Verdicts): void {
  const answers = answersOf<boolean | string>(
    python,
    ['test/engines/panther/judge.py'],
    pairs.map(({ query, events }) => ({ module: query, events })),
  );
  pairs.forEach((pair, index) => {
    const answer = answers[index] ?? 'no answer';
    verdicts.judge(
      pair,
      pair.events.map((_, at) => saidOf(answer, at)),
    );
  });
}
