import fc from 'fast-check';
import type { Casing, Leaf, Predicate, Quantifier } from '../../src/ir/index.ts';
import { and, not, or } from '../../src/ir/index.ts';
import { call, compares, element, f, fits, has, is, literal } from './nodes.ts';

/** Small alphabets, so that random predicates and random events meet. */
const names = ['channel', 'id', 'p.name', 'p', 'q.r.s', 'q'];
const words = [
  'a',
  'B',
  'ab',
  'Abc',
  'x.exe',
  '\\x.exe',
  'C:\\X.EXE',
  '',
  'ς',
  'Σ',
  '5',
  '5.0',
  '😀',
  'long literal text',
];

const name = fc.constantFrom(...names);
const word = fc.constantFrom(...words);
const casing = fc.constantFrom<Casing>('exact', 'ignored', 'ignored');
const quantifier = fc.constantFrom<Quantifier>('any', 'any', 'any', 'all', 'single');
const scalar = fc.oneof(word, fc.constantFrom(5, 1, true, 10.5));

const raw = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constantFrom(null, [], {}) },
  { weight: 2, arbitrary: fc.array(fc.oneof(scalar, fc.constant(null)), { maxLength: 3 }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.dictionary(fc.constantFrom('name', 'r', 's', 'r.s'), scalar, { maxKeys: 3 }), {
      maxLength: 3,
    }),
  },
  { weight: 1, arbitrary: fc.record({ name: scalar, r: fc.record({ s: scalar }) }) },
);

export const event = fc.dictionary(name, raw, { maxKeys: 6 });

const globs = fc.array(
  fc
    .tuple(fc.constantFrom('', '*', '?'), word, fc.constantFrom('', '*', '?*', '*b'))
    .map(parts => parts.join('')),
  { minLength: 1, maxLength: 6 },
);

const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(name, fc.array(scalar, { maxLength: 4 }), casing, quantifier)
      .map(each => is(...each)),
  },
  { weight: 4, arbitrary: fc.tuple(name, globs, casing, quantifier).map(each => fits(...each)) },
  { weight: 1, arbitrary: name.map(has) },
  {
    weight: 2,
    arbitrary: fc
      .record({
        left: name.map(f),
        operator: fc.constantFrom('eq', 'lt', 'gte', 'startsWith', 'endsWith', 'contains'),
        right: fc.oneof(scalar.map(literal), name.map(f)),
        as: fc.constantFrom('string', 'number'),
        casing,
        quantifier,
      })
      .map(({ left, operator, right, as, ...options }) => compares(left, operator, right, as, options)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(name, fc.integer({ min: 0, max: 4 }))
      .map(([of, length]) => compares(call('length', f(of)), 'gt', literal(length), 'number')),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(word, casing).map(
      ([text, each]): Leaf => ({
        kind: 'keyword',
        patterns: [[{ kind: 'text', text }]],
        casing: each,
        scope: 'contains',
        origin: [],
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(scalar, scalar)
      .map(([first, second]) => element('p', and([is('p.name', [first]), not(is('p.r', [second]))]))),
  },
);

export const predicate = fc.letrec<{ node: Predicate }>(tie => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 4, arbitrary: leaf },
    { weight: 1, arbitrary: tie('node').map(each => not(each)) },
    { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 4 }).map(each => and(each)) },
    { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 4 }).map(each => or(each)) },
  ),
})).node;

/** As rules of one product are: a scope that many share, before the rule's own. */
export const scoped = fc
  .tuple(fc.constantFrom('a', 'B', 'ab'), fc.constantFrom<(number | string)[]>([5], [1, 5], ['5']), predicate)
  .map(([channel, ids, where]) => and([is('channel', [channel], 'ignored'), is('id', ids), where]));
