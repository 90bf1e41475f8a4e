import { describe, expect, test } from 'vitest';
import { verdictOf } from './verdict-of.ts';

const rule = (from: string, interval: string, history: string): string => `[rule]
name = "x"
type = "new_terms"
language = "kuery"
index = ["logs-aws.cloudtrail-*"]
interval = "${interval}"
from = "${from}"
query = 'event.action: "A"'
[rule.new_terms]
field = "new_terms_fields"
value = ["user.name"]
[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "${history}"
`;

/** https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#create-new-terms-rule */
describe('the history of new terms ends so long before the run, which looks back on a part of it', () => {
  test.each([
    ['now-9m', '5m', 'now-7d', 'python exact tested'],
    ['now-9m', '5m', 'now-12h', 'python exact tested'],
    ['now-6d', '5m', 'now-7d', 'sql exact tested'],
    ['now-2h', '1h', 'now-1d', 'sql exact tested'],
  ])('from %s every %s of %s', async (from, interval, history, verdict) => {
    expect((await verdictOf('x.toml', rule(from, interval, history), 'panther')).verdict).toBe(verdict);
  });
});
