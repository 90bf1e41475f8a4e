import { describe, expect, test } from 'vitest';
import { runSearch } from '../../src/evaluate/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { SourceFile } from '../../src/source/index.ts';
import { resultCases, tables } from './conformance/results.ts';

for (const [page, cases] of Object.entries(resultCases))
  describe(page, () => {
    test.each(cases)('%s', (query, events, found) => {
      const [read] = bareQueryReader('spl').read(new SourceFile('q.spl', query), { placeholders: new Map() });
      expect(read?.diagnostics.filter(each => each.severity === 'error')).toEqual([]);
      const names = Object.keys(events);
      const options = { timestamp: '_time', assumeSource: true, tables };
      const alerts = read?.rule && runSearch(read.rule.search, Object.values(events).map(isoTimed), options);
      const seen = new Set(alerts?.flatMap(alert => alert.events).map(at => names[at]));
      expect([...seen].sort()).toEqual([...found].sort());
    });
  });

/** Times in seconds as the evaluator takes those of Splunk. */
function isoTimed<Data extends { readonly _time?: unknown }>(event: Data): Data {
  return { ...event, _time: new Date(Number(event._time) * 1000).toISOString() };
}
