import { expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const cloudtrail = 'from logs-aws.cloudtrail-* | where event.action == "ConsoleLogin"';
const okta = 'from logs-okta.system-* | where event.action == "user.session.start"';

async function translated(query: string, target: string) {
  const file = new SourceFile('q.esql', query);
  const [read] = bareQueryReader('esql').read(file, { placeholders: new Map() });
  const rule = read?.rule && resolve(read.rule).value;
  const backend = await targets.find(each => each.target === target)?.load();
  if (rule === undefined || backend === undefined)
    throw new Error(read?.diagnostics.map(each => each.message).join());
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const { translation } = await verifyTranslation(rule, compile(rule, backend, options));
  return translation;
}

/** A field of the rule is another one in each source: after the union it is a column of its own. */
test.each([
  ['splunk', ['eval source_ip=sourceIPAddress', "eval source_ip='client.ipAddress'", 'BY source_ip']],
  ['panther', ['sourceIPAddress::string AS source_ip', 'client:ipAddress::string AS source_ip']],
  ['elastic', ['(from logs-aws', '(from logs-okta', 'by source.ip']],
])('the parts of a union have one name for what is asked of them: %s', async (target, written) => {
  const query = `from (${cloudtrail}), (${okta}) | stats n = count(*) by source.ip | where n > 5`;
  const { verdict, evidence, query: printed } = await translated(query, target);
  expect([verdict, evidence?.kind]).toEqual(['exact', 'proved']);
  for (const each of written) expect(printed).toContain(each);
});

test.each([
  ['splunk', 'eventstats count(eval(NOT isnotnull(in_row))) AS in_found'],
  ['panther', 'COUNT_IF(in_row_2 IS NULL) OVER (PARTITION BY in_value_2::string)'],
  ['elastic', 'inline stats in_found = count(*) where in_row is null by in_value'],
])('values that another query finds: %s', async (target, written) => {
  const query = `${cloudtrail} and user.name in (from logs-aws.cloudtrail-* | where event.action == "CreateUser" | keep user.name) | stats c = count(*) by source.ip | where c > 3`;
  const { verdict, evidence, query: printed } = await translated(query, target);
  expect([verdict, evidence?.kind]).toEqual(['exact', 'proved']);
  expect(printed).toContain(written);
});

test.each([
  ['splunk', '| multisearch'],
  ['panther', "'fork1' AS _fork"],
  ['elastic', '| fork'],
])('branches of the same events: %s', async (target, written) => {
  const query = `${cloudtrail} | fork (where event.outcome == "failure") (where event.outcome == "success") | stats f = count(*) where _fork == "fork1", s = count(*) where _fork == "fork2" by user.name | where f > 5 and s > 0`;
  const { verdict, query: printed } = await translated(query, target);
  expect(verdict).toBe('exact');
  expect(printed).toContain(written);
});

test('a column that a part does not keep is none of the union', async () => {
  const query = `from (${cloudtrail} | keep event.action), (${okta}) | stats n = count(*) by source.ip | where n > 5`;
  const { verdict, query: printed } = await translated(query, 'splunk');
  expect(verdict).toBe('exact');
  expect(printed).toContain('table eventName');
});
