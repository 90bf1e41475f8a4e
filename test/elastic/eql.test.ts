import { expect, test } from 'vitest';
import { eql } from '../../backends/elastic/eql/index.ts';
import {
  always,
  and,
  type Expression,
  equals,
  exists,
  field,
  keyword,
  like,
  not,
  or,
} from '../../src/ir/index.ts';
import { f, glob, planned } from './planned-rule.ts';
import { analysed, describeRows, matches, networks, type Row, range, several } from './rows.ts';

const name = f('process.name', 'string');
const ignored = { casing: 'ignored' } as const;

function call(
  fn: 'length' | 'concat' | 'substring' | 'between' | 'indexOf' | 'trim',
  ...values: Expression[]
): Expression {
  return { kind: 'call', function: fn, arguments: values, origin: [] };
}
function literal(value: string | number | boolean): Expression {
  return { kind: 'literal', value, origin: [] };
}

const values: readonly Row[] = [
  [equals(name, ['cmd.exe']), 'any where process.name == "cmd.exe"'],
  [equals(name, ['a', 'b']), 'any where process.name in ("a", "b")'],
  [equals(name, ['cmd.exe'], ignored), 'any where process.name : "cmd.exe"'],
  [equals(name, ['a', 'b'], ignored), 'any where process.name : ("a", "b")'],
  [equals(name, ['a*', 'b'], ignored), 'any where process.name in~ ("a*", "b")'],
  [equals(name, ['a?'], ignored), 'any where process.name in~ ("a?")'],
  [equals(name, ['a*']), 'any where process.name == "a*"'],
  [equals(name, ['1', '2'], ignored), 'any where process.name in ("1", "2")'],
  [equals(name, ['É'], ignored), 'any where process.name : ("É", "é")'],
  [equals(name, ['ÉÉÉÉ'], ignored), 'narrower: any where process.name : "ÉÉÉÉ"'],
  [equals(name, ['']), 'any where process.name == ""'],
  [equals(name, ['C:\\a\t"b"\n\u0007']), 'any where process.name == "C:\\\\a\\t\\"b\\"\\n\\u{0007}"'],
  [equals(f('event.n', 'number'), [5, '7']), 'any where event.n in (5, 7)'],
  [equals(f('event.n', 'number'), ['x']), 'rewritten: any where false'],
  [equals(f('event.code'), [4624]), 'any where event.code == "4624"'],
  [equals(name, [5, true]), 'any where process.name in ("5", "true")'],
  [equals(name, [5]), 'any where process.name == "5"'],
  [equals(f('n'), [5, 'a']), 'any where n in ("5", "a")'],
  [equals(f('n'), [true, '$'], ignored), 'any where n : ("true", "$")'],
  [equals(f('event.b', 'boolean'), [true]), 'any where event.b == true'],
  [equals(f('event.b', 'boolean'), ['True'], ignored), 'any where event.b == true'],
  [equals(f('ip', 'ip'), ['fe80::1'], ignored), 'any where ip == "fe80::1"'],
  [equals(name, ['a']), 'refused', analysed],
  [equals(name, ['a'], { quantifier: 'single' }), 'broader: any where process.name == "a"', several],
];

const patterns: readonly Row[] = [
  [like(name, [glob('cmd*')], ignored), 'any where process.name : "cmd*"'],
  [like(name, [glob('a?c*'), glob('*b')], ignored), 'any where process.name : ("a?c*", "*b")'],
  [like(name, [glob('cmd*')]), 'any where process.name like "cmd*"'],
  [like(name, [glob('*1*'), glob('2*')], ignored), 'any where process.name like ("*1*", "2*")'],
  [like(name, [glob('*\\\\Temp\\\\*')], ignored), 'any where process.name : "*\\\\Temp\\\\*"'],
  [like(name, [glob('é*')], ignored), 'any where process.name : ("é*", "É*")'],
  [like(f('process.pid', 'number'), [glob('1*')]), 'any where string(process.pid) like "1*"'],
  [like(f('ip', 'ip'), [glob('10.*')]), 'rewritten: any where cidrMatch(ip, "10.0.0.0/8")'],
  [like(f('ip', 'ip'), [glob('1*')]), 'any where string(ip) like "1*"'],
];

