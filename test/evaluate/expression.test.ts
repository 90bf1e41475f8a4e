import { describe, expect, test } from 'vitest';
import { compileExpression } from '../../src/evaluate/index.ts';
import type { Arithmetic, Expression, FunctionName, Value, ValueType } from '../../src/ir/index.ts';
import { call, f, glob, is, literal } from './nodes.ts';

const event = {
  path: 'C:\\Windows\\System32\\cmd.exe',
  unix: '/usr/bin/env.sh',
  name: 'cmd.exe',
  emoji: 'a😀b',
  list: ['ab', 'abc', null],
  two: [1, 2],
  number: '5',
  time: '2024-12-30 23:59:58.5',
  object: { inner: 'x' },
};

const read = (expression: Expression) => compileExpression(expression)(event);

describe('functions', () => {
  const cases: readonly [FunctionName, readonly (Expression | Value)[], unknown[]][] = [
    ['length', [f('name')], [7]],
    ['length', [f('emoji')], [3]],
    ['length', [f('number')], [1]],
    ['length', [f('list')], [2, 3]],
    ['length', [f('none')], []],
    ['length', [f('object')], []],
    ['length', [], []],
    ['lower', ['ÄB'], ['äb']],
    ['upper', ['äb'], ['ÄB']],
    ['trim', [' \tx\n'], ['x']],
    ['concat', ['a', 5, true, f('name')], ['a5truecmd.exe']],
    ['concat', ['a', f('none')], []],
    ['concat', [f('list'), f('two')], ['ab1', 'ab2', 'abc1', 'abc2']],
    ['substring', ['abcdef', 1, 3], ['bc']],
    ['substring', ['abcdef', 2], ['cdef']],
    ['substring', ['abcdef', -3, -1], ['de']],
    ['substring', ['abcdef', -100, 2], ['ab']],
    ['substring', ['abcdef', 4, 2], ['']],
    ['substring', ['abcdef', 4, 100], ['ef']],
    ['substring', ['a😀b', 1, 2], ['😀']],
    ['substring', ['abc'], []],
    ['substring', ['abc', 'x'], []],
    ['between', [f('path'), 'System32\\', '.exe'], ['cmd']],
    ['between', ['a[b]c]', '[', ']', true], ['b]c']],
    ['between', ['a[b]c]', '[', ']', false], ['b']],
    ['between', ['abc', 'x', 'c'], ['']],
    ['between', ['abc', 'a', 'x'], ['']],
    ['between', ['ba', 'a', 'b', true], ['']],
    ['between', ['abc', '', 'c'], ['abc']],
    ['indexOf', ['abcabc', 'c'], [2]],
    ['indexOf', ['abcabc', 'c', 3], [5]],
    ['indexOf', ['abcabc', 'x'], []],
    ['indexOf', ['😀b', 'b'], [1]],
    ['indexOf', ['b😀b', 'b', 1], [2]],
    ['indexOf', ['abc', 'a', -5], [0]],
    ['replace', ['aXbX', 'X', '$&'], ['a$&b$&']],
    ['replace', ['abc', '', 'x'], ['abc']],
    ['baseName', [f('path')], ['cmd.exe']],
    ['baseName', [f('unix')], ['env.sh']],
    ['baseName', ['a\\b/c'], ['c']],
    ['baseName', ['dir\\'], ['']],
    ['baseName', ['plain'], ['plain']],
    ['directoryName', [f('path')], ['C:\\Windows\\System32']],
    ['directoryName', ['plain'], []],
    ['directoryName', ['/x'], ['']],
    ['extension', [f('path')], ['exe']],
    ['extension', ['a.b/c'], []],
    ['extension', ['.profile'], []],
    ['extension', ['a.tar.gz'], ['gz']],
    ['minute', [f('time')], [59]],
    ['hour', [f('time')], [23]],
    ['day', [f('time')], [30]],
    ['month', [f('time')], [12]],
    ['year', [f('time')], [2024]],
    ['week', [f('time')], [1]],
    ['week', ['2021-01-03'], [53]],
    ['week', ['2021-01-04'], [1]],
    ['week', ['2026-12-31'], [53]],
    ['hour', ['10:00'], []],
  ];
  test.each(cases)('%s %j gives %j', (name, operands, values) => {
    const parts = operands.map(part => (typeof part === 'object' ? part : literal(part)));
    expect(read(call(name, ...parts))).toEqual(values);
  });

  test.each<[FunctionName, Value[], unknown[]]>([
    ['indexOf', ['xABC', 'abc'], [1]],
    ['between', ['<TAG>x</TAG>', '<tag>', '</tag>'], ['x']],
    ['replace', ['aXx', 'x', '-'], ['a--']],
    ['replace', ['İX', 'x', '-'], ['İ-']],
  ])('%s ignoring case: %j gives %j', (name, operands, values) => {
    expect(read({ ...call(name, ...operands.map(literal)), casing: 'ignored' } as Expression)).toEqual(
      values,
    );
  });
});

