import { describe, expect, test } from 'vitest';
import type { Rule, Schedule } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

const r = String.raw;

async function read(text: string) {
  const file = new SourceFile('default/savedsearches.conf', text);
  const reader = await readerFor(file);
  return { file, rules: reader?.read(file, { placeholders: new Map() }) ?? [] };
}

const stanza = (...lines: readonly string[]) =>
  ['[Ledger - Key - Rule]', ...lines, 'search = a=1'].join('\n');

test('a correlation search', async () => {
  const { file, rules } = await read(
    [
      '# ours',
      '[default]',
      'dispatch.earliest_time = -70m@m',
      '',
      '[Endpoint - Ledger Key Exported - Rule]',
      'action.correlationsearch.label = Ledger Key Exported',
      'action.correlationsearch.annotations = {"mitre_attack":["T1552.004"],"analytic_story":["Ledger Theft"]}',
      'action.notable.param.severity = high',
      'action.risk.param._risk = [{"risk_object_field":"user","risk_score":40},{"risk_score":55}]',
      'alert.suppress = 1',
      'alert.suppress.fields = user, host',
      'alert.suppress.period = 1h',
      'counttype = number of events',
      'relation = greater than',
      'quantity = 0',
      'cron_schedule = 0 * * * *',
      'dispatch.latest_time = -10m@m',
      'description = Somebody exports a key.',
      'is_visible = false',
      r`search = a="x" \ `.trimEnd(),
      '# b="y" | table a',
      '',
      '[Second]',
      'search = c=2',
    ].join('\n'),
  );
  expect(rules.map(({ location }) => [location.title, location.line, location.document])).toEqual([
    ['Ledger Key Exported', 5, 0],
    ['Second', 23, 1],
  ]);
  const rule = rules[0]?.rule;
  expect(rule?.metadata).toMatchObject({
    vendor: 'splunk',
    level: 'high',
    riskScore: 55,
    attack: [{ techniques: [{ id: 'T1552.004' }] }],
    tags: ['Analytic Story: Ledger Theft'],
    description: 'Somebody exports a key.',
    extra: { is_visible: 'false' },
  });
  expect(rule?.schedule).toEqual({ every: 3600, lookBack: 3600, until: 600, phase: 0 });
  expect(rule?.suppression).toMatchObject({ by: [{ name: 'user' }, { name: 'host' }], seconds: 3600 });
  // A line that is joined to the one before is part of its value, whatever it begins with.
  const search = rule?.search.kind === 'events' ? rule.search : undefined;
  expect(search?.where.kind === 'and' ? search.where.operands.length : undefined).toBe(3);
  expect(file.text.slice(search?.where.origin[0]?.start, search?.where.origin[0]?.end)).toContain('b="y"');
});

/** When a rule runs has tests of its own, where it is written. */
function spanOf(rule: Rule | undefined): Schedule | undefined {
  if (rule?.schedule === undefined) return undefined;
  const { phase: _, ...span } = rule.schedule;
  return span;
}

test('a schedule says how long after the start of an hour, a day or a week it runs', async () => {
  const lines = ['cron_schedule = 30 3 * * *', 'dispatch.earliest_time = -1d@d', 'dispatch.latest_time = @d'];
  const { rules } = await read(stanza(...lines));
  expect(rules[0]?.rule?.schedule).toEqual({ every: 86_400, lookBack: 86_400, until: 12_600, phase: 12_600 });
});

describe('schedules', () => {
  test.each([
    ['*/5 * * * *', '-5m', 'now', { every: 300, lookBack: 300 }],
    ['17 * * * *', '-70m@m', '-10m@m', { every: 3600, lookBack: 3600, until: 600 }],
    ['0 */6 * * *', '-6h@h', '@h', { every: 21_600, lookBack: 21_600 }],
    ['30 2 * * *', '-1d@d', 'now', { every: 86_400, lookBack: 95_400 }],
    ['30 2 * * *', '-1d@d', '@d', { every: 86_400, lookBack: 86_400, until: 9000 }],
    ['17 * * * *', '-1h@h', 'now', { every: 3600, lookBack: 4620 }],
    ['3-59/15 * * * *', '-15m@m', 'now', { every: 900, lookBack: 900 }],
    ['*/15 * * * *', '-1h@h', 'now', undefined],
    ['3,23,43 * * * *', '-20m', 'now', { every: 1200, lookBack: 1200 }],
    ['0,30 */1 * * *', '-1h', 'now', { every: 1800, lookBack: 3600 }],
    ['15 6,18 * * *', '-12h', 'now', { every: 43_200, lookBack: 43_200 }],
    ['0 6 * * 0-6', '-1d@d', '@d', { every: 86_400, lookBack: 86_400, until: 21_600 }],
    ['0 6 * * mon,TUE,Wednesday,4-7', '-24h', 'now', { every: 86_400, lookBack: 86_400 }],
    ['0,7,14 * * * *', '-7m', 'now', undefined],
    ['0 25 * * *', '-7m', 'now', undefined],
    ['0 6 * * someday', '-7m', 'now', undefined],
    ['0 6 * * 1', '-7d@d', '@d', { every: 604_800, lookBack: 604_800, until: 21_600 }],
    ['* * * * *', 'rt-5m', 'rt', { every: 60, lookBack: 300 }],
    ['*/7 * * * *', '-7m', 'now', undefined],
    ['0 0 1 * *', '-7d', 'now', undefined],
  ])('%s from %s to %s', async (cron, from, to, schedule) => {
    const { rules } = await read(
      stanza(`cron_schedule = ${cron}`, `dispatch.earliest_time = ${from}`, `dispatch.latest_time = ${to}`),
    );
    expect(spanOf(rules[0]?.rule)).toEqual(schedule);
    expect(rules[0]?.diagnostics.map(({ code }) => code)).toEqual(
      schedule === undefined ? ['splunk/schedule'] : [],
    );
  });
});

