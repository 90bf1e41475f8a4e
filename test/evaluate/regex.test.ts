import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePredicate, RuleSet } from '../../src/evaluate/index.ts';
import { regexLiterals } from '../../src/evaluate/regex-literals.ts';
import { foldCase } from '../../src/evaluate/values.ts';
import type { Keyword, Matches, Quantifier } from '../../src/ir/index.ts';
import { compileRegex, type Regex, type RegexNode } from '../../src/regex/index.ts';
import { f } from './nodes.ts';

function regex(node: RegexNode, ignoreCase = false, anchoring: Regex['anchoring'] = 'search'): Regex {
  return { node, anchoring, flags: { ignoreCase, multiline: false, dotAll: false } };
}

function matches(subject: string, of: Regex, quantifier: Quantifier = 'any'): Matches {
  return { kind: 'matches', subject: f(subject), regex: of, quantifier, origin: [] };
}

const text = (value: string): RegexNode => ({ kind: 'literal', text: value });

describe('a regex looks at the text of the values', () => {
  test.each<[unknown, Regex, Quantifier, boolean]>([
    ['xcmdx', regex(text('cmd')), 'any', true],
    ['CMD', regex(text('cmd')), 'any', false],
    ['CMD', regex(text('cmd'), true), 'any', true],
    ['xcmd', regex(text('cmd'), false, 'whole'), 'any', false],
    ['xcmd', regex(text('cmd'), false, 'start'), 'any', false],
    [4624, regex(text('62')), 'any', true],
    [true, regex(text('ru')), 'any', true],
    ['', regex({ kind: 'empty' }), 'any', true],
    [null, regex({ kind: 'empty' }), 'any', false],
    [[], regex({ kind: 'empty' }), 'any', false],
    [{ a: 1 }, regex({ kind: 'empty' }), 'any', false],
    [['a', 'cmd'], regex(text('cmd')), 'any', true],
    [['a', 'cmd'], regex(text('cmd')), 'all', false],
    [['cmd1', 'cmd'], regex(text('cmd')), 'all', true],
    [['cmd1', 'cmd'], regex(text('cmd')), 'single', false],
  ])('%j: %#', (x, of, quantifier, expected) => {
    expect(compilePredicate(matches('x', of, quantifier))({ x })).toBe(expected);
  });

  test('a keyword may be a regex, which keeps its own case', () => {
    const leaf: Keyword = {
      kind: 'keyword',
      patterns: [],
      regex: regex(text('Needle')),
      casing: 'ignored',
      scope: 'contains',
      origin: [],
    };
    expect(compilePredicate(leaf)({ a: { b: ['hay', 'a Needle'] } })).toBe(true);
    expect(compilePredicate(leaf)({ a: { b: ['hay', 'a needle'] } })).toBe(false);
  });
});

describe('texts that a regex requires', () => {
  const character = fc.constantFrom('a', 'B', 'k', 'K', 'S', 'ς', 'Σ', 'ſ', 'K', 'İ', 'ß');
  const node = fc.letrec<{ node: RegexNode }>(tie => ({
    node: fc.oneof(
      { maxDepth: 3 },
      { weight: 4, arbitrary: fc.string({ unit: character, maxLength: 3 }).map(text) },
      { weight: 1, arbitrary: fc.constant<RegexNode>({ kind: 'any' }) },
      {
        weight: 2,
        arbitrary: fc
          .array(tie('node'), { maxLength: 3 })
          .map((items): RegexNode => ({ kind: 'sequence', items })),
      },
      {
        weight: 2,
        arbitrary: fc
          .array(tie('node'), { minLength: 1, maxLength: 3 })
          .map((options): RegexNode => ({ kind: 'alternation', options })),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(tie('node'), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1 })).map(
          ([inner, minimum, more]): RegexNode => ({
            kind: 'repeat',
            node: inner,
            minimum,
            maximum: minimum + more,
            mode: 'greedy',
          }),
        ),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie('node'), fc.boolean())
          .map(([inner, ignoreCase]): RegexNode => ({ kind: 'flagged', node: inner, flags: { ignoreCase } })),
      },
      {
        weight: 1,
        arbitrary: tie('node').map(
          (inner): RegexNode => ({ kind: 'look', node: inner, direction: 'ahead', negated: true }),
        ),
      },
    ),
  })).node;
  const subject = fc.string({ unit: character, maxLength: 6 });
  const anyRegex = fc.tuple(node, fc.boolean()).map(([each, ignoreCase]) => regex(each, ignoreCase));

  test('one of them is in every text that matches', () => {
    fc.assert(
      fc.property(anyRegex, fc.array(subject, { maxLength: 8 }), (each, texts) => {
        const required = regexLiterals(each);
        const run = compileRegex(each);
        for (const one of texts)
          if (required.length > 0 && run(one))
            expect(required.some(literal => foldCase(one).includes(literal))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a rule set finds what each regex finds', () => {
    fc.assert(
      fc.property(
        fc.array(anyRegex, { minLength: 5, maxLength: 12 }),
        fc.array(subject, { maxLength: 5 }),
        (regexes, texts) => {
          const rules = regexes.map((each, id) => ({ id, predicate: matches('x', each) }));
          const set = new RuleSet(rules);
          for (const x of texts)
            expect(set.match({ x })).toEqual(
              rules.filter(({ predicate }) => compilePredicate(predicate)({ x })).map(({ id }) => id),
            );
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each<[RegexNode, boolean, string[]]>([
    [text('\\Temp\\'), false, ['\\temp\\']],
    [{ kind: 'sequence', items: [text('a'), text('bc'), { kind: 'any' }, text('d')] }, false, ['abc']],
    [{ kind: 'alternation', options: [text('one'), text('two')] }, true, ['one', 'two']],
    [{ kind: 'alternation', options: [text('one'), { kind: 'any' }] }, false, []],
    [{ kind: 'repeat', node: text('x'), minimum: 0, maximum: 5, mode: 'greedy' }, false, []],
    [{ kind: 'repeat', node: text('x'), minimum: 1, maximum: 5, mode: 'greedy' }, false, ['x']],
  ])('of %j', (each, ignoreCase, literals) => {
    expect(regexLiterals(regex(each, ignoreCase))).toEqual(literals);
  });
});
