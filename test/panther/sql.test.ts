import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { panther } from '../../backends/panther/index.ts';
import { compile, defaultProfile, type Translation, writeDocuments } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';

const options = { casing: 'keep', strictFields: false, profile: defaultProfile, dialect: 'sql' } as const;

/** An ES|QL rule over CloudTrail's events, by its commands. */
function elastic(commands: string): Translation {
  return elasticRule(`type = "esql"
language = "esql"
query = '''
from logs-aws.cloudtrail-*
${commands}
'''
`);
}

function elasticRule(rest: string): Translation {
  const text = `[metadata]
creation_date = "2026/01/01"

[rule]
name = "Several"
rule_id = "5ed0eb6a-3dd0-4b7f-8a3d-6f3e2c4a1b10"
risk_score = 47
severity = "medium"
description = "d"
author = ["a"]
from = "now-10m"
interval = "5m"
${rest}`;
  const [found] = elasticTomlReader.read(new SourceFile('rule', text), { placeholders: new Map() });
  const rule = found?.rule && resolve(found.rule).value;
  if (rule === undefined) throw new Error(found?.diagnostics.map(each => each.message).join());
  return compile(rule, panther, options);
}

function sigma(correlation: string): Translation {
  const text = `title: Delete
name: delete
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: DeleteTrail }
  condition: selection
---
title: Stop
name: stop
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: StopLogging }
  condition: selection
---
title: Several
correlation:
${correlation}
`;
  const read = sigmaReader.read(new SourceFile('rule.yml', text), { placeholders: new Map() }).at(-1);
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(read?.diagnostics.map(each => each.message).join());
  return compile(rule, panther, options);
}

function queryOf({ query, diagnostics }: Translation): string {
  if (query === undefined) throw new Error(diagnostics.map(each => each.message).join());
  return query;
}

/** The conditions of a filter, without the scope and the time that stand before them. */
function whereOf(condition: string): readonly string[] {
  const query = queryOf(elastic(`| where ${condition}\n| stats n = count(*)`));
  return (/WHERE ([\s\S]*)\n$/.exec(query)?.[1] ?? '').split('\n  AND ').slice(1);
}

describe('conditions of scheduled queries', () => {
  test.each([
    ['event.action == "DeleteTrail"', ["eventName::string = 'DeleteTrail'"]],
    ['event.action in ("A", "B")', ["eventName::string IN ('A', 'B')"]],
    ['event.action like "Delete*"', ["eventName::string LIKE 'Delete%'"]],
    ['event.action like "a_b*"', ["eventName::string LIKE 'a!_b%' ESCAPE '!'"]],
    ['event.action rlike "Delete[A-Z].*"', ["REGEXP_LIKE(eventName::string, 'Delete[A-Z].*', 's')"]],
    ['event.action is null', ['eventName::string IS NULL']],
    ['to_lower(event.action) == "x"', ["LOWER(eventName::string) = 'x'"]],
    ['length(event.action) > 5', ['LENGTH(eventName::string) > 5']],
    ['aws.cloudtrail.user_identity.arn == "it\'s"', ["userIdentity:arn::string = 'it''s'"]],
    ['aws.cloudtrail.user_identity.arn == "C:\\\\x"', ["userIdentity:arn::string = 'C:\\\\x'"]],
  ])('%s', (condition, expected) => {
    expect(whereOf(condition)).toEqual(expected);
  });

  test('what ES|QL leaves null under a negation is not kept, and what is no value of the rule is', () => {
    expect(whereOf('not event.action == "x"')).toEqual([
      'eventName::string IS NOT NULL',
      "eventName::string IS DISTINCT FROM 'x'",
    ]);
  });

  test('addresses are compared by their range', () => {
    const [found] = whereOf('cidr_match(source.ip, "10.0.0.0/8")');
    expect(found).toBe(
      "PARSE_IP(sourceIPAddress::string, 'INET', 1):ipv4::number BETWEEN PARSE_IP('10.0.0.0/8', 'INET'):ipv4_range_start::number AND PARSE_IP('10.0.0.0/8', 'INET'):ipv4_range_end::number",
    );
  });

  test('a value never leaves its string', () => {
    const query = queryOf(elastic(`| where user.name == "a\\\\' OR 1=1 --"\n| stats n = count(*)`));
    expect(query).toContain(String.raw`'a\\'' OR 1=1 --'`);
  });
});

