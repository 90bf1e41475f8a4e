import { describe, expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

const rule = (query: string, from: string, interval: string): string => `[rule]
name = "x"
type = "eql"
language = "eql"
index = ["logs-aws.cloudtrail-*"]
interval = "${interval}"
from = "${from}"
query = '''${query}'''
`;
const steps = '[any where event.action == "A"] [any where event.action == "B"]';

/** https://docs.panther.com/detections/correlation-rules/correlation-rule-reference */
describe('a correlation rule of Panther runs and looks back by whole minutes, and joins what has its keys', () => {
  test.each([
    [`sample by user.name ${steps}`, 'now-10m', '5m', 'correlation exact tested'],
    [`sample by ?user.name ${steps}`, 'now-10m', '5m', 'sql exact proved'],
    [`sample by user.name ${steps}`, 'now-90s', '2m', 'sql exact proved'],
    [`sample by user.name ${steps}`, 'now-8d', '1d', 'sql exact proved'],
    [`sequence by user.name with maxspan=0s ${steps}`, 'now-10m', '5m', 'sql exact tested'],
  ])('%s from %s', async (query, from, interval, verdict) => {
    expect((await verdictOf('x.toml', rule(query, from, interval), 'panther')).verdict).toBe(verdict);
  });

  test('a sequence over a month is a scheduled query', async () => {
    const query = `sequence by user.name with maxspan=30d ${steps}`;
    expect((await verdictOf('q.eql', query, 'panther')).verdict).toMatch(/^sql /);
  });

  test('no span of Sigma is empty', async () => {
    const query = rule(`sequence by user.name with maxspan=0s ${steps}`, 'now-10m', '5m');
    expect((await verdictOf('x.toml', query, 'sigma')).verdict).toBe('sigma broader tested');
  });
});
