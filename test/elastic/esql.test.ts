import fc from 'fast-check';
import { expect, test } from 'vitest';
import { esql } from '../../backends/elastic/esql/index.ts';
import {
  always,
  and,
  type Call,
  type Expression,
  equals,
  exists,
  field,
  keyword,
  type Leaf,
  like,
  not,
  or,
  type Predicate,
} from '../../src/ir/index.ts';
import { f, glob, planned, type Surroundings, translate } from './planned-rule.ts';
import { analysed, describeRows, matches, networks, type Row, range, several } from './rows.ts';

const name = f('process.name', 'string');
const ignored = { casing: 'ignored' } as const;
const head = 'from logs-endpoint.events.* metadata _id, _index, _version\n| where ';

function call(fn: Call['function'], ...values: Expression[]): Expression {
  return { kind: 'call', function: fn, arguments: values, origin: [] };
}
function literal(value: string | number): Expression {
  return { kind: 'literal', value, origin: [] };
}
function row(predicate: Predicate, condition: string, surroundings: Surroundings = {}): Row {
  const [, loss = '', query = ''] =
    /^((?:broader|narrower|different|rewritten): )?(.*)$/s.exec(condition) ?? [];
  return [predicate, condition === 'refused' ? condition : `${loss}${head}${query}`, surroundings];
}

const values: readonly Row[] = [
  row(equals(name, ['cmd.exe']), 'process.name == "cmd.exe"'),
  row(equals(name, ['a', 'b']), 'process.name in ("a", "b")'),
  row(equals(name, ['aÉ'], ignored), 'to_lower(process.name) in ("aé", "AÉ")'),
  row(equals(name, ['Cmd.exe', 'É'], ignored), 'to_lower(process.name) in ("cmd.exe", "é")'),
  row(equals(name, ['C:\\Temp\\']), 'process.name == """C:\\Temp\\"""'),
  row(equals(name, ['a"\\\n\t']), 'process.name == "a\\"\\\\\\n\\t"'),
  row(equals(f('event.n', 'number'), [5, '7']), 'event.n in (5, 7)'),
  row(equals(f('n'), [5, 'a']), 'n in ("5", "a")'),
  row(equals(f('event.code'), [4624]), 'event.code == "4624"'),
  row(equals(f('process.name', 'string'), [5]), 'process.name == "5"'),
  row(equals(f('event.b', 'boolean'), [false]), 'event.b == false'),
  row(equals(name, ['a']), 'process.name == "a"', analysed),
  row(equals(name, ['a', 'b']), 'process.name : "a" or process.name : "b"', several),
  row(equals(name, ['a'], ignored), 'narrower: to_lower(process.name) == "a"', several),
  row(equals(name, ['a'], { quantifier: 'single' }), 'process.name == "a"', several),
];

const joinedTexts: readonly Row[] = [
  row(
    equals(call('concat', name, literal(':'), f('process.pid', 'number'), literal(5)), ['a']),
    'concat(process.name, ":", to_string(process.pid), "5") == "a"',
  ),
  row(
    equals(call('concat', name, call('length', name)), ['a']),
    'concat(process.name, to_string(length(process.name))) == "a"',
  ),
  row(
    equals(call('replaceRegex', f('source.ip', 'ip'), literal(':.*'), literal('')), ['a']),
    'replace(to_string(source.ip), ":.*", "") == "a"',
  ),
  row(
    equals(call('replaceRegex', name, literal(':.*'), literal('')), ['a']),
    'replace(process.name, ":.*", "") == "a"',
  ),
];

/** Elasticsearch makes nothing of what else a conjunct beside `x is null` says, once it mentions x. */
const absences: readonly Row[] = [
  row(
    and([not(exists(name)), or([equals(name, ['a']), equals(f('n'), ['b'])])]),
    'process.name is null and n == "b"',
  ),
  row(and([not(exists(name)), not(equals(name, ['a']))]), 'process.name is null'),
  row(
    and([not(exists(name)), or([equals(call('length', name), [5]), equals(f('n'), ['b'])])]),
    'process.name is null and n == "b"',
  ),
  row(
    and([not(exists(call('length', name))), not(equals(call('abs', call('length', name)), [5]))]),
    'length(process.name) is null',
  ),
  row(and([not(exists(name)), equals(f('n'), ['b'])]), 'process.name is null and n == "b"'),
];

