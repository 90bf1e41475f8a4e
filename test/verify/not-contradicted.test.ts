import { expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { bareQueryReader } from '../../src/readers/bare-query.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

type Format = 'kql' | 'lucene' | 'eql' | 'esql' | 'spl' | 'sigma';

const backends = new Map(
  await Promise.all(targets.map(async ({ target, load }) => [target, await load()] as const)),
);

async function ruleOf(format: Format, query: string) {
  const text = `title: t\nlogsource:\n    product: windows\n    category: process_creation\ndetection:\n    selection: ${query}\n    condition: selection\n`;
  const file = new SourceFile(
    format === 'sigma' ? 'q.yml' : `q.${format}`,
    format === 'sigma' ? text : query,
  );
  const reader = format === 'sigma' ? await readerFor(file) : bareQueryReader(format);
  const rule = reader?.read(file, { placeholders: new Map() })[0]?.rule;
  return rule && resolve(rule).value;
}

/** What stands after the proof; `contradicted` before it where that is not what was declared. */
async function verdict(format: Format, query: string, target: string): Promise<string> {
  const rule = await ruleOf(format, query);
  const [name = '', dialect] = target.split(':');
  const backend = backends.get(name);
  if (rule === undefined || backend === undefined) throw new Error(`not read: ${query}`);
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const translation = compile(rule, backend, { ...options, ...(dialect === undefined ? {} : { dialect }) });
  const { translation: found, contradicted } = await verifyTranslation(rule, translation);
  const { evidence } = found;
  return [
    ...(contradicted ? ['contradicted'] : []),
    found.verdict,
    ...(evidence ? [evidence.kind] : []),
  ].join(' ');
}

const esql = 'from logs-* metadata _id, _index, _version | where';

type Row = readonly [format: Format, query: string, target: string, verdict: string];

/** Paths that differ in case alone: Panther looks keys up whatever their case. */
const paths: readonly Row[] = [
  ['kql', 'process.name:a or process.Name:b', 'panther', 'different proved'],
  ['eql', 'any where process.name == "a" and Process.pid == 5', 'panther', 'different proved'],
  ['kql', 'process.name:a or process.Name:b', 'splunk', 'exact proved'],
  ['kql', 'process.name:a or process.pid:5', 'panther', 'exact proved'],
];

/** One field as a number and as a text. */
const numbers: readonly Row[] = [
  ['spl', 'index=* dest_port>1024 dest_port!=3389', 'panther', 'exact proved'],
  ['spl', 'index=* fieldA>5 fieldA="abc*"', 'panther', 'exact proved'],
  ['spl', 'index=main | where isnum(fieldA)', 'panther', 'exact proved'],
  ['spl', 'index=main | where fieldA>fieldB', 'elastic', 'exact proved'],
  ['sigma', '{fieldA: 1.0e+30}', 'splunk', 'refused'],
  ['esql', `${esql} process.pid > 9007199254740993`, 'sigma', 'refused'],
  ['esql', `${esql} process.pid > 9007199254740992`, 'sigma', 'exact proved'],
];

/** A field of numbers finds 5 by what is not written as its number is. */
const spellings: readonly Row[] = [
  ['kql', 'process.pid:5.0', 'elastic:esql', 'exact proved'],
  ['kql', 'process.pid:"05"', 'elastic:eql', 'exact proved'],
  ['eql', 'process where process.pid in ("05", 6)', 'elastic:kql', 'exact proved'],
  ['sigma', "{ProcessId: '05'}", 'elastic', 'exact proved'],
  ['sigma', "{ProcessId: '05'}", 'splunk', 'exact proved'],
];

/** `true` among other values says nothing of how those are spelt: KQL was called exact where the rule ignores their case. */
const truths: readonly Row[] = [
  ['sigma', "{fieldA: ['q', 'true']}", 'elastic:kql', 'narrower proved'],
  ['sigma', "{fieldA|neq: ['q', true]}", 'elastic:kql', 'broader proved'],
  ['sigma', "{fieldA|cased: ['q', 'true']}", 'elastic:kql', 'exact proved'],
  ['sigma', "{fieldA|cased: ['*q', 'true']}", 'elastic:kql', 'exact proved'],
  ['sigma', "{fieldA: ['-x', 4624]}", 'elastic:esql', 'exact proved'],
  ['kql', 'process.code_signature.exists:True', 'elastic:kql', 'exact proved'],
];

/** What is made of null is null, a text that is repeated is a text, and the second of a time is a number. */
const made: readonly Row[] = [
  ['esql', `${esql} concat(process.name, null) is null`, 'panther', 'exact proved'],
  ['spl', 'index=a | where x . 1="a1"', 'panther', 'exact tested'],
  ['spl', 'index=a | where x . 1="a1"', 'elastic:esql', 'exact tested'],
  ['esql', `${esql} repeat(process.name, 0) == ""`, 'panther', 'different unverified'],
  ['esql', `${esql} date_extract("second_of_minute", @timestamp) == 59`, 'panther', 'exact tested'],
  ['esql', `${esql} date_extract("day_of_week", @timestamp) == 7`, 'splunk', 'exact tested'],
];

/** Letters of Asia are words of their own. */
const words: readonly Row[] = [
  ['kql', 'message:中', 'splunk', 'broader tested'],
  ['kql', 'message:"中文"', 'splunk', 'broader tested'],
];

/** A field of numbers is in no network, and an address is no other text. */
const networks: readonly Row[] = [
  ['sigma', '{ProcessId|cidr: 10.0.0.0/8}', 'elastic:kql', 'exact proved'],
  ['sigma', '{ProcessId|cidr: 10.0.0.0/8}', 'elastic:lucene', 'exact proved'],
  ['kql', 'custom.a:x or host.ip:"a b"', 'elastic:lucene', 'exact proved'],
  ['eql', 'any where source.ip in ("5", "10.0.0.1", "10.0.0.0/8")', 'elastic:kql', 'exact proved'],
  ['eql', 'any where not event.code >= "2024-01-01"', 'elastic:eql', 'exact proved'],
  ['spl', 'index=main | where src_ip=dest_ip', 'elastic:esql', 'exact proved'],
];

/** The only value of a list is that long, not some value of it. */
const lengths: readonly Row[] = [
  ['esql', `${esql} length(tags) > 7`, 'sigma', 'broader tested'],
  ['esql', `${esql} length(process.name) > 7`, 'sigma', 'exact proved'],
];

/** Letters whose other case is longer. */
const letters: readonly Row[] = [
  ['sigma', "{CommandLine|contains: 'İ'}", 'elastic:lucene', 'narrower tested'],
  ['sigma', "{CommandLine|contains: 'É'}", 'elastic:lucene', 'exact proved'],
];

/** Every event of Splunk is in an index, and no event of another product is. */
const anyIndex: readonly Row[] = [
  ['spl', 'index=* fieldA=5', 'splunk', 'exact proved'],
  ['spl', 'index=*', 'splunk', 'exact proved'],
  ['spl', 'index=* | where isnotnull(fieldA)', 'elastic', 'exact proved'],
];

/** A field of times or Booleans never has the texts that are none. */
const misfits: readonly Row[] = [
  ['kql', '@timestamp:yesterday', 'elastic:esql', 'exact proved'],
  ['kql', 'event.created:"abc"', 'elastic', 'exact proved'],
  ['kql', 'not event.created:"abc"', 'elastic:eql', 'exact proved'],
  ['kql', 'process.code_signature.exists:yes', 'elastic', 'exact proved'],
  ['kql', 'process.code_signature.exists:1', 'elastic:lucene', 'exact proved'],
];

/** A date is all the instants that it leaves open to EQL, and its first one to ES|QL. */
const dates: readonly Row[] = [
  ['eql', 'any where event.created == "2024-01-01"', 'elastic:esql', 'exact tested'],
  ['eql', 'any where event.created in ("2024-01-01", "2024-03-01")', 'elastic:esql', 'exact tested'],
  ['eql', 'any where event.created != "2024-01-01"', 'splunk', 'refused'],
  ['esql', `${esql} event.created == "2024-01-01"`, 'elastic:eql', 'exact tested'],
  ['esql', `${esql} event.created == "2024-01-01"`, 'sigma', 'refused'],
  ['esql', `${esql} event.created in ("2024-01-01", "2024-01-02")`, 'elastic', 'exact tested'],
  ['esql', `${esql} date_diff("minutes", event.created, event.ingested) > 5`, 'splunk', 'refused'],
];

/** Sides of a comparison that are of one type in the rule are of one type in ES|QL, which refuses others. */
const sides: readonly Row[] = [
  ['esql', `${esql} destination.port == coalesce(source.port, 7)`, 'elastic:esql', 'exact proved'],
];

/** What looks at no field is decided when it is read. */
const constants: readonly Row[] = [
  ['spl', 'index=* fieldA=5 | eval phase="x" | where isnotnull(phase)', 'sigma', 'exact proved'],
  ['spl', 'index=* | eval a=coalesce(fieldA, "none") | where len(a)=3', 'sigma', 'exact proved'],
];

/** What Windows logs say of their own is keywords, though a name ends like that of an address. */
const ownNames: readonly Row[] = [
  ['kql', 'winlog.event_data.gate_ip:"::1"', 'elastic:esql', 'exact proved'],
  ['sigma', "{gate_ip: '::1'}", 'elastic:kql', 'exact proved'],
];

/** The three sigmas are one letter to who ignores case, whatever else a leaf holds. */
const sigmas: readonly Row[] = [
  ['sigma', '{CommandLine|contains: ["Σς", "a\\nb"]}', 'splunk', 'exact proved'],
  ['sigma', '{CommandLine: ["Σς", "5"], Image|re: x}', 'splunk', 'exact proved'],
];

/** An event is no address for the text of its network, and none of a number among words. */
const texts: readonly Row[] = [
  ['sigma', '{SourceIp|neq: 10.0.0.0/8}', 'elastic:eql', 'exact proved'],
  ['kql', 'event*:"5"', 'elastic:kql', 'exact proved'],
  ['kql', 'event*:"true"', 'elastic:lucene', 'exact proved'],
  ['kql', 'winlog.event_data.*:5', 'panther', 'different proved'],
  ['kql', 'winlog.event_data.*:-1', 'elastic:lucene', 'exact proved'],
  ['kql', 'winlog.event_data.*:"5"', 'panther', 'broader tested'],
];

/** A pattern without a field is taken apart at its blanks by KQL. */
const blanks: readonly Row[] = [
  ['lucene', 'a\\ b*', 'elastic:kql', 'broader proved'],
  ['lucene', 'NOT a\\ b*', 'elastic:kql', 'narrower proved'],
  ['lucene', '"a b"', 'elastic:kql', 'exact proved'],
];

/** What is no number is not counted by ES|QL, where Splunk counts the values of the field. */
const counted: readonly Row[] = [
  ['esql', `${esql} to_long(tags) > 10`, 'splunk', 'narrower tested'],
  ['esql', `${esql} to_long(custom.a) > 10`, 'splunk', 'exact tested'],
  ['esql', `${esql} mv_min(tags) != "a"`, 'splunk', 'exact tested'],
  ['esql', `${esql} destination.port % 0 == 1 or custom.a == "b"`, 'elastic:eql', 'refused'],
];

/** `::ffff:10.0.0.1` is 10.0.0.1 to Elasticsearch. */
const mapped: readonly Row[] = [
  ['kql', 'source.ip:"::ffff:10.0.0.1"', 'elastic:esql', 'exact proved'],
  ['lucene', 'source.ip:"::ffff:10.0.0.0/104"', 'elastic:kql', 'exact proved'],
];

/** Conjuncts beside the absence of a field. */
const absences: readonly Row[] = [
  ['kql', 'not custom.a:* and not custom.a:x', 'elastic:esql', 'exact proved'],
  ['kql', 'not custom.a:* and (custom.a:x or custom.b:y)', 'elastic:esql', 'exact proved'],
];

test.each([
  ...paths,
  ...sigmas,
  ...texts,
  ...blanks,
  ...counted,
  ...mapped,
  ...absences,
  ...sides,
  ...constants,
  ...ownNames,
  ...numbers,
  ...spellings,
  ...truths,
  ...networks,
  ...lengths,
  ...letters,
  ...made,
  ...words,
  ...anyIndex,
  ...misfits,
  ...dates,
])('%s: %s in %s', async (format, query, target, expected) => {
  expect(await verdict(format, query, target)).toBe(expected);
});

test('the dates of EQL are printed as the instants that they stand for', async () => {
  const rule = await ruleOf(
    'eql',
    'any where event.created == "2024-01-01" and event.ingested > "2024-02-01"',
  );
  const backend = backends.get('elastic');
  if (rule === undefined || backend === undefined) throw new Error('not read');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  expect(compile(rule, backend, { ...options, dialect: 'esql' }).query).toContain(
    'event.created >= "2024-01-01T00:00:00.000Z" and event.created <= "2024-01-01T23:59:59.999Z" and\n  event.ingested > "2024-02-01T23:59:59.999Z"',
  );
});

test('the arithmetic of EQL is of numbers', async () => {
  const file = new SourceFile('q.eql', 'any where event.end - event.start > 5');
  const [read] = bareQueryReader('eql').read(file, { placeholders: new Map() });
  expect(read?.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'eql/arithmetic arithmetic takes numbers, and event.end is a time',
  ]);
});

