import { expect, test } from 'vitest';
import { kql } from '../../backends/elastic/kql/index.ts';
import { always, and, equals, exists, keyword, like, not, or } from '../../src/ir/index.ts';
import { f, glob, planned, translate } from './planned-rule.ts';
import { analysed, describeRows, networks, type Row, range, several } from './rows.ts';

const name = f('process.name', 'string');
const ignored = { casing: 'ignored' } as const;

const values: readonly Row[] = [
  [equals(name, ['cmd.exe']), 'process.name:cmd.exe'],
  [equals(name, ['a', 'b c']), 'process.name:(a or "b c")'],
  [equals(name, ['']), 'process.name:""'],
  [equals(name, ['and']), 'process.name:"and"'],
  [equals(name, ['Not']), 'process.name:"Not"'],
  [equals(name, ['null']), 'process.name:"null"'],
  [equals(name, ['a*b?']), 'process.name:"a*b?"'],
  [equals(name, ['C:\\users\\temp']), 'process.name:"C:\\\\users\\\\temp"'],
  [equals(name, ['a "quoted" one']), 'process.name:"a \\"quoted\\" one"'],
  [equals(name, ['a\tb\r\nc\u0000']), 'process.name:"a\\tb\\r\\nc\\u0000"'],
  [equals(name, ['(a) or b:{}<>']), 'process.name:"(a) or b:{}<>"'],
  [equals(name, ['été']), 'process.name:été'],
  [equals(f('event.n', 'number'), [5, '7']), 'event.n:(5 or 7)'],
  [equals(f('event.n', 'number'), ['x', '7']), 'rewritten: event.n:7'],
  [equals(f('event.n', 'number'), ['x']), 'rewritten: not *:*'],
  [equals(f('event.b', 'boolean'), ['TRUE'], ignored), 'event.b:true'],
  [equals(f('b'), [true]), 'b:true'],
  [equals(f('null'), ['a']), '"null":a'],
  [equals(f('True'), ['a']), '"True":a'],
  [equals(f('ip', 'ip'), ['10.0.0.1', '::1']), 'ip:(10.0.0.1 or "::1")'],
  [equals(f('ip', 'ip'), ['10.0.0.0/8']), 'rewritten: not *:*'],
  [equals(name, ['4624'], ignored), 'process.name:4624'],
  [
    equals({ kind: 'fieldPattern', pattern: glob('a.*'), vendor: 'elastic', origin: [] }, [
      '5',
      'true',
      5,
      'b',
    ]),
    'a.*:("5" or "true" or 5 or b)',
  ],
  [equals(name, ['cmd'], ignored), 'narrower: process.name:cmd'],
  [
    equals(name, ['cmd'], ignored),
    'process.name.caseless:cmd',
    { profile: { caselessSubfield: field => `${field}.caseless` } },
  ],
  [equals(name, ['cmd']), 'different: process.name:cmd', analysed],
  [like(name, [glob('*cmd*')], ignored), 'process.name:*cmd*', analysed],
  [like(name, [glob('*cmd*')]), 'refused', analysed],
  [like(name, [glob('*cmd.exe*')], ignored), 'refused', analysed],
  [equals(name, ['a'], { quantifier: 'all' }), 'process.name:a'],
  [equals(name, ['a'], { quantifier: 'all' }), 'broader: process.name:a', several],
];

const patterns: readonly Row[] = [
  [like(name, [glob('cmd*')]), 'process.name:cmd*'],
  [like(name, [glob('*a*'), glob('b*c')]), 'process.name:(*a* or b*c)'],
  [like(name, [glob('*\\\\Temp\\\\*')]), 'process.name:*\\\\Temp\\\\*'],
  [like(name, [glob('C:\\\\a (x86)\\\\*')]), 'process.name:C\\:\\\\a \\(x86\\)\\\\*'],
  [like(name, [glob('*a\\*b*')]), 'process.name:*a\\*b*'],
  [like(name, [glob('*you and me*')]), 'process.name:*you \\and me*'],
  [like(name, [glob('*I cannot do*')]), 'process.name:*I cannot\\u0020do*'],
  [like(name, [glob('*Knot'), glob('*no')]), 'process.name:(*Kno\\u0074 or *no)'],
  [like(name, [glob('Or *')]), 'process.name:\\Or **'],
  [like(name, [glob('a * b')]), 'process.name:a ** b'],
  [like(name, [glob('* or *')]), 'process.name:* \\or **'],
  [like(name, [glob('a"{<*')]), 'process.name:a\\"\\{\\<*'],
  [like(name, [glob('a\nb*')]), 'process.name:a\\nb*'],
  [like(name, [glob(' a*')]), 'refused'],
  [like(name, [glob('*a ')]), 'refused'],
  [like(name, [glob('a?c')]), 'broader: process.name:a*c'],
  [like(name, [glob('A*')], ignored), 'narrower: process.name:A*'],
  [like(name, [glob('4*')], ignored), 'process.name:4*'],
  [like(f('event.n', 'number'), [glob('4*')]), 'refused'],
  [like(f('ip', 'ip'), [glob('10.*'), glob('192.168.*')]), 'rewritten: ip:(10.0.0.0/8 or 192.168.0.0/16)'],
  [like(f('ip', 'ip'), [glob('1*')]), 'refused'],
];

