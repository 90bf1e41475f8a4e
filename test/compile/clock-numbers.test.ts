import { expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

async function into(backend: Backend, path: string, text: string): Promise<string> {
  const file = new SourceFile(path, text);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(read?.diagnostics.map(each => each.message).join());
  const { verdict, query = '' } = compile(rule, backend, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
  });
  return `${verdict}: ${query}`;
}

test.each([
  ['a quotient of it', 'index=main | where _time/300 > 5'],
  ['a column of it', 'index=main | eval n=_time+1 | stats max(n) AS m BY host | where m>5'],
  [
    'what lies between the first and the last of a group',
    'index=main | stats min(_time) AS a max(_time) AS b count BY host | where count>5 AND b-a<300',
  ],
  ['a column by another name', 'index=main | stats min(_time) AS a BY host | rename a AS b | where b>5'],
  ['a column made of one', 'index=main | stats max(_time) AS a BY host | eval d=a+60 | where d<1700000000'],
])('%s is of Splunk alone', async (_name, spl) => {
  for (const backend of [elastic, panther]) expect(await into(backend, 'a.spl', spl)).toMatch(/^refused/);
  expect(await into(splunk, 'a.spl', spl)).not.toMatch(/^refused/);
});

test('a number beside the time of an event is a time of every product', async () => {
  const spl = 'index=main | where _time > 1700000000';
  expect(await into(elastic, 'a.spl', spl)).toContain(
    'exact: any where ?index : "main" and @timestamp > "2023-11-14T22:13:20.000Z"',
  );
  expect(await into(panther, 'a.spl', spl)).toMatch(/^exact: .*p_event_time/s);
  expect(await into(splunk, 'a.spl', spl)).toContain('| where _time>1700000000');
  expect(await into(splunk, 'a.kql', '@timestamp >= "2024-01-01" and a:b')).toMatch(
    /^exact: .*_time>=1704067200/s,
  );
});

test('a time rounded down to a span is one of every product', async () => {
  const spl = 'index=main | eval b=floor(_time/300)*300 | stats count BY b | where count>3';
  expect(await into(elastic, 'a.spl', spl)).toContain('date_trunc(300 seconds, @timestamp)');
});

test('the number of a time of Elastic is no number of Splunk', async () => {
  const esql = 'from logs-* | where to_long(@timestamp) > 5';
  expect(await into(splunk, 'a.esql', esql)).toMatch(/^refused/);
});

test('how many times there are is a number of every product', async () => {
  const spl = 'index=main | stats dc(_time) AS n BY host | where n>3';
  expect(await into(panther, 'a.spl', spl)).not.toMatch(/^refused/);
});
