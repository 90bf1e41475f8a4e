import { expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const lasted = (condition: string) => `from logs-okta.system-*
| stats began = min(@timestamp), ended = max(@timestamp), n = count(*) by user.name
| where ${condition}`;

test.each([
  'date_diff("minute", began, ended) > 90',
  'date_diff("second", began, ended) + n > 3',
  'to_double(n) / date_diff("hour", began, ended) > 2.5',
  'date_diff("day", began, ended) * 2 >= n',
])('%s is whole units of a difference in Splunk too', async condition => {
  const { verdict, query } = await verdictOf('r.esql', lasted(condition), 'splunk');
  expect(verdict).toBe('spl exact proved');
  expect(query).toContain('if(ended>=began, floor((ended-began)');
});

test('a difference that is rounded the other way is another one', async () => {
  const wrong = (query: string): string => query.replace('ended>=began', 'ended<=began');
  const { verdict } = await verdictOf(
    'r.esql',
    lasted('date_diff("minute", began, ended) > 90'),
    'splunk',
    wrong,
  );
  expect(verdict).not.toContain('exact');
});
