import { expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { runSearch } from '../../src/evaluate/search/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend, Rule } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;

async function ruleOf(spl: string): Promise<Rule> {
  const file = new SourceFile('a.spl', spl);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(read?.diagnostics.map(each => each.message).join());
  return rule;
}

async function translated(backend: Backend, spl: string) {
  const rule = await ruleOf(spl);
  const { translation } = await verifyTranslation(rule, compile(rule, backend, options));
  return translation;
}

const binned = 'index=main | bin _time span=5m | stats count BY _time user | where count>=3';

test('times within a bucket are one group', async () => {
  const { search } = await ruleOf(binned);
  const at = (seconds: number) => ({ _time: 1_700_000_100 + seconds, index: 'main', user: 'a' });
  expect(runSearch(search, [at(0), at(60), at(120)], { timestamp: '_time' })).toHaveLength(1);
  expect(runSearch(search, [at(0), at(60), at(400)], { timestamp: '_time' })).toHaveLength(0);
});

test('a bucket is of the time of the target, and what was to be lost and was not is not told', async () => {
  const { verdict, query, reasons, diagnostics } = await translated(panther, binned);
  expect(verdict).toBe('exact');
  expect(query).toContain("GROUP BY user::string, TIME_SLICE(p_event_time, 300, 'SECOND')");
  expect(reasons).toEqual([]);
  expect(diagnostics.filter(({ code }) => code.startsWith('plan/'))).toEqual([]);
});

test('a bucket is a key of the time of Elastic', async () => {
  const { verdict, query } = await translated(elastic, `sourcetype=aws:cloudtrail ${binned}`);
  expect(verdict).toBe('exact');
  expect(query).toContain(
    '| stats count = count(*) by user, @timestamp = date_trunc(300 seconds, @timestamp)',
  );
});

test.each([
  [
    'what counts',
    'index=main earliest=-24h latest=now a=1 | stats count BY user | where count>3',
    'different',
  ],
  ['single events', 'index=main earliest=-24h latest=now a=1', 'exact'],
])('a search that says its times itself, of %s', async (_name, spl, expected) => {
  for (const backend of [panther, splunk]) expect((await translated(backend, spl)).verdict).toBe(expected);
});

test('a key that is filled is filled where it is grouped, and by coalesce', async () => {
  const spl =
    '| tstats fillnull_value=none count from datamodel=Network_Traffic where All_Traffic.dest_port=445 by All_Traffic.src | where count>5';
  const { verdict, query } = await translated(splunk, spl);
  expect(verdict).toBe('exact');
  expect(query).toContain('| eval src_ip=coalesce(src_ip, "none")');
  expect(query).toContain('| stats count AS count BY src_ip\n');
  expect(query).not.toContain('fillnull');
});

test.each([
  ['strptime(a,"%Y-%m-%d")>1700000000', '2023-11-14T22:13:20'],
  ['now()-_time>3600', 'now-3600s'],
  ['_time>=strptime("2024-01-01","%Y-%m-%d")', '2024-01-01T00:00:00'],
])('%s reckons in seconds, which Elastic’s queries say as %s', async (condition, moment) => {
  const { verdict, query, diagnostics } = await translated(elastic, `index=main | where ${condition}`);
  expect(diagnostics.map(({ code }) => code)).not.toContain('internal/verdict-contradicted');
  expect(verdict).toBe('exact');
  expect(query).toContain(moment);
});
