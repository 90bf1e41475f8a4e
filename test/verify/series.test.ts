import { describe, expect, test } from 'vitest';
import type { Search } from '../../src/ir/index.ts';
import { eql } from '../../src/languages/eql/index.ts';
import { esql } from '../../src/languages/esql/index.ts';
import { lowerSpl } from '../../src/languages/spl/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';
import { type JudgeOptions, judgeSeries } from '../../src/verify/several/judge-series.ts';
import type { TimedSearch } from '../../src/verify/several/runner.ts';

const options: JudgeOptions = {
  vendor: 'elastic',
  isMultiValued: () => false,
  withScope: true,
  distinctTimes: false,
  untilParted: false,
};

function text(query: string): EmbeddedText {
  return EmbeddedText.whole(new SourceFile('query', query));
}

function ofEql(query: string): Search {
  const { value } = eql.lower(text(query), {});
  if (value === undefined) throw new Error(query);
  return value;
}

function ofEsql(query: string): Search {
  const { value, diagnostics } = esql.lower(text(query), {});
  if (value === undefined) throw new Error(`${query}: ${diagnostics[0]?.message}`);
  return value;
}

function ofSpl(query: string): Search {
  const { value, diagnostics } = lowerSpl(text(query), {}, { plainNumbers: true });
  if (value === undefined) throw new Error(`${query}: ${diagnostics[0]?.message}`);
  return value;
}

function verdict(rule: TimedSearch, query: TimedSearch, more: Partial<JudgeOptions> = {}): string {
  const found = judgeSeries(rule, query, { ...options, ...more });
  if (found === undefined) return 'nothing found';
  const { onlyRule, onlyQuery } = found;
  if (onlyRule === undefined) return onlyQuery === undefined ? 'alike' : 'broader';
  return onlyQuery === undefined ? 'narrower' : 'different';
}

const steps = '[any where a == "x"] [any where b == "y"] [any where c == "z"]';
const sequence = `sequence by h with maxspan=1m ${steps}`;
const guarded = `${sequence} until [any where d == "w"]`;

describe('a change to a sequence shows in a series', () => {
  test.each([
    ['none', sequence, sequence, 'alike'],
    ['a longer span', sequence, sequence.replace('1m', '61s'), 'broader'],
    ['a shorter span', sequence, sequence.replace('1m', '59s'), 'narrower'],
    ['no span', sequence, sequence.replace(' with maxspan=1m', ''), 'broader'],
    [
      'another order',
      sequence,
      sequence.replace(steps, '[any where b == "y"] [any where a == "x"] [any where c == "z"]'),
      'different',
    ],
    ['no order', sequence, `sample by h ${steps}`, 'broader'],
    ['no key', sequence, sequence.replace(' by h', ''), 'broader'],
    ['one key more', sequence, sequence.replace('by h', 'by h, i'), 'narrower'],
    ['a step less', sequence, sequence.replace(' [any where b == "y"]', ''), 'broader'],
    ['a step more', sequence, `${sequence} [any where d == "w"]`, 'narrower'],
    ['a step twice', sequence, sequence.replace('"y"]', '"y"] with runs=2'), 'narrower'],
    ['a step that matches more', sequence, sequence.replace('b == "y"', 'b != "x"'), 'broader'],
    ['a step in another case', sequence, sequence.replace('b == "y"', 'b : "y"'), 'broader'],
    ['a missing event between', sequence, sequence.replace('"x"]', '"x"] ![any where d == "w"]'), 'alike'],
    [
      'a missing event that is not asked',
      sequence.replace('"x"]', '"x"] ![any where d == "w"]'),
      sequence,
      'broader',
    ],
    ['no end', guarded, sequence, 'broader'],
  ])('%s', (_name, rule, query, expected) => {
    expect(verdict({ search: ofEql(rule) }, { search: ofEql(query) })).toBe(expected);
  });
});

function correlation(rest: string): Search {
  const document = `title: failed\nname: failed\nlogsource:\n    category: test\ndetection:\n    selection:\n        a: x\n    condition: selection\n---\ntitle: correlated\ncorrelation:\n${rest}`;
  const [read] = sigmaReader.read(new SourceFile('rule.yml', document), { placeholders: new Map() });
  if (read?.rule === undefined) throw new Error(read?.diagnostics[0]?.message);
  return read.rule.search;
}

const count =
  '    type: event_count\n    rules: [failed]\n    group-by: [h]\n    timespan: 10m\n    condition:\n        gte: 5\n';
const values = count.replace('event_count', 'value_count').replace('gte: 5', 'field: u\n        gte: 4');
const total = count.replace('event_count', 'value_sum').replace('gte: 5', 'field: n\n        gt: 1000');

