import { afterEach, describe, expect, test } from 'vitest';
import type { Translation } from '../../src/compile/index.ts';
import { useTables } from '../../src/fields/index.ts';
import { translated } from './in-environment.ts';

afterEach(() => useTables(undefined));

const sigma = (detection: string): string =>
  `title: t\nid: 0b0bd7ac-9d44-4ff1-8d9c-3f5a7b0dd5f4\nlogsource: {product: linux, category: process_creation}\ndetection: {a: {Image: /x}, ${detection}}\n`;

const fields = `fields:
  linux.process_creation:
    - canonical: acme.risk
      sigma: Risk
      elastic: { name: acme.level, values: { high: "3", critical: "3", low: "1" } }
    - { canonical: acme.ok, type: boolean, sigma: Ok, elastic: { name: acme.flag, values: { "true": "yes", "false": "no" } } }
    - { canonical: acme.way, sigma: Way, elastic: { name: acme.way, values: { out: "1", egress: "1", in: "2" }, alike: true } }
    - { canonical: acme.event, sigma: Event, elastic: { name: acme.code, values: { logoff: ["7", "8"], logon: "6" } } }
`;

/** An enumeration that the vendor spells in its own way: what is asked, what it becomes, and how that stands to it. */
const values: readonly (readonly [string, Translation['verdict'], string?])[] = [
  ['s: {Risk: low}, condition: a and s', 'exact', 'acme.level : "1"'],
  ['s: {Risk: LOW}, condition: a and s', 'exact', 'acme.level : "1"'],
  ['s: {Risk: high}, condition: a and s', 'broader', 'acme.level : "3"'],
  ['s: {Risk: high}, condition: a and not s', 'narrower'],
  ['s: {Risk: [high, critical]}, condition: a and s', 'exact'],
  ['s: {Risk: [high, critical]}, condition: a and not s', 'exact'],
  ['s: {Risk: [low, medium]}, condition: a and s', 'narrower'],
  ['s: {Risk: [low, medium]}, condition: a and not s', 'broader'],
  ['s: {Risk: [high, medium]}, condition: a and s', 'different'],
  ['s: {Risk: medium}, condition: a and s', 'different'],
  ['s: {Risk: medium}, condition: a and not s', 'different'],
  ['s: {Risk: hi*}, condition: a and s', 'different'],
  ['s: {Risk: hi*}, condition: a and not s', 'different'],
  ["s: {Risk|re: 'h.*'}, condition: a and not s", 'different'],
  ['s: {Risk|gte: 2}, condition: a and s', 'different'],
  ['s: {Risk|exists: true}, condition: a and not s', 'exact'],
  ['s: {Risk: "*"}, condition: a and s', 'exact'],
  ['s: {Risk: null}, condition: a and not s', 'exact'],
  ['s: {Risk|fieldref: Ok}, condition: a and s', 'different'],
  ['s: {Ok: true}, condition: a and s', 'exact', 'acme.flag : "yes"'],
  ['s: {Ok: "true"}, condition: a and not s', 'exact'],
  ['s: {Ok: [true, false]}, condition: a and not s', 'exact'],
  ['s: {Ok: maybe}, condition: a and not s', 'different'],
  ['s: {Ok: "?rue"}, condition: a and s', 'exact', 'acme.flag : "yes"'],
  ['s: {Ok: "*e"}, condition: a and not s', 'exact'],
  ['s: {Ok: "x*"}, condition: a and s', 'exact', 'not *:*'],
  ["s: {Ok|re: '^f'}, condition: a and s", 'exact', 'acme.flag : "no"'],
  ['s: {Way: egress}, condition: a and s', 'exact'],
  ['s: {Way: egress}, condition: a and not s', 'exact'],
  ['s: {Event: logoff}, condition: a and s', 'exact'],
  ['s: {Event: logoff}, condition: a and not s', 'exact'],
];

describe("a project's spelling of values", () => {
  const rows = values.map(([detection, verdict, query = '']) => [detection, verdict, query] as const);

  test.each(rows)('%s is %s', async (detection, verdict, query) => {
    const { verdict: found, query: printed } = await translated(sigma(detection), 'elastic', fields);
    expect(found).toBe(verdict);
    expect(printed?.replaceAll('==', ':')).toContain(query);
  });

  test.each([
    ['acme.level: "1"', 'exact', 'Risk|cased: low'],
    ['acme.level: "3"', 'exact', 'critical'],
    ['acme.code: "7"', 'broader', 'logoff'],
    ['acme.code: ("7" or "8")', 'exact', 'logoff'],
    ['not acme.code: "7"', 'narrower', 'logoff'],
    ['acme.level: "9"', 'different', '9'],
  ] as const)('back: %s is %s', async (query, verdict, contained) => {
    const scope = 'host.os.type: linux and event.category: process and event.type: start';
    const { verdict: found, query: printed } = await translated(`${scope} and ${query}`, 'sigma', fields);
    expect(found).toBe(verdict);
    expect(printed).toContain(contained);
  });
});

