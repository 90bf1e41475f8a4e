import { describe, expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

describe('the first rows of what comes newest first are no first rows of what comes earliest first', () => {
  test.each([
    ['q.eql', 'any where a == "x" | head 3', 'splunk', 'spl exact proved', '| sort 0 _time\n| head 3'],
    [
      'q.eql',
      'any where a == "x" | head 3',
      'panther',
      'sql exact proved',
      'ORDER BY p_event_time NULLS LAST',
    ],
    ['q.eql', 'any where a == "x" | head 3', 'elastic', 'eql exact proved', '| head 3'],
    ['q.eql', 'any where a == "x" | tail 3', 'splunk', 'spl exact proved', '| sort 0 -_time\n| head 3'],
    ['q.eql', 'any where a == "x" | tail 3', 'panther', 'sql exact tested', 'ORDER BY p_event_time DESC'],
    ['q.eql', 'any where a == "x" | tail 3', 'elastic', 'eql exact proved', '| tail 3'],
    ['q.eql', 'any where a == "x" | tail 3 | head 1', 'elastic', 'eql exact proved', '| tail 3\n| head 1'],
    ['q.spl', 'a=1 | head 3', 'elastic', 'esql exact proved', '| sort @timestamp desc nulls last\n| limit 3'],
    ['q.spl', 'a=1 | head 3', 'panther', 'sql exact proved', 'ORDER BY p_event_time DESC'],
    ['q.spl', 'a=1 | tail 3', 'panther', 'sql exact tested', 'ORDER BY p_event_time'],
    [
      'q.esql',
      'from logs-* | where a == "x" | limit 3',
      'splunk',
      'spl exact proved',
      '| sort 0 _time\n| head 3',
    ],
    ['q.esql', 'from logs-* | where a == "x" | limit 3', 'panther', 'sql exact proved', "'x'\nLIMIT 3"],
  ])('%s: %s to %s', async (file, query, target, verdict, part) => {
    const found = await verdictOf(file, query, target);
    expect(found.verdict).toBe(verdict);
    expect(found.query).toContain(part);
  });

  test('what takes the earliest is no query for the latest', async () => {
    const turned = (query: string) => query.replace('sort 0 _time', 'sort 0 -_time');
    const { verdict } = await verdictOf('q.eql', 'any where a == "x" | head 3', 'splunk', turned);
    expect(verdict).toMatch(/contradicted|unverified/);
  });

  test('the last of sequences are in their order before more is taken of them', async () => {
    const query = 'sequence by k with maxspan=5m [any where a == "x"] [any where b == "y"] | tail 3 | head 1';
    const found = await verdictOf('q.eql', query, 'splunk');
    expect(found.query).toContain('| tail 3\n| sort 0 _time\n| head 1');
    expect(found.verdict).toBe('spl exact tested');
  });
});

describe('rows that a search has put in order stay so', () => {
  const previous =
    'streamstats current=f last(action) AS prev BY user | where prev="failure" AND action="success"';

  test.each([
    [
      `a=1 | ${previous}`,
      '| sort 0 -_time\n| where isnotnull(user)\n| streamstats current=f last(action) AS prev BY user',
    ],
    [
      `a=1 | sort 0 n | ${previous}`,
      '| sort 0 n\n| where isnotnull(user)\n| streamstats current=f last(action) AS prev BY user',
    ],
    [
      'a=1 | sort 0 _time | streamstats time_window=5m count BY user | where count > 3',
      '| sort 0 _time\n| where isnotnull(user)\n| streamstats',
    ],
  ])('%s', async (query, part) => {
    const found = await verdictOf('q.spl', query, 'splunk');
    expect(found.query).toContain(part);
    expect(found.verdict).toBe('spl exact proved');
  });

  test('SQL reckons over earlier rows alone', async () => {
    expect((await verdictOf('q.spl', `a=1 | ${previous}`, 'panther')).verdict).toContain('refused');
  });
});

describe('rows without a value come first where the rule has them there', () => {
  const grouped = 'from logs-* | where k is not null | stats m = sum(n), c = count(*) by k';
  test.each([
    ['| where c > 1 or m is null | sort m desc | limit 1', 'sort 0 has_m, -m\n| fields - has_m\n| head 1'],
    ['| where c > 1 | sort c desc, m asc nulls first | limit 2', 'sort 0 -c, has_m, m\n'],
    ['| where c > 1 | sort m desc nulls last | limit 1', '| sort 0 -m\n| head 1'],
    ['| where c > 1 | sort c desc | limit 1', '| sort 0 -c\n| head 1'],
    ['| where c > 1 | sort m desc', '| sort 0 -m'],
  ])('%s', async (stages, part) => {
    const found = await verdictOf('q.esql', `${grouped} ${stages}`, 'splunk');
    expect(found.verdict).toBe('spl exact proved');
    expect(found.query).toContain(part);
  });

  test('a search in which they come last says something else', async () => {
    const query = `${grouped} | where c > 1 or m is null | sort m desc | limit 1`;
    const last = (text: string) => text.replace('sort 0 has_m, -m', 'sort 0 -m');
    const { verdict } = await verdictOf('q.esql', query, 'splunk', last);
    expect(verdict).toBe('spl different tested contradicted');
  });
});
