import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { targets } from '../../backends/index.ts';
import { formsOf } from '../../src/compile/index.ts';
import { formatDiagnostic } from '../../src/diagnostics/index.ts';
import { readConfig } from '../../src/project/read-config.ts';
import { SourceFile } from '../../src/source/index.ts';
import { exampleConfig } from '../docs/config-page.ts';

const schema: object = JSON.parse(readFileSync('schemas/config.schema.json', 'utf8'));
const validate = new Ajv2020({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
}).compile(schema);

const good = `rules:
  - paths: [rules]
packs:
  - { name: splunk, target: splunk, folder: packs/splunk }
`;

function read(text: string, others: Readonly<Record<string, string>> = {}) {
  return readConfig(new SourceFile('ruleglot.config.yaml', text), 'ruleglot.config.yaml', path => {
    const found = others[path];
    return found === undefined ? 'there is no such file' : new SourceFile(path, found);
  });
}

/** The code, the text that is underlined, and what is said. */
function problems(text: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  return read(text, others).diagnostics.map(({ code, span, message, help }) => {
    const under = span === undefined ? '' : span.file.text.slice(span.start, span.end);
    return `${code} ‹${under}› ${message}${help === undefined ? '' : ` (${help})`}`;
  });
}

test('the example of the page is whole', () => {
  expect(problems(exampleConfig)).toEqual([]);
  expect(validate(parse(exampleConfig))).toBe(true);
});

test('each key that a configuration may have is explained', () => {
  expect(readFileSync('docs/configuration.md', 'utf8')).not.toMatch(/\|\s*\|$/m);
});

test('a known data source may change its log source, or leave it to another', () => {
  const sources =
    'okta.system: { sigma: { service: other } }, own: { sigma: { product: okta, service: okta } }';
  expect(problems(`${good}sources: { ${sources} }\n`)).toEqual([]);
});

test('a small configuration is whole', () => {
  expect(read(good).value?.config).toMatchObject({
    rules: [{ paths: ['rules'] }],
    packs: [{ name: 'splunk' }],
  });
});

