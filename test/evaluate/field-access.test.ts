import { describe, expect, test } from 'vitest';
import { compileExpression, compilePredicate } from '../../src/evaluate/index.ts';
import { exists } from '../../src/ir/index.ts';
import { f, glob, has } from './nodes.ts';

describe('a field is read by its flat key, then by any nested path', () => {
  test.each<[string, object, unknown[]]>([
    ['EventID', { EventID: 1 }, [1]],
    ['eventid', { EventID: 1 }, []],
    ['a.b', { 'a.b': 'flat' }, ['flat']],
    ['a.b', { a: { b: 'nested' } }, ['nested']],
    ['a.b', { 'a.b': 'flat', a: { b: 'nested' } }, ['flat']],
    ['a.b', { 'a.b': null, a: { b: 'nested' } }, ['nested']],
    ['a.b.c', { 'a.b': { c: 'x' } }, ['x']],
    ['a.b.c', { a: { 'b.c': 'x' } }, ['x']],
    ['a.b.c', { 'a.b': { d: 1 }, a: { b: { c: 'x' } } }, ['x']],
    ['a.b', { a: [{ b: 1 }, { b: [2, 3] }, { c: 4 }, 5] }, [1, 2, 3]],
    ['a.b.c', { a: [{ b: [{ c: 1 }] }, { 'b.c': 2 }] }, [1, 2]],
    ['a', { a: [[1, [2]], 3] }, [1, 2, 3]],
    ['a.b', { a: 'text' }, []],
    ['a.b', { a: null }, []],
    ['a.length', { a: 'text' }, []],
    ['length', [1, 2] as object, []],
    ['constructor.name', {}, []],
    ['toString', {}, []],
    ['__proto__', {}, []],
    ['a..b', { a: { '': { b: 1 } } }, [1]],
    ['', { '': 1 }, [1]],
  ])('%s of %j', (name, event, values) => {
    expect(compileExpression(f(name))(event as Record<string, unknown>)).toEqual(values);
  });

  test('a path of many parts', () => {
    const name = Array.from({ length: 5000 }, () => 'a').join('.');
    expect(compileExpression(f(name))({ [name]: 1 })).toEqual([1]);
  });
});

describe('what is a value', () => {
  test.each<[unknown, boolean]>([
    ['', true],
    ['x', true],
    [0, true],
    [false, true],
    [null, false],
    [undefined, false],
    [[], false],
    [[null], false],
    [[null, ''], true],
    [[[]], false],
    [{}, false],
    [{ a: null }, false],
    [{ a: [] }, false],
    [{ a: { b: 0 } }, true],
    [[{}], false],
    [Number.NaN, false],
    [Number.POSITIVE_INFINITY, false],
    [10n, true],
    [() => 1, false],
  ])('%o exists: %s', (value, expected) => {
    expect(compilePredicate(has('x'))({ x: value })).toBe(expected);
  });

  test('an absent field has none', () => {
    expect(compilePredicate(has('x'))({ y: 1 })).toBe(false);
  });

  test('what is nested too deep is no value, and does no harm', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 5000; depth++) deep = [deep];
    expect(compilePredicate(has('x'))({ x: deep })).toBe(false);
    let inner: unknown = 'x';
    for (let depth = 0; depth < 5000; depth++) inner = { x: inner };
    expect(compilePredicate(has('x'))({ x: inner })).toBe(false);
    expect(compilePredicate({ ...keywordX })({ x: inner })).toBe(false);
  });
});

const keywordX = {
  kind: 'keyword',
  patterns: [glob('x')],
  casing: 'exact',
  scope: 'contains',
  origin: [],
} as const;

describe('a field pattern holds when it holds for one of the fields', () => {
  const event = { target: [{ type: 'user', id: 1 }, { type: 'app' }], other: { type: 'x' }, flat: 1 };
  test.each([
    ['target.*', true],
    ['*.type', true],
    ['tar*.id', true],
    ['target', false],
    ['Target.*', false],
    ['fl?t', true],
    ['nothing*', false],
  ])('%s', (name, expected) => {
    const subject = { kind: 'fieldPattern', pattern: glob(name), vendor: 'elastic', origin: [] } as const;
    expect(compilePredicate(exists(subject))(event)).toBe(expected);
  });
});
