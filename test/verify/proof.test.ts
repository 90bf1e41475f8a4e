import { describe, expect, test } from 'vitest';
import { compilePredicate, type EventData } from '../../src/evaluate/index.ts';
import {
  always,
  and,
  type Expression,
  equals,
  exists,
  type InNetwork,
  keyword,
  type Leaf,
  like,
  not,
  or,
  type Predicate,
  parseNetwork,
  pattern,
  text,
} from '../../src/ir/index.ts';
import { comparePredicates } from '../../src/verify/index.ts';
import { call, compares, element, f, fits, glob, has, is, literal } from '../evaluate/nodes.ts';
import { matches } from './regexes.ts';

type Relation = 'equal' | 'broader' | 'narrower' | 'different';
type Row = readonly [name: string, source: Predicate, relation: Relation, found: Predicate];

const isMultiValued = (name: string) => name.startsWith('many');

function within(name: string, ...networks: readonly string[]): InNetwork {
  return {
    kind: 'inNetwork',
    subject: f(name),
    networks: networks.flatMap(each => parseNetwork(each) ?? []),
    quantifier: 'any',
    origin: [],
  };
}

function analysed(mode: 'any' | 'all' | 'phrase', ...tokens: readonly string[]): Leaf {
  return { kind: 'analysed', subject: f('text'), tokens, mode, origin: [] };
}

const number = (name: string, operator: 'lt' | 'lte' | 'gt' | 'gte' | 'eq', value: number | string) =>
  compares(f(name), operator, literal(value), 'number');
const ofText = (left: Expression, operator: 'eq' | 'startsWith' | 'endsWith' | 'contains', value: string) =>
  compares(left, operator, literal(value), 'string');
const words = (...all: readonly string[]) =>
  keyword(
    all.map(each => pattern([text(each)])),
    'ignored',
  );
const swapped: Readonly<Record<Relation, Relation>> = {
  equal: 'equal',
  broader: 'narrower',
  narrower: 'broader',
  different: 'different',
};

const [a, b, c] = [is('a', ['x']), is('b', ['y']), is('c', ['z'])];