describe("a project's fields before the known ones", () => {
  const over = `fields:
  linux.process_creation:
    - { canonical: process.command_line, elastic: acme.line }
`;

  test('an own name of one vendor leaves the others theirs', async () => {
    const rule = sigma('s: {CommandLine: x}, condition: a and s');
    expect((await translated(rule, 'elastic', over)).query).toContain('acme.line');
    const { query, given } = await translated(rule, 'splunk', over);
    expect(query).toContain('CommandLine');
    expect(given.filter(each => each.startsWith('same-name'))).toEqual([]);
  });

  const hiding = `fields:
  linux.process_creation:
    - { canonical: acme.line, sigma: CommandLine, elastic: acme.line }
`;

  test('a name that an own field takes is that field', async () => {
    const { query } = await translated(sigma('s: {CommandLine: x}, condition: a and s'), 'elastic', hiding);
    expect(query).toContain('acme.line');
  });

  test('and no name of the known one any more', async () => {
    const scope = 'host.os.type: linux and event.category: process and event.type: start';
    const { given, query } = await translated(`${scope} and process.command_line: x`, 'sigma', hiding);
    expect(query).not.toContain('CommandLine');
    expect(given).toContain('same-name:process.command_line');
  });

  test('of every source', async () => {
    const all = `fields: {"*": [{ canonical: acme.line, sigma: Line, splunk: line }]}\n`;
    const { query } = await translated(sigma('s: {Line: x}, condition: a and s'), 'splunk', all);
    expect(query).toContain('line=');
  });

  test('held in another way: the command line for its arguments', async () => {
    const held = `fields:
  linux.process_creation:
    - { canonical: acme.args, elastic: acme.args, sigma: { name: AcmeLine, arguments: true } }
`;
    const scope = 'host.os.type: linux and event.category: process and event.type: start';
    const { query, verdict } = await translated(`${scope} and acme.args: x`, 'sigma', held);
    expect(verdict).toBe('broader');
    expect(query).toContain('AcmeLine|re');
  });
});

describe('arguments of a command line', () => {
  const scope = 'host.os.type: windows and event.category: process and event.type: start';
  const windows = (detection: string): string =>
    sigma(detection).replace('linux', 'windows').replace('/x', 'x.exe');

  test.each([
    ['process.args: "-enc"'],
    ['process.args: ("-a" or "-b*" or *c)'],
    ['process.args: "/a:*b c"'],
    ['not process.parent.args: "-x"'],
  ])('%s comes back from Sigma as it was', async query => {
    const there = await translated(`${scope} and ${query}`, 'sigma', 'fields: {}');
    const text = `title: t\nlogsource: {product: windows, category: process_creation}\ndetection:\n${there.query?.replaceAll(/^/gm, '  ')}`;
    const again = await translated(text, 'elastic:kql', 'fields: {}');
    const words = (each = ''): string[] => [...new Set(each.match(/[^\s()":]+/g))].sort();
    expect(words(again.query)).toEqual(words(`${scope} and ${query}`));
    expect([there.verdict, again.verdict]).toEqual(
      query.startsWith('not') ? ['narrower', 'broader'] : ['broader', 'narrower'],
    );
  });

  test.each([
    ['(?:^|[\\t ])a(?:[\\t "\']|$)', 'another edge'],
    ['(?:^|[\\t "\'])a+', 'what is no pattern, with one edge'],
    ['(?:^|[\\t "\'])a\\b.(?:[\\t "\']|$)', 'what looks around itself'],
    ['a', 'no edge'],
  ])('a regex %s of the line is kept: %s', async regex => {
    const rule = windows(`s: {CommandLine|re: '${regex.replaceAll("'", "''")}'}, condition: a and s`);
    const { query, verdict } = await translated(rule, 'elastic', 'fields: {}');
    expect(query).toContain('process.command_line');
    expect(query).not.toContain('process.args');
    expect(verdict).toBe('exact');
  });
});

test('an ECS name that was kept in a Windows rule is no name of event data', async () => {
  const rule = sigma('s: {process.code_signature.subject_name: x}, condition: a and s').replace(
    'linux',
    'windows',
  );
  const { query, given } = await translated(rule, 'elastic', 'fields: {}');
  expect(query).not.toContain('winlog.event_data.process');
  expect(given).toContain('same-name:process.code_signature.subject_name');
});

describe('profiles', () => {
  const config = `profile: prod
profiles:
  all: { elastic: { indices: { linux.process_creation: [logs-all-*] } }, splunk: { searches: { linux.process_creation: index=all } } }
  prod: { extends: all, elastic: { text: [process.executable] } }
  eu: { extends: all, elastic: { indices: { linux.process_creation: [logs-eu-*] } } }
`;
  const rule = sigma('condition: a');

  test.each([
    [undefined, ['logs-all-*']],
    ['eu', ['logs-eu-*']],
  ] as const)('%s', async (profile, indices) => {
    const { planned } = await translated(rule, 'elastic', config, profile);
    expect(planned?.source.elastic.indices).toEqual(indices);
    expect(planned?.profile.isText('process.executable')).toBe(profile === undefined);
  });

  test('a product that a profile says nothing of is as its base has it', async () => {
    expect((await translated(rule, 'splunk', config, 'eu')).query).toContain('index=all');
  });
});

test("a field of one's own with a name of ECS has that in Elastic, where nothing else is said", async () => {
  const config = `
sources: { acme.door: { title: Doors, sigma: { product: acme }, elastic: { indices: [logs-acme*] }, splunk: { search: index=acme } } }
fields: { acme.door: [{ canonical: event.reason, sigma: Verdict, splunk: verdict }, { canonical: acme.badge, sigma: Badge }] }
`;
  const text =
    'title: t\nlogsource: {product: acme}\ndetection: {s: {Verdict: "1", Badge: "2"}, condition: s}\n';
  const { query, given } = await translated(text, 'elastic:kql', config);
  expect(query).toContain('event.reason:1 and Badge:2');
  expect(given).toContain('same-name:Badge');
});
