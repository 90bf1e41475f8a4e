import { writeDocuments } from '../../../src/compile/index.ts';
import { compilePredicate } from '../../../src/evaluate/index.ts';
import type { Backend } from '../../../src/ir/index.ts';
import { saidOf } from '../answers.ts';
import type { Pair } from '../pairs.ts';
import type { Verdicts } from '../verdicts.ts';

/** What an engine for Sigma says of the events of each document; a text is why it cannot read one. */
export type SigmaEngine = (
  requests: readonly { readonly rule: string; readonly events: readonly object[] }[],
) => readonly (readonly boolean[] | string)[];

interface Asked {
  readonly pair: Pair;
  readonly rule: string;
}

/** Documents that we write, and those that we read where they hold one rule. */
export function judgeSigma(
  engine: SigmaEngine,
  backend: Backend,
  pairs: readonly Pair[],
  verdicts: Verdicts,
): void {
  const count = new Map<string, number>();
  for (const { judged } of pairs) count.set(judged.path, (count.get(judged.path) ?? 0) + 1);
  const single = pairs.filter(({ judged }) => count.get(judged.path) === 1);
  const asked = [...pairs.flatMap(pair => emitted(pair, backend)), ...single.flatMap(pair => written(pair))];
  const answers = engine(asked.map(({ pair, rule }) => ({ rule, events: pair.events })));
  asked.forEach(({ pair, rule }, index) => {
    const answer = answers[index] ?? 'no answer';
    verdicts.judge(
      { ...pair, query: rule },
      pair.events.map((_, at) => saidOf(answer, at)),
    );
  });
}

function emitted(pair: Pair, backend: Backend): readonly Asked[] {
  const { files } = writeDocuments(pair.translation, backend, {
    format: backend.formats[0] ?? '',
    fileName: 'rule',
    events: [],
  });
  return files.slice(0, 1).map(({ text }) => ({ pair, rule: text }));
}

/** The author's own document, as we read it. */
function written(pair: Pair): readonly Asked[] {
  const { rule, search, text } = pair.judged;
  if (rule.metadata.vendor !== 'sigma' || /^---\s*$/m.test(text)) return [];
  const reading = {
    name: 'rule',
    predicate: search.where,
    wanted: pair.events.map(compilePredicate(search.where)),
  } as const;
  return [
    {
      pair: { ...pair, dialect: { ...pair.dialect, name: 'sigma as written' }, readings: [reading] },
      rule: text,
    },
  ];
}