const tables: Readonly<Record<string, readonly Row[]>> = {
  'and, or, not': [
    ['order', and([a, b]), 'equal', and([b, a])],
    ['De Morgan', not(and([a, b])), 'equal', or([not(a), not(b)])],
    ['De Morgan the other way', not(or([a, b])), 'equal', and([not(a), not(b)])],
    ['distribution', and([a, or([b, c])]), 'equal', or([and([a, b]), and([a, c])])],
    ['absorption', or([a, and([a, b])]), 'equal', a],
    ['a contradiction', and([a, not(a)]), 'equal', always(false)],
    ['a tautology', or([a, not(a)]), 'equal', always(true)],
    [
      'exclusive or, twice said',
      or([and([a, not(b)]), and([not(a), b])]),
      'equal',
      and([or([a, b]), not(and([a, b]))]),
    ],
    ['a conjunct dropped', and([a, b]), 'broader', a],
    ['a conjunct added', a, 'narrower', and([a, b])],
    ['and for or', or([a, b]), 'narrower', and([a, b])],
    ['a negation lost', and([a, not(b)]), 'different', and([a, b])],
    ['other fields', a, 'different', b],
    ['precedence', or([and([a, b]), c]), 'narrower', and([a, or([b, c])])],
  ],
  lists: [
    ['a list and its alternatives', is('a', ['x', 'y']), 'equal', or([is('a', ['y']), is('a', ['x'])])],
    ['a value twice', is('a', ['x', 'x', 'y']), 'equal', is('a', ['y', 'x'])],
    ['a value missing', is('a', ['x', 'y']), 'narrower', is('a', ['x'])],
    ['a value changed', is('a', ['x', 'y']), 'different', is('a', ['x', 'z'])],
    ['a value that another covers', fits('a', ['*a*', '*ab*']), 'equal', fits('a', ['*a*'])],
    ['no values', is('a', []), 'equal', always(false)],
    ['two values of a field that holds one', and([is('a', ['x']), is('a', ['y'])]), 'equal', always(false)],
    [
      'two values of a field that holds several',
      and([is('many', ['x']), is('many', ['y'])]),
      'broader',
      is('many', ['x']),
    ],
    [
      'unequal to one of two is no restriction',
      or([not(is('a', ['x'])), not(is('a', ['y']))]),
      'equal',
      always(true),
    ],
    [
      'unless there are several values',
      or([not(is('many', ['x'])), not(is('many', ['y']))]),
      'broader',
      always(true),
    ],
  ],
  'texts in different forms': [
    ['contains and a regex', fits('a', ['*foo*'], 'ignored'), 'equal', matches('a', '(?i)foo')],
    ['contains and a case-sensitive regex', fits('a', ['*foo*'], 'ignored'), 'narrower', matches('a', 'foo')],
    ['starts with and ^', fits('a', ['foo*']), 'equal', matches('a', '^foo')],
    ['starts with and a comparison', fits('a', ['foo*']), 'equal', ofText(f('a'), 'startsWith', 'foo')],
    ['ends with and \\z', fits('a', ['*\\foo.exe']), 'equal', matches('a', '\\\\foo\\.exe\\z')],
    [
      'ends with and $, which a last newline may follow',
      fits('a', ['*foo']),
      'broader',
      matches('a', 'foo$'),
    ],
    ['a dot not escaped', fits('a', ['*foo.exe*']), 'broader', matches('a', 'foo.exe')],
    ['equals and a regex', is('a', ['foo']), 'equal', matches('a', 'foo', 'any', 'whole')],
    ['a list and an alternation', is('a', ['foo', 'bar']), 'equal', matches('a', 'foo|bar', 'any', 'whole')],
    [
      'an anchor that binds to one alternative',
      fits('a', ['foo*', 'bar*']),
      'broader',
      matches('a', '^foo|bar'),
    ],
    [
      'an end too far away for automata, and what engines without anchors are given for it',
      matches('a', '(ab|c)\\\\[^x]{1,256}$'),
      'equal',
      matches('a', '(?s).*(?:ab|c)\\\\[^x]{1,256}\n?', 'any', 'whole'),
    ],
    ['a prefix factored out', matches('a', 'foobar|foobaz'), 'equal', matches('a', 'fooba[rz]')],
    ['counted and written out', matches('a', '^[0-9]{3}'), 'equal', matches('a', '^[0-9][0-9][0-9]')],
    ['.* that stops at newlines', fits('a', ['*a*b*']), 'narrower', matches('a', 'a.*b')],
    [
      'words in any order',
      and([fits('a', ['*x*']), fits('a', ['*y*'])]),
      'equal',
      matches('a', '(?s)x.*y|y.*x'),
    ],
    [
      'a negated class',
      and([has('a'), not(matches('a', '[^a-c]'))]),
      'equal',
      matches('a', '[abc]*', 'any', 'whole'),
    ],
    ['single wildcards in another order', fits('a', ['x*?']), 'equal', fits('a', ['x?*'])],
    ['like * and exists', fits('a', ['*']), 'equal', has('a')],
    ['the empty text is a value', has('a'), 'narrower', matches('a', '.')],
    ['case', is('a', ['Foo'], 'ignored'), 'narrower', is('a', ['Foo'])],
    ['case of what has none', is('a', ['4688'], 'ignored'), 'equal', is('a', ['4688'])],
    ['case beyond ASCII', is('a', ['Ä'], 'ignored'), 'equal', is('a', ['ä', 'Ä'])],
  ],
  functions: [
    [
      'lower-case and casing',
      ofText(call('lower', f('a')), 'eq', 'foo'),
      'equal',
      is('a', ['FOO'], 'ignored'),
    ],
    [
      'lower-case and an upper-case letter',
      ofText(call('lower', f('a')), 'eq', 'Foo'),
      'equal',
      always(false),
    ],
    [
      'base name and endings',
      ofText(call('baseName', f('a')), 'eq', 'x.exe'),
      'equal',
      or([fits('a', ['*\\x.exe', '*/x.exe']), is('a', ['x.exe'])]),
    ],
    [
      'base name and an ending too many',
      ofText(call('baseName', f('a')), 'eq', 'x.exe'),
      'broader',
      fits('a', ['*x.exe']),
    ],
    [
      'extension and an ending',
      ofText(call('extension', f('a')), 'eq', 'exe'),
      'broader',
      fits('a', ['*.exe']),
    ],
    [
      'directory and a beginning',
      ofText(call('directoryName', f('a')), 'startsWith', 'C:\\W'),
      'broader',
      fits('a', ['C:\\W*']),
    ],
    [
      'length and a counted regex',
      compares(call('length', f('a')), 'gt', literal(5), 'number'),
      'equal',
      matches('a', '(?s)^.{6}'),
    ],
    [
      'length, at the edge',
      compares(call('length', f('a')), 'gt', literal(5), 'number'),
      'broader',
      compares(call('length', f('a')), 'gte', literal(5), 'number'),
    ],
    [
      'a function like itself',
      ofText(call('trim', f('a')), 'eq', 'x'),
      'equal',
      ofText(call('trim', f('a')), 'eq', 'x'),
    ],
    [
      'a function of the same values',
      ofText(call('trim', f('a')), 'eq', 'x'),
      'broader',
      ofText(call('trim', f('a')), 'startsWith', 'x'),
    ],
  ],
  numbers: [
    ['a number and its text', is('a', [5]), 'narrower', is('a', ['5'])],
    ['a number and a comparison', is('a', [5]), 'equal', number('a', 'eq', '5')],
    ['at the edge', number('a', 'gt', 5), 'broader', number('a', 'gte', 5)],
    ['between whole numbers', number('a', 'gt', 5), 'narrower', number('a', 'gte', 6)],
    [
      'a range and its parts',
      and([number('a', 'gte', 1), number('a', 'lt', 9)]),
      'equal',
      or([
        and([number('a', 'gte', 1), number('a', 'lt', 5)]),
        and([number('a', 'gte', 5), number('a', 'lt', 9)]),
      ]),
    ],
    [
      'a range of several values',
      and([number('many', 'gte', 1), number('many', 'lt', 9)]),
      'different',
      and([number('many', 'gt', 1), not(number('many', 'gt', 9))]),
    ],
    [
      'not less is not at least, where there is no number',
      not(number('a', 'lt', 5)),
      'narrower',
      number('a', 'gte', 5),
    ],
    ['no number is less than a word', number('a', 'lt', 'x'), 'equal', always(false)],
    ['a number that is no such text', and([is('a', [5]), is('a', ['x'])]), 'equal', always(false)],
    ['a number has no letters', and([number('a', 'gt', 5), fits('a', ['*x*'])]), 'equal', always(false)],
  ],
  networks: [
    [
      'an address read out of a text',
      {
        ...within('ip', '10.0.0.0/8'),
        subject: { kind: 'coercion', to: 'ip', operand: f('ip'), origin: [] },
      },
      'equal',
      within('ip', '10.0.0.0/8'),
    ],
    ['two halves', within('ip', '10.0.0.0/8'), 'equal', within('ip', '10.0.0.0/9', '10.128.0.0/9')],
    ['one half', within('ip', '10.0.0.0/8'), 'narrower', within('ip', '10.0.0.0/9')],
    [
      'a network within another',
      within('ip', '10.0.0.0/8', '10.1.0.0/16'),
      'equal',
      within('ip', '10.0.0.0/8'),
    ],
    [
      'negated',
      not(within('ip', '10.0.0.0/8')),
      'narrower',
      and([has('ip'), not(within('ip', '10.0.0.0/8'))]),
    ],
    ['version 6', within('ip', '2001:db8::/32'), 'broader', within('ip', '2001::/16')],
    [
      'a network and an order',
      within('ip', '10.0.0.0/31'),
      'broader',
      compares(f('ip'), 'lte', literal('10.0.0.1'), 'ip'),
    ],
    ['a network and a prefix', within('ip', '10.0.0.0/8'), 'different', fits('ip', ['10.*'])],
  ],
  'no value': [
    ['not equal keeps what is absent', not(is('a', ['x'])), 'narrower', and([has('a'), not(is('a', ['x']))])],
    ['a guard that changes nothing', is('a', ['x']), 'equal', and([has('a'), is('a', ['x'])])],
    ['a guard lost under not', and([has('a'), not(is('a', ['x']))]), 'broader', not(is('a', ['x']))],
    ['a null is no value', not(exists(f('a'))), 'different', is('a', [''])],
  ],
  'several values': [
    ['all and any', equals(f('many'), ['x'], { quantifier: 'all' }), 'broader', is('many', ['x'])],
    ['all and any of one', equals(f('a'), ['x'], { quantifier: 'all' }), 'equal', is('a', ['x'])],
    [
      'all is: there is one, and none other',
      equals(f('many'), ['x'], { quantifier: 'all' }),
      'equal',
      and([has('many'), not(matches('many', '(?s)^([^x]|x.|\\z)'))]),
    ],
    [
      'single and all',
      equals(f('many'), ['x', 'y'], { quantifier: 'single' }),
      'broader',
      equals(f('many'), ['x', 'y'], { quantifier: 'all' }),
    ],
    [
      'one value for two patterns',
      and([fits('many', ['x*']), fits('many', ['*y'])]),
      'narrower',
      fits('many', ['x*y']),
    ],
  ],
  'keywords, tokens, elements': [
    ['keywords and their alternatives', words('foo', 'bar'), 'equal', or([words('bar'), words('foo')])],
    ['a keyword missing', words('foo', 'bar'), 'narrower', words('foo')],
    ['a keyword within another', words('foobar'), 'broader', words('foo')],
    [
      'all tokens',
      analysed('all', 'foo', 'bar'),
      'equal',
      and([analysed('any', 'bar'), analysed('phrase', 'foo')]),
    ],
    ['any token', analysed('any', 'foo', 'bar'), 'narrower', analysed('all', 'foo', 'bar')],
    [
      'elements in another form',
      element('p', not(or([is('p.x', ['a']), is('p.y', ['b'])]))),
      'equal',
      element('p', and([not(is('p.y', ['b'])), not(is('p.x', ['a']))])),
    ],
    [
      'elements with patterns as regexes',
      element('p', fits('p.x', ['*a*'])),
      'equal',
      element('p', matches('p.x', 'a')),
    ],
    [
      'a broader element',
      element('p', and([is('p.x', ['a']), is('p.y', ['b'])])),
      'broader',
      element('p', is('p.x', ['a'])),
    ],
    [
      'fields compared',
      compares(f('a'), 'startsWith', f('b'), 'string'),
      'broader',
      compares(f('a'), 'contains', f('b'), 'string'),
    ],
    [
      'fields compared, and the same of lower-case forms',
      compares(f('a'), 'eq', f('b'), 'string', { casing: 'ignored' }),
      'equal',
      and([has('a'), has('b'), compares(call('lower', f('a')), 'eq', call('lower', f('b')), 'string')]),
    ],
    [
      'a beginning cut off',
      compares(f('a'), 'startsWith', f('b'), 'string'),
      'equal',
      compares(call('substring', f('a'), literal(0), call('length', f('b'))), 'eq', f('b'), 'string'),
    ],
    [
      'fields in the other order',
      compares(f('a'), 'lt', f('b'), 'number'),
      'equal',
      compares(f('b'), 'gt', f('a'), 'number'),
    ],
    [
      'a number of a text',
      compares({ kind: 'coercion', to: 'number', operand: f('a'), origin: [] }, 'eq', literal(5), 'number'),
      'equal',
      is('a', [5]),
    ],
  ],
};