test('a field is no number and a text at once, and a bare value beside a keyword that is no name is believed', async () => {
  const esqlOf = async (query: string) => {
    const [rule, backend] = [await ruleOf('kql', query), backends.get('elastic')];
    if (rule === undefined || backend === undefined) throw new Error('not read');
    const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
    const { query: printed = '', given } = compile(rule, backend, { ...options, dialect: 'esql' });
    return [printed.slice(printed.indexOf('where ') + 6), given] as const;
  };
  const [mixed] = await esqlOf('user.name:5 or user.name:a*');
  expect(mixed).toBe('user.name == "5" or user.name like "a*"');
  const [named] = await esqlOf('user.name:true');
  expect(named).toBe('user.name == "true"');
  const [bare, given] = await esqlOf('process.title:true');
  expect(bare).toBe('process.title == true');
  expect(given).toContain('boolean:process.title');
});

test('what a rule looks through is named where other products have values', async () => {
  const givenOf = async (format: Format, query: string) => {
    const [rule, backend] = [await ruleOf(format, query), backends.get('panther')];
    if (rule === undefined || backend === undefined) throw new Error('not read');
    return compile(rule, backend, { casing: 'keep', strictFields: false, profile: defaultProfile }).given;
  };
  expect(await givenOf('kql', '"some words"')).toContain('keyword:*');
  expect(await givenOf('spl', 'index=main "some words"')).toContain('raw-text');
  expect(await givenOf('sigma', '["some words"]')).not.toContain('raw-text');
});

