import { describe, expect, test } from 'vitest';
import { panther } from '../../backends/panther/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { runSearch } from '../../src/evaluate/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { printSearch, type Rule } from '../../src/ir/index.ts';
import { pantherReader } from '../../src/readers/panther-yaml.ts';
import type { ReadRule } from '../../src/readers/reader.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const everyRow = 'def rule(_):\n    return True\n';

interface Given {
  readonly module?: string;
  readonly rule?: string;
  readonly key?: string;
  readonly schedule?: string;
}

/** A scheduled rule beside its query. */
function read(
  query: string,
  { module = everyRow, rule = '', key = 'Query', schedule }: Given = {},
): ReadRule {
  const text = `AnalysisType: scheduled_rule\nFilename: m.py\nRuleID: A.B\nEnabled: true\nScheduledQueries: [Q]\nSeverity: Low\n${rule}`;
  const found = `AnalysisType: scheduled_query\nQueryName: Q\nEnabled: true\n${key}: |\n  ${query.replaceAll('\n', '\n  ')}\nSchedule: { ${schedule ?? 'RateMinutes: 60'}, TimeoutMinutes: 5 }\n`;
  const file = (_path: string, name: string) => (name === 'm.py' ? new SourceFile(name, module) : undefined);
  const folder = {
    path: 'queries',
    names: () => ['q.yml'],
    file: (name: string) => (name === 'q.yml' ? new SourceFile(name, found) : undefined),
  };
  const beside = { file, folder: () => folder };
  const [first] = pantherReader.read(new SourceFile('m.yml', text), { placeholders: new Map(), beside });
  if (first === undefined) throw new Error('no rule');
  return first;
}

function ruleOf(query: string, given?: Given): Rule {
  const { rule, diagnostics } = read(query, given);
  if (rule === undefined) throw new Error(diagnostics.map(each => each.message).join());
  return rule;
}

const trail = (conditions: string): string =>
  `SELECT * FROM panther_logs.public.aws_cloudtrail WHERE p_occurs_since('1 hour') AND ${conditions}`;

/** Of events without casts: those that match, and others. */
const conditions: readonly (readonly [string, readonly object[], readonly object[]])[] = [
  ["eventName = 'A'", [{ eventName: 'A' }], [{ eventName: 'a' }, {}]],
  ["EVENTNAME = 'A'", [{ eventName: 'A' }], [{ eventName: 'B' }]],
  ["eventName != 'A'", [{ eventName: 'B' }], [{ eventName: 'A' }, {}]],
  ["eventName NOT IN ('A', 'B')", [{ eventName: 'C' }], [{ eventName: 'B' }, {}]],
  ["useridentity:type = 'Root'", [{ userIdentity: { type: 'Root' } }], [{ userIdentity: { type: 'x' } }, {}]],
  ["requestParameters:a.b['c'] = 'x'", [{ requestParameters: { a: { b: { c: 'x' } } } }], [{}]],
  ["userIdentity:arn NOT LIKE '%robot%'", [{ userIdentity: { arn: 'ann' } }], [{}]],
  ["eventName ILIKE ANY ('del%', 'x')", [{ eventName: 'DELETE' }, { eventName: 'X' }], [{ eventName: 'y' }]],
  ['requestParameters:dryRun = TRUE', [{ requestParameters: { dryRun: true } }], [{}]],
  [
    'requestParameters:count > 5',
    [{ requestParameters: { count: 6 } }],
    [{ requestParameters: { count: 5 } }],
  ],
  ['errorCode IS NULL', [{}], [{ errorCode: 'x' }]],
  ["LOWER(eventName) = 'a'", [{ eventName: 'A' }], [{ eventName: 'b' }]],
  ["ARRAY_CONTAINS('x'::VARIANT, resources)", [{ resources: ['x', 'y'] }], [{ resources: ['y'] }, {}]],
  ["/* a note */ eventName = 'A' -- another", [{ eventName: 'A' }], [{}]],
];

describe('what a query asks of columns that it does not cast', () => {
  test.each(conditions)('%s', (condition, matching, others) => {
    const { search } = ruleOf(trail(condition));
    expect(search.kind).toBe('events');
    const matches = (event: object): number => runSearch(search, [{ ...event }], {}).length;
    expect(matching.map(matches)).toEqual(matching.map(() => 1));
    expect(others.map(matches)).toEqual(others.map(() => 0));
  });

  test('what that rests on is given', () => {
    const query = trail("eventName = 'A' AND Strange = 'x' AND requestParameters:a IS NULL");
    expect(ruleOf(query).given).toEqual([
      'column-spelling:Strange',
      'not-null:requestParameters.a',
      'single-valued:Strange',
      'single-valued:eventName',
    ]);
  });
});

const at = { p_event_time: '2026-01-05T00:00:00Z' };
const timed = { timestamp: 'p_event_time' };
const grouped = `SELECT userIdentity:arn AS who, COUNT(DISTINCT eventName) kinds, REGEXP_SUBSTR_ALL(eventName, 'x') AS odd,
  ARRAY_AGG(DISTINCT eventName) AS names
FROM panther_logs.public.aws_cloudtrail
WHERE p_occurs_since(3600) AND errorCode IS NULL
GROUP BY 1 HAVING kinds > 2 AND ARRAY_SIZE(names) < 9 ORDER BY kinds DESC`;