const others: readonly Row[] = [
  [exists(name), 'process.name:*'],
  [always(true), '*:*'],
  [always(false), 'not *:*'],
  [
    { kind: 'inNetwork', subject: f('source.ip', 'ip'), networks, quantifier: 'any', origin: [] },
    'source.ip:(10.0.0.0/8 or "fe80::/10")',
  ],
  [range('gte', 9, 'number'), 'n >= 9'],
  [range('lt', -1.5, 'number'), 'n < -1.5'],
  [range('gt', 'a b', 'string'), 'n > "a b"'],
  [range('gt', '2026-11-21', 'time'), 'n > "2026-11-21T00:00:00.000Z"'],
  [range('gt', 'soon', 'time'), 'refused'],
  [range('gte', '2026-11-21||/d', 'time'), 'n >= "2026-11-21T00:00:00.000Z"'],
  [range('lte', '2026-11-21||/d', 'time'), 'n <= "2026-11-21T23:59:59.999Z"'],
  [range('gt', '2026-11-21T10||/h', 'time'), 'n > "2026-11-21T10:59:59.999Z"'],
  [range('lt', '2026-11-21||/w', 'time'), 'n < "2026-11-16T00:00:00.000Z"'],
  [range('lte', '2024-02-10||/M', 'time'), 'n <= "2024-02-29T23:59:59.999Z"'],
  [range('lte', '2024-02-10||/y', 'time'), 'n <= "2024-12-31T23:59:59.999Z"'],
  [range('lte', 'soon||/y', 'time'), 'refused'],
  [range('lt', 5, 'number', name), 'refused'],
  [range('startsWith', 'a', 'string'), 'n:a*'],
  [{ ...range('eq', 5, 'number') }, 'n:5'],
  [{ ...range('lt', 5, 'number'), right: f('m') }, 'refused'],
  [keyword([glob('c')], 'exact'), 'different: *c*'],
  [keyword([glob('a b')], 'exact'), 'different: different: *a*; different: *b*'],
  [{ ...keyword([glob('whole one')], 'exact'), scope: 'whole' }, '"whole one"'],
  [
    { kind: 'analysed', subject: f('message'), tokens: ['quick', 'fox'], mode: 'any', origin: [] },
    'message:quick or message:fox',
  ],
  [
    { kind: 'analysed', subject: f('message'), tokens: ['err'], mode: 'phrasePrefix', origin: [] },
    'message:err*',
  ],
  [
    { kind: 'analysed', subject: f('message'), tokens: ['quick', 'fo'], mode: 'phrasePrefix', origin: [] },
    'refused',
  ],
  [
    { kind: 'analysed', subject: f('message'), tokens: ['quick', 'fox'], mode: 'phrase', origin: [] },
    'message:"quick fox"',
  ],
  [
    {
      kind: 'element',
      path: f('user.names'),
      where: and([equals(f('user.names.first'), ['a']), not(exists(f('user.names.last')))]),
      origin: [],
    },
    'user.names:{ first:a and not last:* }',
  ],
  [
    equals({ kind: 'fieldPattern', pattern: glob('target.*.type'), vendor: 'elastic', origin: [] }, ['a']),
    'target.*.type:a',
  ],
  [equals({ kind: 'call', function: 'length', arguments: [name], origin: [] }, [5]), 'refused'],
  [
    equals({ kind: 'call', function: 'lower', arguments: [name], origin: [] }, ['5', 'A']),
    'rewritten: process.name:5',
  ],
  [equals(f('a field'), ['x']), '"a field":x'],
  [equals(f('and'), ['x']), '"and":x'],
];

const junctions: readonly Row[] = [
  [and([or([exists(f('a')), exists(f('b'))]), not(exists(f('c')))]), '(a:* or b:*) and not c:*'],
  [or([and([exists(f('a')), exists(f('b'))]), exists(f('c'))]), '(a:* and b:*) or c:*'],
  [not(and([exists(f('a')), exists(f('b'))])), 'not (a:* and b:*)'],
  [not(not(exists(f('a')))), 'not (not a:*)'],
];

describeRows(kql, { values, patterns, 'other leaves': others, junctions });

test('the scope comes first, and long queries break after `and`', () => {
  const long = ['one', 'two', 'three'].map(word => `${word}-${'x'.repeat(30)}`);
  const where = and([equals(name, long), not(equals(f('user.name'), ['root']))]);
  expect(
    translate(kql, where, {
      scope: and([equals(f('event.category'), ['process']), equals(f('host.os.type'), ['windows'])]),
    }),
  ).toBe(`event.category:process and host.os.type:windows and
  process.name:(
    one-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx or two-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx or three-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
  ) and
  not user.name:root`);
});

test('ten thousand values are one query', () => {
  const many = Array.from({ length: 10_000 }, (_each, index) => `value-${index}`);
  expect(translate(kql, equals(name, many)).match(/value-/g)).toHaveLength(10_000);
});

test('fields that a pattern names are given as keywords: one that takes no text fails the whole query', () => {
  const subject = { kind: 'fieldPattern', pattern: glob('a.*.b?'), vendor: 'elastic', origin: [] } as const;
  expect(kql.assumes?.(equals(subject, ['x']), planned(always(true)))).toEqual(['keyword:a.*.b?']);
  expect(kql.assumes?.(exists(subject), planned(always(true)))).toEqual([]);
});
