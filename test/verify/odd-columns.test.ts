import { expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

const counted = 'from logs-* | stats count(*), max(event.duration) by host.name | where `count(*)` > 5';
const busy = `from logs-* | stats \`a<b\` = count(*), a_b = max(event.duration) by host.name
| sort \`a<b\` desc | where \`a<b\` > 5 and a_b > 1 | keep host.name, \`a<b\``;

test.each([
  [counted, 'splunk', 'spl exact proved', 'stats count AS count max("event.duration") AS max_event_duration'],
  [counted, 'panther', 'sql exact proved', 'COUNT(*) AS count'],
  [counted, 'elastic', 'esql exact proved', 'where `count(*)` > 5'],
  [busy, 'splunk', 'spl exact proved', 'count AS a_b_2'],
  [busy, 'elastic', 'esql exact proved', 'sort `a<b` desc'],
])('columns of odd names: %s to %s', async (query, target, verdict, part) => {
  const found = await verdictOf('r.esql', query, target);
  expect(found.verdict).toBe(verdict);
  expect(found.query).toContain(part);
});

test.each([
  'inline stats a = avg(event.duration), s = std_dev(event.duration) by host.name | where event.duration > a + 3 * s',
  'inline stats a = avg(event.duration), n = count(*) by host.name | inline stats m = max(a) by host.name | where m > 5 and n > 5',
])('several measures beside each row are one stage in SQL: %s', async stages => {
  const { verdict } = await verdictOf('r.esql', `from logs-* | ${stages}`, 'panther');
  expect(verdict).toBe('sql exact proved');
});

test('buckets of a column are those of the column, not of the time of the event', async () => {
  const search =
    'index=a | stats dc(b) AS n BY c, _time | eval t=_time | bin span=1h t | stats dc(c) AS m BY n, t';
  const { verdict, query } = await verdictOf(
    'rule.spl',
    `${search} | where m>2 | stats sum(m) AS k BY t`,
    'splunk',
  );
  expect(verdict).toBe('spl exact proved');
  expect(query).toContain('| bin t span=3600s\n| stats dc(c) AS m BY n t\n');
});

test.each(['elastic', 'panther', 'splunk'])(
  'a number that the search makes is compared as one in %s',
  async target => {
    const search =
      'index=a | stats count by user | eval o=if(count>5, 1, 0) | search o=1 | stats dc(user) as u';
    const { verdict, query } = await verdictOf('rule.spl', search, target);
    expect(verdict).toMatch(/ exact proved$/);
    expect(query).not.toMatch(/["']1["']/);
  },
);
