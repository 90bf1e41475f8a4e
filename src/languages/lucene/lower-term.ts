import {
  always,
  and,
  anyRun,
  type Expression,
  exists,
  type Keyword,
  type Pattern,
  type Predicate,
  pattern,
  plainText,
  text,
  typeWithoutText,
} from '../../ir/index.ts';
import { parseRegex, perlSign } from '../../regex/index.ts';
import type { Span } from '../../source/index.ts';
import { subjectOf } from '../kql/subject.ts';
import {
  fieldRange,
  fieldValue,
  isPatternOfTime,
  ofOneValue,
  typeOfBound,
  typeOfPattern,
  typeWithoutBound,
} from '../kql/values.ts';
import { beginningOfWords, isOfWords, wordsValue } from '../kql/words.ts';
import type { Bound, Extent, LuceneTerm, RangeTerm, WordTerm } from './ast.ts';
import { type Context, decoded, report, spans } from './context.ts';
import { namePattern, wildcardPattern } from './decode.ts';

type Origin = readonly Span[];

/** `from`: what the term's origin begins with, its own field where it has one. */
export function lowerTerm(term: LuceneTerm, from: Extent, context: Context): Predicate {
  const origin = spans({ start: from.start, end: term.end }, context);
  const { field } = context;
  if (field?.kind === 'field' && field.name === '_exists_') return lowerExists(term, origin, context);
  if (isFuzzy(term)) return refuse('lucene/fuzzy', term, context);
  if (term.kind === 'regex') return lowerRegex(term, field, origin, context);
  if (term.kind === 'range') return lowerRange(term, field, origin, context);
  const comparison = comparisonOf(term, context);
  if (comparison !== undefined) return lowerComparison(comparison, term, field, origin, context);
  const value = patternOf(term, context);
  if (field !== undefined && isOfWords(field))
    return term.kind === 'prefix'
      ? beginningOfWords(field, value, origin)
      : wordsValue(field, value, term.kind === 'phrase', origin);
  const type = field && typeOfPattern(field, value);
  if (type !== undefined) return nothing(type, term, origin, context);
  if (field !== undefined && isPatternOfTime(field, value))
    return refuse('kql/pattern-of-time', term, context);
  if (field !== undefined) return fieldValue(field, value, term.kind === 'phrase', origin);
  return term.kind === 'star' ? always(true, origin) : everywhere([value], origin);
}

/** `_exists_:name`, whose value is the name of a field. */
function lowerExists(term: LuceneTerm, origin: Origin, context: Context): Predicate {
  if (term.kind !== 'word' && term.kind !== 'phrase')
    return refuse('lucene/exists-needs-name', term, context);
  const name = plainText(patternOf(term, context)) ?? '';
  return exists(subjectOf(namePattern(name), origin), origin);
}

function patternOf(term: WordTerm, context: Context): Pattern {
  switch (term.kind) {
    case 'star':
      return [anyRun];
    case 'wildcard':
      return wildcardPattern(term.written);
    case 'prefix':
      return pattern([text(decoded(term, context, term.written.slice(0, -1))), anyRun]);
    case 'phrase':
      return pattern([text(decoded(term, context, term.written.slice(1, -1)))]);
    default:
      return pattern([text(decoded(term, context))]);
  }
}

/** `~0` asks for no difference; a phrase of one word has no order; wildcards and regexes leave `~` out of account. */
function isFuzzy(term: LuceneTerm): boolean {
  if (term.kind === 'range' || term.fuzzy === undefined || /^~0+(?:\.0+)?$/.test(term.fuzzy.written))
    return false;
  return term.kind === 'word' || term.kind === 'sign' || (term.kind === 'phrase' && /\s/.test(term.written));
}

function lowerRegex(
  term: WordTerm,
  subject: Expression | undefined,
  origin: Origin,
  context: Context,
): Predicate {
  const pattern = term.written.slice(1, -1);
  const result = parseRegex(pattern, 'lucene', 'whole');
  if (result.problem !== undefined) {
    const at = Math.min(term.start + 1 + result.offset, term.end - 1);
    report('lucene/bad-regex', { problem: result.problem }, { start: at, end: at + 1 }, context);
    return always(false);
  }
  const sign = perlSign(pattern);
  if (sign !== undefined) {
    const start = term.start + 1 + sign.offset;
    report(
      'lucene/perl-regex',
      { written: sign.written },
      { start, end: start + sign.written.length },
      context,
    );
  }
  if (subject === undefined) return { ...everywhere([], origin), regex: result.regex };
  if (isOfWords(subject)) return refuse('kql/pattern-of-words', term, context);
  const type = subject.kind === 'field' ? typeWithoutText(subject.name) : undefined;
  if (type !== undefined) return nothing(type, term, origin, context);
  return {
    kind: 'matches',
    subject,
    regex: result.regex,
    quantifier: 'any',
    origin,
  };
}

