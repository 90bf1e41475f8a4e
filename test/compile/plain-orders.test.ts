import { expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { sigma } from '../../backends/sigma/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;

async function found(backend: Backend, spl: string) {
  const file = new SourceFile('a.spl', spl);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(read?.diagnostics.map(each => each.message).join());
  const { translation } = await verifyTranslation(rule, compile(rule, backend, options));
  const { verdict, evidence, query = '', given } = translation;
  return { verdict: `${verdict} ${evidence?.kind}`, query, given };
}

test.each([
  ['splunk', splunk, 'status>=400 status<500'],
  ['sigma', sigma, 'status|gte: 400'],
  ['panther', panther, 'number(status) >= 400'],
  ['elastic', elastic, '?status >= 400 and ?status < 500'],
])('what search orders is numbers, to %s', async (_name, backend, part) => {
  const { verdict, query, given } = await found(backend, 'index=main x=1 status>=400 status<500');
  expect(verdict).toBe('exact proved');
  expect(query.replaceAll(/\s+/g, ' ')).toContain(part);
  expect(given).toContain('numeric:status');
});

test.each([
  ['beside its order, a number is no text', 'index=main status>=400 status!=404', '?status == 404'],
  ['under a negation', 'index=main NOT (status>=400 OR dur<1.5)', 'not (?status >= 400 or ?dur < 1.5)'],
  ['another field stays what it is', 'index=main status>=400 code=404', '?code == "404"'],
  ['texts are ordered as texts', 'index=main name>="m" status=404', 'status == "404"'],
])('%s', async (_name, spl, part) => {
  const { verdict, query } = await found(elastic, spl);
  expect(`${verdict} ${query}`.replaceAll(/\s+/g, ' ')).toContain(part);
});

test('in the rows of a pipeline too', async () => {
  const { verdict, query } = await found(
    panther,
    'index=main status>=400 status!=404 | stats count BY src | search count>10',
  );
  expect(verdict).toBe('exact proved');
  expect(query).toContain('TRY_TO_DOUBLE(status::string) = 404');
  expect(query).toContain('COUNT(*) > 10');
});

test.each([
  ['splunk', splunk, '[ search index=* index="b" size>65000 ]'],
  ['panther', panther, 'AND TRY_TO_DOUBLE(size::string) > 65000\n)'],
  ['elastic', elastic, 'to_lower(index) == "b" and size > 65000)'],
])('in each of several searches, to %s', async (_name, backend, part) => {
  const { verdict, query, given } = await found(
    backend,
    'index=a kind=t | append [search index=b size>65000] | stats count BY flow | where count>1',
  );
  expect(verdict).toBe('exact proved');
  expect(query).toContain(part);
  expect(given).toContain('numeric:size');
});
