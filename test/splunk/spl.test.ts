import { describe, expect, test } from 'vitest';
import { splunk } from '../../backends/splunk/index.ts';
import {
  and,
  anyOne,
  anyRun,
  contains,
  type Expression,
  endsWith,
  equals,
  exists,
  type FunctionName,
  keyword,
  like,
  not,
  or,
  type Pattern,
  type Predicate,
  pattern,
  startsWith,
  text,
} from '../../src/ir/index.ts';
import { planned, splunkField } from './planned.ts';

const image = splunkField('Image');
const line = splunkField('CommandLine');
const dotted = splunkField('process.name');
const ignored = { casing: 'ignored' } as const;
const origin = [] as const;

/** The query without its source and its table, on one line. */
function body(where: Predicate, multiValued: readonly string[] = []): string {
  const query = printed(where, multiValued).replaceAll(/\s*\n\s*/g, ' ');
  return query.replace(/^index=main sourcetype="xml" ?/, '').replace(/ ?\| table .*$/, '');
}

function printed(where: Predicate, multiValued: readonly string[] = []): string {
  return dialect('spl').print(planned(where, { multiValued }));
}

function dialect(name: string) {
  const found = splunk.dialects.find(each => each.name === name);
  if (found === undefined) throw new Error(`no dialect ${name}`);
  return found;
}

const word = (value: string): Pattern => pattern([text(value)]);
const within = (value: string): Pattern => contains(word(value));
const call = (name: FunctionName, ...parameters: Expression[]): Expression => ({
  kind: 'call',
  function: name,
  arguments: parameters,
  origin,
});
const literal = (value: string | number): Expression => ({ kind: 'literal', value, origin });
const compare = (
  left: Expression,
  operator: 'eq' | 'lt' | 'lte' | 'gt' | 'gte' | 'startsWith' | 'endsWith' | 'contains',
  right: Expression,
  as: 'string' | 'number' | 'time' = 'string',
  casing: 'exact' | 'ignored' = 'exact',
): Predicate => ({ kind: 'compares', left, operator, right, as, casing, quantifier: 'any', origin });

const regexOf = (literalText: string, ignoreCase: boolean) =>
  ({
    node: { kind: 'literal', text: literalText },
    anchoring: 'search',
    flags: { ignoreCase, multiline: false, dotAll: false },
  }) as const;
const matches = (subject: Expression, literalText: string, ignoreCase = false): Predicate => ({
  kind: 'matches',
  subject,
  regex: regexOf(literalText, ignoreCase),
  quantifier: 'any',
  origin,
});