describe('commands of ES|QL as scheduled queries', () => {
  test('what is counted of a group is asked for as it is reckoned', () => {
    const query = queryOf(
      elastic(`| where event.action == "GetSecretValue"
| stats Esql.count = count(*), Esql.regions = count_distinct(cloud.region) by user.name
| where Esql.count > 10 and Esql.regions >= 3`),
    );
    expect(query).toBe(`SELECT
  userIdentity:userName::string AS userIdentity_userName,
  COUNT(*) AS Esql_count,
  COUNT(DISTINCT awsRegion::string) AS Esql_regions
FROM panther_logs.public.aws_cloudtrail
WHERE p_occurs_since('10 minutes')
  AND eventName::string = 'GetSecretValue'
GROUP BY userIdentity:userName::string
HAVING COUNT(*) > 10
  AND COUNT(DISTINCT awsRegion::string) >= 3
`);
  });

  test.each([
    ['stats n = max(@timestamp)', 'MAX(p_event_time) AS n'],
    [
      'stats n = values(event.action)',
      'ARRAY_AGG(DISTINCT eventName::string) WITHIN GROUP (ORDER BY eventName::string) AS n',
    ],
    ['stats n = count(*) where event.action == "x"', "COUNT_IF(eventName::string = 'x') AS n"],
    [
      'eval t = date_trunc(1 hour, @timestamp) | stats n = count(*) by t',
      "DATE_TRUNC('hour', p_event_time) AS t",
    ],
    [
      `eval t = date_format("yyyy-MM-dd'T'HH:mm:ss.SSS", @timestamp) | stats n = count(*) by t`,
      `TO_VARCHAR(p_event_time, 'YYYY-MM-DD"T"HH24:MI:SS.FF3') AS t`,
    ],
    [
      'eval t = date_format("EEEE", @timestamp) | stats n = count(*) by t',
      "DECODE(DAYOFWEEKISO(p_event_time), 1, 'Monday', 2, 'Tuesday',",
    ],
    [
      'stats n = count(*) by p = ip_prefix(source.ip, 16, 0)',
      "REGEXP_REPLACE(sourceIPAddress::string, '^([0-9]+[.][0-9]+)[.][0-9.]*', '\\\\1.0.0')",
    ],
    [
      'stats t = top(event.action, 3, "desc") by user.name',
      'ARRAY_SLICE(ARRAY_AGG(eventName::string) WITHIN GROUP (ORDER BY eventName::string DESC), 0, 3) AS t',
    ],
    [
      'stats a = min(@timestamp), b = max(@timestamp) | eval d = date_diff("minute", a, b) | where d < 5',
      "TRUNC(DATEDIFF('millisecond', a, b) / 60000) AS d",
    ],
    [
      'eval k = case(event.action == "x", "one", "other") | stats n = count(*) by k',
      "CASE WHEN eventName::string = 'x' THEN 'one' ELSE 'other' END AS k",
    ],
    ['stats n = count(*) by user.name | sort n desc | limit 5', 'ORDER BY n DESC NULLS FIRST\nLIMIT 5'],
    [
      'inline stats n = count(*) by user.name',
      'COUNT(*) OVER (PARTITION BY userIdentity:userName::string) AS n',
    ],
    [
      'grok user_agent.original "agent/(?<v>[0-9]+)" | stats n = count(*) by v',
      "REGEXP_SUBSTR(userAgent::string, 'agent/(\\\\d+)', 1, 1, 'e', 1)",
    ],
    [
      'grok user_agent.original "(?:(?i:ab)/)+%{NOTSPACE:v} $" | stats n = count(*) by v',
      "'(([aA][bB])/)+(\\\\S+) $', 1, 1, 'me', 3)",
    ],
    [
      'dissect user_agent.original "%{}/%{v}(%{}" | stats n = count(*) by v',
      "'/([^(]*)\\\\(', 1, 1, 'se', 1)",
    ],
  ])('%s', (commands, expected) => {
    expect(queryOf(elastic(`| ${commands}`))).toContain(expected);
  });

  test.each([
    ['stats n = count(*) by user.name | change_point n on user.name', 'change'],
    ['eval d = url_decode(user.name) | stats n = count(*) by d', 'urlDecode'],
    ['dissect user.name "%{a}::%{b}" | stats n = count(*) by a', 'lazy repetition'],
    ['dissect user.name "%{+a}-%{+a}" | stats n = count(*) by a', 'which part'],
    ['grok user.name "(?<a>x|xy)" | stats n = count(*) by a', 'begin alike'],
  ])('%s is refused', (commands, why) => {
    const { verdict, reasons } = elastic(`| ${commands}`);
    expect(verdict).toBe('refused');
    expect(reasons.join()).toContain(why);
  });
});

