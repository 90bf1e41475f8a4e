import type { Compares, Expression, Leaf, Pattern, Value } from '../../ir/index.ts';
import { sampleAlternatives, sampleRegex } from '../../regex/sample.ts';
import { sampleBounds } from '../../regex/sample-bounds.ts';
import { addressTexts, allAddresses, networkRanges } from '../address-ranges.ts';
import { without } from '../range-set.ts';
import { countedTexts } from './counted-texts.ts';
import { valuesBehind } from './inverse.ts';
import { bare, brokenTexts, type Filling, full, nearTexts, plausible, textOf } from './pattern-texts.ts';
import { isDatePart, timesAround, timesWithPart } from './time-values.ts';

/** At most so many of a list's values have an event of their own. */
const mostValues = 24;

/** Wildcard patterns that a leaf asks for one of; undefined of a leaf that is about something else. */
export function patternsOf(leaf: Leaf): readonly Pattern[] | undefined {
  if (leaf.kind === 'like') return leaf.patterns;
  if (leaf.kind === 'equals') return leaf.values.map(value => [{ kind: 'text', text: String(value) }]);
  if (leaf.kind === 'keyword' && leaf.patterns.length > 0)
    return leaf.patterns.map(each => (leaf.scope === 'whole' ? each : [run, ...each, run]));
  return undefined;
}

/** Patterns to be put together with those of other leaves over the same field: of a regex, its samples as parts of a text. */
export function patternsToJoin(leaf: Leaf): readonly Pattern[] {
  if (leaf.kind === 'analysed') return [[run, { kind: 'text', text: ` ${leaf.tokens.join(' ')} ` }, run]];
  if (leaf.kind === 'equals' && isDatePart(leaf.subject)) return [];
  if (leaf.kind !== 'matches') return patternsOf(leaf) ?? [];
  return sampled(leaf.regex)
    .inside.slice(0, 1)
    .map(text => [run, { kind: 'text', text }, run]);
}

const run = { kind: 'anyRun' } as const;

/** The places in a leaf's list of values or patterns that have an event of their own. */
export function waysOf(leaf: Leaf): readonly number[] {
  if (leaf.kind === 'matches') return [...sampled(leaf.regex).inside.keys()];
  const patterns = patternsOf(leaf);
  return patterns === undefined ? [0] : spread(patterns.map((_, index) => index));
}

/** Candidates for a value that is of a leaf in one of its ways. */
export function waysInside(leaf: Leaf, way: number): Iterable<Value> {
  if (leaf.kind === 'equals') {
    const value = leaf.values[way];
    return value === undefined ? [] : dressed([value], leaf.subject);
  }
  if (leaf.kind === 'matches') return dressed(sampled(leaf.regex).inside.slice(way, way + 1), leaf.subject);
  const pattern = patternsOf(leaf)?.[way];
  if (pattern === undefined) return insideValues(leaf);
  const subject = 'subject' in leaf ? leaf.subject : undefined;
  return dressed(
    fillings.map(each => textOf([pattern], each)),
    subject,
  );
}

const fillings: readonly Filling[] = [plausible, bare];

/** The first and last ones, and of a long list some between. */
function spread<Member>(members: readonly Member[]): readonly Member[] {
  if (members.length <= mostValues) return members;
  const step = (members.length - 1) / (mostValues - 1);
  return Array.from({ length: mostValues }, (_, at) => members[Math.round(at * step)]).filter(
    each => each !== undefined,
  );
}

/** Candidates for a value that a leaf holds of, made as they are asked for; which of them do is for the evaluator to say. */
export function* insideValues(leaf: Leaf): Generator<Value> {
  switch (leaf.kind) {
    case 'exists':
      return yield* dressed(['present', '1', 1], leaf.subject);
    case 'equals':
      return yield* dressed(leaf.values.slice(0, mostValues), leaf.subject);
    case 'like':
    case 'keyword':
      for (let way = 0; way < Math.min(leaf.patterns.length, mostValues); way++) yield* waysInside(leaf, way);
      if (leaf.kind === 'keyword' && leaf.regex !== undefined) yield* sampled(leaf.regex).inside;
      return;
    case 'matches':
      return yield* dressed(sampled(leaf.regex).inside, leaf.subject);
    case 'inNetwork':
      for (const range of [...networkRanges(leaf.networks)].reverse().slice(0, 3)) yield* addressTexts(range);
      return;
    case 'compares':
      return yield* comparedValues(leaf);
    case 'analysed':
      yield wordsOf(leaf);
      return yield* leaf.tokens;
    case 'element':
      return;
  }
}

/** Texts with signs of other languages wherever anything may stand; words that signs within a word join to others. */
export function signedValues(leaf: Leaf): readonly Value[] {
  if (leaf.kind === 'analysed') return [`a.${wordsOf(leaf)}`, `${wordsOf(leaf)}.z`];
  const [pattern] = patternsOf(leaf) ?? [];
  return pattern === undefined || leaf.kind === 'equals' ? [] : [textOf([pattern], full)];
}

function wordsOf({ tokens, pattern }: Extract<Leaf, { kind: 'analysed' }>): string {
  return pattern === undefined ? tokens.join(' ') : textOf([pattern], bare);
}

