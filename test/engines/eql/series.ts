import { and, eventsOf } from '../../../src/ir/index.ts';
import { answersOf, saidOf } from '../answers.ts';
import { nested } from '../events.ts';
import type { JudgedSeries, SeriesPair, SeriesVerdicts } from '../series.ts';
import { typed } from './judge.ts';
import { isJudgeable } from './judgeable.ts';

/** Sequences on those series of which the library judges every event as Elasticsearch does. */
export function judgeEqlSeries(python: string, pairs: readonly SeriesPair[], verdicts: SeriesVerdicts): void {
  const asked = pairs.map(pair => ({ pair, series: judgeableSeries(pair) }));
  const answers = answersOf<readonly number[] | string>(
    python,
    ['test/engines/eql/judge.py'],
    asked.map(({ pair, series }) => ({ query: pair.query, series: series.map(({ written }) => written) })),
  );
  asked.forEach(({ pair, series }, index) => {
    series.forEach(({ judged }, at) => {
      const said = saidOf(answers[index] ?? 'no answer', at);
      const found =
        typeof said === 'string' ? said : said.map(event => judged.events[event]?.group ?? 'none');
      verdicts.judge(pair, judged, typeof found === 'string' ? found : [...new Set(found)].sort());
    });
  });
}

interface Written {
  readonly judged: JudgedSeries;
  readonly written: readonly object[];
}

function judgeableSeries({ search, series }: SeriesPair): readonly Written[] {
  const asks = [...eventsOf(search)].map(({ where, source }) =>
    isJudgeable(source.scope === undefined ? where : and([source.scope, where])),
  );
  return series.flatMap(judged => {
    const events = judged.events.map(({ data }) => nested(data));
    const whole = events.filter(event => event !== undefined);
    if (whole.length < events.length || !whole.every(event => asks.every(ask => ask(event)))) return [];
    return [
      { judged, written: whole.map((event, at) => ({ ...typed(event), at: judged.events[at]?.at ?? 0 })) },
    ];
  });
}
