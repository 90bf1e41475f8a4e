import { describe, expect, test } from 'vitest';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile, writeDocuments } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Rule } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const options = {
  casing: 'keep',
  newTerms: 'lookup',
  strictFields: false,
  profile: defaultProfile,
} as const;

async function read(path: string, text: string): Promise<Rule> {
  const file = new SourceFile(path, text);
  const found = (await readerFor(file))?.read(file, { placeholders: new Map() })[0];
  const rule = found?.rule && resolve(found.rule).value;
  if (rule === undefined) throw new Error(found?.diagnostics.map(each => each.message).join());
  return rule;
}

async function newTerms(
  runs = 'from = "now-9m"',
  fields = '"desk.id", "clerk.name"',
  history = '7d',
): Promise<Rule> {
  return await read(
    'rule.toml',
    `[rule]
name = "A Ledger, Opened"
rule_id = "5ed0eb6a-3dd0-4b7f-8a3d-6f3e2c4a1b10"
risk_score = 47
severity = "medium"
description = "d"
author = ["a"]
index = ["logs-ledger-*"]
${runs}
type = "new_terms"
language = "kuery"
query = "event.action:open"
[rule.new_terms]
field = "new_terms_fields"
value = [${fields}]
[[rule.new_terms.history_window_start]]
field = "history_window_start"
value = "now-${history}"
`,
  );
}

function documentOf(rule: Rule): string {
  const translation = compile(rule, splunk, options);
  const [file] = writeDocuments(translation, splunk, {
    format: 'savedsearches',
    fileName: 'x',
    events: [],
  }).files;
  return file?.text ?? '';
}

test('what earlier runs saw stands beside what a run sees, and is kept for the next', async () => {
  const translation = compile(await newTerms(), splunk, options);
  expect(translation.query?.split('\n').slice(3)).toEqual([
    '| stats min(_time) AS firstTime max(_time) AS lastTime values(host) AS host values(user) AS user BY "desk.id" "clerk.name"',
    '| inputlookup append=t a_ledger_opened_5ed0eb6a_seen',
    '| fillnull value="" "desk.id" "clerk.name"',
    '| where lastTime >= relative_time(now(), "-604800s")',
    '| stats min(firstTime) AS firstTime max(lastTime) AS lastTime values(host) AS host values(user) AS user BY "desk.id" "clerk.name"',
    '| outputlookup a_ledger_opened_5ed0eb6a_seen',
    '| where firstTime >= relative_time(now(), "-540s")',
  ]);
  expect(translation.given).toContain('cache-of-history');
});

describe('a run looks at what came since the last one, and not at the history', () => {
  test.each([
    ['from = "now-9m"', '*/5 * * * *', '-9m@m', 'now', 540],
    ['from = "now-6m"\ninterval = "10m"', '*/10 * * * *', '-10m@m', 'now', 360],
    ['from = "now-25m"\nto = "now-10m"\ninterval = "15m"', '*/15 * * * *', '-25m@m', '-10m@m', 1500],
  ])('%s', async (runs, cron, earliest, latest, recent) => {
    const text = documentOf(await newTerms(runs));
    expect(text).toContain(`cron_schedule = ${cron}\n`);
    expect(text).toContain(`dispatch.earliest_time = ${earliest}\ndispatch.latest_time = ${latest}\n`);
    expect(text).toContain(`| where firstTime >= relative_time(now(), "-${recent}s")\n`);
  });
});

async function verified(rule: Rule, change: (query: string) => string = query => query) {
  const translation = compile(rule, splunk, options);
  const found = await verifyTranslation(rule, { ...translation, query: change(translation.query ?? '') });
  const { verdict, evidence } = found.translation;
  return `${verdict} ${evidence?.kind}${found.contradicted ? ' contradicted' : ''}`;
}

