import { expect, test } from 'vitest';
import { holds } from '../esql/reading.ts';
import { verdictOf } from './verdict-of.ts';

test.each([
  ['substring(process.name, -4) == ".exe"', 'splunk', 'spl exact tested', '(?s)^.*(?=.{4}'],
  ['not right(process.command_line, 3) == "abc"', 'splunk', 'spl exact proved', '(?s)^.*(?=.{3}'],
  ['right(process.name, 4) in (".exe", ".dll")', 'panther', 'python exact proved', '[-4:]'],
  [
    'substring(process.name, -4, 2) == "ab"',
    'elastic',
    'esql exact proved',
    'substring(right(process.name, 4), 1, 2)',
  ],
  ['round(event.risk_score) >= 73', 'panther', 'python exact proved', 'round_half_up('],
  ['source.bytes > pow(2, 10)', 'panther', 'python exact proved', '> 1024'],
  ['source.bytes > pow(2, 10)', 'splunk', 'spl exact proved', 'source.bytes>1024'],
])('%s to %s', async (condition, target, verdict, part) => {
  const found = await verdictOf('r.esql', `from logs-* metadata _id | where ${condition}`, target);
  expect(found.verdict).toBe(verdict);
  expect(found.query).toContain(part);
});

/** https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/string-functions/substring: run on Elasticsearch 8.19. */
test.each([
  ['substring(x, -4, 2) == "ab"', 'abc', true],
  ['substring(x, -4, 2) == "cd"', 'abcdef', true],
  ['substring(x, -4) == "abc"', 'abc', true],
  ['right(x, 4) == "abc"', 'abc', true],
])('%s of %s: %s', (condition, x, expected) => {
  expect(holds(`from logs-* | where ${condition}`, { x })).toBe(expected);
});

test.each([
  'stats n = count(*) by size = length(process.name) | where size > 30 and n > 1',
  'eval size = length(foo.name) | stats n = count(*) by size | where n > 1 and size > 3',
])('a key that is asked for as a number is there: %s', async stages => {
  const { verdict } = await verdictOf('r.esql', `from logs-* | ${stages}`, 'splunk');
  expect(verdict).toBe('spl exact proved');
});

test('a key that is made of another field has a value where it is filled, whatever its groups are asked for', async () => {
  const search =
    '| tstats fillnull_value=null count from datamodel=Endpoint.Processes where Processes.process=*x* by Processes.process Processes.process_name | rename Processes.* as * | where count>2 | stats values(process) as process by process_name';
  expect((await verdictOf('r.spl', search, 'splunk')).verdict).toBe('spl exact proved');
});

test('who makes a row of each value of a field knows it to have several', async () => {
  const query =
    'from logs-* | mv_expand foo.tags | where foo.tags in ("x", "y") | stats n = count(*) by foo.host | where n > 5';
  for (const target of ['panther', 'splunk', 'elastic']) {
    const found = await verdictOf('r.esql', query, target);
    expect(found.verdict).toMatch(/exact proved$/);
    expect(found.given).not.toContain('single-valued:foo.tags');
    if (target === 'panther')
      expect(found.query).toContain(
        'LATERAL FLATTEN(input => ARRAY_DISTINCT(TO_ARRAY(foo:tags)), outer => TRUE)',
      );
  }
});
