import { describe, expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend, Rule, Schedule } from '../../src/ir/index.ts';
import { elasticTomlReader } from '../../src/readers/elastic-toml.ts';
import { savedSearchesReader } from '../../src/readers/saved-searches.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

function first(reader: typeof elasticTomlReader, name: string, text: string): Rule {
  const [read] = reader.read(new SourceFile(name, text), { placeholders: new Map() });
  const found = read?.rule && resolve(read.rule).value;
  if (found === undefined) throw new Error(read?.diagnostics[0]?.message);
  return found;
}

function counted(interval: string, from: string, more = ''): Rule {
  const query = 'from logs-* | where k is not null | stats n = count(*) by k | where n > 3';
  return first(
    elasticTomlReader,
    'rule.toml',
    `[rule]\nname = "n"\nrule_id = "i"\nrisk_score = 1\nseverity = "low"\ndescription = "d"\ntype = "esql"\nlanguage = "esql"\nquery = "${query}"\ninterval = "${interval}"\nfrom = "now-${from}"\n${more}`,
  );
}

function ofElastic(interval: string, from: string, ...lines: readonly string[]): Rule {
  const keys = `name = "n"\nrule_id = "i"\nrisk_score = 1\nseverity = "low"\ndescription = "d"`;
  const runs = `interval = "${interval}"\nfrom = "now-${from}"`;
  return first(elasticTomlReader, 'rule.toml', `[rule]\n${keys}\n${runs}\n${lines.join('\n')}\n`);
}

function saved(...lines: readonly string[]): Rule {
  const search = 'index=a sourcetype=b | stats count by user | where count > 5';
  return first(savedSearchesReader, 'a.conf', `[x]\nsearch = ${search}\n${lines.join('\n')}\n`);
}

async function verified(rule: Rule, backend: Backend, asRun: Rule = rule, dialect?: string) {
  const form = dialect === undefined ? {} : { dialect };
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile, ...form } as const;
  return await verifyTranslation(asRun, compile(rule, backend, options));
}