function tells(
  events: { onlySource?: EventData; onlyFound?: EventData },
  source: Predicate,
  found: Predicate,
) {
  const [left, right] = [compilePredicate(source), compilePredicate(found)];
  if (events.onlySource) expect([left(events.onlySource), right(events.onlySource)]).toEqual([true, false]);
  if (events.onlyFound) expect([left(events.onlyFound), right(events.onlyFound)]).toEqual([false, true]);
}

describe.each(Object.entries(tables))('%s', (_, rows) => {
  test.each(rows)('%s', (_name, source, relation, found) => {
    const there = comparePredicates(source, found, { isMultiValued });
    const back = comparePredicates(found, source, { isMultiValued });
    expect({ there, back }).toMatchObject({
      there: { relation, evidence: 'proved' },
      back: { relation: swapped[relation], evidence: 'proved' },
    });
    if (there.relation !== 'unknown') tells(there, source, found);
    if (back.relation !== 'unknown') tells(back, found, source);
  });
});

describe('a separating event', () => {
  const rows: readonly (readonly [string, Predicate, Predicate, unknown])[] = [
    ['has the fewest fields', or([and([a, b]), c]), or([and([a, b])]), { onlySource: { c: 'z' } }],
    [
      'has the values of the rule, in its letters',
      and([fits('image', ['*\\Rundll32.exe'], 'ignored'), fits('line', ['*ComSvcs*'], 'ignored')]),
      fits('line', ['*ComSvcs*'], 'ignored'),
      { onlyFound: { line: 'ComSvcs' } },
    ],
    [
      'joins the parts of several patterns',
      and([fits('line', ['*-enc*']), fits('line', ['powershell*'])]),
      always(false),
      { onlySource: { line: 'powershell -enc' } },
    ],
    [
      'has several values where it must',
      and([is('many', ['x']), is('many', ['y'])]),
      always(false),
      { onlySource: { many: ['x', 'y'] } },
    ],
    ['has numbers as numbers', number('port', 'gt', 1024), always(false), { onlySource: { port: 1025 } }],
    [
      'has an address',
      within('ip', '10.0.0.0/8'),
      within('ip', '10.0.0.0/9'),
      { onlySource: { ip: '10.128.0.1' } },
    ],
    [
      'is found by what a regex matches where no text of the rule will do',
      matches('a', '^[d-f]{2}\\z'),
      always(false),
      { onlySource: { a: 'ed' } },
    ],
    [
      'is found by automata where two regexes must match',
      and([matches('a', '^[d-f]{6}\\z'), matches('a', '^d.*e.*f.*d\\z')]),
      always(false),
      { onlySource: { a: 'dddefd' } },
    ],
    [
      'has an array of elements',
      element('p', and([is('p.x', ['a']), is('p.y', ['b'])])),
      always(false),
      { onlySource: { p: [{ x: 'a', y: 'b' }] } },
    ],
  ];

  test.each(rows)('%s', (_, source, found, events) => {
    expect(comparePredicates(source, found, { isMultiValued })).toMatchObject(events as object);
  });
});

