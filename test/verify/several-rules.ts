/** Invented rules over several events: each type of correlation, sequence, threshold and pipeline once at least. */
const head =
  'name = "n"\nrule_id = "i"\nrisk_score = 1\nseverity = "low"\ndescription = "d"\nfrom = "now-9m"\ninterval = "5m"\nindex = ["logs-*"]\n';
const el = (type: string, lang: string, q: string, more = '') =>
  ['a.toml', `[rule]\n${head}type = "${type}"\nlanguage = "${lang}"\nquery = '''${q}'''\n${more}`] as const;
const eql = (q: string) => el('eql', 'eql', q),
  esql = (q: string) => el('esql', 'esql', q);
/** As an ES|QL rule that runs so often over so long a time. */
const every = (interval: string, from: string, q: string) => {
  const [path, text] = esql(q);
  return [path, text.replace('now-9m', `now-${from}`).replace('"5m"', `"${interval}"`)] as const;
};
const A = '[any where a == "x"]',
  B = '[any where b == "y"]',
  C = '[any where c == "z"]';
const base = `title: A\nname: a\nlogsource:\n    product: till\ndetection:\n    s:\n        act: open\n    condition: s\n---\ntitle: B\nname: b\nlogsource:\n    product: till\ndetection:\n    s:\n        act: close\n    condition: s\n---\n`;
const corr = (type: string, rules: string[], cond: string, more = '') =>
  [
    'a.yml',
    `${base}title: C\nname: c\ncorrelation:\n    type: ${type}\n    rules:\n${rules.map(r => `        - ${r}\n`).join('')}    group-by:\n        - who\n    timespan: 10m\n${more}${cond ? `    condition:${cond}\n` : ''}level: high\n`,
  ] as const;
