import { expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const [one, other] = ['[any where event.action == "A"]', '![any where event.action == "B"]'];

/** https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-missing-events */
test.each([
  [`sequence by user.name with maxspan=1m ${one} ${other}`, 'splunk', true],
  [`sequence by user.name with maxspan=1m ${one} ${other}`, 'panther', true],
  [`sequence by user.name with maxspan=1m ${one} ${other}`, 'elastic', false],
  [`sequence by user.name with maxspan=1m ${one} ${other} | head 1`, 'splunk', false],
  [`sequence by user.name with maxspan=1m ${other} ${one}`, 'splunk', false],
])('%s to %s: a run of Elastic waits for no end of a span', async (query, target, isGiven) => {
  const { given } = await verdictOf('q.eql', query, target);
  expect(given.includes('span-over')).toBe(isGiven);
});
