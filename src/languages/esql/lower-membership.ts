import { diagnose } from '../../diagnostics/index.ts';
import { tokenize } from '../../evaluate/tokens.ts';
import { analyserOf } from '../../fields/index.ts';
import {
  type Analysed,
  type Analyser,
  type Expression,
  equals,
  exists,
  type Leaf,
  like,
  or,
  type Pattern,
  plainText,
  type Value,
} from '../../ir/index.ts';
import { parseRegex } from '../../regex/index.ts';
import type { Span } from '../../source/index.ts';
import { fieldValue } from '../kql/values.ts';
import { regexSpan, warnOfPerl } from '../regex-place.ts';
import { asciiFolded } from './ascii-folded.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { comparand, compareValues, isOneOf } from './lower-comparison.ts';
import { likePattern } from './strings.ts';
import { constantTruth, either, joinTruths, leafTruth, negate, type Truth, total } from './truth.ts';

/** One of the values is equal; null in the list is equal to none, and keeps the rest from being unequal. */
export function lowerMembership(node: ast.Membership, context: Context): Truth | undefined {
  const subject = context.lowerValue(node.operand);
  const values = node.values.map(value => context.lowerValue(value));
  if (subject === undefined || !values.every(value => value !== undefined)) return undefined;
  const truth = memberOf(subject, values, node, context);
  return truth && node.negated ? negate(truth) : truth;
}

function memberOf(
  subject: Typed,
  values: readonly Typed[],
  node: ast.Membership,
  context: Context,
): Truth | undefined {
  const origin = context.origin(node);
  const literals: Value[] = [];
  const tests: Truth[] = [];
  for (const value of values) {
    const { expression, kind } = value;
    if (kind === 'null') tests.push(constantTruth(null, origin));
    else if (isPlain(subject, value) && expression.kind === 'literal' && expression.value !== null)
      literals.push(expression.value);
    else {
      const test = compareValues(subject, 'eq', value, node, context);
      if (test === undefined) return undefined;
      tests.push(test);
    }
  }
  if (literals.length > 0) {
    const over = comparand(subject.expression, typeof literals[0] === 'number' ? 'number' : 'string');
    const distinct = [...new Set(literals)];
    const [only] = distinct;
    const folded = only !== undefined && distinct.length === 1 ? asciiFolded(over, only, origin) : undefined;
    const told = isOneOf(subject.expression, distinct, origin);
    tests.unshift(
      told ?? folded ?? leafTruth(equals(over, distinct, { quantifier: 'single', origin }), [over]),
    );
  }
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : joinTruths('or', tests, origin);
}

/** Whether a value of the list stands for itself beside the subject. */
function isPlain(subject: Typed, value: Typed): boolean {
  if (subject.kind === 'time' || subject.truth !== undefined) return false;
  if (subject.expression.kind === 'literal' || subject.expression.kind === 'choice') return false;
  return value.expression.kind === 'literal' && !(subject.kind === 'whole' && value.kind === 'text');
}

/** LIKE and RLIKE, of one pattern or several. Both match the whole value. */
export function lowerLikeness(node: ast.Likeness, context: Context): Truth | undefined {
  const subject = context.lowerValue(node.operand);
  if (subject === undefined) return undefined;
  const make = node.kind === 'like' ? likeLeaf : regexLeaf;
  const leaf = make(node, context);
  if (leaf === undefined) return undefined;
  const truth = overBranches(comparand(subject.expression, 'string'), leaf, node, context);
  return node.negated ? negate(truth) : truth;
}

type MakeTruth = (subject: Expression) => Truth;

/** A choice between constants is taken apart, so that what is left is the conditions. */
function overBranches(subject: Expression, make: MakeTruth, range: ast.Range, context: Context): Truth {
  const origin = context.origin(range);
  if (subject.kind === 'literal' && subject.value === null) return constantTruth(null, origin);
  if (subject.kind !== 'choice' || !context.grow(subject.branches.length * 4)) return make(subject);
  let truth = subject.otherwise
    ? overBranches(subject.otherwise, make, range, context)
    : constantTruth(null, origin);
  for (const { when, value } of subject.branches.toReversed())
    truth = either(when, overBranches(value, make, range, context), truth, origin);
  return truth;
}