const bad: Readonly<Record<string, readonly [text: string, expected: string]>> = {
  'a plural is near to its singular': [
    `${good}policies: {}\n`,
    "config/unknown-key ‹policies› there is no key 'policies' here (did you mean 'policy'?)",
  ],
  'another version of the configuration is none that is near': [
    `version: 2\n${good}`,
    "config/bad-value ‹2› version takes 1, not '2'",
  ],
  'the folder of a pack has a name on every system': [
    good.replace('packs/splunk', 'packs/nul'),
    "config/bad-value ‹packs/nul› folder takes a path whose parts are names on Windows, too, not 'packs/nul'",
  ],
  'a wrong key has its nearest name': [
    good.replace('folder:', 'foldr:'),
    "config/unknown-key ‹foldr› there is no key 'foldr' here (did you mean 'folder'?)",
  ],
  'comments alone': ['# rules: [a]\n', 'read/empty ‹› this file is empty'],
  'a wrong type': [
    good.replace('[rules]', 'rules'),
    'config/wrong-type ‹rules› paths is to be a list, not a text',
  ],
  'a word that is none of a list': [
    good.replace('target: splunk', 'target: splnk'),
    "config/bad-value ‹splnk› target takes one of splunk, splunk:spl, splunk:cim, splunk:datamodel, panther, panther:python, panther:correlation, panther:sql, sigma, elastic, elastic:kql, elastic:eql, elastic:esql, elastic:lucene, not 'splnk' (did you mean 'splunk'?)",
  ],
  'a key that is missing': [
    good.replace('paths:', 'exclude:'),
    "config/missing-key ‹exclude› the key 'paths' is missing",
  ],
  'a form of another target': [
    good.replace('folder:', 'form: toml, folder:'),
    "config/bad-value ‹toml› form takes a form of splunk (app, escu), not 'toml'",
  ],
  'two packs of one name': [
    `${good}  - { name: splunk, target: sigma, folder: other }\n`,
    "config/same-name ‹splunk› there are two packs named 'splunk'",
  ],
  'a profile that is not there': [
    `${good}profile: prod\nprofiles: { prod-eu: {} }\n`,
    "config/bad-value ‹prod› profile takes the name of a profile (prod-eu), not 'prod'",
  ],
  'a day that is none': [
    `${good}policy: { waivers: [{ rule: x, allow: [refused], reason: y, until: soon }] }\n`,
    "config/bad-value ‹soon› until takes a day as in 2027-01-31, not 'soon'",
  ],
  'a date that no calendar has': [
    `${good}policy: { waivers: [{ rule: x, allow: [refused], reason: y, until: 2027-02-30 }] }\n`,
    "config/bad-value ‹2027-02-30› until takes a day as in 2027-01-31, not '2027-02-30'",
  ],
  'a word of a policy that is none': [
    `${good}policy: { fail-on: [unredable] }\n`,
    "config/bad-value ‹unredable› fail-on takes one of unreadable, refused, broader, narrower, different, unverified, changed, none, given:KIND, not 'unredable' (did you mean 'unreadable'?)",
  ],
  'an assumption that there is none of': [
    `${good}policy: { fail-on: ["given:smae-name"] }\n`,
    'config/bad-value ‹"given:smae-name"› fail-on takes a kind of assumption',
  ],
  'a waiver of none': [
    `${good}policy: { waivers: [{ rule: x, allow: ["given:nope:Image"], reason: y, until: 2027-02-28 }] }\n`,
    'config/bad-value ‹"given:nope:Image"› allow takes a kind of assumption',
  ],
  'a report of no form': [
    `${good}reports: [sarif]\n`,
    "config/bad-value ‹sarif› reports takes ndjson=FILE, json=FILE, sarif=FILE, junit=FILE, markdown=FILE, html=FILE, or github, not 'sarif'",
  ],
  'a name of two fields': [
    `${good}fields: { okta.system: [{ canonical: a, sigma: x }, { canonical: b, sigma: x }] }\n`,
    "config/bad-value ‹x› sigma takes a name of one field, and a has it, not 'x'",
  ],
  'a field that is said twice': [
    `${good}fields: { okta.system: [{ canonical: a, sigma: x }, { canonical: a, sigma: y }] }\n`,
    "config/bad-value ‹a› canonical takes a field that no entry before it is of; further names of one stand under its also, not 'a'",
  ],
  'a log source that has parts of its own': [
    `${good}sources: { own: { sigma: { product: windows, service: security } } }\n`,
    'config/bad-value ‹{ product: windows, service: security }› sigma takes a log source of no other data source; change windows.security, which has it',
  ],
  'a log source of two data sources of the project': [
    `${good}sources: { one: { sigma: { product: own } }, two: { sigma: { product: Own } } }\n`,
    'config/bad-value ‹{ product: Own }› sigma takes a log source of no other data source; change one, which has it',
  ],
  'a log source of two data sources': [
    `${good}sources: { own: { sigma: { product: okta, service: okta } } }\n`,
    'config/bad-value ‹{ product: okta, service: okta }› sigma takes a log source of no other data source; change okta.system, which has it',
  ],
  'a data source that there is none of': [
    `${good}profiles: { eu: { splunk: { searches: { windows.secrity: index=eu } } } }\n`,
    'config/bad-value ‹windows.secrity› searches takes the id of a data source (windows.process_creation',
  ],
  'a data model that there is none of': [
    `${good}sources: { own: { splunk: { model: Endpoint.Proceses } } }\n`,
    'config/bad-value ‹Endpoint.Proceses› model takes the name of a data model (Endpoint.Processes, Endpoint.Filesystem',
  ],
  'broken YAML': ['rules: [', 'read/yaml-syntax'],
  'a base that is not there': [
    `extends: base.yaml\n${good}`,
    'config/extends ‹base.yaml› cannot extend base.yaml: there is no such file',
  ],
};

test.each(Object.entries(bad))('%s', (_name, [text, expected]) => {
  const [first = '', ...more] = problems(text);
  expect(first.slice(0, expected.length)).toBe(expected);
  expect(more).toEqual([]);
  expect(read(text).value).toBeUndefined();
});

test('a data model of one’s own is known by the fields that are said to be in it', () => {
  const sources = 'sources: { own: { splunk: { model: Ours.Doors } } }\n';
  const fields = (cim: string) => `fields: { own: [{ canonical: door.id, cim: ${cim} }] }\n`;
  expect(problems(good + sources + fields('Doors.id'))).toEqual([]);
  expect(problems(good + sources + fields('{ name: Doors.id, part: MD5 }'))).toEqual([]);
  expect(problems(good + sources + fields('Windows.id'))).toHaveLength(1);
  expect(problems(good + sources.replace('Ours.Doors', 'Network_Traffic'))).toEqual([]);
});

test('an error shows the line that it is in', () => {
  const [first] = read(bad['a wrong type']?.[0] ?? '').diagnostics;
  expect(first && formatDiagnostic(first, '')).toContain('2 |   - paths: rules\n  |            ^^^^^');
});

test('a configuration extends others, whose paths are their own', () => {
  const base = `${good}profiles: { eu: { splunk: { model: cim } } }\nlock: base.lock\n`;
  const { value } = read('extends: shared/base.yaml\nlock: own.lock\nprofiles: { us: {} }\n', {
    'shared/base.yaml': base,
  });
  expect(value?.config).toMatchObject({
    rules: [{ paths: ['shared/rules'] }],
    packs: [{ folder: 'shared/packs/splunk' }],
    lock: 'own.lock',
    profiles: { eu: { splunk: { model: 'cim' } }, us: {} },
  });
  expect(value?.files).toEqual(['ruleglot.config.yaml', 'shared/base.yaml']);
});

