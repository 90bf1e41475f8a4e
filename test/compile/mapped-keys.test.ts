import { expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';

/** What a search of Splunk for events of Okta is given of mappings. */
async function mappingsOf(stages: string): Promise<readonly string[]> {
  const file = new SourceFile('a.spl', `sourcetype="OktaIM2:log" eventType=a | ${stages}`);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(read?.diagnostics.map(each => each.message).join());
  const { given } = compile(rule, elastic, { casing: 'keep', strictFields: false, profile: defaultProfile });
  return given.filter(each => each.startsWith('mapped:'));
}

test.each([
  ['stats count by acme | where count > 3', ['mapped:acme']],
  ['stats dc(acme) as n by outcome.result | where n > 3', ['mapped:acme']],
  ['eval b=lower(acme) | stats count by b | where count > 3', ['mapped:acme']],
  ['stats count by outcome.result | where count > 3', []],
])('fields without a map that only make keys and sums are given as mapped: %s', async (stages, mapped) => {
  expect(await mappingsOf(stages)).toEqual(mapped);
});
