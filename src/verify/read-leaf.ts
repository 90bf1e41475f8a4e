import { compilePredicate } from '../evaluate/index.ts';
import {
  type Analysed,
  type Compares,
  contains,
  type Equals,
  type Expression,
  endsWith,
  fieldsIn,
  type InNetwork,
  type Keyword,
  type Leaf,
  type Literal,
  type Pattern,
  type Quantifier,
  startsWith,
  subjects,
  text,
} from '../ir/index.ts';
import { allAddresses, networkRanges, orderedAddresses } from './address-ranges.ts';
import { canonicalComparison } from './field-comparison.ts';
import type { Formula, FormulaBuilder, ValueSet } from './formula.ts';
import { nodeKey } from './leaf-key.ts';
import { lengthPiece } from './length-piece.ts';
import { numbersOf, ordered } from './number-ranges.ts';
import { anything, outsidePiece, type Piece, patternPiece, regexPieces, wordPiece } from './piece.ts';
import { wholeLine, without } from './range-set.ts';
import { isDefinedByParts, requiredOf } from './required.ts';
import { everyValue, type Subject, subjectOf } from './subject.ts';

export interface Reading {
  readonly builder: FormulaBuilder;
  readonly isMultiValued: (field: string) => boolean;
  /** The key of what stands within an element: equal keys, equal meaning. */
  readonly keyOfElement: (leaf: Extract<Leaf, { kind: 'element' }>) => string;
}

/** A leaf as tests of values; `positive` is whether it, or its negation, is meant. */
export function readLeaf(leaf: Leaf, positive: boolean, reading: Reading): Formula {
  const { builder } = reading;
  if (isConstant(leaf)) return builder.constant(compilePredicate(leaf)({}) === positive);
  switch (leaf.kind) {
    case 'exists':
      return readExists(leaf.subject, positive, reading);
    case 'equals':
      return readEquals(leaf, positive, reading);
    case 'like':
      return readTexts(leaf, positive, reading, path =>
        leaf.patterns.map(each => patternPiece(each, leaf.casing, path)),
      );
    case 'matches':
      return readTexts(leaf, positive, reading, path => regexPieces(leaf.regex, path));
    case 'inNetwork':
      return readNetwork(leaf, positive, reading);
    case 'compares':
      return readCompares(leaf, positive, reading);
    case 'keyword':
      return builder.some(everyValue, texts(keywordPieces(leaf)), positive);
    case 'analysed':
      return readAnalysed(leaf, positive, reading);
    case 'element': {
      const key = `element ${nodeKey(leaf.path)} ${reading.keyOfElement(leaf)}`;
      return builder.test({ kind: 'opaque', key, leaf }, positive);
    }
  }
}

/** A number in a text exists where the text is one; other expressions where their parts do, as far as that is known. */
function readExists(expression: Expression, positive: boolean, reading: Reading): Formula {
  const { builder } = reading;
  const operand = numericOperand(expression);
  if (operand?.kind === 'field') {
    const subject = subjectOf(operand, reading.isMultiValued);
    return builder.some(subject, { sort: 'number', ranges: wholeLine }, positive);
  }
  if (expression.kind === 'call' && isDefinedByParts(expression))
    return builder.join(
      positive ? 'and' : 'or',
      requiredOf(expression).map(each => readExists(each, positive, reading)),
    );
  const subject = subjectOf(expression, reading.isMultiValued);
  return builder.some(subject, texts([patternPiece(anything, 'exact', subject.steps)]), positive);
}

/** A leaf that looks at no event; times depend on the clock. */
function isConstant(leaf: Leaf): boolean {
  if (leaf.kind === 'keyword' || leaf.kind === 'element') return false;
  if (leaf.kind === 'compares' && leaf.as === 'time') return false;
  return !nodeKey(subjects(leaf)).includes('"fieldPattern"') && fieldsIn(leaf).next().done === true;
}

function texts(pieces: readonly Piece[]): ValueSet {
  return { sort: 'text', pieces };
}

type Quantified = Leaf & { readonly quantifier: Quantifier };

function readTexts(
  leaf: Quantified & { readonly subject: Expression },
  positive: boolean,
  reading: Reading,
  piecesOf: (path: Subject['steps']) => readonly Piece[],
): Formula {
  const subject = subjectOf(leaf.subject, reading.isMultiValued);
  return readText(leaf, subject, piecesOf(subject.steps), positive, reading);
}

function readText(
  leaf: Quantified,
  subject: Subject,
  pieces: readonly Piece[],
  positive: boolean,
  reading: Reading,
): Formula {
  return quantified(leaf, subject, positive, reading, {
    inside: [texts(pieces)],
    outside: [texts([outsidePiece(pieces, subject.steps)])],
    seen: [texts([patternPiece(anything, 'exact', subject.steps)])],
  });
}

