import { expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

const head = 'from logs-* metadata _id, _version, _index';

test.each([
  [`${head} | where mv_max(m) > 5`, 'splunk', 'spl exact proved', 'm>5'],
  [`${head} | where mv_max(m) > 5`, 'elastic', 'kql exact proved', 'm > 5'],
  [
    'from logs-* | stats v = values(n) by h | where mv_min(v) < 5',
    'elastic',
    'esql exact proved',
    'mv_min(v) < 5',
  ],
  [
    'from logs-* | stats v = values(n) by h | where mv_max(v) > 5',
    'splunk',
    'spl exact proved',
    'mvfilter(tonumber(v)>5)',
  ],
])(
  'the greatest of several numbers is above one where some of them is: %s to %s',
  async (query, target, verdict, part) => {
    const found = await verdictOf('q.esql', query, target);
    expect(found.verdict).toBe(verdict);
    expect(found.query).toContain(part);
  },
);

test.each(['mv_max(m) == 10', 'mv_first(m) > 5'])(
  'mvsort puts 10 before 9: %s is no search of Splunk',
  async condition => {
    expect((await verdictOf('q.esql', `${head} | where ${condition}`, 'splunk')).verdict).toBe('refused');
  },
);

test('a text that may be an address is ordered as one by ES|QL alone', async () => {
  const found = await verdictOf('q.esql', `${head} | where to_ip(s) > to_ip("10.0.0.9")`, 'elastic');
  expect(found.verdict).toBe('esql exact proved');
  expect(found.query).toContain('s > to_ip("10.0.0.9")');
  expect(found.given).toContain('ip:s');
});

test.each([
  ['%{NUMBER:size:int}', true],
  ['%{INT:size:int}', false],
  ['%{NUMBER:size:double}', false],
])('a capture of grok that is made a whole number is given as one: %s', async (pattern, isGiven) => {
  const query = `${head} | grok message "size=${pattern}" | where size > 500`;
  const { verdict, given } = await verdictOf('q.esql', query, 'splunk');
  expect(verdict).toBe('spl exact proved');
  expect(given.includes('whole-number:size')).toBe(isGiven);
});

test.each([
  ['grok message "a=%{GREEDYDATA:size}" | stats n = count(*) by size | where n > 5', true],
  ['grok message "a=%{WORD:size}" | stats n = count(*) by size | where n > 5', false],
  ['grok message "a=%{GREEDYDATA:size}" | stats n = count(*) by host.id | where n > 5', false],
  ['dissect message "a=%{size} %{b}" | where size == "x"', false],
  ['dissect message "a=%{size} %{b}" | where size != "x"', true],
])('an empty text that is cut out is a value to Elasticsearch alone: %s', async (rest, isGiven) => {
  for (const target of ['splunk', 'panther']) {
    const { given } = await verdictOf('q.esql', `${head} | ${rest}`, target);
    expect(given.includes('no-empty-capture:size')).toBe(isGiven);
  }
});