const inSearch: readonly (readonly [string, Predicate, string])[] = [
  ['a text in either case', equals(image, ['cmd.exe'], ignored), 'Image="cmd.exe"'],
  ['several texts', equals(image, ['a', 'b'], ignored), 'Image IN ("a", "b")'],
  ['a text without letters, whatever the casing', equals(image, ['4.2']), 'Image="4.2"'],
  ['the empty text', equals(image, ['']), 'Image=""'],
  ['a number', equals(splunkField('EventCode'), [4688]), 'EventCode=4688'],
  ['numbers', equals(splunkField('EventCode'), [1, 4688]), 'EventCode IN (1, 4688)'],
  ['a large number without exponent', equals(splunkField('n'), [1e21]), 'n=1000000000000000000000'],
  ['a boolean', equals(splunkField('Initiated'), [true], ignored), 'Initiated="true"'],
  ['existence', exists(image), 'Image=*'],
  ['absence', not(exists(image)), 'NOT Image=*'],
  ['negation keeps events without the field', not(equals(image, ['a'], ignored)), 'NOT Image="a"'],
  ['an end', like(image, [endsWith(word('\\cmd.exe'))], ignored), 'Image="*\\\\cmd.exe"'],
  ['a start', like(image, [startsWith(word('C:\\'))], ignored), 'Image="C:\\\\*"'],
  ['parts', like(line, [within('-enc'), within('/c')], ignored), 'CommandLine IN ("*-enc*", "*/c*")'],
  ['a question mark is an ordinary character', like(line, [within('a?b')], ignored), 'CommandLine="*a?b*"'],
  ['a quote', equals(line, ['say "hi"'], ignored), 'CommandLine="say \\"hi\\""'],
  ['a backslash at the end', equals(line, ['C:\\'], ignored), 'CommandLine="C:\\\\"'],
  ['a dotted name', equals(dotted, ['a'], ignored), 'process.name="a"'],
  ['a name of an array', equals(splunkField('a{}.b'), ['x'], ignored), '"a{}.b"="x"'],
  ['a word of the language as a name', equals(splunkField('NOT'), ['x'], ignored), '"NOT"="x"'],
  ['a relation of numbers', compare(splunkField('port'), 'gte', literal(1024), 'number'), 'port>=1024'],
  ['a raw text', keyword([word('mimikatz')], 'ignored'), '"*mimikatz*"'],
  ['raw texts', keyword([word('a b'), startsWith(word('c'))], 'ignored'), '("*a b*" OR "*c*")'],
  [
    'a network',
    {
      kind: 'inNetwork',
      subject: splunkField('src'),
      networks: [
        { version: 4, address: '10.0.0.0', prefixLength: 8 },
        { version: 6, address: 'fe80::', prefixLength: 10 },
      ],
      quantifier: 'any',
      origin,
    },
    '(src="10.0.0.0/8" OR src="fe80::/10")',
  ],
  [
    'groups in brackets whatever binds tighter',
    or([
      and([equals(image, ['a'], ignored), equals(line, ['b'], ignored)]),
      not(or([exists(image), exists(line)])),
    ]),
    '((Image="a" AND CommandLine="b") OR NOT (Image=* OR CommandLine=*))',
  ],
  [
    'the base name',
    equals(call('baseName', image), ['cmd.exe'], ignored),
    '(Image IN ("*\\\\cmd.exe", "*/cmd.exe") OR Image="cmd.exe")',
  ],
  ['lower-cased and compared with lower case', equals(call('lower', image), ['cmd.exe']), 'Image="cmd.exe"'],
  ['never', or([]), 'NOT *'],
];

test.each(inSearch)('search says %s', (_, where, expected) => {
  expect(body(where)).toBe(expected);
});

