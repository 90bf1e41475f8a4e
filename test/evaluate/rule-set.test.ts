import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePredicate, type EventData, RuleSet } from '../../src/evaluate/index.ts';
import { always, and, not, or, type Predicate } from '../../src/ir/index.ts';
import { event, predicate, scoped } from './arbitraries.ts';
import { element, fits, has, is, keyword } from './nodes.ts';

function matchesOneByOne(predicates: readonly Predicate[], of: EventData): number[] {
  return predicates.flatMap((each, index) => (compilePredicate(each)(of) ? [index] : []));
}

function ruleSet(predicates: readonly Predicate[]): RuleSet<number> {
  return new RuleSet(predicates.map((each, id) => ({ id, predicate: each })));
}

describe('a rule set says what its predicates say', () => {
  const events = fc.array(event, { minLength: 1, maxLength: 10 });

  test('of any predicates and events', () => {
    fc.assert(
      fc.property(fc.array(predicate, { maxLength: 30 }), events, (predicates, each) => {
        const rules = ruleSet(predicates);
        for (const one of each) expect(rules.match(one)).toEqual(matchesOneByOne(predicates, one));
      }),
      { numRuns: 300 },
    );
  });

  test('of rules with a scope', () => {
    const fromSources = events.map(all =>
      all.map((one, index) => ({
        ...one,
        channel: ['A', 'b', 'AB'][index % 3],
        id: [5, '5', '1', [1, 5]][index % 4],
      })),
    );
    fc.assert(
      fc.property(fc.array(scoped, { minLength: 20, maxLength: 60 }), fromSources, (predicates, each) => {
        const rules = ruleSet(predicates);
        for (const one of each) expect(rules.match(one)).toEqual(matchesOneByOne(predicates, one));
      }),
      { numRuns: 150 },
    );
  });
});

test('overlapping literals in one text are all found', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'ä', 'ς'), minLength: 1, maxLength: 16 });
  const glob = fc
    .tuple(fc.constantFrom('', '*'), text, fc.constantFrom('', '*'))
    .map(parts => parts.join(''));
  const globs = fc.array(glob, { minLength: 1, maxLength: 3 });
  const rule = fc.oneof(
    globs.map(each => fits('x', each, 'ignored')),
    fc.tuple(globs, fc.constantFrom('contains', 'whole')).map(([each, scope]) => keyword(each, scope)),
  );
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 10, maxLength: 60 }),
      fc.array(text, { minLength: 5, maxLength: 20 }),
      (predicates, texts) => {
        const rules = ruleSet(predicates);
        for (const x of [...texts, texts])
          for (const one of [{ x }, { y: { z: x } }])
            expect(rules.match(one)).toEqual(matchesOneByOne(predicates, one));
      },
    ),
    { numRuns: 150 },
  );
});

test('a predicate means the same as its double negation and as its operands in reverse', () => {
  const reverse = (each: Predicate): Predicate =>
    each.kind === 'and' || each.kind === 'or'
      ? { ...each, operands: each.operands.map(reverse).reverse() }
      : each.kind === 'not'
        ? { ...each, operand: reverse(each.operand) }
        : each;
  fc.assert(
    fc.property(predicate, event, (each, one) => {
      const expected = compilePredicate(each)(one);
      expect(compilePredicate(not(not(each)))(one)).toBe(expected);
      expect(compilePredicate(not(each))(one)).toBe(!expected);
      expect(compilePredicate(reverse(each))(one)).toBe(expected);
    }),
    { numRuns: 300 },
  );
});

