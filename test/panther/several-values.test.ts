import { expect, test } from 'vitest';
import { verdictOf } from '../verify/verdict-of.ts';

const elastic = (type: string, query: string, more: string): string =>
  `[rule]\nname = "n"\nrule_id = "i"\nrisk_score = 1\nseverity = "low"\ndescription = "d"\nfrom = "now-9m"\ninterval = "5m"\nindex = ["logs-kubernetes.*"]\ntype = "${type}"\n${more}\nquery = '''${query}'''\n`;

const audit = 'event.dataset: kubernetes.audit_logs';
const got =
  '[any where event.dataset == "kubernetes.audit_logs" and kubernetes.audit.verb == "get"] by kubernetes.audit.sourceIPs';

function sigma(correlation: string): string {
  const rule = (name: string, verb: string): string =>
    `title: ${name}\nname: ${name}\nlogsource: {product: kubernetes, service: audit}\ndetection: {s: {verb: ${verb}}, condition: s}\n---\n`;
  return `${rule('one', 'get')}${rule('other', 'delete')}title: c\ncorrelation:\n  timespan: 5m\n  group-by: [sourceIPs]\n  ${correlation}\n`;
}

const joined = 'refused';

test.each([
  [
    'a threshold',
    'r.toml',
    elastic('threshold', audit, 'threshold = {field = ["kubernetes.audit.sourceIPs"], value = 5}'),
    'sql exact tested',
  ],
  [
    'new terms',
    'r.toml',
    elastic(
      'new_terms',
      audit,
      'new_terms = {field = "new_terms_fields", value = ["kubernetes.audit.sourceIPs"], history_window_start = [{field = "history_window_start", value = "now-7d"}]}',
    ),
    'sql exact tested',
  ],
  [
    'repeated events',
    'r.toml',
    elastic('eql', `sequence with maxspan=4m ${got} with runs=3`, 'language = "eql"'),
    'sql exact tested',
  ],
  [
    'events in order',
    'r.toml',
    elastic('eql', `sequence with maxspan=4m ${got} ${got}`, 'language = "eql"'),
    joined,
  ],
  ['a count', 'r.yml', sigma('rules: [one]\n  type: event_count\n  condition: {gte: 3}'), 'sql exact tested'],
  ['events of two rules', 'r.yml', sigma('rules: [one, other]\n  type: temporal'), 'sql exact tested'],
  ['events of two rules in order', 'r.yml', sigma('rules: [one, other]\n  type: temporal_ordered'), joined],
  [
    'different values',
    'r.yml',
    sigma('rules: [one]\n  type: value_count\n  condition: {field: userAgent, gte: 3}'),
    joined,
  ],
])('each of several values of a key has a group of its own: %s', async (_, file, text, verdict) => {
  expect((await verdictOf(file, text, 'panther')).verdict).toBe(verdict);
});