/** The values that satisfy a leaf, those that it sees and are not among them, and all that it sees. */
interface Parted {
  readonly inside: readonly ValueSet[];
  readonly outside: readonly ValueSet[];
  readonly seen: readonly ValueSet[];
}

/** Each value satisfies it: there is one, and none outside. The only one does: there is one value, and it does. */
function quantified(
  leaf: Quantified,
  subject: Subject,
  positive: boolean,
  { builder }: Reading,
  { inside, outside, seen }: Parted,
): Formula {
  const quantifier = subject.multiValued ? leaf.quantifier : 'any';
  if (subject.pattern && quantifier !== 'any')
    return builder.test({ kind: 'opaque', key: nodeKey(leaf), leaf }, positive);
  const some = (sets: readonly ValueSet[], wanted: boolean) =>
    builder.join(
      wanted ? 'or' : 'and',
      sets.map(set => builder.some(subject, set, wanted)),
    );
  if (quantifier === 'any') return some(inside, positive);
  const both = positive ? 'and' : 'or';
  if (quantifier === 'all') return builder.join(both, [some(seen, positive), some(outside, !positive)]);
  const key = `one ${subject.key} ${subject.steps.map(step => step.name).join()}`;
  return builder.join(both, [builder.test({ kind: 'one', key, subject }, positive), some(inside, positive)]);
}

/** Numbers are compared by value: they go with the ranges. Through functions they are texts of one form. */
function readEquals(leaf: Equals, positive: boolean, reading: Reading): Formula {
  const subject = subjectOf(leaf.subject, reading.isMultiValued);
  const numbers = leaf.values.filter(value => typeof value === 'number');
  const words = leaf.values
    .filter(value => typeof value !== 'number')
    .map(value => wordPiece(String(value), leaf.casing, subject.steps));
  if (numbers.length > 0 && words.length > 0 && (leaf.quantifier === 'any' || !subject.multiValued))
    return readEqualsInParts(leaf, positive, reading);
  const number = words.length > 0 ? numberText(leaf) : undefined;
  if (number !== undefined) return readEquals({ ...leaf, values: number }, positive, reading);
  if (numbers.length === 0) return readText(leaf, subject, words, positive, reading);
  const counts = lengthPiece(leaf.subject, 'eq', numbers, leaf.quantifier, reading.isMultiValued);
  if (counts !== undefined) return readText(leaf, counts.subject, [counts.piece], positive, reading);
  const operand = words.length === 0 ? rangedOperand(leaf.subject, leaf, reading) : undefined;
  if (operand !== undefined)
    return readRanges(leaf, operand, 'number', numbersOf(numbers), positive, reading);
  if (subject.steps.length > 0 || (subject.multiValued && leaf.quantifier === 'all'))
    return reading.builder.test({ kind: 'opaque', key: nodeKey(leaf), leaf }, positive);
  return quantified(leaf, subject, positive, reading, {
    inside: [texts(words), { sort: 'number', ranges: numbersOf(numbers) }],
    outside: [],
    seen: [],
  });
}

function readEqualsInParts(leaf: Equals, positive: boolean, reading: Reading): Formula {
  const parts = [
    leaf.values.filter(value => typeof value === 'number'),
    leaf.values.filter(value => typeof value !== 'number'),
  ];
  return reading.builder.join(
    positive ? 'or' : 'and',
    parts.map(values => readEquals({ ...leaf, values }, positive, reading)),
  );
}

/** A number read out of a text has the plain text of a number; whole ones beyond 2^53 stay as they are. */
function numberText({ subject, values, casing }: Equals): readonly number[] | undefined {
  if (numericOperand(subject) === undefined) return undefined;
  const plain = values.map(value => (casing === 'ignored' ? String(value).toLowerCase() : String(value)));
  if (plain.some(each => /^[+-]?\d{16}/.test(each))) return undefined;
  return plain.filter(each => String(Number(each)) === each).map(Number);
}

function readNetwork(leaf: InNetwork, positive: boolean, reading: Reading): Formula {
  const subject = subjectOf(leaf.subject, reading.isMultiValued);
  return readRanges(leaf, subject, 'address', networkRanges(leaf.networks), positive, reading);
}

function readRanges(
  leaf: Quantified,
  subject: Subject,
  sort: 'number' | 'address',
  inside: ReturnType<typeof ordered>,
  positive: boolean,
  reading: Reading,
): Formula {
  if (inside.length === 0) return reading.builder.constant(!positive);
  if (subject.steps.length > 0)
    return reading.builder.test({ kind: 'opaque', key: nodeKey(leaf), leaf }, positive);
  const whole = sort === 'number' ? wholeLine : allAddresses;
  return quantified(leaf, subject, positive, reading, {
    inside: [{ sort, ranges: inside }],
    outside: [{ sort, ranges: without(whole, inside) }],
    seen: [{ sort, ranges: whole }],
  });
}

