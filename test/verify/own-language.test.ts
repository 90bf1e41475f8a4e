import { expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend, Rule } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

async function ruleOf(path: string, text: string): Promise<Rule> {
  const file = new SourceFile(path, text);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(read?.diagnostics.map(each => each.message).join());
  return rule;
}

async function proved(rule: Rule, backend: Backend): Promise<string> {
  const translation = compile(rule, backend, {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
  });
  const { translation: found, contradicted } = await verifyTranslation(rule, translation);
  return `${found.verdict} ${found.evidence?.kind}${contradicted ? ' CONTRADICTED' : ''}: ${found.query}`;
}

test.each([
  ['any where number(process.args) > 4', 'any where number(process.args) > 4'],
  ['any where number(process.args, 10) == 3', 'any where number(process.args, 10) == 3'],
  ['any where process.pid / 2 == 3', 'any where process.pid / 2 == 3'],
  ['any where number(process.args, 16) == 3', 'any where number(process.args, 16) == 3'],
  // A field of which no type is known by name is what its author compares it as.
  ['any where process.uptime >= 2.5', 'any where process.uptime >= 2.5'],
  ['any where foo.bar < 3', 'foo.bar < 3'],
])('EQL comes back as it was, or as the plainer KQL: %s', async (query, expected) => {
  expect(await proved(await ruleOf('rule.eql', query), elastic)).toBe(`exact proved: ${expected}`);
});

const keywords = (all: string, other: string) => `title: Words
logsource: {product: linux, service: auth}
detection:
  keywords: {'|all': [${all}]}
  other: [${other}]
  condition: keywords and not other
`;

test.each([
  ["'fail*ed', 'ro?ot'", "'back\\*slash'"],
  ["'a b', 'c'", 'd?e'],
  ["'x*'", "'?'"],
])('words of an event that wildcards stand in are proved in Splunk: %s', async (all, other) => {
  expect(await proved(await ruleOf('rule.yml', keywords(all, other)), splunk)).toMatch(/^exact proved: /);
});

const counted = (regex: string) => `title: Runs
logsource: {product: windows, category: process_creation}
detection:
  a: {CommandLine|re: '${regex}'}
  condition: a
`;

test('a regex whose automaton Elasticsearch would refuse loses the counts of its long runs, and is broader', async () => {
  const large = await proved(await ruleOf('rule.yml', counted('(ab|cd).{1,64}ef.{1,64}gh')), elastic);
  expect(large).toMatch(/^broader \w+: [\s\S]*\(ab\|cd\)\[\^\\n\]\+ef\[\^\\n\]\+gh/);
  const small = await proved(await ruleOf('rule.yml', counted('x{20}y{1,30}z')), elastic);
  expect(small).toMatch(/^exact proved: [\s\S]*x\{20\}y\{1,30\}z/);
});

const mixed = (category: string, field: string, values: string) => `title: Mixed
logsource: {product: windows, category: ${category}}
detection:
  a: {Image|endswith: '\\x.exe'}
  b: {${field}: [${values}]}
  condition: a and not b
`;

test.each([
  ['image_load', 'Signed', "'true', '', '-'"],
  ['image_load', 'ProcessId', "'4', '', '-'"],
  ['network_connection', 'DestinationPort', "443, 'https'"],
])(
  'what no value of the type can be is left out, and that is exact: %s, %s',
  async (category, field, values) => {
    expect(await proved(await ruleOf('rule.yml', mixed(category, field, values)), elastic)).toMatch(
      /^exact proved: /,
    );
  },
);

test.each([
  ['endsWith~(x, "Σ")', true],
  ['x : "*ſ"', true],
  ['x regex~ "a.*ſ"', true],
  ['x regex~ "a.*é"', false],
  ['endsWith~(x, "Ä")', false],
  ['endsWith(x, "Σ")', false],
])('letters that languages fold in different ways are an assumption: %s', async (condition, expected) => {
  const rule = await ruleOf('rule.eql', `any where ${condition}`);
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const { given } = compile(rule, panther, options);
  expect(given.includes('unicode-case-folding')).toBe(expected);
});

test.each(['a.{0,12}b', 'a.{30,}b', '(?:ab|cd).{1,9}ef.{1,9}gh.{1,9}ij'])(
  'a regex too large for Elasticsearch loses as many counts as it must, and is broader: %s',
  async regex => {
    expect(await proved(await ruleOf('rule.yml', counted(regex)), elastic)).toMatch(
      /^broader (?:proved|tested): /,
    );
  },
);

test.each([
  ['source.ip != null', true],
  ['cidrMatch(source.ip, "10.0.0.0/8")', false],
  ['source.address != null', false],
])('an address of AWS may be the name of a service, which is no address: %s', async (condition, expected) => {
  const query = `any where data_stream.dataset == "aws.cloudtrail" and ${condition}`;
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const { given } = compile(await ruleOf('rule.eql', query), splunk, options);
  expect(given.includes('named-by-event:source.address')).toBe(expected);
});

test.each([
  `sourcetype="linux_secure" "*canary-7*" | where match(_raw, "canary-7") AND NOT coalesce(match(_raw, "probe-7"), false())`,
  `sourcetype="linux_secure" "*canary-7*" | where match(_raw, "canary-7")`,
  `sourcetype="linux_secure" "*canary-7*" _raw="*seen*" | where NOT coalesce(match(_raw, "health check"), false())`,
])('regexes of the raw text come back beside words without a field: %s', async query => {
  expect(await proved(await ruleOf('rule.spl', query), splunk)).toMatch(/^exact proved: /);
});

test.each([
  ['tonumber(ProcessId, 16)=420', 'number(string(process.pid), 16) == 420'],
  ['tonumber(ProcessId, 8)>420', 'number(string(process.pid), 8) > 420'],
])('numbers of another base are made of texts in EQL: %s', async (condition, expected) => {
  const rule = await ruleOf('rule.spl', `sourcetype="sysmon:linux" EventCode=3 | where ${condition}`);
  expect(await proved(rule, elastic)).toMatch(/^exact tested: /);
  expect(await proved(rule, elastic)).toContain(expected);
});