describe('a rule set', () => {
  test('gives ids in the order of the rules, whatever finds them', () => {
    const rules = new RuleSet([
      { id: 'last', predicate: not(has('x')) },
      { id: 'b', predicate: fits('a', ['*cmd*'], 'ignored') },
      { id: 'always', predicate: always(true) },
      { id: 'never', predicate: always(false) },
      { id: 'c', predicate: is('a', ['CMD'], 'ignored') },
      { id: 'b', predicate: fits('a', ['*md'], 'ignored') },
    ]);
    expect(rules.match({ a: 'cmd' })).toEqual(['last', 'b', 'always', 'c', 'b']);
    expect(rules.match({ x: 1 })).toEqual(['always']);
  });

  test('without rules nothing matches', () => {
    expect(new RuleSet([]).match({ a: 1 })).toEqual([]);
  });

  test('finds each of many literals, long and short, of any form', () => {
    const literals = Array.from({ length: 600 }, (_, index) => `\\folder ${index % 7}\\tööl${index}.exe`);
    const forms = [
      (text: string) => `*${text}`,
      (text: string) => `${text}*`,
      (text: string) => `*${text}*`,
      String,
    ];
    const predicates = literals.map((text, index) =>
      fits('path', [forms[index % 4]?.(text) ?? ''], 'ignored'),
    );
    const rules = ruleSet(predicates);
    literals.forEach((text, index) => {
      expect(rules.match({ path: text.toUpperCase() })).toContain(index);
      expect(rules.match({ path: `C:${text}` }).includes(index)).toBe(index % 4 === 0 || index % 4 === 2);
    });
  });

  test('routes by what rules require, of whatever name, and sees every kind of value', () => {
    const predicates = Array.from({ length: 40 }, (_, index) =>
      and([
        or([
          and([is('event.code', [index % 4]), is('kind', ['x'])]),
          and([is('event.code', ['z']), is('kind', ['y'])]),
        ]),
        fits('text', [`*${index}*`]),
      ]),
    );
    const rules = ruleSet(predicates);
    const events = [
      { event: { code: '1' }, kind: 'x', text: '5 17' },
      { event: { code: ['1', 2] }, kind: ['x', 'w'], text: '5 17 6' },
      { 'event.code': 'z', kind: 'y', text: '5 17 6' },
      { 'event.code': { deep: 1 }, kind: 'y', text: '5' },
      { text: '5' },
      { 'event.code': 1, kind: 'x', text: ['5', '17'] },
    ];
    for (const one of [...events, ...events])
      expect(rules.match(one)).toEqual(matchesOneByOne(predicates, one));
  });

  test('forgets routes before they fill the memory, and stays right', () => {
    const predicates = [is('id', ['7']), is('id', ['8']), and([is('id', ['7', '8']), has('x')])];
    const rules = ruleSet(predicates);
    for (let id = 0; id < 25_000; id++) rules.match({ id: `${id}x` });
    expect(rules.match({ id: '7' })).toEqual([0]);
    expect(rules.match({ id: '8', x: 1 })).toEqual([1, 2]);
  });
});

describe('size and depth', () => {
  const wide = Array.from({ length: 10_000 }, (_, index) => is(`f${index % 100}`, [`v${index}`]));

  test('ten thousand operands', () => {
    expect(compilePredicate(or(wide))({ f99: 'v9999' })).toBe(true);
    expect(compilePredicate(or(wide))({ f99: 'v9998' })).toBe(false);
    expect(compilePredicate(and(wide))({ f99: 'v9999' })).toBe(false);
    expect(ruleSet([or(wide), and(wide)]).match({ f99: 'v9999' })).toEqual([0]);
  });

  test.each(['and', 'or'] as const)('an %s nested in its like, ten thousand deep', kind => {
    let left: Predicate = is('x', ['0']);
    for (let depth = 1; depth < 10_000; depth++)
      left = { kind, operands: [left, is('x', [`${depth}`])], origin: [] };
    expect(compilePredicate(left)({ x: '9999' })).toBe(kind === 'or');
  });

  test('and, or and not in turn, twenty thousand deep', () => {
    let deep: Predicate = is('x', ['bottom']);
    for (let depth = 0; depth < 20_000; depth++)
      deep = depth % 2 === 0 ? not(and([deep, not(is('y', [depth]))])) : or([deep, is('z', [depth])]);
    const expected = compilePredicate(deep)({ x: 'bottom' });
    expect(compilePredicate(deep)({ x: 'other' })).toBe(!expected);
    expect(ruleSet([deep]).match({ x: 'bottom' })).toEqual(expected ? [0] : []);
  });

  test('elements within elements, twenty deep', () => {
    const path = (depth: number) => Array.from({ length: depth }, () => 'a').join('.');
    let predicate: Predicate = is(`${path(20)}.v`, ['x']);
    let data: Record<string, unknown> = { v: 'x' };
    for (let depth = 20; depth > 0; depth--) {
      predicate = element(path(depth), predicate);
      data = { a: [{ a: [] }, data] };
    }
    expect(compilePredicate(predicate)(data)).toBe(true);
  });
});