function readCompares(leaf: Compares, positive: boolean, reading: Reading): Formula {
  const { right, operator } = leaf;
  const opaque = () => reading.builder.test({ kind: 'opaque', key: nodeKey(leaf), leaf }, positive);
  if (right.kind !== 'literal') return readOpaqueComparison(leaf, positive, reading);
  if (right.value === null) return reading.builder.constant(!positive);
  const subject = subjectOf(leaf.left, reading.isMultiValued);
  const affix = affixes[operator];
  if (affix !== undefined) {
    const fits = patternPiece(affix([text(String(right.value))]), leaf.casing, subject.steps);
    return readText(leaf, subject, [fits], positive, reading);
  }
  if (leaf.as === 'ip')
    return readRanges(leaf, subject, 'address', orderedAddresses(operator, right.value), positive, reading);
  if (leaf.as === 'number') return readNumeric(leaf, right, subject, positive, reading);
  if (leaf.as === 'string' && operator === 'eq')
    return readEquals(
      { ...leaf, kind: 'equals', subject: leaf.left, values: [right.value] },
      positive,
      reading,
    );
  return opaque();
}

/** It is false where a field that it needs has no value, which a guard beside it may say again. */
function readOpaqueComparison(leaf: Compares, positive: boolean, reading: Reading): Formula {
  const { builder, isMultiValued } = reading;
  const required = [...requiredOf(leaf.left), ...requiredOf(leaf.right)];
  const several = [...fieldsIn(leaf)].some(({ name }) => isMultiValued(name));
  const same = canonicalComparison(leaf, several || required.some(each => each.kind !== 'field'));
  return builder.join(positive ? 'and' : 'or', [
    builder.test({ kind: 'opaque', key: nodeKey(same), leaf: same }, positive),
    ...required.map(each => readExists(each, positive, reading)),
  ]);
}

const affixes: Readonly<Partial<Record<Compares['operator'], (parts: Pattern) => Pattern>>> = {
  startsWith,
  endsWith,
  contains,
};

function readNumeric(
  leaf: Compares,
  { value }: Literal,
  subject: Subject,
  positive: boolean,
  reading: Reading,
): Formula {
  const counts = lengthPiece(leaf.left, leaf.operator, [value], leaf.quantifier, reading.isMultiValued);
  if (counts !== undefined) return readText(leaf, counts.subject, [counts.piece], positive, reading);
  const seen = rangedOperand(leaf.left, leaf, reading) ?? subject;
  return readRanges(leaf, seen, 'number', ordered(leaf.operator, value), positive, reading);
}

/** Which of several values is the only one is asked of the numbers alone, so that their operand cannot stand for them. */
function rangedOperand(
  expression: Expression,
  { quantifier }: Quantified,
  { isMultiValued }: Reading,
): Subject | undefined {
  const operand = numericOperand(expression);
  const subject = operand && subjectOf(operand, isMultiValued);
  return subject?.multiValued && quantifier === 'single' ? undefined : subject;
}

/** What a coercion to a decimal number is of: an order of numbers reads the text the same way. */
function numericOperand(left: Expression): Expression | undefined {
  return left.kind === 'coercion' && left.to === 'number' && (left.base ?? 10) === 10
    ? left.operand
    : undefined;
}

/** `contains`: within a value. A regex keeps its own case and anchoring. */
function keywordPieces(leaf: Keyword): readonly Piece[] {
  const patterns = leaf.scope === 'contains' ? leaf.patterns.map(contains) : leaf.patterns;
  const pieces = patterns.map(each => patternPiece(each, leaf.casing, []));
  return leaf.regex === undefined ? pieces : [...pieces, ...regexPieces(leaf.regex, [])];
}

/** `any` and `all` look at the tokens of all values together, so that each token is a test of its own. */
function readAnalysed(leaf: Analysed, positive: boolean, reading: Reading): Formula {
  const { builder } = reading;
  const tokens = leaf.tokens.map(foldToken);
  if (tokens.length === 0) return builder.constant(!positive);
  const prefix = leaf.mode === 'phrasePrefix';
  const single = (token: string) => {
    const alone: Analysed = { ...leaf, tokens: [token], mode: prefix ? 'phrasePrefix' : 'phrase' };
    return builder.test({ kind: 'opaque', key: nodeKey(alone), leaf: alone }, positive);
  };
  if (tokens.length === 1 || leaf.mode === 'any' || leaf.mode === 'all') {
    if (leaf.subject.kind !== 'fieldPattern' || tokens.length === 1 || leaf.mode === 'any')
      return builder.join((leaf.mode === 'any') === positive ? 'or' : 'and', tokens.map(single));
  }
  const whole = { ...leaf, tokens };
  return builder.test({ kind: 'opaque', key: nodeKey(whole), leaf: whole }, positive);
}

function foldToken(token: string): string {
  return token.toLowerCase();
}
