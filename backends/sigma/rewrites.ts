import {
  always,
  anyOne,
  anyRun,
  type Call,
  type Capability,
  type Compares,
  contains,
  type Expression,
  type Leaf,
  leaves,
  like,
  or,
  type Pattern,
  type Predicate,
  pattern,
  type Quantifier,
  text,
  type Value,
} from '../../src/ir/index.ts';

/** Leaves over `length(field)`, as patterns of that many characters. Undefined where the comparison is no such thing. */
export function lengthAsPattern(leaf: Leaf): Predicate | undefined {
  if (leaf.kind === 'equals' && leaf.subject.kind === 'call' && leaf.subject.function === 'length')
    return ofLengths(leaf.subject, leaf.values.map(Number), false, leaf);
  if (leaf.kind !== 'compares' || leaf.left.kind !== 'call' || leaf.left.function !== 'length')
    return undefined;
  const limit = leaf.right.kind === 'literal' ? Number(leaf.right.value) : Number.NaN;
  const least = {
    gte: Math.ceil(limit),
    gt: Math.floor(limit) + 1,
    lt: Math.ceil(limit),
    lte: Math.floor(limit) + 1,
  };
  if (leaf.operator === 'gt' || leaf.operator === 'gte')
    return ofLengths(leaf.left, [least[leaf.operator]], true, leaf);
  if (leaf.operator !== 'lt' && leaf.operator !== 'lte') return undefined;
  return ofAtMost(leaf.left, least[leaf.operator] - 1, leaf);
}

/** No wildcard says how many characters there are at most, and of several values one is enough, so that no negation does. */
function ofAtMost(call: Call, length: number, leaf: Compares): Predicate | undefined {
  const subject = call.arguments[0];
  if (subject === undefined || !Number.isFinite(length) || length > longestPattern) return undefined;
  if (length < 0) return always(false, leaf.origin);
  return {
    kind: 'matches',
    subject,
    regex: {
      node: { kind: 'repeat', node: { kind: 'any' }, minimum: 0, maximum: length, mode: 'greedy' },
      anchoring: 'whole',
      flags: { ignoreCase: false, multiline: false, dotAll: true },
    },
    quantifier: leaf.quantifier,
    origin: leaf.origin,
  };
}

/** Longer than any detection means; a value of so many `?` would be no rule that a person reads. */
const longestPattern = 512;

function ofLengths(
  call: Call,
  lengths: readonly number[],
  orMore: boolean,
  leaf: Leaf,
): Predicate | undefined {
  const subject = call.arguments[0];
  if (subject === undefined || lengths.some(length => !Number.isFinite(length) || length > longestPattern))
    return undefined;
  const patterns = lengths
    .filter(length => Number.isInteger(length) && (orMore || length >= 0))
    .map(length =>
      pattern([...Array.from({ length: Math.max(0, length) }, () => anyOne), ...(orMore ? [anyRun] : [])]),
    );
  return patterns.length === 0
    ? always(false, leaf.origin)
    : like(subject, patterns, { casing: 'ignored', origin: leaf.origin, ...quantifierOf(leaf) });
}

function quantifierOf(leaf: Leaf): { readonly quantifier?: Quantifier } {
  return 'quantifier' in leaf ? { quantifier: leaf.quantifier } : {};
}

/** `lower(f) == "abc"` is `f` with the case ignored, unless the text could never come out of `lower`. */
export function foldedSubject(leaf: Leaf): Predicate | undefined {
  if ((leaf.kind !== 'equals' && leaf.kind !== 'like') || leaf.subject.kind !== 'call') return undefined;
  const { function: name, arguments: given } = leaf.subject;
  const subject = given[0];
  if (subject === undefined || (name !== 'lower' && name !== 'upper')) return undefined;
  const possible = (value: string): boolean =>
    leaf.casing === 'ignored' || value === (name === 'lower' ? value.toLowerCase() : value.toUpperCase());
  if (leaf.kind === 'equals') {
    const values = leaf.values.filter(value => typeof value !== 'string' || possible(value));
    return values.length === 0 ? always(false, leaf.origin) : { ...leaf, subject, values, casing: 'ignored' };
  }
  const patterns = leaf.patterns.filter(parts =>
    parts.every(part => part.kind !== 'text' || possible(part.text)),
  );
  return patterns.length === 0
    ? always(false, leaf.origin)
    : { ...leaf, subject, patterns, casing: 'ignored' };
}

/** `baseName(f) == "a.exe"`: the whole value, or what stands after the last separator. */
export function baseNameAsSuffix(leaf: Leaf): Predicate | undefined {
  const subject = pathOf(leaf, 'baseName');
  if (subject === undefined || leaf.kind !== 'equals') return undefined;
  const texts = leaf.values.map(String);
  if (texts.some(value => /[\\/]/.test(value) || value === '')) return undefined;
  const patterns = texts.flatMap(value => [
    [text(value)],
    [anyRun, text(`\\${value}`)],
    [anyRun, text(`/${value}`)],
  ]);
  return like(subject, patterns, leaf);
}

function pathOf(leaf: Leaf, name: Call['function']): Expression | undefined {
  return leaf.kind === 'equals' && leaf.subject.kind === 'call' && leaf.subject.function === name
    ? leaf.subject.arguments[0]
    : undefined;
}