describe('what a scheduled count finds hangs on its runs', () => {
  test.each([
    ['5m', '9m', splunk, 'exact'],
    ['1h', '70m', splunk, 'exact'],
    ['1d', '25h', splunk, 'exact'],
    ['7m', '9m', splunk, 'different'],
    ['90m', '3h', splunk, 'different'],
    ['2d', '49h', splunk, 'broader'],
    ['30s', '9m', splunk, 'narrower'],
    ['7m', '9m', panther, 'exact'],
    ['1m', '9m', panther, 'narrower'],
    ['7m', '9m', elastic, 'exact'],
  ] as const)('every %s over %s', async (interval, from, backend, verdict) => {
    const { translation, contradicted } = await verified(counted(interval, from), backend);
    expect([translation.verdict, contradicted]).toEqual([verdict, false]);
    expect(['proved', 'tested']).toContain(translation.evidence?.kind);
  });

  const cut = 'eval t = date_trunc(1 minute, @timestamp)';
  const found = 'over a bucket of 480 seconds, which runs every 480 seconds cut';
  test.each([
    [
      `${cut} | stats n = count(*), d = count_distinct(k) by t, k | where n > 3 and d == 1`,
      'exact',
      undefined,
    ],
    [
      `${cut} | stats n = count(*), d = count_distinct(j) by t, k | where n > 3 and d == 1`,
      'different',
      undefined,
    ],
    [`${cut} | stats n = count(*) by t, k | where n > 3 and n < 6`, 'different', undefined],
    ['stats n = count(*) by k, t = bucket(@timestamp, 1 minute) | where n >= 2', 'exact', undefined],
    [`${cut} | mv_expand k | stats n = count(*) by t, k | where n > 3`, 'exact', undefined],
    [`${cut} | dissect m "%{a} %{b}" | stats n = count(*) by t, k, a | where n > 3`, 'exact', undefined],
    [`${cut} | rename other as t | stats n = count(*) by t, k | where n > 3`, 'different', undefined],
    [`${cut} | dissect m "%{t} %{b}" | stats n = count(*) by t, k | where n > 3`, 'different', undefined],
    ['stats n = count(*) by k, t = date_trunc(2 minutes, @timestamp) | where n >= 2', 'different', undefined],
    ['stats n = count(*) by k, t = date_trunc(8 minutes, @timestamp) | where n >= 3', 'different', found],
  ])('runs that see whole what the one before cut: %s', async (stages, verdict, shown) => {
    const rule = ofElastic(
      '8m',
      '9m',
      'type = "esql"\nlanguage = "esql"',
      `query = '''from logs-* | where k is not null | ${stages}'''`,
    );
    const { translation, contradicted, series } = await verified(rule, splunk);
    expect([translation.verdict, contradicted]).toEqual([verdict, false]);
    if (shown !== undefined) expect(series?.judged.map(each => each.series.name)).toContain(shown);
  });

  test.each([
    [splunk, 'dispatch.latest_time = -10m@m'],
    [panther, "p_event_time <= DATEADD('second', -600, p_current_timestamp())"],
    [elastic, 'to = "now-10m"'],
  ] as const)('a window that ends before the run ends there in the target', async (backend, end) => {
    const rule = counted('1h', '70m', 'to = "now-10m"\n');
    const { translation, contradicted } = await verified(rule, backend);
    expect([translation.verdict, contradicted]).toEqual(['exact', false]);
    expect(['proved', 'tested']).toContain(translation.evidence?.kind);
    const { dialect, planned, query = '' } = translation;
    expect(planned && dialect?.document?.(planned, query)).toContain(end);
  });

  test.each([
    [{ every: 300, lookBack: 540 }, 'exact', undefined, undefined],
    [{ every: 300, lookBack: 600 }, 'different', true, undefined],
    [{ every: 300, lookBack: 480 }, 'different', undefined, true],
    [{ every: 600, lookBack: 540 }, 'broader', undefined, true],
    [{ every: 60, lookBack: 540 }, 'narrower', true, undefined],
    [{ every: 420, lookBack: 540 }, 'different', undefined, undefined],
  ] as const)(
    'a query every 300 seconds over 540, of a rule %j',
    async (schedule, verdict, onlyRule, onlyQuery) => {
      const rule = counted('5m', '9m');
      for (const backend of [splunk, panther, elastic]) {
        const found = await verified(rule, backend, { ...rule, schedule: schedule as Schedule });
        expect([backend.target, found.translation.verdict]).toEqual([backend.target, verdict]);
        expect(found.contradicted).toBe(verdict !== 'exact');
        if (onlyRule) expect(found.series?.onlyRule).toBeDefined();
        if (onlyQuery) expect(found.series?.onlyQuery).toBeDefined();
      }
    },
  );
});

test.each([
  ['24h', '1h', '2h'],
  ['2m', '5m', '1m'],
] as const)(
  'a series shows the sequence within %s that no run every %s over %s sees',
  async (span, interval, from) => {
    const steps = '[any where event.code == \\"1\\"] [any where event.code == \\"2\\"]';
    const query = `query = "sequence by user.name with maxspan=${span} ${steps}"`;
    const rule = ofElastic(interval, from, 'type = "eql"', 'language = "eql"', query);
    for (const backend of [splunk, panther]) {
      const { series, contradicted } = await verified(rule, backend);
      expect([contradicted, series?.onlyRule]).toEqual([false, undefined]);
      expect(series?.onlyQuery).toBeDefined();
    }
  },
);

test('a threshold every 90 seconds is another one every two minutes, as series show', async () => {
  const lines = ['type = "threshold"', 'language = "kuery"', 'query = "event.code: 1"'];
  const threshold = ['[rule.threshold]', 'field = ["user.name"]', 'value = 2'];
  const rule = ofElastic('90s', '90s', ...lines, ...threshold);
  const { translation, series, contradicted } = await verified(rule, panther, rule, 'sql');
  expect([translation.verdict, contradicted]).toEqual(['different', false]);
  expect(series?.onlyRule).toBeDefined();
  expect(series?.onlyQuery).toBeDefined();
});

