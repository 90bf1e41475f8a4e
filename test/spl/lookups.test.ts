import { describe, expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const once = 'index=a | lookup bad.csv ip AS src OUTPUT threat AS t, score | where isnotnull(t) AND score>5';
const twice =
  'index=a | lookup bad.csv ip AS src OUTPUT threat AS st | lookup bad.csv ip AS dest OUTPUT threat AS dt | where isnotnull(st) OR isnotnull(dt)';

const listed = 'index=a [| inputlookup bad.csv | rename ip AS src | fields src]';
const unlisted = 'index=a NOT [| inputlookup bad.csv | fields user] | stats count by user | where count>5';
const among = 'index=a [search index=b | dedup ip | return 1000 src=ip]';
const together =
  'index=a | transaction user startswith=(EventCode=1) endswith=(EventCode=2) maxspan=5m | table user';

describe('what is looked up, listed or put together is exact in each target that can say it', () => {
  test.each([
    [once, 'splunk', 'lookup bad.csv ip OUTPUT threat, score'],
    [once, 'elastic', 'enrich bad.csv on ip with threat, score'],
    [once, 'panther', 'events.ip::string = bad_csv.ip::string'],
    [twice, 'splunk', 'rename threat AS dt'],
    [twice, 'elastic', 'rename threat as dt'],
    [twice, 'panther', 'AS bad_csv_threat_2'],
    [listed, 'splunk', '| search [ | inputlookup bad.csv | rename ip AS src | fields src | format ]'],
    [listed, 'elastic', 'enrich bad.csv on ip with ip'],
    [listed, 'panther', 'WHERE bad_csv_ip IS NOT NULL'],
    [unlisted, 'splunk', '| search NOT [ | inputlookup bad.csv | fields user | format ]'],
    [unlisted, 'elastic', 'where user is null'],
    [unlisted, 'panther', 'WHERE bad_csv_user IS NULL'],
    [
      among,
      'splunk',
      '[ search index=* index="b"\n      | rename ip AS src\n      | fields src\n      | format ]',
    ],
    // Nothing says of which time the listed events are.
    [among, 'elastic', 'index:/[Aa]/', 'broader'],
    [among, 'panther', 'IN (SELECT ip::string FROM panther_lookups.public'],
    [together, 'elastic', 'sequence by user with maxspan=5m'],
    [together, 'sigma', 'type: temporal_ordered'],
    ['index=a x=1 | append [search index=b y=2]', 'sigma', '- index: b'],
    ['index=a | lookup t user OUTPUT user AS found | where isnull(found)', 'splunk', 'OUTPUT user AS found'],
  ])('%s: %s', async (query, target, written, verdict = 'exact') => {
    const rule = bareQueryReader('spl').read(new SourceFile('q.spl', query), { placeholders: new Map() })[0]
      ?.rule;
    const backend = await targets.find(each => each.target === target)?.load();
    const resolved = rule && resolve(rule).value;
    if (resolved === undefined || backend === undefined) throw new Error(`not read: ${query}`);
    const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
    const { translation } = await verifyTranslation(resolved, compile(resolved, backend, options));
    expect([translation.verdict, translation.evidence?.kind]).toEqual([verdict, 'proved']);
    expect(translation.query).toContain(written);
  });
});

test('a list has the case of the events where the target compares it, which is given', async () => {
  const rule = bareQueryReader('spl').read(new SourceFile('q.spl', listed), { placeholders: new Map() })[0]
    ?.rule;
  const backend = await targets.find(each => each.target === 'elastic')?.load();
  const resolved = rule && resolve(rule).value;
  if (resolved === undefined || backend === undefined) throw new Error('not read');
  const { given } = compile(resolved, backend, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
  });
  expect(given).toContain('listed-values:ip');
});

test('what OUTPUT leaves of its own key is refused in Splunk, and ENRICH has one key', async () => {
  const refusals = [
    ['index=a | lookup t user OUTPUT user | where isnotnull(user)', 'splunk'],
    ['index=a | lookup t user, host OUTPUT why | where isnotnull(why)', 'elastic'],
  ] as const;
  for (const [query, target] of refusals) {
    const rule = bareQueryReader('spl').read(new SourceFile('q.spl', query), { placeholders: new Map() })[0]
      ?.rule;
    const backend = await targets.find(each => each.target === target)?.load();
    const resolved = rule && resolve(rule).value;
    if (resolved === undefined || backend === undefined) throw new Error('not read');
    const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
    expect(compile(resolved, backend, options).verdict).toBe('refused');
  }
});
