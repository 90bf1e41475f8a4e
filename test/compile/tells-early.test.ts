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

const ruleOf = (query: string): string => `[metadata]
maturity = "production"
[rule]
name = "T"
type = "eql"
language = "eql"
index = ["logs-aws.cloudtrail-*"]
interval = "5m"
from = "now-2h"
query = '${query}'
`;

test.each([
  ['splunk', 'spl exact tested'],
  ['panther', 'sql exact tested'],
])('what is missing for an hour is told by a later run than the next ones: %s', async (target, verdict) => {
  const rule = ruleOf(`sequence by user.name with maxspan=1h ${one} ${other}`);
  expect((await verdictOf('q.toml', rule, target)).verdict).toBe(verdict);
});

test.each([
  ['sequence by user.name', 'sigma broader tested'],
  ['sequence by user.name with maxspan=1m', 'sigma exact proved'],
  ['sequence by ?user.name with maxspan=1m', 'sigma narrower tested'],
])('events of one kind that are counted, in Sigma: %s', async (sequence, verdict) => {
  const rule = ruleOf(`${sequence} ${one} with runs=3`);
  expect((await verdictOf('q.toml', rule, 'sigma')).verdict).toBe(verdict);
});