describe('rows that are put together', () => {
  test('by what their columns are called, or by their places', () => {
    const printed = printSearch(ruleOf(grouped).search);
    expect(printSearch(ruleOf(grouped.replace('GROUP BY 1', 'GROUP BY who')).search)).toBe(printed);
    const events = (kinds: readonly string[]) =>
      kinds.map(eventName => ({ ...at, eventName, userIdentity: { arn: 'ann' } }));
    const alerts = (kinds: string): number =>
      runSearch(ruleOf(grouped).search, events([...kinds]), timed).length;
    expect(['ab', 'aab', 'abc', 'abcdefgh', 'abcdefghi'].map(alerts)).toEqual([0, 0, 1, 1, 0]);
  });

  test('a name that selects something is a column first', () => {
    const query = trail("eventName = 'A'").replace('*', 'userAgent AS eventName');
    const { search } = ruleOf(query);
    expect(runSearch(search, [{ eventName: 'A', userAgent: 'b' }], {})).toHaveLength(1);
    expect(runSearch(search, [{ eventName: 'b', userAgent: 'A' }], {})).toHaveLength(0);
  });

  test('that nobody knows is given', () => {
    expect(ruleOf(grouped.replace('GROUP BY 1', 'GROUP BY who')).given).toContain('no-column:who');
    expect(ruleOf(grouped).given).not.toContain('no-column:kinds');
  });

  test('a column that cannot be read is asked for by none', () => {
    const { diagnostics } = read(grouped.replace('kinds > 2', "odd = 'x'"));
    expect(diagnostics.map(each => each.code)).toEqual(['sql/unsupported']);
  });

  test('rows beside others are counted where they are chosen by it', () => {
    const query = trail(
      "eventName = 'A' QUALIFY COUNT(DISTINCT userAgent) OVER (PARTITION BY userIdentity:arn) > 1",
    );
    const events = ['x', 'y'].map(userAgent => ({
      ...at,
      eventName: 'A',
      userAgent,
      userIdentity: { arn: 'ann' },
    }));
    const one = { ...at, eventName: 'A', userAgent: 'x', userIdentity: { arn: 'bob' } };
    expect(runSearch(ruleOf(query).search, [...events, one], timed)).toHaveLength(2);
  });

  test('rows without a value are a group to PARTITION BY', () => {
    const frame = "ORDER BY p_event_time RANGE BETWEEN INTERVAL '5 minutes' PRECEDING AND CURRENT ROW";
    const query = trail(`eventName = 'A' QUALIFY COUNT(*) OVER (PARTITION BY userIdentity:arn ${frame}) > 2`);
    const nobody = { ...at, eventName: 'A' };
    const unnamed = { ...nobody, userIdentity: { arn: '' } };
    expect(runSearch(ruleOf(query).search, [nobody, nobody, nobody], timed)).toHaveLength(1);
    expect(runSearch(ruleOf(query).search, [nobody, nobody, unnamed], timed)).toHaveLength(0);
  });
});

describe('when it runs, and on what it looks back', () => {
  test.each([
    ["p_occurs_since('2 hours')", 7200],
    ['p_occurs_since(90m)', 5400],
    ['p_occurs_since(1 day)', 86_400],
    ["p_occurs_since('90 mins')", 5400],
    ['p_event_time > DATEADD(minute, -90, CURRENT_TIMESTAMP())', 5400],
    ["p_event_time >= CURRENT_TIMESTAMP - INTERVAL '3 hours'", 10_800],
  ])('%s', (condition, lookBack) => {
    const rule = ruleOf(grouped.replace('p_occurs_since(3600)', condition));
    expect(rule.schedule).toEqual({ every: 3600, lookBack });
  });

  test('times of a crontab', () => {
    const { schedule } = ruleOf(grouped, { schedule: "CronExpression: '30 1-23/4 * * *'" });
    expect(schedule).toMatchObject({ every: 14_400, phase: 5400 });
  });

  test('rows that are passed over make a translation broader', () => {
    const { losses } = ruleOf(trail("eventName = 'A'"), { schedule: 'RateMinutes: 120' });
    expect(losses).toMatchObject([
      { verdict: 'broader', why: expect.stringContaining('passes over the rest') },
    ]);
    expect(ruleOf(`${trail("eventName = 'A'")} LIMIT 10`).losses).toMatchObject([{ verdict: 'broader' }]);
  });

  test('as many rows as anybody looks at are all', () => {
    const { rule, diagnostics } = read(`${trail("eventName = 'A'")} LIMIT 100`);
    expect(rule?.losses).toBeUndefined();
    expect(diagnostics.map(each => each.code)).toEqual(['sql/limit']);
  });
});

