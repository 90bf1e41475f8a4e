import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Predicate } from '../../src/ir/index.ts';
import { fitsGlob } from '../../src/languages/sigma/condition.ts';
import { detection, lowered, readText } from './reading.ts';

/** Selections a, b, c, _hidden, sel-1, each a field of the same name. */
function withCondition(condition: string): string {
  const names = ['a', 'b', 'c', '_hidden', 'sel-1'];
  return detection([...names.map(name => `${name}:\n  ${name}: x`), `condition: ${condition}`].join('\n'));
}

function short(condition: string): string {
  return lowered(withCondition(condition))
    .replaceAll(' =~ "x"', '')
    .replaceAll(/ ! lower\/unused-selection \S+/g, '');
}

test.each([
  ['a', 'a'],
  ['a and b', 'and a b'],
  ['a or b and not c', 'or a and b not c'],
  ['(a or b) and c', 'and or a b c'],
  ['a and b and c or a', 'or and a b c a'],
  ['not not a', 'not not a'],
  ['not (a or b)', 'not or a b'],
  ['(((a)))', 'a'],
  ['sel-1', 'sel-1'],
  ['1 of them', 'or a b c sel-1'],
  ['all of them', 'and a b c sel-1 ! lower/all-of-them 15:14'],
  ['1 of s*', 'sel-1'],
  ['all of *', 'and a b c sel-1'],
  ['1 of _*', '_hidden'],
  ['1 of *e*1', 'sel-1'],
  ['not 1 of s* or a', 'or not sel-1 a'],
  ['1 of a', 'a'],
  ['any of them', 'or a b c sel-1 ! lower/condition-quantifier 15:14'],
  [
    '2 of them',
    'or and a b and a c and a sel-1 and b c and b sel-1 and c sel-1 ! lower/condition-quantifier 15:14',
  ],
  ['4 of them', 'and a b c sel-1 ! lower/condition-quantifier 15:14'],
  [
    'a AND b Or NOT c',
    'or and a b not c ! parse/sigma-keyword-case 15:16 ! parse/sigma-keyword-case 15:22 ! parse/sigma-keyword-case 15:25',
  ],
  ['1 OF THEM', 'or a b c sel-1 ! parse/sigma-keyword-case 15:16 ! parse/sigma-keyword-case 15:19'],
  ['5 of them', 'no rule ! lower/condition-quantifier 15:14 ! lower/condition-count 15:14'],
  ['0 of them', 'no rule ! lower/condition-quantifier 15:14 ! lower/condition-count 15:14'],
  ['1 of flt_*', 'no rule ! lower/no-selection-fits 15:14'],
  ['a and B', 'no rule ! lower/unknown-selection 15:20'],
  ['a and', 'no rule ! parse/sigma-condition 15:18'],
  ['a b', 'no rule ! parse/sigma-condition 15:16'],
  ['(a or b', 'no rule ! parse/sigma-condition 15:20'],
  ['a)', 'no rule ! parse/sigma-condition 15:15'],
  ['and a', 'no rule ! parse/sigma-condition 15:14'],
  ['a of them', 'no rule ! parse/sigma-condition 15:14'],
  ['1 of (a)', 'no rule ! parse/sigma-condition 15:19'],
  ["''", 'no rule ! parse/sigma-condition 15:15'],
  ['null', 'no rule ! read/sigma-wrong-shape 15:14'],
  ['5', 'no rule ! read/sigma-wrong-shape 15:14'],
  ['[]', 'no rule ! read/sigma-wrong-shape 15:14'],
  ['[a, {b: c}]', 'no rule ! read/sigma-wrong-shape 15:14'],
  ['a | near b', 'no rule ! lower/near-aggregation 15:16'],
])('%s', (condition, expected) => {
  expect(short(condition)).toBe(expected);
});

test('an upper-case word that names a selection is that selection', () => {
  expect(lowered(detection('AND:\n  A: x\nb:\n  B: y\ncondition: AND and b'))).toBe('and A =~ "x" B =~ "y"');
});

test('a selection may be called `all`, `any` or a number', () => {
  expect(lowered(detection('all:\n  A: x\n1:\n  B: y\ncondition: all and 1'))).toBe('and A =~ "x" B =~ "y"');
});

test('selections that the condition leaves out are noted', () => {
  expect(lowered(detection('a:\n  A: x\nb:\n  B: y\ncondition: a'))).toBe(
    'A =~ "x" ! lower/unused-selection 7:3',
  );
});