const others: readonly Row[] = [
  [exists(name), 'any where process.name != null'],
  [not(exists(name)), 'any where process.name == null'],
  [always(false), 'any where false'],
  [
    { kind: 'inNetwork', subject: f('source.ip', 'ip'), networks, quantifier: 'any', origin: [] },
    'any where cidrMatch(source.ip, "10.0.0.0/8", "fe80::/10")',
  ],
  [range('gte', 9, 'number'), 'any where n >= 9'],
  [range('gt', 'a b', 'string'), 'any where n > "a b"'],
  [
    range('lte', '2026-11-21T01:02:03Z', 'time', f('@timestamp', 'time')),
    'any where @timestamp <= "2026-11-21T01:02:03.000Z"',
  ],
  [range('gt', 5, 'number', call('length', name)), 'any where length(process.name) > 5'],
  [range('gt', 5, 'number', name), 'refused'],
  [range('contains', 'a', 'string'), 'any where n like "*a*"'],
  [
    equals(call('substring', name, literal(0), literal(-4)), ['a'], ignored),
    'any where substring(process.name, 0, -4) : "a"',
  ],
  [equals(call('concat', name, literal('$')), ['a$']), 'any where concat(process.name, "$") == "a$"'],
  [
    equals(call('between', name, literal('('), literal(')'), literal(true)), ['x']),
    'any where between(process.name, "(", ")", true) == "x"',
  ],
  [equals(call('trim', name), ['x']), 'refused'],
  [{ ...range('eq', 1, 'string'), right: f('m') }, 'refused'],
  [{ ...range('endsWith', 1, 'string', name), right: f('m'), casing: 'ignored' }, 'refused'],
  [{ ...range('contains', 1, 'string', name), right: f('m') }, 'refused'],
  [{ ...range('startsWith', 1, 'string', name), right: f('m') }, 'any where startsWith(process.name, m)'],
  [
    range('gt', 8, 'number', {
      kind: 'arithmetic',
      operator: 'multiply',
      left: { kind: 'arithmetic', operator: 'add', left: f('a'), right: literal(1), origin: [] },
      right: literal(2),
      origin: [],
    }),
    'any where (a + 1) * 2 > 8',
  ],
  [
    equals({ kind: 'coercion', to: 'number', operand: name, base: 16, origin: [] }, [31]),
    'any where number(process.name, 16) == 31',
  ],
  [keyword([glob('x')], 'ignored'), 'refused'],
  [equals(f('a.b-c'), ['x']), 'any where `a.b-c` == "x"'],
  [equals(f('a.like'), ['x']), 'any where `a.like` == "x"'],
  [equals(f('a`b'), ['x']), 'any where `a``b` == "x"'],
  [
    equals({ kind: 'field', name: 'x', vendor: 'elastic', optional: true, origin: [] }, ['a']),
    'any where ?x == "a"',
  ],
];

const regexes: readonly Row[] = [
  [matches('^a\\.b\\z'), 'any where process.name regex """a\\.b"""'],
  [matches('a"b'), 'any where process.name regex ".*a\\\\\\"b.*"'],
  [matches('abc', true), 'any where process.name regex~ ".*abc.*"'],
  [matches('a(?=bc)d'), 'broader: any where process.name regex ".*ad.*"'],
  [matches('a(b)\\1'), 'broader: any where process.name regex ".*ab.*"'],
  [like(name, [glob('*a\\*b')], ignored), 'any where process.name regex~ """.*a\\*b"""'],
  [
    like(name, [glob('a*'), glob('\\?b*')]),
    'any where process.name like "a*" or process.name regex """\\?b.*"""',
  ],
  [
    like(name, [glob(`${'a'.repeat(1001)}\\**`)]),
    `broader: any where process.name like "${'a'.repeat(1001)}*"`,
  ],
  [matches('a', false, f('process.pid', 'number')), 'refused'],
];

