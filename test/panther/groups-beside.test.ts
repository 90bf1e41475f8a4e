import { expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const logins = 'sourcetype=aws:cloudtrail eventName=ConsoleLogin';
const deleted = 'sourcetype=aws:cloudtrail eventName=DeleteTrail';

/** Each part of a search of Splunk has columns that the others lack, or has them under other types. */
test.each([
  [
    'a number of the second part',
    `${logins} | stats dc(sourceIPAddress) as ips by userName | append [search ${deleted} | stats count as deleted by userName] | where ips > 3 OR deleted > 0`,
    'sql exact proved',
  ],
  [
    'one number of both',
    `${logins} | stats count by userName | append [search ${deleted} | stats count by userName] | where count > 3`,
    'sql exact proved',
  ],
  [
    'groups of groups',
    `${logins} | stats count by userName | append [search ${deleted} | stats count by userName] | stats sum(count) as total by userName | where total > 5`,
    'sql exact proved',
  ],
  [
    'a number here, a text there',
    `${logins} | stats count as seen by userName | append [search ${deleted} | stats values(awsRegion) as seen by userName] | where seen=3`,
    'refused',
  ],
  [
    'events beside groups',
    `${logins} | append [search ${deleted} | stats count by userName] | where count > 3 OR awsRegion="eu-1"`,
    'sql exact proved',
  ],
])('%s', async (_name, query, verdict) => {
  expect((await verdictOf('a.spl', query, 'panther')).verdict).toBe(verdict);
});
