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

describe('what is looked up under another name is exact in each target that has tables', () => {
  test.each([
    [once, 'splunk', 'lookup bad.csv ip OUTPUT threat, score'],
    [once, 'elastic', 'enrich bad.csv on ip with threat, score'],
    [once, 'panther', 'events.ip::string = bad_csv.ip::string'],
    [twice, 'splunk', 'rename threat AS dt'],
    [twice, 'elastic', 'rename threat as dt'],
    [twice, 'panther', 'AS bad_csv_threat_2'],
  ])('%s: %s', async (query, target, written) => {
    const rule = bareQueryReader('spl').read(new SourceFile('q.spl', query), { placeholders: new Map() })[0]
      ?.rule;
    const backend = await targets.find(each => each.target === target)?.load();
    const resolved = rule && resolve(rule).value;
    if (resolved === undefined || backend === undefined) throw new Error(`not read: ${query}`);
    const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
    const { translation } = await verifyTranslation(resolved, compile(resolved, backend, options));
    expect([translation.verdict, translation.evidence?.kind]).toEqual(['exact', 'proved']);
    expect(translation.query).toContain(written);
  });
});
