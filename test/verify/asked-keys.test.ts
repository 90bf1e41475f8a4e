import { describe, expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

const failed =
  'from logs-system.security* | where winlog.channel == "Security" and event.code == "4625" | eval k = concat(winlog.event_data.TargetUserName, "@", to_string(source.ip))';

describe('what is asked of the keys of groups is asked of the events that series are made of', () => {
  test.each([
    `${failed} | stats c = count(*) by k | where c > 1 and k like "u1@*"`,
    `${failed} | stats c = count(*) by k | where c > 2 and k rlike "u[0-9]+@.*"`,
    `${failed} | stats c = count_distinct(source.port) by k | where c > 1 and starts_with(k, "u")`,
  ])('%s', async query => {
    expect((await verdictOf('q.esql', query, 'splunk')).verdict).toBe('spl exact tested');
    expect((await verdictOf('q.esql', query, 'panther')).verdict).toBe('sql exact tested');
  });
});

describe('events of a sequence are none of what ends it where they need not be', () => {
  test.each([
    'sequence with maxspan=60s [any where a != "y"] with runs=2 ![any where a == "x"] [any where n > 5] until [any where not a == "x"]',
    'sequence by k with maxspan=60s [any where a != "y"] [any where true] [any where b == "y"] until [any where not a == "x"]',
  ])('%s', async query => {
    expect((await verdictOf('q.eql', query, 'splunk')).verdict).toMatch(
      /^spl (?:exact|narrower|broader) tested$/,
    );
    expect((await verdictOf('q.eql', query, 'panther')).verdict).toMatch(
      /^sql (?:exact|narrower|broader) tested$/,
    );
  });
});

describe('a sequence that its own first event ends never alerts, nor does its translation', () => {
  const steps = '[any where a == "x"] [any where b == "y"] until';
  test.each([
    [`sequence by k with maxspan=1m ${steps} [any where a == "x"]`, 'exact tested'],
    [`sequence by k with maxspan=1m ${steps} [any where a : "x*"]`, 'exact tested'],
  ])('%s', async (query, verdict) => {
    expect((await verdictOf('q.eql', query, 'splunk')).verdict).toBe(`spl ${verdict}`);
    expect((await verdictOf('q.eql', query, 'panther')).verdict).toBe(`sql ${verdict}`);
  });

  test('one that alerts all the same says more', async () => {
    const never = `sequence by k with maxspan=1m ${steps} [any where a == "x"]`;
    const deaf = (query: string) => query.replace(' AND (isnull(ended) OR ended < start_1)', '');
    expect((await verdictOf('q.eql', never, 'splunk', deaf)).verdict).toMatch(/contradicted/);
  });
});

test('groups that lack a key are told apart by a key of their own beside one that is counted', async () => {
  const query = 'from logs-* | where a == "x" | stats n = count_distinct(l) by k, l | where n >= 1';
  const found = await verdictOf('q.esql', query, 'splunk');
  expect(found.verdict).toBe('spl exact proved');
  expect(found.query).toContain('BY k l k_absent');
});

describe('a key that is measured, too, is filled in a column beside it', () => {
  test.each([
    [
      'stats n = count(*), v = values(k), d = count_distinct(k) by k | where n > 2',
      'proved',
      'BY k_key k_absent',
    ],
    [
      'stats n = count(*), d = count_distinct(k) by k, j | where n > 2 and d < 2',
      'proved',
      'BY k_key j k_absent j_absent',
    ],
    [
      'stats n = count(*), d = count_distinct(k) by k, j | where n > 2 and d == 0',
      'proved',
      'dc(k) AS d BY k_key j',
    ],
    [
      'inline stats n = count(*), d = count(k) by k | where n > 2',
      'proved',
      'eventstats count AS n count(k) AS d BY k_key',
    ],
    [
      'stats n = count(*), d = count_distinct(k) by k | where n > 2 and d == 1',
      'proved',
      'dc(k) AS d BY k\n',
    ],
    [
      'stats n = count(*), d = count_distinct(k) by k | where n > 2 and d in (1, 2)',
      'proved',
      'dc(k) AS d BY k\n',
    ],
    [
      'stats n = count(*), d = count_distinct(k) by k | where n > 2 and d in (0, 2)',
      'proved',
      'BY k_key k_absent',
    ],
  ])('%s', async (stages, evidence, part) => {
    const found = await verdictOf('q.esql', `from logs-* | where a == "x" | ${stages}`, 'splunk');
    expect(found.verdict).toBe(`spl exact ${evidence}`);
    expect(found.query).toContain(part);
  });
});