test.each(['eql', 'esql', 'lucene'])('a text of what the field map has as a number, in %s', async dialect => {
  const file = new SourceFile(
    'q.yml',
    'title: t\nlogsource: {product: kubernetes, service: audit}\ndetection:\n  s: {responseStatus.code: ALLOW}\n  condition: s\n',
  );
  const read = (await readerFor(file))?.read(file, { placeholders: new Map() })[0]?.rule;
  const rule = read && resolve(read).value;
  const elastic = backends.get('elastic');
  if (rule === undefined || elastic === undefined) throw new Error('not read');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile, dialect } as const;
  const { translation, contradicted } = await verifyTranslation(rule, compile(rule, elastic, options));
  expect(contradicted).toBe(false);
  expect(translation.verdict).toBe('exact');
  expect(translation.given).toContain('number:kubernetes.audit.responseStatus.code');
});

const kubernetes = '{product: kubernetes, service: audit}';
const cloudTrail = '{product: aws, service: cloudtrail}';

/** Values that a field of the log's own kind never has, in rules of a cloud's log. */
test.each<readonly [source: string, item: string, target: string, verdict: string]>([
  [kubernetes, "responseStatus.code: '0x10'", 'elastic', 'exact proved'],
  [kubernetes, 'responseStatus.code: true', 'elastic', 'exact proved'],
  [kubernetes, "responseStatus.code|cidr: ['10.0.0.0/8']", 'elastic', 'exact proved'],
  [kubernetes, "requestReceivedTimestamp: '%%1234'", 'elastic:esql', 'exact proved'],
  [kubernetes, "requestReceivedTimestamp|re: '^\\d+$'", 'elastic:esql', 'refused'],
  [cloudTrail, 'readOnly: [0, false]', 'elastic', 'exact proved'],
])('of %s %s in %s', async (source, item, target, expected) => {
  const file = new SourceFile(
    'q.yml',
    `title: t\nlogsource: ${source}\ndetection:\n    s:\n        ${item}\n    condition: s\n`,
  );
  const read = (await readerFor(file))?.read(file, { placeholders: new Map() })[0]?.rule;
  const [name = '', dialect] = target.split(':');
  const backend = backends.get(name);
  const rule = read && resolve(read).value;
  if (rule === undefined || backend === undefined) throw new Error(`not read: ${item}`);
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const translation = compile(rule, backend, { ...options, ...(dialect === undefined ? {} : { dialect }) });
  const { translation: found, contradicted } = await verifyTranslation(rule, translation);
  expect(
    [...(contradicted ? ['contradicted'] : []), found.verdict, found.evidence?.kind ?? []].flat().join(' '),
  ).toBe(expected);
});
