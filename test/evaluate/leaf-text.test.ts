import { describe, expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import type { Analysed, Keyword, Predicate } from '../../src/ir/index.ts';
import { and, fold, not, or, wordsAsRegex } from '../../src/ir/index.ts';
import { element, f, fits, glob, has, is } from './nodes.ts';

describe('keyword', () => {
  const event = { a: 'One Two', b: { c: ['x', 42, { d: true }] }, keyname: null };
  test.each<[string, Keyword['casing'], Keyword['scope'], boolean]>([
    ['one', 'ignored', 'contains', true],
    ['one', 'exact', 'contains', false],
    ['One T', 'exact', 'contains', true],
    ['o?e', 'ignored', 'contains', true],
    ['e*W', 'exact', 'contains', false],
    ['e*T', 'exact', 'contains', true],
    ['x*42', 'exact', 'contains', false],
    ['4', 'exact', 'contains', true],
    ['tru', 'exact', 'contains', true],
    ['keyname', 'exact', 'contains', false],
    ['one', 'ignored', 'whole', false],
    ['one*', 'ignored', 'whole', true],
    ['42', 'exact', 'whole', true],
  ])('%s, case %s, %s: %s', (text, casing, scope, expected) => {
    const leaf: Keyword = { kind: 'keyword', patterns: [glob(text)], casing, scope, origin: [] };
    expect(compilePredicate(leaf)(event)).toBe(expected);
    expect(compilePredicate(leaf)({})).toBe(false);
  });
});

test.each([
  ['', 'contains'],
  ['*', 'contains'],
  ['**', 'whole'],
] as const)('%j is found in every event: %s', (text, scope) => {
  const leaf: Keyword = { kind: 'keyword', patterns: [glob(text)], casing: 'exact', scope, origin: [] };
  expect(fold(leaf)).toEqual({ kind: 'always', value: true, origin: [] });
  expect(compilePredicate(leaf)({})).toBe(true);
});

describe('analysed', () => {
  test.each<[unknown, Analysed['mode'], string[], boolean]>([
    ['The quick fox.exe', 'any', ['quick', 'dog'], true],
    ['The quick fox.exe', 'any', ['fox'], false],
    ['The quick fox.exe', 'any', ['fox.exe'], true],
    ['The quick fox', 'all', ['fox', 'the'], true],
    ['The quick fox', 'all', ['fox', 'dog'], false],
    ['The quick brown fox', 'phrase', ['quick', 'brown'], true],
    ['The quick brown fox', 'phrase', ['brown', 'quick'], false],
    ['The quick brown fox', 'phrase', ['quick', 'fox'], false],
    ['The quick brown fox', 'phrasePrefix', ['quick', 'bro'], true],
    ['The quick brown fox', 'phrasePrefix', ['qui', 'brown'], false],
    ['C:\\Windows\\cmd.exe /c foo_bar', 'all', ['c', 'windows', 'cmd.exe', 'foo_bar'], true],
    ["it's 10.0.0.1:80", 'all', ["it's", '10.0.0.1', '80'], true],
    ['日本', 'all', ['日', '本'], true],
    ['a - _ b', 'phrase', ['a', 'b'], true],
    [['quick', 'brown'], 'phrase', ['quick', 'brown'], false],
    [['quick', 'brown'], 'all', ['quick', 'brown'], true],
    [5, 'any', ['5'], true],
    [null, 'any', ['x'], false],
    ['x', 'all', [], false],
    ['x', 'any', [], false],
  ])('%j %s %j: %s', (x, mode, tokens, expected) => {
    const leaf: Analysed = { kind: 'analysed', subject: f('x'), tokens, mode, origin: [] };
    expect(compilePredicate(leaf)({ x })).toBe(expected);
  });
});

test.each<[string, string, boolean]>([
  ['ubuntu:latest x', 'ubuntu:*', true],
  ['Ubuntu:22.04', 'ubuntu:*', false],
  ['a b', 'a*b', false],
  ['x a.b', 'A*b', true],
])('a word of %j is like %j: %s', (x, written, expected) => {
  const pattern = glob(written);
  const tokens = pattern.flatMap(part => (part.kind === 'text' ? [part.text] : []));
  const leaf: Analysed = { kind: 'analysed', subject: f('x'), tokens, mode: 'pattern', pattern, origin: [] };
  expect(compilePredicate(leaf)({ x })).toBe(expected);
});

/** Those of the evaluator, and the same as a regex. */
describe('words of a script', () => {
  test.each<[unknown, Analysed['mode'], string[], boolean]>([
    ['Invoke-ShareFinder -Ping', 'any', ['invoke-sharefinder'], true],
    ['Invoke-ShareFinder', 'any', ['sharefinder'], false],
    ['Get-Foo;iex', 'any', ['x', 'IEX'], true],
    ['[Ref].Assembly.GetType(', 'phrase', ['ref', 'assembly', 'gettype'], true],
    ['[Ref]\n .Assembly', 'phrase', ['ref', 'assembly'], true],
    ['[Ref].Other.Assembly', 'phrase', ['ref', 'assembly'], false],
    ['assembly ref', 'phrase', ['ref', 'assembly'], false],
    ['assembly ref', 'all', ['ref', 'assembly'], true],
    ['assembly', 'all', ['ref', 'assembly'], false],
    ['MiniDumpWriteDump', 'phrasePrefix', ['minidump'], true],
    ['MiniDumpWriteDump', 'phrasePrefix', ['dump'], false],
    ['café', 'any', ['caf'], true],
    ['Invo\u212ae', 'any', ['invoke'], false],
    [['b', 'a'], 'any', ['a'], true],
    [undefined, 'any', ['a'], false],
  ])('%j %s %j: %s', (x, mode, tokens, expected) => {
    const leaf: Analysed = {
      kind: 'analysed',
      subject: f('x'),
      tokens,
      mode,
      analyser: 'script',
      origin: [],
    };
    const regex = wordsAsRegex(leaf);
    expect(compilePredicate(leaf)({ x })).toBe(expected);
    expect(regex && compilePredicate(regex)({ x })).toBe(expected);
  });
});

describe('element: one same element', () => {
  const both = element('t', and([is('t.type', ['user']), is('t.id', [1])]));
  test.each<[object, Predicate, boolean]>([
    [{ t: [{ type: 'user', id: 1 }] }, both, true],
    [{ t: { type: 'user', id: 1 } }, both, true],
    [
      {
        t: [
          { type: 'user', id: 2 },
          { type: 'app', id: 1 },
        ],
      },
      both,
      false,
    ],
    [{ t: [] }, both, false],
    [{}, both, false],
    [{ t: 'user' }, both, false],
    [
      { o: [{ t: [{ type: 'user', id: 1 }] }] },
      element('o.t', and([is('o.t.type', ['user']), is('o.t.id', [1])])),
      true,
    ],
    [{ 'o.t': [{ 'n.m': 1 }] }, element('o.t', is('o.t.n.m', [1])), true],
    [{ t: ['a', 'b'] }, element('t', is('t', ['b'])), true],
    [{ t: ['a', 'b'] }, element('t', not(is('t', ['b']))), true],
    [{ t: ['b'] }, element('t', not(is('t', ['b']))), false],
    [{ t: [{ id: 1 }], u: 'x' }, element('t', and([is('t.id', [1]), is('u', ['x'])])), true],
    [{ t: [{ id: 1 }], u: 'y' }, element('t', and([is('t.id', [1]), is('u', ['x'])])), false],
    [{ t: [{ id: 1 }, { id: 2, u: 'x' }] }, element('t', and([is('t.id', [1]), not(has('t.u'))])), true],
    [
      { t: [{ s: [{ a: 1, b: 1 }] }] },
      element('t', element('t.s', and([is('t.s.a', [1]), is('t.s.b', [1])]))),
      true,
    ],
    [
      {
        t: [
          { k: 1, s: [{ a: 2 }] },
          { k: 2, s: [{ a: 1 }] },
        ],
      },
      element('t', and([is('t.k', [1]), element('t.s', is('t.s.a', [1]))])),
      false,
    ],
    [
      { t: [{ k: 1, s: [{ a: 1 }] }] },
      element('t', element('t.s', and([is('t.s.a', [1]), is('t.k', [1])]))),
      true,
    ],
  ])('%j', (event, predicate, expected) => {
    expect(compilePredicate(predicate)(event as Record<string, unknown>)).toBe(expected);
  });

  test('a shared leaf is asked again of each element', () => {
    const shared = is('t.a', [1]);
    const predicate = element('t', or([and([shared, is('t.b', [1])]), and([shared, is('t.c', [1])])]));
    expect(compilePredicate(predicate)({ t: [{ b: 1 }, { a: 1, c: 1 }] })).toBe(true);
    expect(compilePredicate(predicate)({ t: [{ a: 1 }, { b: 1, c: 1 }] })).toBe(false);
  });

  test('a keyword and a field pattern within', () => {
    const keyword: Keyword = {
      kind: 'keyword',
      patterns: [glob('far')],
      casing: 'exact',
      scope: 'whole',
      origin: [],
    };
    expect(compilePredicate(element('t', keyword))({ t: [{ a: 1 }], u: 'far' })).toBe(true);
    const subject = { kind: 'fieldPattern', pattern: glob('t.*'), vendor: 'elastic', origin: [] } as const;
    const leaf = { ...fits('x', ['v']), subject };
    expect(compilePredicate(element('t', and([leaf, has('t.b')])))({ t: [{ a: 'v' }, { b: 'w' }] })).toBe(
      false,
    );
    expect(compilePredicate(element('t', and([leaf, has('t.b')])))({ t: [{ a: 'v', b: 'w' }] })).toBe(true);
  });
});