test('timeframe asks for several events', () => {
  expect(lowered(detection('a:\n  A: x\ntimeframe: 5m\ncondition: a'))).toBe(
    'no rule ! lower/deprecated-timeframe 7:3',
  );
});

test('a condition of ten thousand terms is read, one of ten thousand parentheses is told off', () => {
  expect(lowered(withCondition(Array(10_000).fill('a').join(' or '))).slice(0, 20)).toBe(
    'or a =~ "x" a =~ "x"',
  );
  expect(short('('.repeat(10_000))).toBe('no rule ! parse/sigma-condition-too-deep 15:214');
  expect(short(`${'not '.repeat(10_000)}a`)).toBe('no rule ! parse/sigma-condition-too-deep 15:814');
});

test('too many combinations are refused', () => {
  const names = Array.from({ length: 20 }, (_, index) => `a${index}`);
  const lines = [...names.map(name => `${name}:\n  ${name}: x`), 'condition: 10 of a*'].join('\n');
  expect(lowered(detection(lines))).toContain('lower/condition-combinations');
});

test('each condition of a list is a part', () => {
  const rules = readText(withCondition('[a, b and c]'));
  expect(rules.map(({ location, rule }) => [location.part, rule !== undefined])).toEqual([
    [0, true],
    [1, true],
  ]);
});

test('a broken condition of a list does not take the others with it', () => {
  const rules = readText(withCondition('[a, b and]'));
  expect(rules.map(({ rule }) => rule !== undefined)).toEqual([true, false]);
});

/** A condition as text and as what it means for the truth of a, b and c. */
type Truth = Readonly<Record<string, boolean>>;
interface Spoken {
  readonly text: string;
  readonly holds: (truth: Truth) => boolean;
}

const spoken = fc.letrec<{ whole: Spoken }>(tie => ({
  whole: fc.oneof(
    { depthSize: 'small' },
    fc
      .constantFrom('a', 'b', 'c')
      .map(name => ({ text: name, holds: (truth: Truth) => truth[name] === true })),
    fc.constantFrom<Spoken>(
      { text: '1 of *', holds: truth => Object.values(truth).some(Boolean) },
      { text: 'all of *', holds: truth => Object.values(truth).every(Boolean) },
      { text: '2 of them', holds: truth => Object.values(truth).filter(Boolean).length >= 2 },
    ),
    tie('whole').map(({ text, holds }) => ({
      text: `not (${text})`,
      holds: (truth: Truth) => !holds(truth),
    })),
    fc.tuple(tie('whole'), tie('whole')).map(([left, right]) => ({
      text: `(${left.text}) and (${right.text})`,
      holds: (truth: Truth) => left.holds(truth) && right.holds(truth),
    })),
    fc.tuple(tie('whole'), tie('whole'), tie('whole')).map(([one, two, three]) => ({
      text: `(${one.text}) or (${two.text}) and not (${three.text})`,
      holds: (truth: Truth) => one.holds(truth) || (two.holds(truth) && !three.holds(truth)),
    })),
  ),
})).whole;

function holds(predicate: Predicate, truth: Truth): boolean {
  switch (predicate.kind) {
    case 'not':
      return !holds(predicate.operand, truth);
    case 'and':
      return predicate.operands.every(operand => holds(operand, truth));
    case 'or':
      return predicate.operands.some(operand => holds(operand, truth));
    case 'equals':
      return predicate.subject.kind === 'field' && truth[predicate.subject.name] === true;
    default:
      throw new Error(`unexpected ${predicate.kind}`);
  }
}

test('a condition means what its words say', () => {
  fc.assert(
    fc.property(
      spoken,
      fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
      ({ text, holds: expected }, [a, b, c]) => {
        const [read] = readText(detection(`a:\n  a: x\nb:\n  b: x\nc:\n  c: x\ncondition: ${text}`));
        const search = read?.rule?.search;
        if (search?.kind !== 'events') throw new Error(`not read: ${text}`);
        expect(holds(search.where, { a, b, c })).toBe(expected({ a, b, c }));
      },
    ),
    { numRuns: 200 },
  );
});

test('a glob fits as its regular expression does', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  fc.assert(
    fc.property(texts, texts, (glob, written) => {
      const name = written.replaceAll('*', 'a');
      const regex = new RegExp(`^${glob.replaceAll(/\*+/g, '.*')}$`);
      expect(fitsGlob(name, glob)).toBe(regex.test(name));
    }),
  );
});