/**
 * Both bounds as numbers, as dates or as addresses where both can be; else as texts. One value must lie between them in
 * Lucene, which two comparisons of an array cannot say.
 */
function lowerRange(
  { from, to, start, end }: RangeTerm,
  subject: Expression | undefined,
  origin: Origin,
  context: Context,
): Predicate {
  if (subject === undefined) return refuse('lucene/range-without-field', { start, end }, context);
  const low = boundOf(from, context);
  const high = boundOf(to, context);
  const bounds = [low, high].filter(bound => bound !== undefined);
  const [as = 'string', other = as] = bounds.map(bound => typeOfBound(subject, bound));
  const compare = (operator: 'gt' | 'gte' | 'lt' | 'lte', bound: string | undefined) =>
    bound === undefined ? [] : [fieldRange(subject, operator, bound, origin, as === other ? as : 'string')];
  if (bounds.length === 0) return exists(subject, origin);
  if (isOfWords(subject)) return refuse('kql/pattern-of-words', { start, end }, context);
  const type = bounds.map(bound => typeWithoutBound(subject, bound)).find(each => each !== undefined);
  if (type !== undefined) return nothing(type, { start, end }, origin, context);
  if (bounds.length === 2) report('lucene/range-of-one-value', {}, { start, end }, context);
  const comparisons = [
    ...compare(from.inclusive ? 'gte' : 'gt', low),
    ...compare(to.inclusive ? 'lte' : 'lt', high),
  ];
  return and(bounds.length === 2 ? comparisons.map(ofOneValue) : comparisons, origin);
}

/** Undefined: open, which `*` says, in quotes too. */
function boundOf(bound: Bound, context: Context): string | undefined {
  const value = decoded(bound, context, bound.quoted ? bound.written.slice(1, -1) : bound.written);
  return value === '*' ? undefined : value;
}

interface Comparison {
  readonly operator: 'gt' | 'gte' | 'lt' | 'lte';
  readonly bound: string;
}

/** `field:>=5`. Elasticsearch looks at the term after its escapes are gone, so that `\>5` compares as well. */
function comparisonOf(term: WordTerm, context: Context): Comparison | undefined {
  if (term.kind !== 'word' || !/^\\?[<>]./s.test(term.written)) return undefined;
  const value = decoded(term, context);
  const name = value.startsWith('>') ? 'gt' : 'lt';
  if (value.length < 2) return undefined;
  return value[1] === '=' && value.length > 2
    ? { operator: `${name}e`, bound: value.slice(2) }
    : { operator: name, bound: value.slice(1) };
}

function lowerComparison(
  { operator, bound }: Comparison,
  term: WordTerm,
  subject: Expression | undefined,
  origin: Origin,
  context: Context,
): Predicate {
  if (subject === undefined) return refuse('lucene/range-without-field', term, context);
  if (isOfWords(subject) && bound !== '*') return refuse('kql/pattern-of-words', term, context);
  const type = bound === '*' ? undefined : typeWithoutBound(subject, bound);
  if (type !== undefined) return nothing(type, term, origin, context);
  return bound === '*' ? exists(subject, origin) : fieldRange(subject, operator, bound, origin);
}

/** `query_string` is lenient over all fields, as Kibana asks it: a pattern beside a type that has no text finds nothing. */
function nothing(type: string, at: Extent, origin: Origin, context: Context): Predicate {
  report('lucene/pattern-of-type', { type }, at, context);
  return always(false, origin);
}

/** A value in any field, whole on keyword fields. */
function everywhere(patterns: readonly Pattern[], origin: Origin): Keyword {
  return { kind: 'keyword', patterns, casing: 'exact', scope: 'whole', origin };
}

function refuse(
  code:
    | 'lucene/fuzzy'
    | 'lucene/exists-needs-name'
    | 'lucene/range-without-field'
    | 'kql/pattern-of-time'
    | 'kql/pattern-of-words',
  at: Extent,
  context: Context,
): Predicate {
  report(code, {}, at, context);
  return always(false);
}
