import { describe, expect, test } from 'vitest';
import { targets } from '../../backends/index.ts';
import { compile, defaultProfile, type Translation } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

async function translationOf(written: string, path: string, text: string): Promise<Translation> {
  const [target = '', dialect] = written.split(':');
  const file = new SourceFile(path, text);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  const backend = await targets.find(each => each.target === target)?.load();
  if (rule === undefined || backend === undefined) throw new Error(`${text} has no rule or target`);
  const options = {
    casing: 'keep',
    strictFields: false,
    profile: defaultProfile,
    ...(dialect === undefined ? {} : { dialect }),
  } as const;
  return (await verifyTranslation(rule, compile(rule, backend, options))).translation;
}

/** The verdict of a translation, and what it is given of a field's values. */
async function verdictOf(target: string, path: string, text: string): Promise<readonly string[]> {
  const translation = await translationOf(target, path, text);
  const kinds = /^(?:numeric|number|whole-number|keyword|single-valued):(?!index)/;
  return [translation.verdict, ...translation.given.filter(each => kinds.test(each))];
}

// A mapping orders the texts of a keyword by their characters, and numbers as numbers; no query says which it is.
describe('a bound that looks like a number', () => {
  test.each([
    ['sigma', 'custom.x > 1', 'exact', 'numeric:custom.x'],
    ['splunk', 'custom.x > 1', 'exact', 'numeric:custom.x'],
    ['panther', 'custom.x > 1', 'exact', 'number:custom.x', 'single-valued:custom.x'],
    ['elastic', 'custom.x > 1', 'exact', 'number:custom.x'],
    ['sigma', 'process.pid > 1', 'exact'],
    ['sigma', 'process.name > 1', 'refused'],
  ])('of KQL, in %s: %s', async (target, text, ...expected) => {
    expect(await verdictOf(target, 'a.kql', text)).toEqual(expected);
  });
});

// One value has to lie between both bounds, where two comparisons may each find another value of a list.
describe('a range of Lucene', () => {
  test.each([
    ['sigma', 'process.pid:[1 TO 5]', 'exact', 'single-valued:ProcessId'],
    ['elastic', 'process.pid:[1 TO 5]', 'exact', 'single-valued:process.pid'],
    ['elastic', 'process.pid:[1 TO *]', 'exact'],
    ['elastic', 'process.args:[a TO b]', 'broader'],
    ['elastic', '_exists_:x AND NOT process.args:[a TO b]', 'narrower'],
  ])('in %s: %s', async (target, text, ...expected) => {
    expect(await verdictOf(target, 'a.lucene', text)).toEqual(expected);
  });
});

// Elasticsearch folds the letters of ASCII alone, among which k and i have other cases beyond it.
describe('letters that Elasticsearch does not fold', () => {
  test.each([
    ['a.eql', 'any where custom.a : "\u00e9"', true],
    ['a.eql', 'any where custom.a : "kill*"', true],
    ['a.eql', 'any where custom.a regex~ "x"', true],
    ['a.eql', 'any where custom.a : ("cmd.exe", "*powers*")', false],
    ['a.eql', 'any where custom.a == "\u00e9"', false],
    ['a.spl', 'index=* custom_a=kill', true],
    ['a.spl', 'index=* custom_a=cmd.exe', false],
  ])('%s: %s', async (path, text, isGiven) => {
    const target = path === 'a.spl' ? 'elastic:lucene' : 'splunk';
    const { given } = await translationOf(target, path, text);
    expect(given.includes('ascii-case-folding')).toBe(isGiven);
  });
});

test.each([
  ['index=* Image=* | where b=Image AND b!=-1', /b == "-1"/],
  ['index=* NOT b>5 | where c="" OR c=b', /to_double\(b\) > 5/],
  ['index=* b>5 | where cidrmatch("10.0.0.0/8", b) OR Image="x"', /to_double\(b\) > 5/],
])('no field is a text and a number in ES|QL: %s', async (text, query) => {
  expect((await translationOf('elastic:esql', 'a.spl', text)).query).toMatch(query);
});

test('a text that is ordered is no Boolean in Python, whose text has a capital', async () => {
  const { given } = await translationOf('panther', 'a.lucene', 'custom.x:["0x10" TO "s"]');
  expect(given).toContain('text:custom.x');
});

