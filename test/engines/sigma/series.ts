import { writeDocuments } from '../../../src/compile/index.ts';
import type { Backend } from '../../../src/ir/index.ts';
import { saidOf } from '../answers.ts';
import { anAlert, noAlert, type SeriesPair, type SeriesVerdicts } from '../series.ts';
import { askRsigma, type SeriesRequest } from './rsigma.ts';

/** The correlations that we write. */
export function judgeCorrelations(
  program: string,
  backend: Backend,
  pairs: readonly SeriesPair[],
  verdicts: SeriesVerdicts,
): void {
  const answers = askRsigma(
    program,
    pairs.map(pair => requestOf(pair, backend)),
  );
  pairs.forEach((pair, index) => {
    pair.series.forEach((series, at) => {
      const said = saidOf(answers[index] ?? 'no answer', at);
      const found = typeof said === 'string' ? said : [said ? anAlert : noAlert];
      verdicts.judge(pair, { ...series, wanted: [series.wanted.length > 0 ? anAlert : noAlert] }, found);
    });
  });
}

function requestOf({ translation, series }: SeriesPair, backend: Backend): SeriesRequest {
  const { files } = writeDocuments(translation, backend, {
    format: backend.formats[0] ?? '',
    fileName: 'rule',
    events: [],
  });
  const rule = files[0]?.text ?? '';
  return {
    rule: withIds(rule),
    title: /^title: (.*)$/m.exec(rule.split(/^---$/m).at(-1) ?? '')?.[1] ?? '',
    series: series.map(({ events }) => events.map(({ at, data }) => ({ at: at + later, data }))),
  };
}

/** Times of a series may lie before its start, and the engine's are those of the epoch. */
const later = 1_000_000_000;

/** The engine tells rules apart by their ids alone, even where others name them by their names. */
function withIds(text: string): string {
  return text
    .split(/^---\n/m)
    .map((document, index) => {
      const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
      return /^id: /m.test(document) ? document : `id: ${id}\n${document}`;
    })
    .join('---\n');
}
