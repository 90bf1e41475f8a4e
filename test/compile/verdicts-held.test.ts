import { describe, expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { panther } from '../../backends/panther/index.ts';
import { sigma } from '../../backends/sigma/index.ts';
import { splunk } from '../../backends/splunk/index.ts';
import { compile, defaultProfile, located, type Translation } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import type { Backend, Rule } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { verifyTranslation } from '../../src/verify/index.ts';

// What is declared of a translation is what its query is found to be.

const options = { casing: 'keep', strictFields: false, profile: defaultProfile } as const;

async function ruleIn(file: SourceFile, module = ''): Promise<Rule> {
  const beside = {
    file: (_path: string, name: string) => new SourceFile(name, module),
    folder: () => undefined,
  };
  const [read] = (await readerFor(file))?.read(file, { placeholders: new Map(), beside }) ?? [];
  const rule = read?.rule && resolve(read.rule).value;
  if (rule === undefined) throw new Error(read?.diagnostics.map(each => each.message).join());
  return rule;
}

async function translated(backend: Backend, file: SourceFile, module = ''): Promise<Translation> {
  const rule = await ruleIn(file, module);
  const { translation } = await verifyTranslation(rule, compile(rule, backend, options));
  expect(translation.diagnostics.map(({ code }) => code)).not.toContain('internal/verdict-contradicted');
  expect(translation.diagnostics.map(({ code }) => code)).not.toContain('internal/unreadable-query');
  return translation;
}

const ofSearch = (backend: Backend, spl: string) => translated(backend, new SourceFile('a.spl', spl));

const ofPython = (backend: Backend, module: string, more = '') =>
  translated(
    backend,
    new SourceFile(
      'm.yml',
      `AnalysisType: rule\nFilename: m.py\nRuleID: A.B\nEnabled: true\nLogTypes: [Custom.A]\nSeverity: Low\n${more}`,
    ),
    module,
  );

describe('a column of the values of several events', () => {
  const gathered = 'index=a | stats values(process) AS f BY host | search ';
  test.each([
    ['NOT f=*x*', 'NOT isnotnull(mvfilter(like(lower(f), "%x%")))'],
    ['f=*x* f=y', 'isnotnull(mvfilter(like(lower(f), "%x%"))) AND isnotnull(mvfilter(lower(f)="y"))'],
  ])('has any that fits in Splunk: %s', async (condition, printed) => {
    const { verdict, query } = await ofSearch(splunk, `${gathered}${condition}`);
    expect([verdict, query?.split('| where ').at(-1)?.replace(/\s+/g, ' ')]).toEqual(['exact', printed]);
  });

  test('is one no longer where it is expanded, or counted', async () => {
    const { verdict, query } = await ofSearch(splunk, `${gathered}f=* | mvexpand f | search f=*x*`);
    expect(verdict).toBe('exact');
    expect(query).toContain('| where like(lower(f), "%x%")');
  });

  test('contains a value in ES|QL, and has no patterns there', async () => {
    const equal = await ofSearch(elastic, `${gathered}NOT f=Word`);
    expect(equal.verdict).toBe('exact');
    expect(equal.query).toContain('| where not mv_contains(to_lower(f), "word")');
    expect((await ofSearch(elastic, `${gathered}f=*x*`)).verdict).toBe('narrower');
    expect((await ofSearch(elastic, `${gathered}NOT f=*x*`)).verdict).toBe('broader');
  });
});

test('times rounded down before a run are read of SQL as they are written', async () => {
  const { evidence, query } = await ofSearch(
    panther,
    'index=a | stats earliest(_time) AS e BY host | where e>=relative_time(now(), "-60m@m")',
  );
  expect(evidence?.kind).toBe('proved');
  expect(query).toContain(">= DATE_TRUNC('minute', DATEADD('minute', -60, p_current_timestamp()))");
});

describe('a field that no map has', () => {
  const module = `from ipaddress import ip_address, ip_network

def rule(event):
    if not event.get("address"):
        return False
    return ip_address(event.get("address")) in ip_network("192.168.0.0/16")
`;
  test('that is an address and a text is made an address where the query asks for one', async () => {
    const { verdict, query, given, dialect } = await ofPython(elastic, module);
    expect([verdict, dialect?.name]).toEqual(['exact', 'esql']);
    expect(query).toContain('cidr_match(to_ip(address), "192.168.0.0/16")');
    expect(given).not.toContain('ip:address');
  });

  test('that is compared with numbers and texts is made a number where the query asks for one', async () => {
    const rule = new SourceFile(
      'a.yml',
      'title: T\nlogsource:\n  product: acme\ndetection:\n  s:\n    - d: "a*"\n    - d|gt: 1.5\n  condition: s\n',
    );
    const { verdict, query, given, dialect } = await translated(elastic, rule);
    expect([verdict, dialect?.name]).toEqual(['exact', 'esql']);
    expect(query).toContain('to_double(d) > 1.5');
    expect(given).toContain('keyword:d');
    expect(given).not.toContain('number:d');
  });

  test('with a name of a time is reckoned with as a number', async () => {
    const { verdict, query } = await ofPython(
      elastic,
      'def rule(event):\n    return int(event.get("until")) - event.get("timestamp") > 72 and event.get("timestamp") != ""\n',
    );
    expect(verdict).toBe('exact');
    expect(query).toContain('- to_double(timestamp) > 72');
  });
});

test('events that a key with a default takes together are of one group', async () => {
  const module = `def rule(event):
    return event.get("code") == 1

def dedup(event):
    if event.get("kind") == "person":
        return event.get("person") or "unknown"
    return "unknown"
`;
  const { verdict } = await ofPython(splunk, module, 'Threshold: 10\nDedupPeriodMinutes: 10\n');
  expect(verdict).toBe('broader');
});

test.each([
  ['event.get("x") == 1', 'x: 1'],
  ['event.get("x", False) == 1', 'x: true'],
])(
  'what a rule compares with 1 is a number, unless it is used as a Boolean: %s',
  async (condition, printed) => {
    const { verdict, query } = await ofPython(sigma, `def rule(event):\n    return ${condition}\n`);
    expect([verdict, query]).toEqual(['exact', expect.stringContaining(printed)]);
  },
);

describe('a pattern over one word of a text field', () => {
  const query = new SourceFile('a.kql', String.raw`message:ubuntu\:*`);
  test('is what Elastic looks for', async () => {
    const { verdict, query: printed } = await translated(elastic, query);
    expect([verdict, printed]).toEqual(['exact', String.raw`message:ubuntu\:*`]);
  });
  test.each([
    ['splunk', splunk, 'message="*ubuntu:*"'],
    ['panther', panther, '"ubuntu:" in message'],
    ['sigma', sigma, 'message|contains:'],
  ])('is found within other words too in %s', async (_name, backend, printed) => {
    const { verdict, query: text } = await translated(backend, query);
    expect([verdict, text]).toEqual(['broader', expect.stringContaining(printed)]);
  });
});

test.each(['mv_contains(mv_append(a.x, a.y), "k")', 'mv_contains(split(a.x, ","), "k")'])(
  'a list that a function makes is not compared as one value: %s',
  async condition => {
    const query = `from logs-* metadata _id, _index, _version\n| where ${condition}`;
    const { verdict, query: printed } = await translated(elastic, new SourceFile('a.esql', query));
    expect([verdict, printed]).toEqual(['exact', query]);
  },
);

test('terms of the raw text are searched for in Splunk as they were written', async () => {
  const { verdict, query } = await ofSearch(
    splunk,
    'index=a foo bar* OR "baz qux" NOT TERM(10.0.0.1) CASE(Foo) *.exe',
  );
  expect(verdict).toBe('exact');
  expect(query?.split('\n')[0]).toBe(
    'index=* index="a" "foo" ("bar*" OR "baz qux") NOT TERM(10.0.0.1) CASE(Foo) "*.exe"',
  );
});

test.each([
  ['a', 'eql'],
  ['process.name', 'kql'],
])(
  'an order of texts that look like numbers is said where texts are ordered as such: %s in %s',
  async (field, name) => {
    const query = `from logs-* metadata _id, _index, _version\n| where ${field} > "5" and b <= 10`;
    const { verdict, dialect } = await translated(elastic, new SourceFile('a.esql', query));
    expect([verdict, dialect?.name]).toEqual(['exact', name]);
  },
);

test('what is told of a translation as a whole stands where the rule says what it looks for', async () => {
  const rule = await ruleIn(new SourceFile('a.esql', 'from logs-* | where split(a.x, ",") == "b"'));
  const { translation } = await verifyTranslation(rule, compile(rule, splunk, options));
  const [doubt] = located(translation.diagnostics, rule).filter(({ code }) => code === 'plan/different');
  expect(translation.diagnostics.find(({ code }) => code === 'plan/different')?.span).toBeUndefined();
  expect(doubt?.span?.start).toBeGreaterThanOrEqual(0);
  expect(located([], rule)).toEqual([]);
});

test.each([
  [splunk, "{Image|neq: ['(?i)x', İ]}", 'lower(Image)="i\u0307"'],
  [elastic, '{a|fieldref: _, b: c}', 'winlog.event_data.`_`'],
])('what no regex folds and what is no identifier: %#', async (backend, selection, wanted) => {
  const text = `title: t\nlogsource: {category: process_creation, product: windows}\ndetection:\n  s: {CommandLine: x}\n  f: ${selection}\n  condition: s and not f\n`;
  const { verdict, query } = await translated(backend, new SourceFile('a.yml', text));
  expect(verdict).toBe('exact');
  expect(query).toContain(wanted);
});

test.each([splunk, panther, elastic])(
  'what is blank at the ends of a text is given: $target',
  async backend => {
    const { verdict, given } = await ofPython(
      backend,
      'def rule(event):\n    return event.get("a", "").strip() == "x"\n',
    );
    expect(verdict).toBe('exact');
    expect(given).toContain('usual-blanks:a');
  },
);

test('a field that is reckoned with and is a text elsewhere is in no index of Elastic', async () => {
  const search = (more: string) => ofSearch(elastic, `index=x ${more} | where n%2=1`);
  expect((await search('')).verdict).toBe('exact');
  expect((await search('NOT n=1000*')).verdict).toBe('refused');
});

test('a network of IPv4 addresses in the form of IPv6 is looked for in both forms in Splunk', async () => {
  const rule = new SourceFile(
    'a.yml',
    'title: T\nlogsource:\n  product: acme\ndetection:\n  s:\n    a|cidr: "::ffff:10.0.0.0/104"\n  condition: s\n',
  );
  const { verdict, query } = await translated(splunk, rule);
  expect(verdict).toBe('exact');
  expect(query).toContain('(a="10.0.0.0/8" OR a="::ffff:a00:0/104")');
});

test('a loss that no made event shows stays beside one that they do show', async () => {
  const rule =
    'title: T\nlogsource: {category: process_creation, product: windows}\ndetection:\n  s: {CommandLine|re: foo(?=bar)}\n  keywords: [mimikatz]\n  condition: s or keywords\n';
  const { verdict, evidence } = await translated(elastic, new SourceFile('a.yml', rule));
  expect([verdict, evidence?.kind]).toEqual(['different', 'tested']);
});
