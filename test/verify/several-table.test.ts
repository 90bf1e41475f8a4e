import { describe, expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { sigma } from '../../backends/sigma/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { type Verified, verifyTranslation } from '../../src/verify/index.ts';
import { severalRules } from './several-rules.ts';

const targets = [splunk, panther, sigma, elastic];

/** What each becomes for Splunk, Panther, Sigma and Elastic; `unproved` where nothing could be run, and it is not called exact. */
const table: readonly (readonly [string, string, string, string, string])[] = [
  ['event_count gte', 'exact', 'exact', 'exact', 'exact'],
  ['event_count lt', 'exact', 'exact', 'exact', 'exact'],
  ['event_count of two', 'exact', 'exact', 'exact', 'exact'],
  ['value_count of two', 'exact', 'exact', 'exact', 'exact'],
  ['value_count', 'exact', 'exact', 'exact', 'exact'],
  ['value_count lte', 'exact', 'exact', 'exact', 'exact'],
  ['temporal_ordered', 'exact', 'exact', 'exact', 'exact'],
  ['value_sum', 'exact', 'exact', 'exact', 'exact'],
  ['value_avg', 'exact', 'exact', 'exact', 'exact'],
  ['value_percentile', 'exact', 'exact', 'exact', 'exact'],
  ['value_median', 'exact', 'exact', 'exact', 'exact'],
  ['extended or', 'exact', 'exact', 'exact', 'exact'],
  ['extended and not', 'exact', 'exact', 'exact', 'exact'],
  ['aliases', 'exact', 'exact', 'exact', 'exact'],
  ['aliases ordered', 'exact', 'exact', 'exact', 'exact'],
  ['no group', 'exact', 'exact', 'exact', 'exact'],
  ['of a correlation', 'exact', 'exact', 'exact', 'exact'],
  ['of a correlation by more keys', 'exact', 'exact', 'exact', 'exact'],
  ['in any order, of a correlation', 'exact', 'exact', 'exact', 'exact'],
  ['count of a correlation', 'exact', 'exact', 'exact', 'exact'],
  ['eql sequence', 'exact', 'exact', 'broader', 'exact'],
  ['eql no by', 'exact', 'exact', 'broader', 'exact'],
  ['eql own by', 'exact', 'exact', 'broader', 'exact'],
  ['eql no span', 'exact', 'exact', 'broader', 'exact'],
  ['eql until', 'exact', 'exact', 'refused', 'exact'],
  ['eql runs', 'exact', 'exact', 'different', 'exact'],
  ['eql only runs', 'exact', 'exact', 'exact', 'exact'],
  ['eql missing middle', 'exact', 'exact', 'refused', 'exact'],
  ['eql missing end', 'exact', 'exact', 'refused', 'exact'],
  ['eql missing start', 'exact', 'exact', 'refused', 'exact'],
  ['eql missing start and middle', 'exact', 'exact', 'refused', 'exact'],
  ['eql missing before runs', 'exact', 'exact', 'refused', 'exact'],
  ['eql half a second', 'exact', 'exact', 'broader', 'exact'],
  ['eql two missing', 'exact', 'exact', 'refused', 'exact'],
  ['eql optional key', 'exact', 'exact', 'different', 'exact'],
  ['eql same events', 'exact', 'exact', 'refused', 'exact'],
  ['eql sample', 'broader', 'exact', 'broader', 'exact'],
  ['eql sample shared', 'broader', 'exact', 'broader', 'exact'],
  ['eql tail', 'exact', 'exact', 'refused', 'exact'],
  ['eql head', 'exact', 'exact', 'refused', 'exact'],
  ['threshold', 'exact', 'exact', 'broader', 'exact'],
  ['threshold cardinality', 'exact', 'exact', 'broader', 'exact'],
  ['new_terms 1', 'exact', 'exact', 'refused', 'exact'],
  ['new_terms 3', 'exact', 'exact', 'refused', 'exact'],
  ['threat_match', 'exact', 'exact', 'refused', 'exact'],
  ['threat_match pairs', 'exact', 'exact', 'refused', 'exact'],
  ['esql stats', 'exact', 'exact', 'refused', 'exact'],
  ['esql stats null key', 'exact', 'exact', 'refused', 'exact'],
  ['esql stats several', 'exact', 'exact', 'refused', 'exact'],
  ['esql stats where', 'exact', 'exact', 'refused', 'exact'],
  ['esql buckets', 'exact', 'exact', 'refused', 'exact'],
  ['esql less', 'exact', 'exact', 'refused', 'exact'],
  ['esql values', 'exact', 'exact', 'refused', 'exact'],
  ['esql inline stats', 'exact', 'exact', 'refused', 'exact'],
  ['esql ratio', 'exact', 'exact', 'refused', 'exact'],
  ['esql other runs', 'different', 'exact', 'refused', 'exact'],
  ['esql first seen', 'different', 'exact', 'refused', 'exact'],
  ['esql first seen of two', 'different', 'exact', 'refused', 'exact'],
  ['esql twice', 'exact', 'exact', 'refused', 'exact'],
  ['spl stats', 'exact', 'exact', 'refused', 'exact'],
  ['spl bin', 'exact', 'exact', 'refused', 'exact'],
  ['spl eventstats', 'exact', 'exact', 'refused', 'exact'],
  ['spl eval sum', 'refused', 'exact', 'refused', 'refused'],
  ['spl average of buckets', 'exact', 'exact', 'refused', 'exact'],
  ['spl fillnull', 'exact', 'exact', 'refused', 'exact'],
  ['spl fillnull of rows', 'exact', 'exact', 'refused', 'exact'],
  ['spl tstats fillnull_value', 'exact', 'exact', 'refused', 'exact'],
];

async function verified(name: string): Promise<readonly Verified[]> {
  const [path = '', text = ''] = severalRules[name] ?? [];
  const file = new SourceFile(path, text);
  const read = (await readerFor(file))?.read(file, { placeholders: new Map() }).at(-1);
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(read?.diagnostics[0]?.message ?? 'unread');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  return await Promise.all(targets.map(target => verifyTranslation(rule, compile(rule, target, options))));
}

function verdictOf({ translation: { verdict, evidence } }: Verified): string {
  return evidence?.kind === 'unverified' ? `${verdict} unproved` : verdict;
}

describe('each type of search over several events, in each target, is exact, or declared and shown by a series', () => {
  test.each(table)('%s', async (name, ...expected) => {
    const found = await verified(name);
    expect(found.map(verdictOf)).toEqual(expected);
    expect(found.map(({ contradicted }) => contradicted)).toEqual([false, false, false, false]);
    for (const { translation, series } of found) {
      const { verdict, evidence } = translation;
      if (verdict === 'refused' || evidence?.kind === 'unverified') expect(verdict).not.toBe('exact');
      else if (verdict === 'exact') expect(['proved', 'tested']).toContain(evidence?.kind);
      else expect(series?.onlyRule ?? series?.onlyQuery).toBeDefined();
    }
  });

  test('there is a line for each rule', () => {
    expect(table.map(([name]) => name)).toEqual(Object.keys(severalRules));
  });
});
