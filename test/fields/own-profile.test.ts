import { afterEach, describe, expect, test } from 'vitest';
import { useTables } from '../../src/fields/index.ts';
import { translated } from './in-environment.ts';

afterEach(() => useTables(undefined));

const sigma = (detection: string): string =>
  `title: t\nid: 0b0bd7ac-9d44-4ff1-8d9c-3f5a7b0dd5f4\nlogsource: {product: windows, category: process_creation}\ndetection: {a: {${detection}}, condition: a}\n`;

const line = (text: string): string => sigma(`CommandLine|contains: ${text}`);

/** A profile, a rule and a target: the verdict, a part of the query, and what is not given. */
type Row = readonly [
  profile: string,
  text: string,
  target: string,
  verdict: string,
  query: string,
  without?: string,
];

const texts = 'elastic: { text: [process.command_line], keyword: [message] }';
const caseless = 'elastic: { caseless: { process.command_line: process.command_line.lc } }';

const rows: Readonly<Record<string, Row>> = {
  'a word within a word of a text field': [
    texts,
    line('foo'),
    'elastic:kql',
    'exact',
    'process.command_line:*foo*',
  ],
  'two words of a text field': [texts, line("'a b'"), 'elastic', 'exact', 'to_lower(process.command_line)'],
  'and to Lucene': [texts, line('foo'), 'elastic:lucene', 'exact', 'process.command_line:*foo*'],
  'a whole text of a text field': [
    texts,
    sigma('CommandLine: foo bar'),
    'elastic:lucene',
    'different',
    'process.command_line:',
  ],
  'a word of a text field in KQL': [
    texts,
    'data_stream.dataset: windows.sysmon_operational and process.command_line: foo',
    'sigma',
    'broader',
    'CommandLine|contains: foo',
  ],
  'a keyword that is text elsewhere': [
    texts,
    'data_stream.dataset: system.syslog and message: "foo bar"',
    'sigma',
    'exact',
    'message|cased: foo bar',
  ],
  'a keyword is known to be one': [
    texts,
    'data_stream.dataset: system.syslog and message: "foo bar"',
    'elastic',
    'exact',
    'message:"foo bar"',
    'keyword:message',
  ],
  'a subfield that ignores case': [
    caseless,
    line('foo'),
    'elastic',
    'exact',
    'process.command_line.lc:*foo*',
  ],
  'a subfield of another name on the way in': [
    caseless,
    'data_stream.dataset: windows.sysmon_operational and process.command_line.lc: *foo*',
    'sigma',
    'exact',
    'CommandLine|contains: foo',
  ],
};

describe('what a profile says of mappings', () => {
  test.each(Object.entries(rows))('%s', async (_name, [profile, text, target, verdict, query, without]) => {
    const config = `profile: p\nprofiles: { p: { ${profile} } }\n`;
    const { verdict: found, query: printed, given } = await translated(text, target, config);
    expect(found).toBe(verdict);
    expect(printed).toContain(query);
    expect(given).not.toContain(without ?? 'none');
  });
});

/** Where a profile finds the events of process creation, and what is printed first. */
const searches: Readonly<Record<string, readonly [search: string, printed: string]>> = {
  'an id that is the scope too': ['index=win EventCode=1', 'index=win EventCode=1 CommandLine'],
  'in quotes, after AND': ['index=win AND EventCode="1"', 'index=win EventCode=1 CommandLine'],
  'beside other ids': ['index=win (EventCode=1 OR EventCode=9)', '(index=win (EventCode=1 OR EventCode=9))'],
  'negated words': ['index=win NOT host=lab*', 'index=win NOT host=lab* EventCode=1'],
  'what the rule asks for too': ['index=win CommandLine=*', 'index=win CommandLine=* EventCode=1'],
  'a macro': ['`sysmon` EventCode=1', '`sysmon` EventCode=1 CommandLine'],
  'a macro with values': ['`sysmon(win, "a b")`', '`sysmon(win, "a b")` EventCode=1'],
};

describe('where a profile finds events', () => {
  const config = (search: string): string =>
    `profile: p\nprofiles: { p: { splunk: { searches: { windows.process_creation: '${search}' } } } }\n`;

  test.each(Object.entries(searches))('%s', async (_name, [search, printed]) => {
    for (const detection of ['CommandLine|contains: foo', 'CommandLine|exists: true']) {
      const { verdict, query } = await translated(sigma(detection), 'splunk', config(search));
      expect(verdict).toBe('exact');
      expect(query?.replaceAll(/\s+/g, ' ')).toContain(printed);
    }
  });

  test('a search that says so is known to be of the source', async () => {
    const spl = 'index=win EventCode=1 CommandLine="*foo*"';
    const { query, verdict } = await translated(
      spl,
      'sigma',
      config('index=win EventCode=1'),
      undefined,
      'spl',
    );
    expect(verdict).toBe('exact');
    expect(query).toContain('CommandLine|contains: foo');
  });
});

const parted = `sources:
  acme.badge:
    sigma: { product: acme, service: badge }
    elastic: { indices: [logs-acme.badge-*] }
    splunk: { search: 'index=doors' }
    panther: { log-types: [Custom.Acme.Badge] }
fields:
  acme.badge:
    - { canonical: acme.name, sigma: { name: Account, half: name }, elastic: acme.name, splunk: { name: acct, half: name }, panther: name }
    - { canonical: acme.domain, sigma: { name: Account, half: domain }, elastic: acme.domain, splunk: { name: acct, half: domain }, panther: domain }
    - { canonical: acme.md5, sigma: { name: Hashes, part: MD5 }, elastic: acme.md5, splunk: md5 }
    - { canonical: acme.sha1, sigma: { name: Hashes, part: SHA1 }, elastic: acme.sha1, splunk: sha1 }
    - { canonical: acme.args, sigma: { name: Line, arguments: true }, elastic: acme.args, splunk: { name: line, arguments: true } }
`;

/** What is asked of a whole, and what becomes of it; no field keeps its written name. */
const wholes: Readonly<Record<string, readonly [detection: string, target: string, query: string]>> = {
  'an account of two fields': [
    "Account: 'CORP\\root'",
    'elastic',
    'acme.domain : "CORP" and acme.name : "root"',
  ],
  'the end of an account': ["Account|endswith: '\\root'", 'panther', 'name == "root"'],
  'an account that is one there too': ["Account: 'CORP\\root'", 'splunk', 'acct="CORP\\\\root"'],
  'one digest of a list': [`Hashes|contains: MD5=${'a'.repeat(32)}`, 'splunk', `md5="${'a'.repeat(32)}"`],
  'another one of the list': [
    `Hashes|contains: SHA1=${'a'.repeat(40)}`,
    'elastic',
    `acme.sha1:${'a'.repeat(40)}`,
  ],
  'a line that is one there too': ['Line|contains: " -enc "', 'splunk', 'line="* -enc *"'],
};

describe('a field that a project says by its parts', () => {
  test.each(Object.entries(wholes))('%s', async (_name, [detection, target, query]) => {
    const text = `title: t\nlogsource: {product: acme, service: badge}\ndetection: {a: {${detection}}, condition: a}\n`;
    const { verdict, query: printed, given } = await translated(text, target, parted);
    expect(verdict).toBe('exact');
    expect(printed?.replaceAll(/\s+/g, ' ')).toContain(query);
    expect(given.filter(each => each.startsWith('same-name'))).toEqual([]);
  });
});