test.each([
  ['elastic:eql', /indexOf\(custom\.x, "y"\) != null/],
  ['splunk', /isnotnull\(if\(match/],
])('a number that a function makes has no text: it is there in %s', async (target, query) => {
  const found = await translationOf(
    target,
    'a.esql',
    'from logs-* metadata _id, _version, _index | where locate(custom.x, "y") != 2',
  );
  expect(found.query).toMatch(query);
  expect(found.query).not.toContain('like(if');
});

test.each([
  ['a.kql', 'custom.x: 1', true],
  ['a.eql', 'any where custom.x == 1', true],
  ['a.kql', 'process.pid: 1', false],
  ['a.kql', 'custom.x: "abc"', false],
])('a number beside a field of no known type is spelt in one way: %s: %s', async (path, text, isGiven) => {
  const { given } = await translationOf('sigma', path, text);
  expect(given.includes('canonical-number:custom.x')).toBe(isGiven);
});

// Keys of flattened fields: a wildcard or regex fails the query, and neither EQL nor ES|QL knows them.
test.each([
  ['elastic', 'requestParameters.name|cased: Prod', 'exact'],
  ['elastic', 'requestParameters.name: Prod', 'narrower'],
  ['elastic', 'requestParameters.name: 5', 'exact'],
  ['elastic', 'requestParameters.name|startswith|cased: Prod', 'exact'],
  ['elastic', 'requestParameters.name|startswith: Prod', 'narrower'],
  ['elastic', 'requestParameters.name|gt: 5', 'refused'],
  ['elastic', 'requestParameters.name|exists: true', 'exact'],
  ['elastic', 'requestParameters.name|contains: Prod', 'refused'],
  ['elastic', 'requestParameters.name|re: Prod', 'refused'],
  ['elastic:eql', 'requestParameters.name: Prod', 'refused'],
  ['elastic:esql', 'requestParameters.name|exists: true', 'refused'],
  ['splunk', 'requestParameters.name|contains: Prod', 'exact'],
])('a key of a flattened field in %s: %s', async (target, item, verdict) => {
  const text = `title: t\nlogsource: { product: aws, service: cloudtrail }\ndetection:\n  s:\n    ${item}\n  condition: s\n`;
  expect((await translationOf(target, 'a.yml', text)).verdict).toBe(verdict);
});

// With two values a field meets both, and what else is asked decides: words apart are no phrase.
test.each([
  ['custom.z:(x and y) and message:"foo bar"', 'exact', 'single-valued:custom.z'],
  ['process.name:(x and y) and message:"foo bar"', 'exact', 'single-valued:Image'],
  ['custom.z:x and message:"foo bar"', 'broader'],
  ['custom.z:(x and not x) and message:"foo bar"', 'exact'],
])('a loss that one value alone makes none rests on that: %s', async (text, ...expected) => {
  expect(await verdictOf('sigma', 'a.kql', text)).toEqual(expected);
});

// number() fails at a text that is no number, and over a field that is no text.
describe('a text that is read as a number, in EQL', () => {
  test.each([
    ['any where number(custom.x) == 5', 'exact', 'keyword:custom.x', 'numeric:custom.x'],
    ['any where number(process.name) == 5', 'exact', 'numeric:process.name'],
  ])('%s', async (text, ...expected) => {
    expect(await verdictOf('elastic', 'a.eql', text)).toEqual(expected);
  });
});

test('what Python makes of a Boolean is no text of another case', async () => {
  const file = new SourceFile('a.spl', 'index=a | where trim(n)="true" AND trim(m)="x"');
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  const backend = await targets.find(each => each.target === 'panther')?.load();
  if (rule === undefined || backend === undefined) throw new Error('no rule or target');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const { given } = compile(rule, backend, options);
  expect(given.filter(each => each.startsWith('text:'))).toEqual(['text:n']);
});

// Elasticsearch fails at an event that has no text to look for; a rule of its own says so itself.
test.each([
  [
    'a.yml',
    'title: T\nlogsource: {product: x}\ndetection:\n  s: {a|fieldref|contains: b}\n  condition: s\n',
    'esql',
  ],
  ['a.eql', 'any where stringContains(custom.a, custom.b)', 'eql'],
])('a field that is looked for in another: %s', async (path, text, dialect) => {
  const file = new SourceFile(path, text);
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  const backend = await targets.find(each => each.target === 'elastic')?.load();
  if (rule === undefined || backend === undefined) throw new Error('no rule or target');
  const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;
  const { translation } = await verifyTranslation(rule, compile(rule, backend, options));
  expect([translation.verdict, translation.dialect?.name]).toEqual(['exact', dialect]);
});

// Elasticsearch cuts the quotient of whole numbers, and not that of others; what a field has, no query says.
describe('a quotient that is cut to a whole number', () => {
  test.each([
    [
      'splunk',
      'a.eql',
      'any where custom.x / 2 == 2',
      'exact',
      'single-valued:custom.x',
      'whole-number:custom.x',
    ],
    ['splunk', 'a.eql', 'any where process.pid / 2 == 2', 'exact', 'single-valued:ProcessId'],
    ['splunk', 'a.eql', 'any where custom.x / 2.0 == 2', 'exact', 'single-valued:custom.x'],
  ])('in %s, of %s: %s', async (target, path, text, ...expected) => {
    expect(await verdictOf(target, path, text)).toEqual(expected);
  });
});