const patterns: readonly Row[] = [
  row(like(name, [glob('cmd*')]), 'process.name like "cmd*"'),
  row(like(name, [glob('')]), 'process.name == ""'),
  row(like(name, [glob(''), glob('a*')]), 'process.name like "a*" or process.name == ""'),
  // Each wildcard behind a run doubles the automaton that Elasticsearch makes of a list.
  row(
    like(name, ['*1????', '*3????', '*5????', '*7????'].map(glob)),
    'process.name like ("*1????", "*3????") or process.name like ("*5????", "*7????")',
  ),
  row(like(name, [glob('A?*'), glob('*b')], ignored), 'to_lower(process.name) like ("a?*", "*b")'),
  row(like(name, [glob('*\\\\Temp\\\\*')]), 'process.name like """*\\\\Temp\\\\*"""'),
  row(like(name, [glob('"\\\\*')]), 'process.name like "\\"\\\\\\\\*"'),
  row(like(name, [glob('*a\\*b\\?')]), 'process.name like """*a\\*b\\?"""'),
  row(like(f('process.pid', 'number'), [glob('1*')]), 'to_string(process.pid) like "1*"'),
];

const others: readonly Row[] = [
  row(exists(name), 'process.name is not null'),
  row(always(true), 'true'),
  row(
    { kind: 'inNetwork', subject: f('source.ip', 'ip'), networks, quantifier: 'any', origin: [] },
    'cidr_match(source.ip, "10.0.0.0/8", "fe80::/10")',
  ),
  row(
    { kind: 'inNetwork', subject: name, networks: [networks[0]], quantifier: 'any', origin: [] },
    'cidr_match(to_ip(process.name), "10.0.0.0/8")',
  ),
  row(range('gte', 9, 'number'), 'n >= 9'),
  row(range('gte', 9, 'number', name), 'to_double(process.name) >= 9'),
  row(and([like(f('n'), [glob('a*')]), range('lte', 1.5, 'number')]), 'n like "a*" and to_double(n) <= 1.5'),
  row(range('gt', 5, 'number', f('source.ip', 'ip')), 'refused'),
  row(range('gt', '2026-11-21', 'time', f('event.b', 'boolean')), 'refused'),
  row(equals(call('hour', f('source.ip', 'ip')), [3]), 'refused'),
  row(range('gt', '2026-11-21', 'time'), 'n > "2026-11-21T00:00:00.000Z"'),
  row(range('gt', 'now-5m', 'time'), 'n > now() - 5 minutes'),
  row(range('gt', 'now-5m/d', 'time'), 'refused'),
  row(like(f('@timestamp', 'time'), [glob('2024*')]), 'refused'),
  row(range('gt', 5, 'number', f('event.b', 'boolean')), 'refused'),
  row({ ...range('eq', 1, 'string', name), right: f('m') }, 'process.name == m'),
  row(
    { ...range('eq', 1, 'string', name), right: f('m'), casing: 'ignored' },
    'to_lower(process.name) == to_lower(m)',
  ),
  row({ ...range('startsWith', 1, 'string', name), right: f('m') }, 'starts_with(process.name, m)'),
  row({ ...range('contains', 1, 'string', name), right: f('m') }, 'locate(process.name, m) > 0'),
  row(
    { ...range('lt', 1, 'number', f('event.a', 'number')), right: name },
    'event.a < to_double(process.name)',
  ),
  row(equals(call('length', name), [5]), 'length(process.name) == 5'),
  row(equals(call('hour', f('@timestamp', 'time')), [3]), 'date_extract("hour_of_day", @timestamp) == 3'),
  row(
    equals(call('hour', f('winlog.event_data.UtcTime')), [3]),
    'rewritten: date_extract("hour_of_day", to_datetime(winlog.event_data.UtcTime)) == 3',
  ),
  row(
    equals(call('week', f('@timestamp', 'time')), [3]),
    '(date_extract("day_of_year", date_trunc(1 week, @timestamp) + 3 days) - 1) / 7 + 1 == 3',
  ),
  row(equals(call('substring', name, literal(1), literal(3)), ['x']), 'substring(process.name, 2, 2) == "x"'),
  row(equals(call('substring', name, literal(-1)), ['x']), 'substring(process.name, -1) == "x"'),
  row(equals(call('substring', name, literal(-2), literal(-1)), ['x']), 'refused'),
  row(
    equals(call('replace', name, literal('a.b$'), literal('$1\\')), ['x']),
    'replace(process.name, """a\\.b\\$""", """\\$1\\\\""") == "x"',
  ),
  row(equals(call('replace', name, literal(''), literal('a')), ['x']), 'refused'),
  row(equals(call('replace', name, f('a'), literal('a')), ['x']), 'refused'),
  row(
    equals(call('indexOf', name, literal('a')), [0]),
    'case(locate(process.name, "a") > 0, locate(process.name, "a") - 1) == 0',
  ),
  row(
    equals({ kind: 'valueCount', operand: name, origin: [] }, [2], { quantifier: 'single' }),
    'mv_count(process.name) == 2',
  ),
  row(
    equals(
      {
        kind: 'choice',
        branches: [{ when: equals(f('a'), ['x']), value: literal('y') }],
        otherwise: literal('n'),
        origin: [],
      },
      ['y'],
    ),
    'case(a == "x", "y", "n") == "y"',
  ),
  row(keyword([glob('4625')], 'ignored'), 'narrower: qstr("*4625*")'),
  row(
    { kind: 'analysed', subject: f('m'), tokens: ['err'], mode: 'phrasePrefix', origin: [] },
    'qstr("m:err*")',
  ),
  row(
    { kind: 'analysed', subject: f('m'), tokens: ['a', 'b'], mode: 'all', origin: [] },
    'match(m, "a b", {"operator": "AND"})',
  ),
  row(equals(f('a.b-c.like'), ['x']), 'a.`b-c`.`like` == "x"'),
];