const inWhere: readonly (readonly [string, Predicate, string])[] = [
  ['an exact case', equals(image, ['Cmd.exe']), 'Image="Cmd.exe" | where Image="Cmd.exe"'],
  ['exact texts', equals(image, ['A', 'B']), 'Image IN ("A", "B") | where in(Image, "A", "B")'],
  ['an exact part', like(image, [within('Cmd')]), 'Image="*Cmd*" | where like(Image, "%Cmd%")'],
  [
    'a literal asterisk',
    equals(line, ['a*b'], ignored),
    'CommandLine="a*b" | where lower(CommandLine)="a*b"',
  ],
  [
    'a part with a literal asterisk',
    like(line, [within(' *.ps1')], ignored),
    'CommandLine="* *.ps1*" | where like(lower(CommandLine), "% *.ps1%")',
  ],
  [
    'one character',
    like(line, [pattern([text('a'), anyOne, text('b')])], ignored),
    'CommandLine="a*b" | where like(lower(CommandLine), "a_b")',
  ],
  [
    'a wildcard of like in the text',
    like(line, [pattern([text('%a_'), anyOne, anyRun])], ignored),
    'CommandLine="%a_*" | where match(CommandLine, "(?is)^%a_.")',
  ],
  [
    'a line break',
    equals(line, ['a\nb'], ignored),
    'CommandLine="a*b" | where match(CommandLine, "(?i)^a\\\\x0ab\\\\z")',
  ],
  [
    'a text that search would take for a network',
    equals(splunkField('src'), ['10.0.0.0/8'], ignored),
    'src=* | where src="10.0.0.0/8"',
  ],
  [
    'a text that eval would take for a number',
    or([equals(image, ['007']), equals(line, ['A'])]),
    '(Image="007" OR CommandLine="A") | where match(Image, "^007\\\\z") OR CommandLine="A"',
  ],
  [
    'a regex',
    matches(line, 'a\\b"c'),
    'CommandLine="*a\\\\b\\"c*" | where match(CommandLine, "a\\\\\\\\b\\"c")',
  ],
  [
    'a regex in either case',
    matches(line, 'evil', true),
    'CommandLine="*evil*" | where match(CommandLine, "(?i)evil")',
  ],
  [
    'a negated regex',
    not(matches(line, 'evil')),
    '| where NOT coalesce(match(CommandLine, "evil"), false())',
  ],
  [
    'a regex over raw text',
    {
      kind: 'keyword',
      patterns: [],
      regex: regexOf('evil', false),
      casing: 'exact',
      scope: 'contains',
      origin,
    },
    '| where match(_raw, "evil")',
  ],
  [
    'a text with two backticks, which would be taken for a macro',
    equals(line, ['a`b`c'], ignored),
    'CommandLine="a*b*c" | where match(CommandLine, "(?i)^a\\\\x60b\\\\x60c\\\\z")',
  ],
  [
    'a text that lets an app fail its inspection',
    like(line, [within('rm -rf /')], ignored),
    'CommandLine="*rm*-rf /*" | where match(CommandLine, "(?i)rm\\\\x20-rf /")',
  ],
  [
    'backticks in a pattern',
    like(line, [[anyRun, text('`'), anyRun, text('`')]], ignored),
    'CommandLine=* | where match(CommandLine, "(?s)\\\\x60.*\\\\x60\\\\z")',
  ],
  ['a field with a field', compare(image, 'eq', line), 'Image=* CommandLine=* | where Image=CommandLine'],
  [
    'in either case',
    compare(image, 'eq', line, 'string', 'ignored'),
    'Image=* CommandLine=* | where lower(Image)=lower(CommandLine)',
  ],
  [
    'numbers of fields',
    compare(image, 'lt', line, 'number'),
    'Image=* CommandLine=* | where tonumber(Image)<tonumber(CommandLine)',
  ],
  [
    'a start that is a field',
    compare(image, 'startsWith', line),
    'Image=* CommandLine=* | where substr(Image, 1, len(CommandLine))=CommandLine',
  ],
  [
    'an end that is a field',
    compare(image, 'endsWith', line),
    'Image=* CommandLine=* | where (len(CommandLine)=0 AND isnotnull(Image)) OR substr(Image, len(Image)-len(CommandLine)+1)=CommandLine',
  ],
  [
    'a part that is a field',
    compare(image, 'contains', line),
    'Image=* CommandLine=* | where (len(CommandLine)=0 AND isnotnull(Image)) OR mvcount(split(Image, CommandLine))>1',
  ],
  ['the order of texts', compare(image, 'gt', literal('m')), 'Image=* | where Image>"m"'],
  [
    'a length',
    compare(call('length', dotted), 'gt', literal(5), 'number'),
    "process.name=* | where len('process.name')>5",
  ],
  [
    'a concatenation',
    equals(call('concat', image, literal('-'), line), ['A-B']),
    'Image=* CommandLine=* | where (Image . "-" . CommandLine)="A-B"',
  ],
  [
    'a substring',
    equals(call('substring', image, literal(0), literal(3)), ['Cmd']),
    'Image=* | where substr(Image, 1, 3)="Cmd"',
  ],
  [
    'a substring from the end',
    equals(call('substring', image, literal(-3)), ['Exe']),
    String.raw`Image=* | where replace(Image, "(?s)^.*(?=.{3}\\z)", "")="Exe"`,
  ],
  [
    'an extension',
    equals(call('extension', image), ['exe'], ignored),
    'Image="*.exe" | where lower(if(match(Image, "[^\\\\\\\\/]\\\\.[^.\\\\\\\\/]*\\\\z"), replace(Image, "(?s)^.*\\\\.", ""), null()))="exe"',
  ],
  [
    'a directory',
    equals(call('directoryName', image), ['/tmp']),
    'Image=* | where if(match(Image, "[\\\\\\\\/]"), replace(Image, "[\\\\\\\\/][^\\\\\\\\/]*\\\\z", ""), null())="/tmp"',
  ],
  [
    'a position',
    equals(call('indexOf', image, literal('.')), [3]),
    'Image=* | where if(match(Image, "(?s)\\\\."), len(replace(Image, "(?s)\\\\..*\\\\z", "")), null())=3',
  ],
  [
    'what stands between',
    equals(call('between', image, literal('('), literal(')')), ['A']),
    'Image=* | where if(match(Image, "(?s)^.*?\\\\((.*?)\\\\).*\\\\z"), replace(Image, "(?s)^.*?\\\\((.*?)\\\\).*\\\\z", "\\\\1"), replace(Image, "(?s)^.*\\\\z", ""))="A"',
  ],
  [
    'a replacement',
    equals(call('replace', image, literal('^'), literal('')), ['A']),
    'Image=* | where replace(Image, "(?s)\\\\^", "")="A"',
  ],
  [
    'an hour',
    compare(call('hour', splunkField('_time')), 'gte', literal(22), 'number'),
    '_time=* | where tonumber(strftime(_time, "%H"))>=22',
  ],
  [
    'a sum',
    compare(
      { kind: 'arithmetic', operator: 'add', left: image, right: literal(1), origin },
      'gt',
      line,
      'number',
    ),
    'Image=* CommandLine=* | where (tonumber(Image) + 1)>tonumber(CommandLine)',
  ],
  [
    'a choice',
    equals({ kind: 'choice', branches: [{ when: exists(image), value: image }], otherwise: line, origin }, [
      'A',
    ]),
    '| where case(isnotnull(Image), Image, true(), CommandLine)="A"',
  ],
  [
    'a number of values',
    equals({ kind: 'valueCount', operand: image, origin }, [2]),
    'Image=* | where mvcount(Image)=2',
  ],
  ['an exact raw text', keyword([word('Mimi')], 'exact'), '"*Mimi*" | where match(_raw, "Mimi")'],
  [
    'a time',
    compare(splunkField('_time'), 'gt', literal('2026-01-01T00:00:00Z'), 'time'),
    '_time=* | where _time>1767225600',
  ],
  [
    'a name that eval would calculate with',
    not(equals(splunkField('cs-uri'), ['A'])),
    '| where NOT coalesce(\'cs-uri\'="A", false())',
  ],
];