/** `substring(f, 0, n) == "abc"`, with constants: a prefix of the value, or the whole of a shorter one. */
export function substringAsPattern(leaf: Leaf): Predicate | undefined {
  if (leaf.kind !== 'equals' || leaf.subject.kind !== 'call' || leaf.subject.function !== 'substring')
    return undefined;
  const [subject, start, end] = leaf.subject.arguments;
  const from = constant(start);
  const to = end === undefined ? undefined : constant(end);
  if (subject === undefined || from === undefined || (end !== undefined && to === undefined))
    return undefined;
  const patterns = leaf.values.map(value => substringPattern(String(value), from, to));
  return patterns.includes(undefined) ? undefined : like(subject, patterns as Pattern[], leaf);
}

/** Only forms whose length says all: a slice of fixed length that the text fills, or the rest of the value. */
function substringPattern(value: string, from: number, to: number | undefined): Pattern | undefined {
  const length = [...value].length;
  if (from >= 0 && to === undefined && length > 0)
    return pattern([...Array.from({ length: from }, () => anyOne), text(value)]);
  if (from >= 0 && to !== undefined && to >= 0 && to - from === length && length > 0)
    return pattern([...Array.from({ length: from }, () => anyOne), text(value), anyRun]);
  if (from < 0 && to === undefined && length === -from) return [anyRun, text(value)];
  return undefined;
}

function constant(expression: Expression | undefined): number | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'number'
    ? expression.value
    : undefined;
}

/** A conversion to text says nothing that the comparison of texts does not; of a number compared as a number neither. */
export function withoutCoercion(leaf: Leaf): Predicate | undefined {
  if (leaf.kind === 'compares' && leaf.left.kind === 'coercion' && leaf.left.base === undefined)
    return leaf.left.to === leaf.as ? { ...leaf, left: leaf.left.operand } : undefined;
  if (!('subject' in leaf) || leaf.subject.kind !== 'coercion' || leaf.subject.to !== 'string')
    return undefined;
  return { ...leaf, subject: leaf.subject.operand };
}

/** A field whose name is a pattern: its values, looked for in the whole event. */
export function fieldPatternAsKeyword(leaf: Leaf): Predicate | undefined {
  if (leaf.kind === 'equals') {
    const patterns = leaf.values.filter((value: Value) => value !== '').map(value => [text(String(value))]);
    return patterns.length === leaf.values.length ? keywordOf(patterns, leaf) : undefined;
  }
  return leaf.kind === 'like' ? keywordOf(leaf.patterns.map(trimmed), leaf) : undefined;
}

/** Keywords are found within a value anyway. */
function trimmed(parts: Pattern): Pattern {
  const start = parts[0]?.kind === 'anyRun' ? 1 : 0;
  const end = parts.at(-1)?.kind === 'anyRun' ? -1 : undefined;
  return parts.slice(start, end);
}

function keywordOf(patterns: readonly Pattern[], leaf: Leaf): Predicate | undefined {
  if (patterns.some(parts => parts.length === 0)) return undefined;
  return { kind: 'keyword', patterns, casing: 'ignored', scope: 'contains', origin: leaf.origin };
}

export function withoutCasing(leaf: Leaf): Predicate | undefined {
  return 'casing' in leaf ? { ...leaf, casing: 'ignored' } : undefined;
}

export function asContained(leaf: Leaf): Predicate | undefined {
  return leaf.kind === 'keyword' ? { ...leaf, scope: 'contains' } : undefined;
}

/** The tokens, each somewhere in the text. */
export function tokensAsContains(leaf: Leaf): Predicate | undefined {
  if (leaf.kind !== 'analysed') return undefined;
  if (leaf.pattern !== undefined)
    return like(leaf.subject, [contains(leaf.pattern)], {
      casing: 'ignored',
      origin: leaf.origin,
    });
  const found = leaf.tokens.map(token =>
    like(leaf.subject, [[anyRun, text(token), anyRun]], { casing: 'ignored', origin: leaf.origin }),
  );
  return leaf.mode === 'any' ? or(found, leaf.origin) : { kind: 'and', operands: found, origin: leaf.origin };
}

export function forAnyValue(leaf: Leaf): Predicate | undefined {
  return 'quantifier' in leaf ? { ...leaf, quantifier: 'any' } : undefined;
}

/** The conditions of an element, each of any element. Under a negation this is neither wider nor narrower. */
export function elementCapability(leaf: Leaf): Capability | undefined {
  if (leaf.kind !== 'element') return undefined;
  const positive = leaves(leaf.where).every(each => each.positive);
  return {
    kind: 'approximate',
    verdict: positive ? 'broader' : 'different',
    why: 'Sigma cannot ask that several conditions hold of one element of a list',
    rewrite: inner => (inner.kind === 'element' ? inner.where : undefined),
  };
}

/** Texts compared as numbers that are equal need not be equal texts (5 and 5.0). */
export function numbersAsTexts(leaf: Leaf): Predicate | undefined {
  const isEquality = leaf.kind === 'compares' && leaf.operator === 'eq';
  return isEquality ? ({ ...leaf, as: 'string', casing: 'ignored' } satisfies Compares) : undefined;
}