test('a circle of configurations is told', () => {
  const [first] = problems(`extends: a.yaml\n${good}`, { 'a.yaml': 'extends: ruleglot.config.yaml\n' });
  expect(first).toContain('config/extends ‹ruleglot.config.yaml›');
});

const ofShape = Object.entries(bad).filter(([name]) =>
  /wrong|none of a list|key that is missing|day/.test(name),
);

test('editors find the same by the schema', () => {
  expect(validate(parse(good))).toBe(true);
  expect(ofShape.filter(([, [text]]) => validate(parse(text))).map(([name]) => name)).toEqual([]);
});

const inFolder = (folder: string): string => good.replace('packs/splunk', folder);

test.each([
  ['.', 'a folder of its own'],
  ['./', 'a folder of its own'],
  ['""', 'a folder of its own'],
  ['..', 'a folder of its own'],
  ['../..', 'a folder of its own'],
  ['packs/..', 'a folder of its own'],
  ['/srv/packs', 'a path from the folder of the project'],
  ["'C:\\packs'", 'a path from the folder of the project'],
  ['rules', 'a folder that holds no rules'],
  ['packs/../rules/', 'a folder that holds no rules'],
])('a pack in %s: rules would be taken for what was built', (folder, expected) => {
  const [first, ...more] = problems(inFolder(folder));
  expect(first).toContain(`folder takes ${expected}`);
  expect(more).toEqual([]);
});

test('a pack may be in any other folder, also beside the project', () => {
  for (const folder of ['packs', 'rules/packs', '../packs', './packs/', '..packs'])
    expect(problems(inFolder(folder))).toEqual([]);
  expect(problems(inFolder('rules').replace('[rules]', '["**/*.yml"]'))).toEqual([]);
  expect(problems(inFolder('own').replace('[rules]', '["own/rules/*.yml"]'))).toHaveLength(1);
});

test('a pack is of any target that there is, and of any form of it', async () => {
  const backends = await Promise.all(targets.map(each => each.load()));
  const names = backends.flatMap(backend => [
    backend.target,
    ...formsOf(backend).map(form => `${backend.target}:${form}`),
  ]);
  for (const name of names.filter(each => each !== 'sigma:sigma'))
    expect(problems(good.replace('target: splunk', `target: "${name}"`)), name).toEqual([]);
});

test('all that is wrong is told at once: what breaks the schema hides no name that is of nothing', () => {
  const text = `${good}profle: prod
profile: prd
profiles:
  prod: { extends: base, splunk: { model: row } }
  eu: { extends: prod, panther: { log-types: { okta.sistem: [Okta.SystemLog] } } }
fields:
  acme.till:
    - { sigma: Till }
    - { canonical: a.b, sigma: X }
    - { canonical: a.c, sigma: X }
  acme.shop: [{ canonical: a.d, splunk: { name: y, alike: true } }]
sources:
  acme.till: { title: [Till] }
policy: { fail-on: [given:same-nam], waivers: [{ packs: [splnk], allow: [given:keyword] }] }
`;
  expect(problems(text).map(each => each.replace(/› .*$/s, '›'))).toEqual([
    'config/unknown-key ‹profle›',
    'config/bad-value ‹row›',
    'config/missing-key ‹sigma›',
    'config/wrong-type ‹[Till]›',
    ...Array(3).fill('config/missing-key ‹packs›'),
    'config/bad-value ‹prd›',
    'config/extends ‹base›',
    'config/bad-value ‹acme.shop›',
    'config/bad-value ‹okta.sistem›',
    'config/bad-value ‹{ name: y, alike: true }›',
    'config/bad-value ‹X›',
    'config/bad-value ‹given:same-nam›',
  ]);
});

test('a pack that is left out for what is wrong with it is one that others may name', () => {
  const waiver = `policy: { waivers: [{ rule: r, packs: [x], allow: ['given:keyword'], reason: w, until: '2027-01-31' }] }`;
  const found = problems(`${good}  - { name: x, target: 3, folder: packs/x }\n${waiver}\n`);
  expect(found.map(each => each.replace(/ ‹.*$/s, ''))).toEqual(['config/wrong-type']);
});

test('whatever stands in the place of a value, all is read that can be', () => {
  const lines = exampleConfig.split('\n');
  for (const [at, line] of lines.entries())
    for (const value of ['3', '[]', '{}', '[{ name: 3 }]', 'null', '{ name: [a] }']) {
      const changed = line.replace(/: +[^\s#].*$|:\s*$/, `: ${value}`);
      if (changed === line) continue;
      expect(() => read(lines.toSpliced(at, 1, changed).join('\n'))).not.toThrow();
    }
});