test.each(inWhere)('where says %s', (_, where, expected) => {
  expect(body(where)).toBe(expected);
});

const mixed: readonly (readonly [string, Predicate, string])[] = [
  [
    'each conjunct on its own',
    and([equals(image, ['a'], ignored), equals(line, ['B'])]),
    'Image="a" CommandLine="B" | where CommandLine="B"',
  ],
  [
    'a disjunction is asked whole again',
    or([equals(image, ['a'], ignored), equals(line, ['B'])]),
    '(Image="a" OR CommandLine="B") | where lower(Image)="a" OR CommandLine="B"',
  ],
  [
    'a negated group comes apart, each part where it can be said',
    not(or([equals(image, ['a'], ignored), equals(line, ['B'])])),
    'NOT Image="a" | where NOT coalesce(CommandLine="B", false())',
  ],
  [
    'what search cannot say under a not is left out there',
    not(and([equals(image, ['a'], ignored), equals(line, ['B'])])),
    '| where NOT (coalesce(lower(Image)="a", false()) AND coalesce(CommandLine="B", false()))',
  ],
  [
    'several conditions of where',
    and([or([equals(image, ['A']), exists(line)]), equals(line, ['B'])]),
    '(Image="A" OR CommandLine=*) CommandLine="B" | where (Image="A" OR isnotnull(CommandLine)) AND CommandLine="B"',
  ],
  [
    'two negations',
    not(and([not(equals(image, ['A'])), exists(line)])),
    'NOT (NOT Image="A" AND CommandLine=*) | where NOT (NOT coalesce(Image="A", false()) AND isnotnull(CommandLine))',
  ],
];

test.each(mixed)('%s', (_, where, expected) => {
  expect(body(where)).toBe(expected);
});