const regexes: readonly Row[] = [
  row(matches('^a\\.b\\z'), 'process.name rlike """a\\.b"""'),
  row(matches('ab', true), 'process.name rlike ".*[Aa][Bb].*"'),
  row(matches('7', false, f('process.pid', 'number')), 'to_string(process.pid) rlike ".*7.*"'),
  row(keyword([glob('ab')], 'ignored'), 'narrower: qstr("/.*[Aa][Bb].*/")'),
];

const inNetworks = {
  kind: 'inNetwork',
  subject: f('source.ip', 'ip'),
  quantifier: 'any',
  origin: [],
} as const;
const x = equals(f('x'), ['a']);
const y = equals(f('y'), ['b']);
const negations: readonly Row[] = [
  row(not(x), 'not coalesce(x == "a", false)'),
  row(not(exists(f('x'))), 'x is null'),
  row(not(and([x, y])), 'not coalesce(x == "a" and y == "b", false)'),
  row(
    and([x, not(or([x, not(y)]))]),
    'x == "a" and not coalesce(x == "a" or not coalesce(y == "b", false), false)',
  ),
  row(
    not(or([equals(f('source.ip', 'ip'), ['127.0.0.1']), { ...inNetworks, networks: networks.slice(0, 1) }])),
    'not (coalesce(source.ip == "127.0.0.1", false) or coalesce(cidr_match(source.ip, "10.0.0.0/8"), false))',
  ),
  row(not(x), 'not x : "a"', several),
  row(
    not(and([like(f('y'), [glob('b*')], { quantifier: 'single' }), x])),
    'not (coalesce(y like "b*", false) and x : "a")',
    several,
  ),
];

const port = f('destination.port', 'number');
const address = f('destination.ip', 'ip');
function plus(left: Expression): Expression {
  return {
    kind: 'arithmetic',
    operator: 'add',
    left,
    right: { kind: 'literal', value: 1, origin: [] },
    origin: [],
  };
}