describe('what is read back is held against the rule', () => {
  test.each([
    ['from = "now-9m"', undefined, undefined],
    ['from = "now-6m"\ninterval = "10m"', '"a"', '1d'],
    ['from = "now-25m"\nto = "now-10m"\ninterval = "15m"', '"a", "b", "c"', '30d'],
  ])('%s', async (runs, fields, history) => {
    expect(await verified(await newTerms(runs, fields, history))).toBe('exact proved');
  });

  test.each<[string, string, string]>([
    ['"-604800s"', '"-86400s"', 'broader tested contradicted'],
    ['"-604800s"', '"-1209600s"', 'narrower tested contradicted'],
    ['"-540s"', '"-60s"', 'different proved contradicted'],
    ['"desk.id" "clerk.name"', '"desk.id"', 'narrower tested contradicted'],
    ['open', 'shut', 'different proved contradicted'],
  ])('%s instead of %s', async (from, to, expected) => {
    const rule = await newTerms();
    expect(await verified(rule, query => query.replaceAll(from, to))).toBe(expected);
  });
});

describe('a search of Splunk that keeps such a table', () => {
  const keys = '| fillnull value="" user ';
  const aged = '| where lastTime >= relative_time(now(), "-86400s") ';
  const both = '| stats min(firstTime) AS firstTime max(lastTime) AS lastTime BY user ';
  const asked = '| where firstTime >= relative_time(now(), "-600s")';
  const saved = (search: string, from = '10m'): string =>
    `[A]\ncron_schedule = */10 * * * *\ndispatch.earliest_time = -${from}\ndispatch.latest_time = now\nsearch = index=a | stats min(_time) AS firstTime max(_time) AS lastTime BY user ${search}\n`;

  test('is a search for new terms', async () => {
    const rule = await read(
      'savedsearches.conf',
      saved(`| inputlookup append=t t ${keys}${aged}${both}| outputlookup t ${asked}`),
    );
    expect(rule).toMatchObject({
      search: { kind: 'newTerms', history: 86_400, fields: [{ name: 'user' }] },
      schedule: { every: 600, lookBack: 600 },
      given: ['cache-of-history'],
    });
    expect(rule).not.toHaveProperty('search.kept');
    expect(rule).not.toHaveProperty('losses');
  });

  test('whose keys are not filled again does not keep the empty text', async () => {
    const rule = await read(
      'savedsearches.conf',
      saved(`| inputlookup append=t t ${aged}${both}| outputlookup t ${asked}`),
    );
    expect(rule.given).toEqual(['cache-of-history', 'filled-value:user']);
  });

  test('and whose runs do not see all events is declared', async () => {
    const search = `| inputlookup append=t t ${aged}${both}| outputlookup t ${asked}`;
    const rule = await read('savedsearches.conf', saved(search, '5m'));
    expect(rule.losses).toMatchObject([{ verdict: 'different' }]);
  });

  test('comes back as it was', async () => {
    const rule = await newTerms();
    const again = await read('savedsearches.conf', documentOf(rule));
    expect(again.search).toMatchObject({ kind: 'newTerms', history: 604_800 });
    expect(again.schedule).toEqual({ every: 300, lookBack: 540, phase: 0 });
  });

  test.each([
    ['nothing goes out of it', `| inputlookup append=t t ${keys}${both}| outputlookup t ${asked}`],
    ['it is not written', `| inputlookup append=t t ${aged}${both}${asked}`],
    ['another is written', `| inputlookup append=t t ${aged}${both}| outputlookup u ${asked}`],
    ['all rows of it are told', `| inputlookup append=t t ${aged}${both}| outputlookup t`],
    [
      'it has other keys',
      `| inputlookup append=t t ${aged}${both.replace('BY user', 'BY host')}| outputlookup t ${asked}`,
    ],
    [
      'the last time is asked for',
      `| inputlookup append=t t ${aged}${both}| outputlookup t ${asked.replace('firstTime', 'lastTime')}`,
    ],
    [
      'times are counted otherwise',
      `| inputlookup append=t t ${aged}${both.replace('min(', 'max(')}| outputlookup t ${asked}`,
    ],
    [
      'it is read twice',
      `| inputlookup append=t t | inputlookup append=t t ${aged}${both}| outputlookup t ${asked}`,
    ],
    ['its rows take the place of all others', `| inputlookup t ${aged}${both}| outputlookup t ${asked}`],
  ])('%s: refused by name', async (_, search) => {
    const file = new SourceFile('savedsearches.conf', saved(search));
    const [found] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
    expect(found?.rule).toBeUndefined();
    expect(found?.diagnostics.map(({ code }) => code)).toContain('spl/command-use');
  });
});