test.each([
  ['5m', 'python', 'broader'],
  ['30m', 'python', 'exact'],
  ['5m', 'sql', 'exact'],
])(
  'of new terms a module sees each event, and runs every 30 minutes the last %s: %s is %s',
  async (from, dialect, verdict) => {
    const lines = ['type = "new_terms"', 'language = "kuery"', 'query = "event.code: 1"'];
    const terms = ['[rule.new_terms]', 'field = "new_terms_fields"', 'value = ["user.name"]'];
    const history = [
      '[[rule.new_terms.history_window_start]]',
      'field = "history_window_start"',
      'value = "now-7d"',
    ];
    const rule = ofElastic('30m', from, ...lines, ...terms, ...history);
    const { translation, contradicted } = await verified(rule, panther, rule, dialect);
    expect([translation.verdict, contradicted]).toEqual([verdict, false]);
  },
);

describe('a crontab and an interval that run equally are one', () => {
  const daily = ['cron_schedule = 30 2 * * *', 'dispatch.earliest_time = -1d@d', 'dispatch.latest_time = @d'];
  const every15 = [
    'cron_schedule = */15 * * * *',
    'dispatch.earliest_time = -1h@h',
    'dispatch.latest_time = now',
  ];

  test.each([
    ['without a schedule', [], 'exact', '1h', '1h'],
    [
      'each night over the day before',
      daily,
      'exact',
      '1590m"\ninterval = "1d"\n(?:.*\n)*to = "now-150m',
      '1d',
    ],
  ])('%s', async (_name, lines, verdict, from, interval) => {
    const rule = saved(...lines);
    const { translation } = await verified(rule, elastic);
    expect(translation.verdict).toBe(verdict);
    const { planned, query = '' } = translation;
    const text = planned && translation.dialect?.document?.(planned, query);
    expect(text).toMatch(new RegExp(`from = "now-${from === '1h' ? '60m' : from}"`));
    expect(text).toMatch(new RegExp(`interval = "${interval === '1h' ? '60m' : interval}"`));
  });

  test('a schedule that is not read leaves nothing exact', async () => {
    const { translation, contradicted } = await verified(saved(...every15), elastic);
    expect([translation.verdict, contradicted]).toEqual(['different', false]);
  });
});

describe('deviations of a sample, which Splunk alone has', () => {
  const runs = ['cron_schedule = 0 * * * *', 'dispatch.earliest_time = -1h', 'dispatch.latest_time = now'];
  test.each([
    ['stats stdev(bytes) AS s BY user | where s > 5', splunk, /stats stdev\(bytes\) AS s/],
    ['stats stdev(bytes) AS s BY user | where s > 5', elastic, /case\(s_number == 1, 0, s_number > 1, /],
    ['stats stdev(bytes) AS s BY user | where s > 5', panther, /WHEN s_number = 1 THEN 0/],
    ['stats var(bytes) AS s BY user | where s > 5', splunk, /eval s=\(s_deviation \* s_deviation\)/],
    ['stats var(bytes) AS s BY user | where s > 5', elastic, /s = s_deviation \* s_deviation/],
    ['stats count BY user | eventstats stdev(count) AS s | where count > s', elastic, /inline stats/],
  ] as const)('%s', async (stages, backend, expected) => {
    const search = `index=a sourcetype=b | where isnotnull(user) | ${stages}`;
    const rule = first(savedSearchesReader, 'a.conf', `[x]\nsearch = ${search}\n${runs.join('\n')}\n`);
    const { translation } = await verified(rule, backend);
    expect([translation.verdict, translation.evidence?.kind]).toEqual(['exact', 'proved']);
    expect(translation.query).toMatch(expected);
  });
});
