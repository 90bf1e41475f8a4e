import { expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

const flows = 'from x | where destination.port == 22 | sort @timestamp';
const counted = 'limit 2 by host.id, k | stats c = count(*) by host.id | where c > 3';

test.each([
  ['q.esql', `${flows} | ${counted}`, 'elastic', 'esql exact proved'],
  ['q.esql', `${flows} | ${counted}`, 'splunk', 'spl exact tested'],
  ['q.esql', `${flows} | ${counted}`, 'panther', 'sql exact tested'],
  ['q.esql', `${flows} | limit 1 by host.id`, 'splunk', 'spl exact tested'],
  ['q.esql', `${flows} | limit 1 by host.id`, 'panther', 'sql exact tested'],
  ['q.spl', 'index=x a=1 | dedup 2 b c | stats count by d | where count>3', 'elastic', 'esql exact tested'],
  ['q.spl', 'index=x a=1 | dedup b', 'elastic', 'esql exact tested'],
])('the first rows of each group: %s %s to %s', async (file, query, target, expected) => {
  expect((await verdictOf(file, query, target)).verdict).toBe(expected);
});

test.each([
  ['q.esql', 'from x | where md5(k) == "0cc175b9c0f1b6a831c399e269772661"', 'splunk', 'spl exact proved'],
  [
    'q.esql',
    'from x | where sha256(k) like "ab*" | stats c = count(*) by m | where c > 3',
    'panther',
    'sql exact proved',
  ],
  [
    'q.esql',
    'from x | where sha1(k) == "ab" | stats c = count(*) by m | where c > 3',
    'splunk',
    'spl exact proved',
  ],
])('digests: %s %s to %s', async (file, query, target, expected) => {
  expect((await verdictOf(file, query, target)).verdict).toBe(expected);
});