/** Values just outside, near to one that is within; which of them are outside is for the evaluator to say. */
export function* outsideValues(leaf: Leaf, inside: unknown): Generator<Value> {
  for (const value of nearValues(leaf, inside)) if (!isHalved(value)) yield value;
}

/** Whether a character beyond the first plane was cut in two: no text that a log can hold. */
function isHalved(value: Value): boolean {
  return typeof value === 'string' && /\p{Cs}/u.test(value);
}

function* nearValues(leaf: Leaf, inside: unknown): Generator<Value> {
  const patterns = patternsOf(leaf);
  if (leaf.kind === 'equals' && leaf.values.every(isNumber) && typeof inside === 'string')
    yield* dressed(
      leaf.values.flatMap(value => [Number(value) + 1, Number(value) - 1]),
      leaf.subject,
    );
  else if (typeof inside === 'number') {
    yield inside + 1;
    yield inside - 1;
  }
  if (leaf.kind === 'matches') yield* sampled(leaf.regex).outside;
  if (leaf.kind === 'compares') yield* comparedValues(leaf);
  if (leaf.kind === 'inNetwork')
    for (const range of [...without(allAddresses, networkRanges(leaf.networks))].reverse().slice(0, 3))
      yield* addressTexts(range);
  const text = String(inside);
  for (const pattern of patterns ?? []) yield* brokenTexts(text, pattern);
  yield `${text}x`;
  yield `x${text}`;
  for (const pattern of patterns?.slice(0, 1) ?? []) yield* nearTexts(pattern);
  yield text.slice(1);
  yield text.slice(0, -1);
  yield 'other';
  yield '1';
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

const samples = new WeakMap<
  object,
  { readonly inside: readonly string[]; readonly outside: readonly string[] }
>();

function sampled(regex: Extract<Leaf, { kind: 'matches' }>['regex']) {
  const known = samples.get(regex);
  if (known !== undefined) return known;
  const { match, nearMisses } = sampleRegex(regex, 1);
  const bounds = match === undefined ? { inside: [], outside: [] } : sampleBounds(regex);
  const inside =
    match === undefined
      ? []
      : [...new Set([match, ...sampleAlternatives(regex, mostValues), ...bounds.inside])];
  const made = { inside, outside: [...new Set([...bounds.outside, ...nearMisses])] };
  samples.set(regex, made);
  return made;
}

/** On, above and below what a leaf compares with. */
function comparedValues(leaf: Compares): readonly Value[] {
  const literal = [leaf.right, leaf.left].find(each => each.kind === 'literal')?.value;
  if (literal === undefined || literal === null) return [];
  const subject = leaf.right.kind === 'literal' ? leaf.left : leaf.right;
  if (leaf.as === 'number') {
    const limit = Number(literal);
    const numbers = [limit, limit + 1, limit - 1, limit + 10, limit - 10, ...otherwiseAsTexts(limit), 0, 1];
    if (subject.kind === 'call' && subject.function === 'length') return lengths(numbers);
    return [
      ...countedTexts(subject),
      ...timesWithPart(subject, numbers),
      ...numbers,
      ...numbers.flatMap(each => [...valuesBehind(each, subject)]),
    ];
  }
  const text = String(literal);
  if (leaf.as === 'time') return [...timesAround(text), text, 'zz', ''];
  const ending =
    leaf.operator === 'startsWith' ? [`${text}x`] : leaf.operator === 'endsWith' ? [`x${text}`] : [];
  if (leaf.operator === 'contains') ending.push(`a ${text} x`);
  return dressed([...ending, text, `${text}x`, text.slice(0, -1), 'zz', ''], subject);
}

/** A number of one digit more, and one of one less, which texts order the other way. */
function otherwiseAsTexts(limit: number): readonly number[] {
  const digits = String(Math.abs(Math.trunc(limit))).length;
  return limit >= 10 && digits < 15 ? [10 ** digits, 10 ** (digits - 1) - 1] : [];
}

const longestLength = 5_000;

function lengths(numbers: readonly number[]): readonly string[] {
  return numbers.filter(each => each >= 0 && each <= longestLength).map(each => 'a'.repeat(each));
}

/** Texts of which a number is made: of that length, or at a time of which it is a part. */
function madeOf(value: number, subject: Expression): readonly string[] {
  const isLength = subject.kind === 'call' && subject.function === 'length';
  return isLength ? lengths([value]) : timesWithPart(subject, [value]);
}

/** Where a leaf sees a field through a function, values that the function may make these of. */
function dressed(values: readonly Value[], subject: Expression | undefined): readonly Value[] {
  if (subject === undefined || subject.kind === 'field') return values;
  const behind = values.flatMap(value => [...valuesBehind(value, subject)]);
  const plain = values.flatMap((value): readonly Value[] =>
    typeof value === 'string'
      ? [
          value,
          `C:\\Users\\Public\\${value}`,
          `/srv/${value}`,
          `file.${value}`,
          `${value}\\file.txt`,
          `${value}/file`,
        ]
      : typeof value === 'number'
        ? [...madeOf(value, subject), value, ...lengths([value])]
        : [value],
  );
  return [...plain, ...behind];
}
