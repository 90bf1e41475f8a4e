import { describe, expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { sigmaReader } from '../../src/readers/sigma-yaml.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

/** An item of a selection, a target, the verdict that stands after the proof, and what it is given. */
type Row = readonly [item: string, target: string, verdict: string, given?: string];

const backends = new Map(
  await Promise.all(targets.map(async ({ target, load }) => [target, await load()] as const)),
);

function rule(item: string): string {
  const lines = item.split('\n').map(line => `        ${line}\n`);
  if (item.startsWith('keywords'))
    return `title: t\nlogsource:\n    product: linux\ndetection:\n    ${item}\n    condition: keywords\n`;
  // No mapping comes with fields of audit events that no table has.
  const source = item.startsWith('Odd')
    ? '    product: kubernetes\n    service: audit'
    : '    category: process_creation\n    product: windows';
  return `title: t\nlogsource:\n${source}\ndetection:\n    selection:\n${lines.join('')}    condition: selection\n`;
}

async function verify(item: string, target: string): Promise<string> {
  const [name = '', dialect] = target.split(':');
  const backend = backends.get(name);
  const [read] = sigmaReader.read(new SourceFile('rule.yml', rule(item)), { placeholders: new Map() });
  if (backend === undefined || read?.rule === undefined) throw new Error(`not read: ${item}`);
  const resolved = resolve(read.rule).value;
  if (resolved === undefined) throw new Error(`not resolved: ${item}`);
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const translation = compile(resolved, backend, {
    ...options,
    ...(dialect === undefined ? {} : { dialect }),
  });
  const { translation: found, contradicted } = await verifyTranslation(resolved, translation);
  const evidence = found.evidence === undefined ? '' : ` ${found.evidence.kind}`;
  return `${contradicted ? 'contradicted ' : ''}${found.verdict}${evidence} ${found.given.join(' ')}`;
}

const rows: Readonly<Record<string, readonly Row[]>> = {
  'texts of one field in another': [
    ['Image|fieldref|startswith: CurrentDirectory', 'splunk', 'exact proved'],
    ['Image|fieldref|endswith: OriginalFileName', 'splunk', 'exact proved'],
    ['CommandLine|fieldref|contains: User', 'splunk', 'exact proved'],
    ['CommandLine|fieldref|contains|neq: User', 'splunk', 'exact proved'],
  ],
  'networks of mapped addresses': [
    ["SourceIp|cidr: '::ffff:10.0.0.0/104'", 'panther', 'exact proved'],
    ["SourceIp|cidr: ['fe80::/10', '::ffff:192.168.0.0/112', '10.0.0.0/8']", 'panther', 'exact proved'],
  ],
  'networks around the mapped addresses': [
    ["Odd|cidr: '::/0'", 'elastic:kql', 'broader proved'],
    ["Odd|cidr: '::/64'", 'elastic:eql', 'broader proved'],
    ["Odd|cidr: '::/0'", 'elastic:esql', 'broader proved'],
    ["Odd|cidr: '::/0'", 'elastic:lucene', 'broader proved'],
    ["Odd|cidr|neq: '::/0'", 'elastic:kql', 'narrower proved'],
    ["Odd|cidr: ['::/0', '0.0.0.0/0']", 'elastic:kql', 'exact proved'],
    ["Odd|cidr: '::1:0:0/64'", 'elastic:kql', 'broader proved'],
    ["Odd|cidr: '2000::/3'", 'elastic:kql', 'exact proved'],
  ],
  'networks of fields that no map has': [
    ["Odd|cidr: '10.0.0.0/8'", 'elastic:kql', 'exact proved', 'ip:Odd'],
    ["Odd|cidr: ['10.0.0.0/8', '::1']", 'elastic:lucene', 'exact proved', 'ip:Odd'],
    ["Odd|cidr|neq: '10.0.0.0/8'", 'elastic:eql', 'exact proved', 'ip:Odd'],
    ["Odd|cidr: '10.0.0.0/8'", 'elastic:esql', 'exact proved'],
  ],
  'numbers that are compared as texts too': [
    [
      "ProcessId|windash: ['*a?b', '5']\nCommandLine|contains: 'a?b'\nProcessId|lte: 9",
      'splunk',
      'exact proved',
      'canonical-number:ProcessId',
    ],
    ["ProcessId: '445'\nProcessId|gt: 100\nCommandLine|fieldref: User", 'splunk', 'exact'],
  ],
  'values that a number never has': [
    ["ProcessId: 'x'", 'elastic:kql', 'exact proved', 'number:process.pid'],
    ["ProcessId: ['x', 4]", 'elastic:eql', 'exact proved', 'number:process.pid'],
    ["ProcessId: [4, 'x', true, 1.5]", 'elastic:esql', 'exact proved', 'number:process.pid'],
    ['ProcessId: .inf', 'elastic:lucene', 'exact proved', 'number:process.pid'],
    ['ProcessId: 12345678901234567890', 'elastic:kql', 'refused'],
  ],
  'keywords with modifiers': [
    ["keywords: {'|re': ['Foo.+x', '^b']}", 'panther', 'exact proved'],
    ["keywords: {'|re|all': ['Foo.+x', '(?i)b\\d']}", 'panther', 'exact proved'],
    ["keywords: {'|re': ['Foo.+x', '(?i)b']}", 'sigma', 'exact proved'],
    ["keywords: {'|re|all': ['Foo.+x', 'b$']}", 'sigma', 'exact proved'],
    ["keywords: {'|cased': ['Foo', 'Bar*x']}", 'sigma', 'exact proved'],
    ["keywords: {'|cased|all': ['Foo', 'bar']}", 'sigma', 'exact proved'],
    ["keywords: {'|contains': ['Foo', 'bar']}", 'sigma', 'exact proved'],
  ],
  'times as texts': [
    ['UtcTime|year|lte: 2025', 'panther', 'exact tested', 'iso-time:ExtraEventData.UtcTime'],
  ],
};

describe.each(Object.entries(rows))('%s', (_name, table) => {
  for (const [item, target, verdict, given = ''] of table)
    test(`${item} in ${target}`, async () => {
      const found = await verify(item, target);
      expect(found).toMatch(new RegExp(`^${verdict}`));
      expect(found).toContain(given);
    });
});