test.each<[string, string, Given, string]>([
  [
    'a table that nobody knows',
    trail("a = 'x'").replace('aws_cloudtrail', 'acme'),
    {},
    'panther_logs.public.acme',
  ],
  [
    "a table that is none of Panther's",
    trail("a = 'x'").replace('panther_logs', 'snowflake'),
    {},
    'of no log',
  ],
  [
    'no look-back',
    trail('1 = 1').replace("p_occurs_since('1 hour')", "eventName = 'A'"),
    {},
    'how far it looks',
  ],
  [
    'a look-back by another time',
    trail("a = 'x'").replace("'1 hour'", '1h, , p_parse_time'),
    {},
    'another time',
  ],
  [
    'a module that chooses',
    trail("a = 'x'"),
    { module: 'def rule(event):\n    return event.get("a") == "b"\n' },
    'its module',
  ],
  ['rows that are counted', trail("a = 'x'"), { rule: 'Threshold: 5\n' }, 'it counts the rows'],
  ['the SQL of Athena', trail("a = 'x'"), { key: 'AthenaQuery' }, 'Athena'],
  ['runs at no even times', trail("a = 'x'"), { schedule: "CronExpression: '0 3 1 * *'" }, 'no even times'],
  ['a column of a joined table', trail("t.a = 'x'"), {}, 'the column t.a'],
  ['what JSON may hold in two ways', trail("requestParameters:a = '5'"), {}, "compared with '5'"],
  [
    'rows of another query',
    trail('a IN (SELECT b FROM panther_logs.public.aws_cloudtrail)'),
    {},
    'be read as a search',
  ],
  [
    'a time that is inside another condition',
    `${trail("a = 'x'")} OR p_occurs_since('1 day')`,
    {},
    'P_OCCURS_SINCE',
  ],
])('%s is refused by name', (_name, query, given, why) => {
  const { rule, diagnostics } = read(query, given);
  expect(rule).toBeUndefined();
  expect(diagnostics[0]?.message).toContain(why);
});

test.each(['policy', 'saved_query', 'scheduled_query', 'datamodel', 'global', 'pack', 'lookup_table'])(
  'content that is no rule: %s',
  type => {
    const found = pantherReader.read(new SourceFile('x.yml', `AnalysisType: ${type}\nEnabled: true\n`), {
      placeholders: new Map(),
    });
    const codes = found.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
    expect(codes).toEqual(type === 'policy' ? ['panther/policy'] : []);
    expect(found.every(({ rule }) => rule === undefined)).toBe(true);
  },
);

test('rows of several queries are refused by name', () => {
  const text =
    'AnalysisType: scheduled_rule\nFilename: m.py\nRuleID: A.B\nScheduledQueries: [Q, R]\nSeverity: Low\n';
  const beside = { file: () => new SourceFile('m.py', everyRow), folder: () => undefined };
  const [first] = pantherReader.read(new SourceFile('m.yml', text), { placeholders: new Map(), beside });
  expect(first?.diagnostics[0]?.message).toContain('several queries');
});

const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;

test.each([
  [splunk, 'proved'],
  [panther, 'proved'],
])('a translation of it is compared with the query: %#', async (target, evidence) => {
  const rule = resolve(ruleOf(grouped)).value;
  if (rule === undefined) throw new Error('unresolved');
  const translation = compile(rule, target, options);
  const { translation: verified, contradicted } = await verifyTranslation(rule, translation);
  expect([verified.verdict, verified.evidence?.kind, contradicted]).toEqual(['exact', evidence, false]);
});

test('what HAVING counts bears the name under which the query shows it', () => {
  const counted = `SELECT sourceIPAddress AS ip, COUNT(*) AS n FROM panther_logs.public.aws_cloudtrail
WHERE p_occurs_since('1 hour') GROUP BY 1 HAVING COUNT(*) >= 3 AND COUNT(DISTINCT eventName) > 4`;
  const { search } = ruleOf(counted);
  const measures =
    search.kind === 'pipeline'
      ? search.stages.flatMap(stage => ('measures' in stage ? stage.measures : []))
      : [];
  expect(measures.map(({ name }) => name)).toEqual(['n', 'measure_2']);
});

test('a table of a custom log is of the log type that it is mostly called after, which is told', async () => {
  const query = `SELECT * FROM panther_logs.public.custom_acme_doors WHERE p_occurs_since('1 hour') AND badge:id::string = 'a'`;
  const { search, given } = ruleOf(query);
  expect(search).toMatchObject({ source: { panther: { logTypes: ['Custom.Acme.Doors'] } } });
  expect(given).toContain('log-type-of-table:Custom.Acme.Doors');
  const { rule } = read(query.replace('custom_acme_doors', 'acme_doors'));
  expect(rule).toBeUndefined();
});

test('a query that casts all that it asks for may be of a custom log', () => {
  const query = `SELECT p_row_id, p_event_time, badge::string AS badge FROM panther_logs.public.custom_acme_doors
WHERE p_occurs_since('60 minutes') AND ARRAY_SIZE(FILTER(TO_ARRAY(door:rooms), value -> value::string = 'vault')) > 0`;
  const { search, given } = ruleOf(query);
  expect(search).toMatchObject({ source: { panther: { logTypes: ['Custom.Acme.Doors'] } } });
  expect(given).toContain('log-type-of-table:Custom.Acme.Doors');
});