function likeLeaf(node: ast.Likeness, context: Context): MakeTruth | undefined {
  const patterns: Pattern[] = [];
  for (const each of node.patterns) {
    const value = patternText(each, node, context);
    if (value === undefined) return undefined;
    const read = likePattern(value);
    if (read === undefined)
      return context.report(
        diagnose(
          'esql/like',
          { problem: 'a backslash of LIKE stands before *, ? or \\' },
          context.span(each),
        ),
      );
    // An empty pattern finds nothing, not even the empty text.
    if (value !== '') patterns.push(read);
  }
  const origin = context.origin(node);
  const [only] = patterns;
  const text = only !== undefined && patterns.length === 1 ? plainText(only) : undefined;
  if (node.patterns.length === 1 && only?.every(part => part.kind === 'anyRun')) return isThere(origin);
  return subject =>
    (text === undefined ? undefined : asciiFolded(subject, text, origin)) ??
    leafTruth(like(subject, patterns, { quantifier: 'single', origin }), [subject]);
}

/**
 * What fits every text is a test for null to Elasticsearch, which is itself never null and takes several values too
 * (ReplaceRegexMatch). https://github.com/elastic/elasticsearch/tree/v8.19.0/x-pack/plugin/esql/src/main/java/org/elasticsearch/xpack/esql/optimizer/rules/logical
 */
function isThere(origin: readonly Span[]): MakeTruth {
  return subject => total(exists(subject, origin));
}

function regexLeaf(node: ast.Likeness, context: Context): MakeTruth | undefined {
  const origin = context.origin(node);
  const makers: ((subject: Expression) => Leaf)[] = [];
  for (const each of node.patterns) {
    const source = patternText(each, node, context);
    if (source === undefined) return undefined;
    const result = parseRegex(source, 'lucene', 'whole');
    if (result.problem !== undefined)
      return context.report(
        diagnose('esql/regex', { problem: result.problem }, regexSpan(each, result.offset, context)),
      );
    warnOfPerl(source, each, context);
    if (node.patterns.length === 1 && /^(?:\.\*|@)+$/.test(source)) return isThere(origin);
    const { regex } = result;
    makers.push(subject => ({ kind: 'matches', subject, regex, quantifier: 'single', origin }));
  }
  return subject => {
    const truths = makers.map(make => leafTruth(make(subject), [subject]));
    const [only] = truths;
    return truths.length === 1 && only !== undefined ? only : joinTruths('or', truths, origin);
  };
}

function patternText(each: ast.Expression, node: ast.Likeness, context: Context): string | undefined {
  if (each.kind === 'string') return context.string(each);
  if (each.kind === 'parameter') return context.report(diagnose('esql/parameter', {}, context.span(each)));
  const problem = `${node.kind} takes strings that are written out`;
  return context.report(diagnose('esql/like', { problem }, context.span(each)));
}

/** `field : "text"`: a search of the index, which takes any of several values, and is never null. */
export function lowerMatch(node: ast.Match, context: Context): Truth | undefined {
  const subject = context.lowerValue(node.operand);
  const query = context.lowerValue(node.query);
  if (subject === undefined || query === undefined) return undefined;
  const leaf = matchLeaf(subject.expression, query.expression, node, context);
  return leaf && total(leaf);
}

/** On a keyword, a number or an address the whole value; on an analysed text its words. */
export function matchLeaf(operand: Expression, query: Expression, range: ast.Range, context: Context) {
  const origin = context.origin(range);
  const subject = comparand(operand, 'string');
  if (query.kind !== 'literal' || query.value === null || subject.kind !== 'field') {
    const problem = 'a search takes a field of the index, and text that is written out';
    return context.report(diagnose('esql/comparison-type', { problem }, origin[0]));
  }
  if (analyserOf(subject.name) === undefined)
    return typeof query.value === 'string'
      ? fieldValue(subject, [{ kind: 'text', text: query.value }], true, origin)
      : equals(subject, [query.value], { origin });
  const words = wordsIn(subject, String(query.value));
  return words.tokens.length === 0
    ? or([])
    : ({ kind: 'analysed', subject, ...words, mode: 'any', origin } as const);
}

type Words = Pick<Analysed, 'tokens'> & { readonly analyser?: Analyser };

/** The words of a text as the index of a field has them. */
export function wordsIn(subject: Expression, text: string): Words {
  const known = subject.kind === 'field' ? analyserOf(subject.name) : undefined;
  if (known === undefined || known === 'standard') return { tokens: tokenize(text) };
  return { tokens: tokenize(text, known), analyser: known };
}