const severalValues: readonly (readonly [string, Predicate, string])[] = [
  ['search asks for any value', equals(image, ['a'], ignored), 'Image="a"'],
  ['any value, exactly', equals(image, ['A']), 'Image="A" | where isnotnull(mvfilter(Image="A"))'],
  ['not any value', not(equals(image, ['A'])), '| where NOT isnotnull(mvfilter(Image="A"))'],
  [
    'every value',
    equals(image, ['a'], { casing: 'ignored', quantifier: 'all' }),
    'Image="a" | where mvcount(mvfilter(lower(Image)="a"))=mvcount(Image)',
  ],
  [
    'the only value',
    equals(image, ['a'], { casing: 'ignored', quantifier: 'single' }),
    'Image="a" | where mvcount(mvdedup(Image))=1 AND isnotnull(mvfilter(lower(Image)="a"))',
  ],
];

test.each(severalValues)('of several values: %s', (_, where, expected) => {
  expect(body(where, ['Image'])).toBe(expected);
});

test('a pattern of field names runs a loop', () => {
  const subject: Expression = {
    kind: 'fieldPattern',
    pattern: pattern([text('target.'), anyRun, text('.type')]),
    vendor: 'splunk',
    origin,
  };
  expect(body(not(equals(subject, ['User'])))).toBe(
    '| eval matched_1=null() | foreach target.*.type [ eval matched_1=if(\'<<FIELD>>\'="User", 1, matched_1) ] | where NOT isnotnull(matched_1)',
  );
});

describe('the whole query', () => {
  test('stands on one line while it fits', () => {
    const query = dialect('spl').print(planned(equals(image, ['a'], ignored)));
    expect(query).toBe(
      'index=main sourcetype="xml" Image="a"\n| table _time, host, user, Image, CommandLine',
    );
  });

  test('has a term a line when it does not, and a value a line in a long list', () => {
    const values = Array.from({ length: 9 }, (_, index) => `C:\\Windows\\System32\\${index}.exe`);
    const query = dialect('spl').print(planned(and([exists(line), equals(image, values, ignored)])));
    expect(query.split('\n').slice(0, 4)).toEqual([
      'index=main sourcetype="xml"',
      '    CommandLine=*',
      '    Image IN (',
      '        "C:\\\\Windows\\\\System32\\\\0.exe",',
    ]);
  });

  test('has an operand a line in a long group, and in it in turn', () => {
    const long = (value: string) => equals(line, [value + 'x'.repeat(60)], ignored);
    const query = dialect('spl').print(
      planned(or([and([long('a'), long('b')]), not(or([long('c'), equals(image, ['D'])]))])),
    );
    const x = 'x'.repeat(60);
    expect(query.split('\n')).toEqual([
      'index=main sourcetype="xml"',
      '    (',
      '        (',
      `            CommandLine="a${x}"`,
      `            AND CommandLine="b${x}"`,
      '        )',
      `        OR NOT CommandLine="c${x}"`,
      '    )',
      '| where (',
      `        lower(CommandLine)="a${x}"`,
      `        AND lower(CommandLine)="b${x}"`,
      '    )',
      '    OR NOT (',
      `        coalesce(lower(CommandLine)="c${x}", false())`,
      '        OR coalesce(Image="D", false())',
      '    )',
      '| table _time, host, user, CommandLine, Image',
    ]);
  });

  test('brackets a source of alternatives, and adds the scope', () => {
    const rule = planned(exists(line), {
      search: 'index=a OR index=b',
      scope: equals(splunkField('EventCode'), [1]),
    });
    expect(dialect('spl').print(rule)).toMatch(/^\(index=a OR index=b\) EventCode=1 CommandLine=\*\n/);
  });

  test('never begins without a source', () => {
    expect(dialect('spl').print(planned(or([]), { search: ' ' }))).toMatch(/^index=\* NOT \*\n/);
  });
});

test('ten thousand operands are printed in time', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `Program${index}.exe`);
  const start = performance.now();
  const query = printed(
    or(names.map(name => and([equals(image, [name]), not(equals(line, [name], ignored))]))),
  );
  expect(query.match(/Program9999\.exe/g)).toHaveLength(3);
  expect(performance.now() - start).toBeLessThan(9000);
});