test('of groups, a pattern of columns keeps those that the groups have', () => {
  const query = queryOf(
    elastic(
      '| stats Esql.a = values(event.action), Esql.n = count(*) by user.name, cloud.region | stats Esql.all = values(Esql.a) by user.name | keep Esql.*, user.name',
    ),
  );
  expect(query.slice(query.lastIndexOf('SELECT'), query.lastIndexOf('FROM'))).toBe(
    'SELECT\n  ARRAY_DISTINCT(ARRAY_UNION_AGG(Esql_a)) AS Esql_all,\n  userIdentity_userName\n',
  );
});

describe('correlations as scheduled queries', () => {
  test('a number of events within a span is counted beside each of them, and told once', () => {
    const query = queryOf(
      sigma(`  type: event_count
  rules: [delete]
  group-by: [awsRegion]
  timespan: 10m
  condition: { gte: 5 }`),
    );
    expect(query).toContain("WHERE p_occurs_since('70 minutes')");
    expect(query).toContain(
      "COUNT(*) OVER (PARTITION BY awsRegion::string ORDER BY p_event_time RANGE BETWEEN INTERVAL '600 seconds' PRECEDING AND CURRENT ROW)",
    );
    expect(query).toMatch(/WHERE p_occurs_since\('1 hour'\)\n$/);
  });

  test('different values within a span are those of the events that are joined to each', () => {
    const query = queryOf(
      sigma(`  type: value_count
  rules: [delete]
  group-by: [awsRegion]
  timespan: 10m
  condition: { gte: 3, field: userAgent }`),
    );
    expect(query).toContain("near.p_event_time >= DATEADD('second', -600, last.p_event_time)");
    expect(query).toContain('HAVING COUNT(DISTINCT near.userAgent');
  });

  test('kinds of events are told apart by a column', () => {
    const query = queryOf(
      sigma(`  type: temporal
  rules: [delete, stop]
  group-by: [awsRegion]
  timespan: 5m`),
    );
    expect(query).toContain("'stop' AS input");
    expect(query).toContain('UNION ALL');
    expect(query).toContain("COUNT(IFF(input = 'delete', 1, NULL)) OVER");
  });
});

describe('the other searches as scheduled queries', () => {
  test('a sequence is a join of its steps', () => {
    const query = queryOf(
      elasticRule(`type = "eql"
language = "eql"
index = ["logs-aws.cloudtrail-*"]
query = '''
sequence by user.name with maxspan=1m
  [any where event.action == "A"]
  [any where event.action == "B"]
'''
`),
    );
    expect(query).toContain(`
  FROM step_1 AS step_1
  JOIN step_2 AS step_2
    ON step_2.key_1 = step_1.key_1
    AND step_2.p_event_time > step_1.p_event_time
    AND step_2.p_event_time <= DATEADD('second', 60, step_1.p_event_time)
  QUALIFY ROW_NUMBER() OVER (PARTITION BY step_2.p_row_id`);
  });

  test('new terms are those that are first seen since the last run', () => {
    const query = queryOf(
      elasticRule(`type = "new_terms"
language = "kuery"
index = ["logs-aws.cloudtrail-*"]
query = 'event.action: "A"'

[rule.new_terms]
field = "new_terms_fields"
value = ["user.name"]

[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "now-7d"
`),
    );
    expect(query).toContain("p_occurs_since('7 days')");
    expect(query).toContain("HAVING MIN(p_event_time) >= DATEADD('second', -600, p_current_timestamp())");
  });
});