const port = f('destination.port', 'number');
const address = f('destination.ip', 'ip');
const logonType = f('winlog.event_data.LogonType', 'string');
function plus(left: Expression): Expression {
  return { kind: 'arithmetic', operator: 'add', left, right: literal(1), origin: [] };
}

const operandTypes: readonly Row[] = [
  [range('gt', 5, 'number', call('length', address)), 'any where length(string(destination.ip)) > 5'],
  [
    equals(call('substring', port, literal(0), literal(2)), ['44']),
    'any where substring(string(destination.port), 0, 2) == "44"',
  ],
  [equals(call('indexOf', port, literal('4')), [0]), 'any where indexOf(string(destination.port), "4") == 0'],
  [range('gt', 5, 'number', call('length', f('@timestamp', 'time'))), 'refused'],
  [equals(plus(port), [5]), 'any where destination.port + 1 == 5'],
  [
    equals(plus({ kind: 'coercion', to: 'number', operand: port, origin: [] }), [5]),
    'any where destination.port + 1 == 5',
  ],
  [equals(plus(logonType), [5]), 'any where number(winlog.event_data.LogonType, 10) + 1 == 5'],
  [equals(plus(address), [5]), 'refused'],
  [equals(plus(f('event.created', 'time')), [5]), 'refused'],
  [equals({ kind: 'coercion', to: 'number', operand: address, origin: [] }, [5]), 'refused'],
  [
    { ...range('startsWith', 1, 'string', address), right: f('m') },
    'any where startsWith(string(destination.ip), m)',
  ],
];

const category = equals(f('event.category'), ['process']);
const junctions: readonly Row[] = [
  [and([exists(f('a')), category]), 'process where a != null'],
  [category, 'process where true'],
  [not(category), 'any where not event.category == "process"'],
  [or([category, exists(f('a'))]), 'any where event.category == "process" or a != null'],
  [exists(f('a')), 'file where a != null', { category: 'file' }],
  [exists(f('a')), '"a-b" where a != null', { category: 'a-b' }],
  [
    and([exists(f('a')), or([exists(f('b')), and([exists(f('c')), exists(f('d'))])])]),
    'any where a != null and (b != null or (c != null and d != null))',
  ],
];

describeRows(eql, {
  values,
  patterns,
  'other leaves': others,
  regexes,
  junctions,
  'types of operands': operandTypes,
});

test('fields that no map knows, or that the author calls optional, are given as mapped', () => {
  const rule = planned(always(true));
  expect(eql.assumes?.(exists({ kind: 'field', name: 'x', vendor: 'elastic', origin: [] }), rule)).toEqual([
    'mapped:x',
  ]);
  expect(eql.assumes?.(equals(f('x'), ['a'], ignored), rule)).toEqual(['keyword:x', 'ascii-case-folding']);
  expect(eql.assumes?.(equals(name, ['a']), rule)).toEqual([]);
});

test('a part of a Boolean is given as one in lower case, unless its case does not matter', () => {
  const flag: Expression = {
    ...field('okta.security_context.is_proxy', 'elastic'),
    canonical: 'a',
    type: 'boolean',
    isTyped: true,
  };
  const rule = planned(always(true));
  expect(eql.assumes?.(like(flag, [glob('t*')]), rule)).toEqual([
    'lower-case-boolean:okta.security_context.is_proxy',
  ]);
  expect(eql.assumes?.(like(flag, [glob('t*')], ignored), rule)).toEqual([]);
  expect(eql.assumes?.(range('gt', 4, 'number', call('length', flag)), rule)).toEqual([
    'lower-case-boolean:okta.security_context.is_proxy',
  ]);
});
