import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alphabetOf } from '../../src/regex/alphabet.ts';
import { setsOf, wholeCore } from '../../src/regex/automaton.ts';
import { setOf } from '../../src/regex/character-set.ts';
import { coreOf } from '../../src/regex/core-of.ts';
import { type Determined, determine } from '../../src/regex/determine.ts';
import { dfaOfCore } from '../../src/regex/dfa.ts';
import { isTooLarge } from '../../src/regex/effort.ts';
import { compileRegex } from '../../src/regex/index.ts';
import { hasPositions, positionsOf } from '../../src/regex/positions.ts';
import { read } from './read.ts';

const characters = [
  'a',
  'b',
  'ab',
  'ba',
  '.',
  '.*',
  '[^b]*',
  '[ab]',
  'a*',
  'b+',
  '.{0,3}',
  '[^a]{1,4}',
  'a{2,4}',
  '',
];
const anchors = [
  '^',
  '$',
  String.raw`\b`,
  String.raw`\B`,
  String.raw`\A`,
  String.raw`\z`,
  '(?m:^)',
  '(?m:$)',
  String.raw`\s`,
];

function patternOf(parts: readonly string[]): fc.Arbitrary<string> {
  return fc.letrec<{ pattern: string }>(tie => ({
    pattern: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...parts),
      fc.array(tie('pattern'), { minLength: 2, maxLength: 4 }).map(inner => inner.join('')),
      fc.array(tie('pattern'), { minLength: 2, maxLength: 3 }).map(inner => `(?:${inner.join('|')})`),
      fc
        .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{0,2}', '{1,3}', '{2,}', '{0}'))
        .map(([inner, times]) => `(?:${inner})${times}`),
    ),
  })).pattern;
}

const pattern = patternOf(characters);
const anchored = patternOf([...characters, ...anchors, ...anchors]);

function automataOf(text: string, anchoring: 'whole' | 'search') {
  const regex = read(text, 'pcre', anchoring);
  const core = wholeCore(coreOf(regex), anchoring);
  const alphabet = alphabetOf([...setsOf(core)]);
  const positions = positionsOf(core);
  const of = (reduced: boolean) => {
    const made = positions && determine(positions, alphabet, { effort: 1e5, reduced });
    return typeof made === 'string' ? undefined : made;
  };
  return { regex, alphabet, raw: of(false), reduced: of(true) };
}

/** The shortest texts to each pair of states, with what both automata say of them. */
function* walk(left: Determined, right: Determined, size: number) {
  const seen = new Set(['0,0']);
  const waiting = [{ left: 0, right: 0, word: [] as readonly number[] }];
  for (const state of waiting) {
    yield { word: state.word, accepts: [left.accepts[state.left], right.accepts[state.right]] };
    for (let index = 0; index < size; index++) {
      const [one = 0, other = 0] = [
        left.next[state.left * size + index],
        right.next[state.right * size + index],
      ];
      if (seen.has(`${one},${other}`)) continue;
      seen.add(`${one},${other}`);
      waiting.push({ left: one, right: other, word: [...state.word, index] });
    }
  }
}

test('sets of places match what the regex matches, those that others outdo left out or not', () => {
  fc.assert(
    fc.property(pattern, fc.constantFrom('whole' as const, 'search' as const), (text, anchoring) => {
      const { regex, alphabet, raw, reduced } = automataOf(text, anchoring);
      if (raw === undefined || reduced === undefined) return;
      const matches = compileRegex(regex);
      for (const { word, accepts } of walk(raw, reduced, alphabet.size)) {
        const shown = String.fromCodePoint(...word.map(index => alphabet.sample(index)));
        const expected = matches(shown) ? 1 : 0;
        expect(accepts, JSON.stringify({ text, anchoring, shown })).toEqual([expected, expected]);
      }
    }),
    { numRuns: 400 },
  );
});

test('automata of regexes with anchors match what the regex matches', () => {
  fc.assert(
    fc.property(anchored, fc.constantFrom('whole' as const, 'search' as const), (text, anchoring) => {
      const regex = read(text, 'pcre', anchoring);
      const core = wholeCore(coreOf(regex), anchoring);
      const alphabet = alphabetOf([...setsOf(core), setOf('ab')]);
      const made = dfaOfCore(core, alphabet, 500);
      if (made === undefined) return;
      const matches = compileRegex(regex);
      const table = { next: [...made.next], accepts: [...made.accepts] };
      for (const { word, accepts } of walk(table, table, alphabet.size))
        for (const last of [[], ...Array.from({ length: alphabet.size }, (_, index) => [index])]) {
          const state = last.reduce(
            (at, index) => table.next[at * alphabet.size + index] ?? 0,
            stateAfter(table, word, alphabet.size),
          );
          const shown = String.fromCodePoint(...[...word, ...last].map(index => alphabet.sample(index)));
          const expected = matches(shown) ? 1 : 0;
          if (last.length === 0) expect(accepts[0]).toBe(expected);
          expect(table.accepts[state], JSON.stringify({ text, anchoring, shown })).toBe(expected);
        }
    }),
    { numRuns: 120 },
  );
});

function stateAfter({ next }: Determined, word: readonly number[], size: number): number {
  return word.reduce((state, index) => next[state * size + index] ?? 0, 0);
}

test.each([
  ['ab.{0,50}cd', 'search', 260],
  ['a.*b.*c', 'search', 6],
  ['(a|b)[^c]*d', 'whole', 5],
] as const)('%s, %s, has at most %i states', (text, anchoring, states) => {
  expect(automataOf(text, anchoring).reduced?.accepts.length).toBeLessThanOrEqual(states);
});

test.each([
  ['x{20}y{1,30}z', false],
  ['.*(ab|cd).{1,64}ef.{1,64}gh.*', true],
  ['[a-f0-9]{64}', false],
  ['a{3000}', true],
])('the size of %s as Lucene counts it', (text, expected) => {
  expect(isTooLarge(coreOf(read(text, 'lucene', 'whole')))).toBe(expected);
});

test.each([
  ['a(b|c)*', true],
  ['^a', false],
  ['a(?=b)', false],
])('%s is of characters alone: %s', (text, expected) => {
  expect(hasPositions(coreOf(read(text, 'pcre', 'search')))).toBe(expected);
});