describe('arithmetic', () => {
  test.each<[Value | null, Arithmetic['operator'], Value | null, unknown[]]>([
    [2, 'add', '3', [5]],
    ['7', 'subtract', 10, [-3]],
    [2, 'multiply', 2.5, [5]],
    [5, 'divide', 2, [2.5]],
    [5, 'divide', 0, []],
    [5, 'modulo', 3, [2]],
    [-5, 'modulo', 3, [-2]],
    [5, 'modulo', 0, []],
    [1e308, 'multiply', 10, []],
    ['a', 'add', 1, []],
    [true, 'add', 1, []],
    [null, 'add', 1, []],
  ])('%j %s %j gives %j', (left, operator, right, values) => {
    const expression = {
      kind: 'arithmetic',
      operator,
      left: literal(left),
      right: literal(right),
      origin: [],
    };
    expect(read(expression as Arithmetic)).toEqual(values);
  });

  test('several values give each combination', () => {
    const sum = { kind: 'arithmetic', operator: 'add', left: f('two'), right: f('two'), origin: [] } as const;
    expect(read(sum)).toEqual([2, 3, 3, 4]);
  });

  test('the number of combinations is bounded', () => {
    const many = Array.from({ length: 1000 }, (_, index) => index);
    const sum = { kind: 'arithmetic', operator: 'add', left: f('m'), right: f('m'), origin: [] } as const;
    expect(compileExpression(sum)({ m: many })).toHaveLength(10_000);
  });
});

describe('coercion', () => {
  test.each<[ValueType, Value, number | undefined, unknown[]]>([
    ['string', 5, undefined, ['5']],
    ['string', true, undefined, ['true']],
    ['number', '5.0', undefined, [5]],
    ['number', 'x', undefined, []],
    ['number', true, undefined, []],
    ['number', '9007199254740993', undefined, ['9007199254740993']],
    ['number', '0x1f', 16, [31]],
    ['number', '1F', 16, [31]],
    ['number', '0x1f', undefined, []],
    ['number', '-101', 2, [-5]],
    ['number', '102', 2, []],
    ['number', 'z', 99, []],
    ['boolean', 'True', undefined, [true]],
    ['boolean', 'yes', undefined, []],
    ['boolean', 1, undefined, []],
    ['ip', '::ffff:10.0.0.1', undefined, ['10.0.0.1']],
    ['ip', '2001:0DB8:0:0:1:0:0:0001', undefined, ['2001:db8::1:0:0:1']],
    ['ip', '1:0:2:3:4:5:6:7', undefined, ['1:0:2:3:4:5:6:7']],
    ['ip', '::', undefined, ['::']],
    ['ip', 'x', undefined, []],
    ['time', '2025-03-04 10:00:00', undefined, ['2025-03-04T10:00:00.000Z']],
    ['time', 'x', undefined, []],
    ['unknown', 'x', undefined, ['x']],
  ])('to %s of %j, base %s: %j', (to, value, base, values) => {
    const plain = { kind: 'coercion', to, operand: literal(value), origin: [] } as const;
    expect(read(base === undefined ? plain : { ...plain, base })).toEqual(values);
  });
});

test('the first branch that holds is taken', () => {
  const choice = (otherwise: Expression | undefined): Expression => ({
    kind: 'choice',
    branches: [
      { when: is('name', ['x']), value: literal(1) },
      { when: is('number', [5]), value: literal(2) },
      { when: is('number', [5]), value: literal(3) },
    ],
    otherwise,
    origin: [],
  });
  expect(read(choice(undefined))).toEqual([2]);
  expect(compileExpression(choice(literal(4)))({})).toEqual([4]);
  expect(compileExpression(choice(undefined))({})).toEqual([]);
});

test('values are counted', () => {
  const count = (name: string) => read({ kind: 'valueCount', operand: f(name), origin: [] });
  expect(['list', 'name', 'none'].map(count)).toEqual([[2], [1], []]);
});

test('a field pattern has the values of all its fields', () => {
  const subject = { kind: 'fieldPattern', pattern: glob('n*'), vendor: 'elastic', origin: [] } as const;
  expect(read(subject)).toEqual(['cmd.exe', '5']);
});
