import { describe, expect, test } from 'vitest';
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

/** The verdict of a translation with its evidence, and what it is given of the spelling of addresses. */
async function verdictOf(backend: Backend, file: SourceFile): Promise<readonly string[]> {
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(read?.diagnostics.map(each => each.message).join());
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const { translation, contradicted } = await verifyTranslation(rule, compile(rule, backend, options));
  expect(contradicted).toBe(false);
  const spelt = translation.given.filter(each => each.startsWith('address-spelling:'));
  return [translation.verdict, translation.evidence?.kind ?? '', ...spelt];
}

const sigmaRule = (item: string) =>
  new SourceFile(
    'a.yml',
    `title: T\nlogsource:\n  product: windows\n  category: network_connection\ndetection:\n  s:\n    ${item}\n  condition: s\n`,
  );

// A field of type ip finds an address in whatever spelling, where others compare texts.
describe('an address that is a text to one side', () => {
  test.each([
    ["DestinationIp: '10.0.0.1'", 'exact', 'proved', 'address-spelling:destination.ip'],
    ["DestinationIp: ['10.0.0.1', '2001:DB8::1']", 'exact', 'proved', 'address-spelling:destination.ip'],
    ["DestinationIp|startswith: '10.'", 'exact', 'proved', 'address-spelling:destination.ip'],
    ["DestinationIp|cidr: '10.0.0.0/8'", 'exact', 'proved'],
    ['DestinationIp|exists: true', 'exact', 'proved'],
    ["DestinationHostname: '10.0.0.1'", 'exact', 'proved'],
  ])('by Elastic, of Sigma: %s', async (item, ...expected) => {
    expect(await verdictOf(elastic, sigmaRule(item))).toEqual(expected);
  });

  test.each([
    ['a.kql', 'source.ip: 10.0.0.1'],
    ['a.lucene', 'source.ip:(10.0.0.1 OR 10.0.0.2)'],
    ['a.eql', 'any where source.ip in ("10.0.0.1", "10.0.0.2")'],
    ['a.esql', 'from logs-* | where source.ip == "10.0.0.1"'],
  ])('by others, of %s: %s', async (name, query) => {
    const file = new SourceFile(name, query);
    for (const backend of [splunk, panther, sigma])
      expect(await verdictOf(backend, file)).toEqual(['exact', 'proved', 'address-spelling:source.ip']);
    expect(await verdictOf(elastic, file)).toEqual(['exact', 'proved']);
  });

  test('is none where a network is asked for, or only presence', async () => {
    for (const query of [
      'source.ip: "10.0.0.0/8"',
      'source.ip: "::1"',
      'source.ip: *',
      'source.domain: 10.0.0.1',
    ])
      for (const backend of [splunk, panther, sigma])
        expect(await verdictOf(backend, new SourceFile('a.kql', query))).toEqual(['exact', 'proved']);
    // What is not in a network is there, in ES|QL, and has one value.
    const absent = new SourceFile('a.esql', 'from logs-* | where not cidr_match(source.ip, "10.0.0.0/8")');
    for (const backend of [splunk, panther, sigma, elastic])
      expect(await verdictOf(backend, absent)).toEqual(['exact', 'proved']);
  });
});