/** A file by its name and its text. */
export const severalRules: Readonly<Record<string, readonly [string, string]>> = {
  'event_count gte': corr('event_count', ['a'], '\n        gte: 5'),
  'event_count lt': corr('event_count', ['a'], '\n        lt: 3'),
  'event_count of two': corr('event_count', ['a', 'b'], '\n        gte: 5'),
  'value_count of two': corr('value_count', ['a', 'b'], '\n        field: what\n        gte: 3'),
  value_count: corr('value_count', ['a'], '\n        field: what\n        gte: 3'),
  'value_count lte': corr('value_count', ['a'], '\n        field: what\n        lte: 3'),
  temporal_ordered: corr('temporal_ordered', ['a', 'b'], ''),
  value_sum: corr('value_sum', ['a'], '\n        field: sum\n        gt: 100'),
  value_avg: corr('value_avg', ['a'], '\n        field: sum\n        gte: 100'),
  value_percentile: corr(
    'value_percentile',
    ['a'],
    '\n        field: sum\n        percentile: 90\n        gt: 100',
  ),
  value_median: corr('value_median', ['a'], '\n        field: sum\n        lt: 100'),
  'extended or': corr('temporal', ['a', 'b'], ' a or b'),
  'extended and not': corr('temporal', ['a', 'b'], ' a and not b'),
  aliases: corr(
    'temporal',
    ['a', 'b'],
    '',
    '    aliases:\n        who:\n            a: user\n            b: account\n',
  ),
  'aliases ordered': corr(
    'temporal_ordered',
    ['a', 'b'],
    '',
    '    aliases:\n        who:\n            a: user\n            b: account\n',
  ),
  'no group': [
    'a.yml',
    corr('event_count', ['a'], '\n        gte: 5')[1].replace('    group-by:\n        - who\n', ''),
  ],
  'of a correlation': [
    'a.yml',
    `${base}title: Many\nname: many\ncorrelation:\n    type: event_count\n    rules:\n        - a\n    group-by:\n        - who\n    timespan: 5m\n    condition:\n        gte: 4\n---\n${corr('temporal_ordered', ['many', 'b'], '')[1].slice(base.length)}`,
  ],
  'of a correlation by more keys': [
    'a.yml',
    `${base}title: Many\nname: many\ncorrelation:\n    type: event_count\n    rules:\n        - a\n    group-by:\n        - who\n        - from\n    timespan: 5m\n    condition:\n        gte: 4\n---\n${corr('temporal_ordered', ['many', 'b'], '')[1].slice(base.length)}`,
  ],
  'in any order, of a correlation': [
    'a.yml',
    `${base}title: Many\nname: many\ncorrelation:\n    type: value_count\n    rules:\n        - a\n    group-by:\n        - who\n    timespan: 5m\n    condition:\n        gte: 4\n        field: what\n---\n${corr('temporal', ['many', 'b'], '')[1].slice(base.length)}`,
  ],
  'count of a correlation': [
    'a.yml',
    `${base}title: Many\nname: many\ncorrelation:\n    type: event_count\n    rules:\n        - a\n    group-by:\n        - who\n    timespan: 2m\n    condition:\n        gt: 3\n---\n${corr('event_count', ['many'], '\n        gte: 3')[1].slice(base.length)}`,
  ],
  'eql sequence': eql(`sequence by k with maxspan=5m ${A} ${B}`),
  'eql no by': eql(`sequence with maxspan=5m ${A} ${B}`),
  'eql own by': eql(`sequence with maxspan=5m ${A} by k ${B} by l`),
  'eql no span': eql(`sequence by k ${A} ${B}`),
  'eql until': eql(`sequence by k with maxspan=5m ${A} ${B} until ${C}`),
  'eql runs': eql(`sequence by k with maxspan=5m ${A} with runs=4 ${B}`),
  'eql only runs': eql(`sequence by k with maxspan=5m ${A} with runs=4`),
  'eql missing middle': eql(`sequence by k with maxspan=5m ${A} !${C} ${B}`),
  'eql missing end': eql(`sequence by k with maxspan=5m ${A} ${B} !${C}`),
  'eql missing start': eql(`sequence by k with maxspan=5m !${C} ${A} ${B}`),
  'eql missing start and middle': eql(`sequence by k with maxspan=5m !${C} ${A} !${C} ${B}`),
  'eql missing before runs': eql(`sequence by k with maxspan=5m !${C} ${A} with runs=3`),
  'eql half a second': eql(`sequence by k with maxspan=500ms ${A} ${B}`),
  'eql two missing': eql(`sequence by k with maxspan=5m ${A} !${C} ![any where c == "v"] ${B}`),
  'eql optional key': eql(`sequence by k, ?l with maxspan=5m ${A} ${B}`),
  'eql same events': eql(`sequence by k with maxspan=5m [any where a == "x"] [any where true]`),
  'eql sample': eql(`sample by k ${A} ${B}`),
  'eql sample shared': eql(`sample by k [any where a == "x"] [any where a : "*"]`),
  'eql tail': eql(`sequence by k with maxspan=5m ${A} ${B} | tail 1`),
  'eql head': eql(`sequence by k with maxspan=5m ${A} ${B} | head 2`),
  threshold: el('threshold', 'kuery', 'a:x', '[rule.threshold]\nfield = ["k"]\nvalue = 5\n'),
  'threshold cardinality': el(
    'threshold',
    'kuery',
    'a:x',
    '[rule.threshold]\nfield = ["k"]\nvalue = 5\n[[rule.threshold.cardinality]]\nfield = "u"\nvalue = 3\n',
  ),
  'new_terms 1': el(
    'new_terms',
    'kuery',
    'a:x',
    '[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ["k"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"\n',
  ),
  'new_terms 3': el(
    'new_terms',
    'kuery',
    'a:x',
    '[rule.new_terms]\nfield = "new_terms_fields"\nvalue = ["k", "l", "m"]\n[[rule.new_terms.history_window_start]]\nfield = "history_window_start"\nvalue = "now-7d"\n',
  ),
  threat_match: el(
    'threat_match',
    'kuery',
    'a:x',
    'threat_index = ["ti-*"]\nthreat_query = "i:y"\nthreat_language = "kuery"\n[[rule.threat_mapping]]\n[[rule.threat_mapping.entries]]\nfield = "k"\ntype = "mapping"\nvalue = "t.k"\n',
  ),
  'threat_match pairs': el(
    'threat_match',
    'kuery',
    'a:x',
    'threat_index = ["ti-*"]\nthreat_query = "i:y"\nthreat_language = "kuery"\n[[rule.threat_mapping]]\n[[rule.threat_mapping.entries]]\nfield = "k"\ntype = "mapping"\nvalue = "t.k"\n[[rule.threat_mapping.entries]]\nfield = "l"\ntype = "mapping"\nvalue = "t.l"\n[[rule.threat_mapping]]\n[[rule.threat_mapping.entries]]\nfield = "m"\ntype = "mapping"\nvalue = "t.m"\n',
  ),
  'esql stats': esql(
    'from logs-* | where a == "x" and k is not null | stats n = count(*) by k | where n >= 5',
  ),
  'esql stats null key': esql('from logs-* | where a == "x" | stats n = count(*) by k | where n >= 5'),
  'esql stats several': esql(
    'from logs-* | where k is not null | stats n = count(*), d = count_distinct(u), s = sum(v), m = max(v) by k | where n >= 5 and d > 2 and s > 100 and m < 90',
  ),
  'esql stats where': esql(
    'from logs-* | where k is not null | stats n = count(*) where a == "x", m = count(*) where a == "y" by k | where n >= 3 and m >= 1',
  ),
  'esql buckets': esql(
    'from logs-* | where k is not null | eval t = date_trunc(5 minutes, @timestamp) | stats n = count(*) by k, t | where n >= 5',
  ),
  'esql less': esql('from logs-* | where k is not null | stats n = count(*) by k | where n < 3'),
  'esql values': esql(
    'from logs-* | where k is not null | stats v = values(u), n = count(*) by k | where n >= 3 and mv_count(v) == 2',
  ),
  'esql inline stats': esql(
    'from logs-* | where k is not null | inline stats n = count(*) by k | where n >= 3 and a == "x"',
  ),
  'esql ratio': esql(
    'from logs-* | where k is not null | stats n = count(*) where a == "x", m = count(*) by k | eval r = n * 100 / m | where r > 50 and m > 3',
  ),
  'esql other runs': every(
    '9m',
    '15m',
    'from logs-* | where k is not null | stats n = count(*) by k | where n >= 3',
  ),
  'esql first seen': every(
    '9m',
    '5d',
    'from logs-* | where k is not null | stats t = min(@timestamp) by k | where t >= now() - 9 minutes',
  ),
  'esql first seen of two': every(
    '9m',
    '5d',
    'from logs-* | where k is not null | stats t = min(@timestamp), n = count_distinct(a) by k | where n >= 2 and date_diff("minute", t, now()) <= 10',
  ),
  'esql twice': esql(
    'from logs-* | where k is not null and u is not null | stats n = count(*) by k, u | where n > 1 | stats m = count(*) by k | where m > 2',
  ),
  'spl stats': [
    'a.conf',
    '[x]\nsearch = index=i a=x | stats count dc(u) AS d BY k | where count>5 AND d>1\ncron_schedule = */5 * * * *\ndispatch.earliest_time = -10m@m\ndispatch.latest_time = now\n',
  ],
  'spl bin': [
    'a.conf',
    '[x]\nsearch = index=i a=x | bin _time span=10m | stats count BY _time, k | where count>5\ncron_schedule = 0 * * * *\ndispatch.earliest_time = -60m@m\ndispatch.latest_time = now\n',
  ],
  'spl eventstats': [
    'a.conf',
    '[x]\nsearch = index=i a=x | eventstats count AS n BY k | where n>5 AND b="y"\ncron_schedule = 0 * * * *\ndispatch.earliest_time = -60m@m\ndispatch.latest_time = now\n',
  ],
  'spl eval sum': [
    'a.conf',
    '[x]\nsearch = index=i | stats sum(eval(a="x")) AS n count AS m BY k | where m>5\ncron_schedule = 0 * * * *\ndispatch.earliest_time = -60m@m\ndispatch.latest_time = now\n',
  ],
  'spl average of buckets': [
    'a.conf',
    '[x]\nsearch = index=i a=x k=* | bin _time span=5m | stats dc(b) AS n BY _time, k | eventstats avg(n) AS m BY k | where n>m\ncron_schedule = 0 * * * *\ndispatch.earliest_time = -60m@m\ndispatch.latest_time = now\n',
  ],
  'spl fillnull': [
    'a.conf',
    '[x]\nsearch = index=i a=x | fillnull value="none" k c | stats count BY k, c | where count>5\ncron_schedule = 0 * * * *\ndispatch.earliest_time = -60m@m\ndispatch.latest_time = now\n',
  ],
  'spl fillnull of rows': [
    'a.conf',
    '[x]\nsearch = index=i a=x k=* | stats count min(c) AS m BY k | fillnull value="none" m | where m="none"\ncron_schedule = 0 * * * *\ndispatch.earliest_time = -60m@m\ndispatch.latest_time = now\n',
  ],
  'spl tstats fillnull_value': [
    'a.conf',
    '[x]\nsearch = | tstats fillnull_value="null" count from datamodel=Network_Traffic where All_Traffic.action="allowed" by All_Traffic.dest_port, All_Traffic.user | where count>5\ncron_schedule = 0 * * * *\ndispatch.earliest_time = -60m@m\ndispatch.latest_time = now\n',
  ],
};
