import { type Diagnostic, diagnose, failure, type Result, success } from '../../diagnostics/index.ts';
import {
  always,
  and,
  type Keyword,
  not,
  type Pattern,
  type Predicate,
  pattern,
  plainText,
  text,
} from '../../ir/index.ts';
import type { EmbeddedText, Span } from '../../source/index.ts';
import type {
  Extent,
  FieldRange,
  FieldValues,
  FreeText,
  KqlQuery,
  KqlText,
  KqlValues,
  Nested,
} from './ast.ts';
import { decode } from './decode.ts';
import { habitsOfField, habitsOfFreeText } from './habits.ts';
import { subjectOf } from './subject.ts';
import {
  alternatives,
  fieldRange,
  fieldValue,
  isPatternOfTime,
  typeOfPattern,
  typeWithoutBound,
} from './values.ts';
import { isOfWords, wordsValue } from './words.ts';

/** The meaning of a KQL query on keyword fields, and on those that ECS has as text. */
export function lowerKql(query: KqlQuery, source: EmbeddedText): Result<Predicate> {
  const context: Context = { source, diagnostics: [], path: '' };
  const predicate = lowerQuery(query, context);
  return context.diagnostics.some(each => each.severity === 'error')
    ? failure(...context.diagnostics)
    : success(predicate, context.diagnostics);
}

/** `path`: of the nested objects that the query stands in; their fields are written without it. */
interface Context {
  readonly source: EmbeddedText;
  readonly diagnostics: Diagnostic[];
  readonly path: string;
}

function lowerQuery(query: KqlQuery, context: Context): Predicate {
  switch (query.kind) {
    case 'everything':
      return always(true, spans(query, context));
    case 'and':
      return and(
        query.operands.map(operand => lowerQuery(operand, context)),
        spans(query, context),
      );
    case 'or':
      return alternatives(
        query.operands.map(operand => lowerQuery(operand, context)),
        spans(query, context),
      );
    case 'not':
      return not(lowerQuery(query.operand, context), spans(query, context));
    case 'fieldValues':
      return lowerFieldValues(query, context);
    case 'fieldRange':
      return lowerRange(query, context);
    case 'nested':
      return lowerNested(query, context);
    case 'freeText':
      return lowerFreeText(query, context);
  }
}

function lowerFieldValues({ field, values }: FieldValues, context: Context): Predicate {
  context.diagnostics.push(...habitsOfField(field, values, context.source));
  if (isNull(field)) return lowerValues(values, context, value => lowerText(value, context));
  const name = nameOf(field, context);
  const subject = subjectOf(name, spans(field, context));
  const isEvery = name.length === 1 && name[0]?.kind === 'anyRun';
  return lowerValues(values, context, value => {
    const origin = spans({ start: field.start, end: value.end }, context);
    if (isNull(value)) return refuseNull(value, context);
    if (isOfWords(subject)) return wordsValue(subject, decode(value), value.quoted, origin);
    if (isPatternOfTime(subject, decode(value))) {
      context.diagnostics.push(diagnose('kql/pattern-of-time', {}, span(value, context)));
      return always(false);
    }
    const type = typeOfPattern(subject, decode(value));
    if (type !== undefined) {
      context.diagnostics.push(diagnose('kql/pattern-of-type', { type }, span(value, context)));
      return always(false);
    }
    const predicate = fieldValue(subject, decode(value), value.quoted, origin);
    return isEvery && predicate.kind === 'exists' ? always(true, origin) : predicate;
  });
}

function lowerValues(values: KqlValues, context: Context, leaf: (value: KqlText) => Predicate): Predicate {
  if (values.kind === 'text') return leaf(values);
  const origin = spans(values, context);
  if (values.kind === 'not') return not(lowerValues(values.operand, context, leaf), origin);
  const operands = values.operands.map(operand => lowerValues(operand, context, leaf));
  return values.kind === 'and' ? and(operands, origin) : alternatives(operands, origin);
}

/** A wildcard is no wildcard in a comparison: Kibana sends the character. */
function lowerRange({ field, operator, value, start, end }: FieldRange, context: Context): Predicate {
  const origin = spans({ start, end }, context);
  if (isNull(value)) return refuseNull(value, context);
  const bound = decode(value).map(part => (part.kind === 'text' ? part.text : '*'));
  const subject = subjectOf(nameOf(field, context), spans(field, context));
  const type = typeWithoutBound(subject, bound.join(''));
  if (type !== undefined) {
    context.diagnostics.push(diagnose('kql/bound-of-type', { type }, span(value, context)));
    return always(false);
  }
  if (!isOfWords(subject)) return fieldRange(subject, operator, bound.join(''), origin);
  context.diagnostics.push(diagnose('kql/pattern-of-words', {}, span(value, context)));
  return always(false);
}

function lowerNested({ path, query, start, end }: Nested, context: Context): Predicate {
  const origin = spans({ start, end }, context);
  const name = plainText(nameOf(path, context));
  if (name === undefined) {
    context.diagnostics.push(diagnose('kql/wildcard-nested-path', {}, span(path, context)));
    return always(false, origin);
  }
  return {
    kind: 'element',
    path: subjectOf([text(name)], spans(path, context)),
    where: lowerQuery(query, { ...context, path: `${name}.` }),
    origin,
  };
}

function lowerFreeText({ value }: FreeText, context: Context): Predicate {
  if (context.path !== '') {
    context.diagnostics.push(diagnose('kql/free-text-in-nested', {}, span(value, context)));
    return always(false);
  }
  context.diagnostics.push(...habitsOfFreeText(value, context.source));
  return lowerText(value, context);
}

/**
 * A value looked for in every field, whole on keyword fields. With a wildcard it goes through query_string, which takes
 * words apart at blanks, any of them being enough; the wildcard alone is every event.
 */
function lowerText(value: KqlText, context: Context): Predicate {
  const origin = spans(value, context);
  if (isNull(value)) return refuseNull(value, context);
  const whole = decode(value);
  if (plainText(whole) !== undefined) return everywhere([whole], origin);
  if (whole.length === 1) return always(true, origin);
  const words = splitAtBlanks(whole);
  if (words.some(word => /^(?:AND|OR|NOT)$/.test(plainText(word) ?? '')))
    context.diagnostics.push(diagnose('kql/operator-in-free-text', {}, span(value, context)));
  return everywhere(words, origin);
}

function everywhere(patterns: readonly Pattern[], origin: readonly Span[]): Keyword {
  return { kind: 'keyword', patterns, casing: 'exact', scope: 'whole', origin };
}

function splitAtBlanks(whole: Pattern): readonly Pattern[] {
  const words: Pattern[] = [[]];
  for (const part of whole) {
    const [first = '', ...others] = part.kind === 'text' ? part.text.split(/\s+/) : [];
    const last = words.length - 1;
    words[last] = pattern([...(words[last] ?? []), part.kind === 'text' ? text(first) : part]);
    words.push(...others.map(other => pattern([text(other)])));
  }
  return words.filter(word => word.length > 0);
}

function nameOf(field: KqlText, context: Context): Pattern {
  return pattern([text(context.path), ...decode(field)]);
}

function isNull({ quoted, written }: KqlText): boolean {
  return !quoted && written === 'null';
}

function refuseNull(value: KqlText, context: Context): Predicate {
  context.diagnostics.push(diagnose('kql/null-value', {}, span(value, context)));
  return always(false);
}

function span({ start, end }: Extent, context: Context): Span {
  return context.source.span(start, end);
}

function spans(extent: Extent, context: Context): readonly Span[] {
  return [span(extent, context)];
}