test.each([
  ['3-29/15 * * * *', { every: 900, lookBack: 3600 }],
  ['*/10 8-18 * * *', { every: 600, lookBack: 3600 }],
  ['0 6 * * 1-5', { every: 86_400, lookBack: 3600 }],
  ['30 6 * * MON-FRI', { every: 86_400, lookBack: 3600 }],
  ['0 6 * * 1,3,5', undefined],
])('%s is a part of a schedule, and broader over several events', async (cron, schedule) => {
  const lines = [`cron_schedule = ${cron}`, 'dispatch.earliest_time = -1h', 'dispatch.latest_time = now'];
  const { rules } = await read(`[x]\nsearch = a=1 | stats count by b | where count > 5\n${lines.join('\n')}`);
  expect(spanOf(rules[0]?.rule)).toEqual(schedule);
  expect(rules[0]?.rule?.losses).toMatchObject([
    { verdict: schedule === undefined ? 'different' : 'broader' },
  ]);
  const { rules: single } = await read(stanza(...lines));
  expect(single[0]?.rule).not.toHaveProperty('losses');
});

test('a search in real time has no runs that another product could have', async () => {
  const lines = ['cron_schedule = * * * * *', 'dispatch.earliest_time = rt-5m', 'dispatch.latest_time = rt'];
  const { rules } = await read(`[x]\nsearch = a=1 | stats count by b | where count > 5\n${lines.join('\n')}`);
  expect(rules[0]?.rule?.losses).toMatchObject([{ verdict: 'different' }]);
  const { rules: single } = await read(stanza(...lines));
  expect(single[0]?.rule).not.toHaveProperty('losses');
});

test.each([
  ['now', ['now-600s']],
  ['-1m', ['now-600s', 'now-60s']],
])('events of a subsearch are of the time of its search, up to %s', async (latest, bounds) => {
  const lines = [
    'cron_schedule = */10 * * * *',
    'dispatch.earliest_time = -10m',
    `dispatch.latest_time = ${latest}`,
  ];
  const { rules } = await read(`[x]\nsearch = a=1 [search b=2 | fields user]\n${lines.join('\n')}`);
  const search = rules[0]?.rule?.search;
  const found = search?.kind === 'indicatorMatch' ? search.indicators : undefined;
  const asked = found?.kind === 'events' && found.where.kind === 'and' ? found.where.operands : [];
  expect(
    asked.flatMap(each =>
      each.kind === 'compares' && each.right.kind === 'literal' ? [each.right.value] : [],
    ),
  ).toEqual(bounds);
});

test.each([
  [['counttype = number of events', 'relation = greater than', 'quantity = 5'], ['splunk/alert-condition']],
  [['alert_condition = search count > 5'], ['splunk/alert-condition']],
  [['counttype = number of hosts'], ['splunk/alert-condition']],
  [['what is this'], ['splunk/conf-line']],
  [['counttype = always'], []],
])('%j', async (lines, codes) => {
  const { rules } = await read(stanza(...lines));
  expect(rules[0]?.diagnostics.map(({ code }) => code)).toEqual(codes);
  expect(rules[0]?.rule === undefined).toBe(codes.includes('splunk/alert-condition'));
});

test.each(['', '[', '[a]', 'x = y', '[a]\nsearch', '[a]\nsearch = \\', '[a]\nsearch = "', '=\n[]\nsearch='])(
  '%j does not crash the reader',
  async text => {
    const { savedSearchesReader } = await import('../../src/readers/saved-searches.ts');
    const rules = savedSearchesReader.read(new SourceFile('a.conf', text), { placeholders: new Map() });
    expect(rules.every(({ rule, diagnostics }) => rule !== undefined || diagnostics.length > 0)).toBe(true);
  },
);