test('the responsible leaves are those of either side that the other has not', () => {
  const changed = is('b', ['y', 'w']);
  expect(comparePredicates(and([a, b, c]), and([c, changed, a]), { isMultiValued })).toMatchObject({
    relation: 'broader',
    responsible: [b, changed],
  });
});

test('where the field was written and what it was resolved to are no part of its meaning', () => {
  const resolved = equals({ ...f('a'), canonical: 'ecs.a', type: 'string' }, ['x']);
  expect(comparePredicates(resolved, a, { isMultiValued }).relation).toBe('equal');
});

describe('bounds', () => {
  const deep = Array.from({ length: 5_000 }).reduce<Predicate>(
    (inner, _, index) => (index % 2 === 0 ? and([inner, is(`f${index}`, ['x'])]) : or([inner, b])),
    a,
  );
  const all = is(
    'a',
    Array.from({ length: 10_000 }, (_, index) => `value ${index}`),
  );
  const endings = Array.from({ length: 500 }, (_, index) => glob(`*\\tool${index}.exe`));
  const counted = (from: number) => matches('a', `(a|b)*a(a|b){${from}}`, 'any', 'whole');

  test('depth', () => {
    expect(comparePredicates(deep, a, { isMultiValued })).toMatchObject({
      relation: 'unknown',
      because: 'limit',
    });
  });

  test('a list of 10,000 values with one missing', () => {
    const fewer = { ...all, values: all.values.slice(1) };
    expect(comparePredicates(all, fewer, { isMultiValued })).toMatchObject({
      relation: 'narrower',
      onlySource: { a: 'value 0' },
    });
  });

  test('500 patterns, and each as a leaf of its own', () => {
    const one = like(f('a'), endings, { casing: 'ignored' });
    const many = or(endings.map(each => like(f('a'), [each], { casing: 'ignored' })));
    expect(comparePredicates(one, many, { isMultiValued }).relation).toBe('equal');
    const fewer = { ...one, patterns: endings.slice(0, 499) };
    expect(comparePredicates(many, fewer, { isMultiValued })).toMatchObject({
      relation: 'narrower',
      onlySource: { a: '\\tool499.exe' },
    });
  });

  test('10,000 operands', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => is(`f${index}`, ['x']));
    expect(comparePredicates(or(names), or([...names].reverse()), { isMultiValued }).relation).toBe('equal');
    expect(comparePredicates(or(names), or(names.slice(1)), { isMultiValued })).toMatchObject({
      relation: 'unknown',
      because: 'limit',
    });
  });

  test('regexes that differ in what stands beside an any-run are equal without automata', () => {
    const limits = { work: 1_000 };
    const [source, found] = [
      matches('a', String.raw`\s+x(a|b)*a(a|b){14}y*`),
      matches('a', String.raw`\sx(a|b)*a(a|b){14}`),
    ];
    expect(comparePredicates(source, found, { isMultiValued, limits }).relation).toBe('equal');
  });

  test('patterns of which each is seen to have a text that the other lacks need no automata', () => {
    const parts = Array.from({ length: 14 }, (_, index) => `*part ${index} ${'of a long text '.repeat(4)}*`);
    const all = (casing: 'ignored' | 'exact') => and(parts.map(each => fits('a', [each], casing)));
    const limits = { work: 150_000 };
    expect(comparePredicates(all('ignored'), all('exact'), { isMultiValued, limits })).toMatchObject({
      relation: 'narrower',
    });
  });

  test('automata with too many states', () => {
    const source = and([counted(14), not(matches('a', '(a|b)*a(a|b)*', 'any', 'whole'))]);
    const limits = { work: 100_000 };
    expect(comparePredicates(source, always(false), { isMultiValued, limits })).toMatchObject({
      relation: 'unknown',
      because: 'limit',
    });
  });
});