test('a scheduled query and the rule that reads its rows, with the keys of panther-analysis in their order', () => {
  const translation = elastic('| stats n = count(*) by user.name | where n > 3');
  const written = writeDocuments(translation, panther, {
    format: 'rule',
    fileName: 'many-calls',
    events: [],
  });
  const files = new Map(written.files.map(({ path, text }) => [path, text]));
  const rule = parse(files.get('many_calls.yml') ?? '');
  const query = parse(files.get('many_calls_query.yml') ?? '');
  expect(Object.keys(rule).slice(0, 7)).toEqual([
    'AnalysisType',
    'Filename',
    'RuleID',
    'DisplayName',
    'Enabled',
    'ScheduledQueries',
    'Severity',
  ]);
  expect(rule.ScheduledQueries).toEqual([query.QueryName]);
  expect(query).toMatchObject({
    AnalysisType: 'scheduled_query',
    Query: translation.query,
    Schedule: { RateMinutes: 5, TimeoutMinutes: 5 },
  });
  expect(files.get('many_calls.py')).toContain('str(event.get("userIdentity_userName"))');
});

function spl(query: string): Translation {
  const [found] = bareQueryReader('spl').read(new SourceFile('q.spl', query), { placeholders: new Map() });
  const rule = found?.rule && resolve(found.rule).value;
  if (rule === undefined) throw new Error(found?.diagnostics.map(each => each.message).join());
  return compile(rule, panther, options);
}

describe('the order of rows', () => {
  test('of several events with one value Splunk keeps the newest', () => {
    expect(spl('index=main | dedup a | where b="x"').query).toContain(
      'QUALIFY ROW_NUMBER() OVER (PARTITION BY a::string ORDER BY p_event_time DESC NULLS LAST) <= 1',
    );
  });

  test('is not lost where more is made of sorted rows', () => {
    expect(spl('index=main | sort c | where b="x" | head 5').query).toMatch(
      /'x'\nORDER BY c NULLS LAST\nLIMIT 5\n$/,
    );
    expect(spl('index=main | stats count by a b | sort - count | dedup a').verdict).toBe('refused');
    expect(spl('index=main | stats count by a b | dedup a').verdict).toBe('refused');
    // From the latest back, where the windows of SQL are written from the earliest on.
    expect(spl('index=main | streamstats count AS i BY b | where i<4').verdict).toBe('refused');
    const counted = spl('index=main | sort 0 _time | streamstats count AS i BY b | where i<4');
    expect([counted.verdict, counted.given]).toEqual(['exact', expect.arrayContaining(['distinct-times'])]);
  });
});

test('a number of events that has another one is not counted by another condition', () => {
  const { query } = elastic('| stats n = count(*) where event.action == "a" by user.name\n| where n != 4');
  expect(query).toContain("AND NOT COALESCE(COUNT_IF(eventName::string = 'a') = 4, FALSE)");
});

test('what is reckoned over all rows is reckoned before any of them is left out', () => {
  const query = queryOf(
    elastic(
      '| inline stats c = count(*) by user.name | where event.action == "ConsoleLogin" | where c > 5 | keep user.name',
    ),
  );
  const [inner = '', outer = ''] = query.split('FROM rows_found');
  expect(inner).not.toContain('ConsoleLogin');
  expect(outer).toContain("eventName::string = 'ConsoleLogin'");
});