describe('a change to a correlation shows in a series', () => {
  test.each([
    ['none', count, count, 'alike'],
    ['one event more', count, count.replace('5', '6'), 'narrower'],
    ['one event less', count, count.replace('5', '4'), 'broader'],
    ['greater than', count, count.replace('gte: 5', 'gt: 4'), 'alike'],
    ['less than', count, count.replace('gte: 5', 'lt: 5'), 'broader'],
    ['a longer window', count, count.replace('10m', '601s'), 'broader'],
    ['a shorter window', count, count.replace('10m', '599s'), 'narrower'],
    ['no groups', count, count.replace('    group-by: [h]\n', ''), 'broader'],
    ['another group', count, count.replace('[h]', '[i]'), 'different'],
    ['values in place of events', count, values.replace('gte: 4', 'gte: 5'), 'narrower'],
    ['events in place of values', values, count.replace('5', '4'), 'broader'],
    ['values of another field', values, values.replace('field: u', 'field: v'), 'different'],
    ['a sum', total, total, 'alike'],
    ['a sum that may be equal', total, total.replace('gt:', 'gte:'), 'broader'],
    ['the average in place of the sum', total, total.replace('value_sum', 'value_avg'), 'different'],
  ])('%s', (_name, rule, query, expected) => {
    const found = verdict(
      { search: correlation(rule) },
      { search: correlation(query) },
      { withScope: false },
    );
    if (expected === 'different') expect(['different', 'narrower']).toContain(found);
    else expect(found).toBe(expected);
  });
});

describe('windows of another kind show what they cut or add', () => {
  const sliding = correlation(count);
  if (sliding.kind !== 'correlate') throw new Error('no correlation');
  const with_ = (window: typeof sliding.window): TimedSearch => ({ search: { ...sliding, window } });
  const clock = { kind: 'field', name: '@timestamp', vendor: 'elastic', origin: [] } as const;

  test.each([
    ['buckets of the clock', with_({ kind: 'tumbling', length: 600, field: clock }), 'narrower'],
    ['periods that begin with a match', with_({ kind: 'sliding', length: 600, fromFirst: true }), 'narrower'],
    ['longer periods', with_({ kind: 'sliding', length: 900, fromFirst: true }), 'different'],
    [
      'runs that look back on the window and the time between them',
      { ...with_({ kind: 'schedule', lookBack: 900, every: 300 }), schedule: { lookBack: 900, every: 300 } },
      'broader',
    ],
    [
      'runs that look back on less',
      { ...with_({ kind: 'schedule', lookBack: 300, every: 300 }), schedule: { lookBack: 300, every: 300 } },
      'narrower',
    ],
  ])('%s', (_name, query, expected) => {
    expect(verdict({ search: sliding }, query, { withScope: false })).toBe(expected);
  });
});

const chain = `| multisearch [ search a=x | eval step=1, key=h ] [ search b=y | eval step=2, key=h ]
| sort 0 _time, -step
| eval start=if(step=1, _time, null())
| streamstats current=f last(start) AS start_1 BY key
| where step=2 AND isnotnull(start_1) AND _time - start_1 <= 60`;

describe('a sequence as a chain of streamstats', () => {
  const rule = ofEql('sequence by h with maxspan=1m [any where a : "x"] [any where b : "y"]');
  test.each([
    ['as it should be', chain, 'alike'],
    ['a longer span', chain.replace('60', '61'), 'broader'],
    ['an open end', chain.replace('<=', '<'), 'narrower'],
    ['the newest first', chain.replace('0 _time', '0 -_time'), 'different'],
    ['unsorted, which is the newest first', chain.replace('| sort 0 _time, -step\n', ''), 'different'],
    ['with the row itself', chain.replace(' current=f', ''), 'alike'],
    ['without groups', chain.replace(' BY key', ''), 'different'],
    [
      'without the first step',
      chain.replace(' AND isnotnull(start_1) AND _time - start_1 <= 60', ''),
      'broader',
    ],
  ])('%s', (_name, query, expected) => {
    const found = verdict(
      { search: rule },
      { search: ofSpl(query) },
      { vendor: 'splunk', distinctTimes: true },
    );
    if (expected === 'different') expect(['different', 'broader', 'narrower']).toContain(found);
    else expect(found).toBe(expected);
  });
});

const stats =
  'from logs-* | where a == "x" | stats n = count(*), u = count_distinct(u) by h | where n >= 5 and u >= 3';

describe('an aggregation', () => {
  const schedule = { every: 300, lookBack: 540 };
  test.each([
    ['none', stats, 'alike'],
    ['fewer events', stats.replace('>= 5', '>= 4'), 'broader'],
    ['more values', stats.replace('>= 3', '>= 4'), 'narrower'],
    ['no group', stats.replace(' by h', ''), 'broader'],
    ['a filter of the count', stats.replace('count(*)', 'count(*) where b == "y"'), 'narrower'],
    ['events of another kind', stats.replace('"x"', '"z"'), 'different'],
  ])('%s', (_name, query, expected) => {
    const found = verdict({ search: ofEsql(stats), schedule }, { search: ofEsql(query), schedule });
    if (expected === 'different') expect(['different', 'narrower']).toContain(found);
    else expect(found).toBe(expected);
  });
});

test('series are the same at every run, and each says what it shows', () => {
  const judge = () => judgeSeries({ search: ofEql(guarded) }, { search: ofEql(sequence) }, options);
  expect(judge()).toEqual(judge());
  expect(judge()?.onlyQuery?.series.name).toMatch(/^the end of the sequence after event/);
});

test('a rule that nothing is found for says so', () => {
  const rule = ofEql('sequence by h with maxspan=1m [any where a == "x" and a == "y"] [any where b == "y"]');
  expect(judgeSeries({ search: rule }, { search: rule }, options)).toBeUndefined();
});