const operandTypes: readonly Row[] = [
  row(equals(call('length', address), [5]), 'length(to_string(destination.ip)) == 5'),
  row(equals(call('upper', port), ['5']), 'to_upper(to_string(destination.port)) == "5"'),
  row(equals(call('md5', port), ['5']), 'md5(to_string(destination.port)) == "5"'),
  row(equals(call('length', f('@timestamp', 'time')), [5]), 'refused'),
  row(equals(call('hour', f('process.pid', 'number')), [3]), 'refused'),
  row(
    equals(call('hour', call('replace', f('@timestamp', 'time'), literal('Z'), literal('+00:00'))), [3]),
    'rewritten: date_extract("hour_of_day", @timestamp) == 3',
  ),
  row(
    range('lt', 6, 'number', call('hour', call('replace', f('a'), literal('Z'), literal('+00:00')))),
    'rewritten: date_extract("hour_of_day", to_datetime(a)) < 6',
  ),
  row(equals(plus(port), [5]), 'destination.port + 1 == 5'),
  row(
    equals(plus(f('winlog.event_data.LogonType', 'string')), [5]),
    'to_double(winlog.event_data.LogonType) + 1 == 5',
  ),
  row(equals(plus(address), [5]), 'refused'),
];

describeRows(esql, {
  'types of operands': operandTypes,
  values,
  'joined texts': joinedTexts,
  absences,
  patterns,
  'other leaves': others,
  regexes,
  negations,
});

test('a rule without indices looks at all logs', () => {
  expect(translate(esql, x, { indices: [] })).toBe(
    'from logs-* metadata _id, _index, _version\n| where x == "a"',
  );
  expect(translate(esql, x, { indices: ['logs-a-*', 'a:b'] })).toMatch(/^from logs-a-\*, "a:b" metadata/);
});

test('each field is given as single-valued, and as mapped where no map knows it', () => {
  expect(esql.assumes?.(x, planned(x))).toEqual(['keyword:x', 'single-valued:x']);
  expect(
    esql.assumes?.(exists({ kind: 'field', name: 'z', vendor: 'elastic', origin: [] }), planned(x)),
  ).toEqual(['mapped:z']);
  const kept = { ...field('process.Ext.z', 'elastic'), canonical: 'process.Ext.z', optional: true };
  expect(esql.assumes?.(exists(kept), planned(x))).toEqual(['mapped:process.Ext.z']);
});

test('what functions and arithmetic need of fields that no map knows is given', () => {
  const [n, z] = [f('n'), f('z')];
  const origin = [] as const;
  const half: Expression = { kind: 'arithmetic', operator: 'divide', left: n, right: literal(2), origin };
  const rounded: Expression = { kind: 'call', function: 'round', arguments: [half], origin };
  const length: Expression = { kind: 'call', function: 'length', arguments: [z], origin };
  const leaf: Leaf = {
    kind: 'compares',
    left: rounded,
    operator: 'gt',
    right: length,
    as: 'number',
    casing: 'exact',
    quantifier: 'single',
    origin,
  };
  expect(esql.assumes?.(leaf, planned(x))).toEqual(expect.arrayContaining(['number:n', 'keyword:z']));
});

test('no value leaves its string', () => {
  const strings = /"""[^\r\n]*?"""|"(?:\\[\\"nrt]|[^\\"\r\n])*"/g;
  const hostile = fc.string({
    unit: fc.constantFrom('"', '\\', '\n', '\r', '|', '*', '?', '/', '`', 'a', ' '),
  });
  fc.assert(
    fc.property(
      hostile.filter(text => text !== ''),
      fc.constantFrom('exact', 'ignored'),
      (text, casing) => {
        const options = { casing } as { readonly casing: 'exact' | 'ignored' };
        const leaf = or([
          equals(name, [text], options),
          like(name, [[{ kind: 'text', text }, { kind: 'anyRun' }]], options),
        ]);
        const skeleton = esql.print(planned(leaf)).replaceAll(strings, 'S').replaceAll(/\s+/g, ' ');
        expect(skeleton).toMatch(
          /\| where (?:to_lower\()?process\.name\)? == S or (?:to_lower\()?process\.name\)? like S$/,
        );
      },
    ),
  );
});
