import { expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend, Rule } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

async function ruleOf(query: string, language: 'esql' | 'spl' | 'eql'): Promise<Rule> {
  const file = new SourceFile(`a.${language}`, query);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(read?.diagnostics.map(each => each.message).join());
  return rule;
}

const counted = (where: string) =>
  `from logs-* | where ${where} and process.name == "a.exe" | stats n = count(*) by host.id | where n > 10`;

const day = 86_400;

test.each([
  ['days before the run', counted('@timestamp > now() - 30 days'), 30 * day],
  ['both sides the other way round', counted('now() - 2 hours <= @timestamp'), 7200],
  ['the nearest of two', counted('@timestamp > now() - 3 days and @timestamp > now() - 2 days'), 2 * day],
  ['a longest month', counted('@timestamp >= now() - 1 month'), 31 * day],
  ['what is rounded down', counted('@timestamp >= date_trunc(1 day, now() - 1 day)'), 2 * day],
  ['an upper end beside', counted('@timestamp > now() - 2 days and @timestamp < now() - 1 day'), 2 * day],
])('a query says how far its runs look back: %s', async (_name, query, lookBack) => {
  const { schedule, losses } = await ruleOf(query, 'esql');
  expect({ schedule, losses }).toEqual({ schedule: { every: 3600, lookBack }, losses: undefined });
});

test('what looks back on less than an hour runs as often as nothing is passed over', async () => {
  const { schedule } = await ruleOf(counted('@timestamp > now() - 7 minutes'), 'esql');
  expect(schedule).toEqual({ every: 300, lookBack: 420 });
});

test('of SPL as of ES|QL, and all steps of a sequence', async () => {
  const spl = 'index=x a=b | where _time >= relative_time(now(), "-7d@d") | stats count by c';
  expect((await ruleOf(spl, 'spl')).schedule).toEqual({ every: 3600, lookBack: 8 * day });
  const step = '[any where @timestamp > "now-2d" and a == "x"]';
  const sequence = `sequence by host.id with maxspan=1h ${step} ${step}`;
  expect((await ruleOf(sequence, 'eql')).schedule).toEqual({ every: 3600, lookBack: 2 * day });
});

test.each([
  ['a date', counted('@timestamp >= "2026-01-01T00:00:00Z"')],
  ['an upper end alone', counted('@timestamp < now() - 1 hour')],
  ['a choice', counted('(@timestamp > now() - 1 day or user.name == "a")')],
  ['groups', 'from a | stats since = min(@timestamp) by host.id | where since > now() - 1 day'],
  [
    'what is counted',
    'from a | stats n = count(*) where @timestamp > now() - 1 day, m = count(*) by host.id | where n == m',
  ],
  [
    'what is reckoned',
    'from a | eval age = date_diff("day", @timestamp, now()) | stats n = max(age) by host.id',
  ],
])('how far a run looks back is not known where %s hangs on the time', async (_name, query) => {
  const rule = await ruleOf(query, 'esql');
  expect(rule.losses).toMatchObject([{ verdict: 'different' }]);
  expect(rule.schedule).toBeUndefined();
});

test('single events have no schedule of their own', async () => {
  const { schedule, losses, given } = await ruleOf(
    'from a | where @timestamp > now() - 1 day and b == "c"',
    'esql',
  );
  expect({ schedule, losses, given }).toEqual({ schedule: undefined, losses: undefined, given: undefined });
});

test('a query that names no time is taken to run as its translation does, which is told', async () => {
  const rule = await ruleOf(
    'from a | where b == "c" | stats n = count(*) by d, e | sort n | limit 3',
    'esql',
  );
  expect(rule.given).toEqual(['usual-runs']);
  for (const backend of [splunk, elastic]) {
    const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
    const { translation, contradicted } = await verifyTranslation(rule, compile(rule, backend, options));
    expect(contradicted).toBe(false);
    expect(translation.verdict).toBe('exact');
    expect(translation.given).toContain('usual-runs');
  }
});

const printed: readonly [string, Backend, string, string, readonly string[]][] = [
  [
    'Splunk',
    splunk,
    'spl',
    'savedsearches',
    ['dispatch.earliest_time = -43200m@m', 'cron_schedule = 0 * * * *'],
  ],
  ['Panther', panther, 'sql', 'rule', ["p_occurs_since('30 days')", 'RateMinutes: 60']],
  ['Elastic', elastic, 'esql', 'toml', ['from = "now-30d"', 'interval = "60m"']],
];

test.each(printed)('its runs in %s', async (_name, backend, dialect, format, parts) => {
  const rule = await ruleOf(counted('@timestamp > now() - 30 days'), 'esql');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile, dialect } as const;
  const { verdict, planned, query, dialect: chosen } = compile(rule, backend, options);
  expect(verdict).toBe('exact');
  if (planned === undefined || query === undefined || chosen === undefined)
    throw new Error('nothing is printed');
  const { files } = backend.emit({
    ...{ planned, query, dialect: chosen, format, events: [], fileName: 'a_rule' },
    verdict: { verdict, reasons: [] },
  });
  const text = files.map(each => each.text).join('\n');
  for (const part of parts) expect(text).toContain(part);
});
