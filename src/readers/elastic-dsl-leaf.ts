import { diagnose } from '../diagnostics/index.ts';
import {
  and,
  anyOne,
  anyRun,
  type Casing,
  type Compares,
  comparesNumbers,
  type Expression,
  equals,
  exists,
  like,
  or,
  type Pattern,
  type PatternPart,
  type Predicate,
  parseNetwork,
  pattern,
  text,
  type Value,
} from '../ir/index.ts';
import { typeOf } from '../languages/kql/subject.ts';
import { fieldRange, ofOneValue } from '../languages/kql/values.ts';
import { isOfWords } from '../languages/kql/words.ts';
import { withMappedAddresses } from '../languages/mapped-networks.ts';
import { parseRegex, perlSign } from '../regex/index.ts';
import { isTable, type Path } from './elastic-document.ts';
import { lowerWords, matchWords, termOfWords } from './elastic-words.ts';
import type { DslReader } from './query-dsl.ts';

/** A query on one field: its name is a key, and beside the value stand its options. */
interface FieldQuery {
  readonly field: string;
  readonly value: unknown;
  readonly options: Readonly<Record<string, unknown>>;
  readonly path: Path;
}

/** Of each kind: the key of the value in the long form, and the options that change nothing or are understood. */
const kinds: Readonly<Record<string, { readonly value: readonly string[]; readonly options: RegExp }>> = {
  term: { value: ['value', 'term'], options: /^(?:boost|case_insensitive)$/ },
  match: { value: ['query'], options: /^(?:boost|operator|type|lenient|zero_terms_query)$/ },
  match_phrase: { value: ['query'], options: /^(?:boost|slop|zero_terms_query)$/ },
  prefix: { value: ['value', 'prefix'], options: /^(?:boost|case_insensitive|rewrite)$/ },
  wildcard: { value: ['value', 'wildcard'], options: /^(?:boost|case_insensitive|rewrite)$/ },
  regexp: { value: ['value'], options: /^(?:boost|case_insensitive|rewrite|flags|max_determinized_states)$/ },
};

export function isFieldQuery(kind: string): boolean {
  return Object.hasOwn(kinds, kind) || /^(?:terms|exists|range|multi_match)$/.test(kind);
}

export function lowerFieldQuery(
  kind: string,
  body: unknown,
  path: Path,
  reader: DslReader,
): Predicate | undefined {
  switch (kind) {
    case 'exists':
      return lowerExists(body, path, reader);
    case 'terms':
      return lowerTerms(body, path, reader);
    case 'range':
      return lowerRange(body, path, reader);
    case 'multi_match':
      return lowerMultiMatch(body, path, reader);
    default: {
      const query = readFieldQuery(kind, body, path, reader);
      return query && lowerValueQuery(kind, query, reader);
    }
  }
}

function readFieldQuery(kind: string, body: unknown, path: Path, reader: DslReader): FieldQuery | undefined {
  const fields = isTable(body) ? Object.entries(body).filter(([key]) => !/^(?:boost|_name)$/.test(key)) : [];
  const [entry] = fields;
  if (entry === undefined || fields.length !== 1) return reader.refuse(`${kind} takes one field`, path);
  const [field, given] = entry;
  const form = kinds[kind];
  const valueKey = isTable(given) ? form?.value.find(key => key in given) : undefined;
  if (!isTable(given)) return { field, value: given, options: {}, path: [...path, field] };
  if (valueKey === undefined) return reader.refuse(`${kind} has no value`, [...path, field]);
  const options = Object.fromEntries(Object.entries(given).filter(([key]) => key !== valueKey));
  const odd = Object.keys(options).find(key => form?.options.test(key) !== true);
  if (odd !== undefined) return reader.refuse(`${kind} with ${odd} is not read`, [...path, field, odd]);
  return { field, value: given[valueKey], options, path: [...path, field] };
}

function lowerValueQuery(kind: string, query: FieldQuery, reader: DslReader): Predicate | undefined {
  const { field, value, options, path } = query;
  if (!isValue(value)) return reader.refuse(`${kind} takes a string, a number, true or false`, path);
  const subject = reader.field(field, path);
  const casing: Casing = options['case_insensitive'] === true ? 'ignored' : 'exact';
  const origin = reader.origin(path);
  if (isOfWords(subject)) {
    const pattern = kind === 'wildcard' ? wildcardPattern(String(value)) : [text(String(value))];
    return lowerWords(kind, { subject, pattern, casing, options, path }, reader);
  }
  switch (kind) {
    case 'prefix':
      return like(subject, [pattern([text(String(value)), anyRun])], { casing, origin });
    case 'wildcard':
      return like(subject, [wildcardPattern(String(value))], { casing, origin });
    case 'regexp':
      return lowerRegexp(query, String(value), subject, casing, reader);
    default:
      return lowerExact(subject, [value], casing, origin);
  }
}

/** On a field of addresses a block stands for its addresses; which fields are such is known by their names. */
function lowerExact(
  subject: Expression,
  values: readonly Value[],
  casing: Casing,
  origin: ReturnType<DslReader['origin']>,
): Predicate {
  const isAddress = typeOf(subject) === 'ip';
  const isBlock = (value: Value) =>
    isAddress && typeof value === 'string' && value.includes('/') && parseNetwork(value) !== undefined;
  const blocks = values.filter(isBlock);
  const others = values.filter(value => !isBlock(value));
  const networks = withMappedAddresses(blocks.flatMap(value => parseNetwork(String(value)) ?? []));
  const inNetwork: Predicate = { kind: 'inNetwork', subject, networks, quantifier: 'any', origin };
  if (blocks.length === 0) return equals(subject, values, { casing, origin });
  return others.length === 0
    ? inNetwork
    : or([equals(subject, others, { casing, origin }), inNetwork], origin);
}

/** https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-regexp-query: all operators unless flags say less. */
function lowerRegexp(
  { options, path }: FieldQuery,
  source: string,
  subject: Expression,
  casing: Casing,
  reader: DslReader,
): Predicate | undefined {
  const { flags } = options;
  if (flags !== undefined && flags !== 'ALL' && flags !== '')
    return reader.refuse('regexp with flags other than ALL is not read', [...path, 'flags']);
  const result = parseRegex(source, 'lucene', 'whole', { ignoreCase: casing === 'ignored' });
  if (result.problem !== undefined) return reader.refuse(result.problem, path);
  const sign = perlSign(source);
  if (sign !== undefined)
    reader.note(diagnose('lucene/perl-regex', { written: sign.written }, reader.document.span(path)));
  return { kind: 'matches', subject, regex: result.regex, quantifier: 'any', origin: reader.origin(path) };
}

/** `*` and `?`; a backslash makes the next character a character, and a last one is itself. */
function wildcardPattern(value: string): Pattern {
  const parts: PatternPart[] = [];
  for (const [whole, escaped, sign] of value.matchAll(/\\([\s\S])|([*?])|[^*?\\]+|\\$/g)) {
    if (escaped !== undefined) parts.push(text(escaped));
    else parts.push(sign === '*' ? anyRun : sign === '?' ? anyOne : text(whole));
  }
  return pattern(parts);
}

function lowerExists(body: unknown, path: Path, reader: DslReader): Predicate | undefined {
  if (!isTable(body) || typeof body['field'] !== 'string') return reader.refuse('exists takes a field', path);
  const name = body['field'];
  const origin = reader.origin([...path, 'field']);
  if (!name.includes('*')) return exists(reader.field(name, [...path, 'field']), origin);
  const parts = name.split('*').flatMap((part, index) => (index === 0 ? [text(part)] : [anyRun, text(part)]));
  return exists({ kind: 'fieldPattern', pattern: pattern(parts), vendor: 'elastic', origin }, origin);
}

function lowerTerms(body: unknown, path: Path, reader: DslReader): Predicate | undefined {
  const fields = isTable(body) ? Object.entries(body).filter(([key]) => key !== 'boost') : [];
  const [entry] = fields;
  if (entry === undefined || fields.length !== 1) return reader.refuse('terms takes one field', path);
  const [field, given] = entry;
  const values: readonly unknown[] = Array.isArray(given) ? given : [undefined];
  if (!values.every(isValue))
    return reader.refuse('terms takes a list of strings, numbers and booleans', [...path, field]);
  const subject = reader.field(field, [...path, field]);
  const origin = reader.origin([...path, field]);
  if (!isOfWords(subject)) return lowerExact(subject, values, 'exact', origin);
  return or(
    values.map(value => termOfWords(subject, [text(String(value))], 'exact', origin)),
    origin,
  );
}

const bounds = { gt: 'gt', gte: 'gte', lt: 'lt', lte: 'lte' } as const;

function lowerRange(body: unknown, path: Path, reader: DslReader): Predicate | undefined {
  const fields = isTable(body) ? Object.entries(body) : [];
  const [entry] = fields;
  if (entry === undefined || fields.length !== 1 || !isTable(entry[1]))
    return reader.refuse('range takes one field with its bounds', path);
  const [field, options] = entry;
  const place = [...path, field];
  if (isOfWords(reader.field(field, place)))
    return reader.refuse('range over the words of a text field is not read', place);
  const leaves: Compares[] = [];
  for (const [key, given] of Object.entries(options)) {
    const value: unknown = given instanceof Date ? given.toISOString() : given;
    const operator = Object.hasOwn(bounds, key) ? bounds[key as keyof typeof bounds] : undefined;
    if (operator !== undefined && (typeof value === 'number' || typeof value === 'string'))
      leaves.push(compare(reader, [...place, key], field, operator, value));
    else if (operator === undefined ? !isIdleRangeOption(key, value) : value !== null)
      return reader.refuse(`range with ${key} = ${JSON.stringify(value)} is not read`, [...place, key]);
  }
  if (leaves.length > 1)
    reader.note(diagnose('elastic/range-bounds', { field }, reader.document.span(place)));
  return leaves.length === 0
    ? exists(reader.field(field, place), reader.origin(place))
    : and(leaves.length > 1 ? leaves.map(ofOneValue) : leaves, reader.origin(place));
}

function isIdleRangeOption(key: string, value: unknown): boolean {
  return (
    /^(?:boost|relation)$/.test(key) ||
    (key === 'time_zone' && /^(?:Z|Zulu|UTC|[+-]00:00)$/.test(String(value))) ||
    (key === 'format' && /strict_date_optional_time|date_optional_time/.test(String(value)))
  );
}

function compare(
  reader: DslReader,
  path: Path,
  field: string,
  operator: 'gt' | 'gte' | 'lt' | 'lte',
  value: string | number,
): Compares {
  const origin = reader.origin(path);
  const left = reader.field(field, path);
  if (typeof value === 'string') return fieldRange(left, operator, value, origin);
  const right: Expression = { kind: 'literal', value, origin };
  return comparesNumbers(left, operator, right, origin);
}

function lowerMultiMatch(body: unknown, path: Path, reader: DslReader): Predicate | undefined {
  const options = isTable(body) ? body : {};
  const fields: unknown = options['fields'];
  const value = options['query'];
  const odd = Object.keys(options).find(key => !/^(?:query|fields|type|lenient|boost)$/.test(key));
  if (odd !== undefined) return reader.refuse(`multi_match with ${odd} is not read`, [...path, odd]);
  if (!isValue(value) || !Array.isArray(fields) || fields.length === 0)
    return reader.refuse('multi_match is read with a query and a list of fields', path);
  const names: readonly unknown[] = fields;
  if (!names.every(name => typeof name === 'string' && !/[*^]/.test(name)))
    return reader.refuse('multi_match is read with plain names of fields', [...path, 'fields']);
  const origin = reader.origin(path);
  const subjects = names.map(name => reader.field(String(name), [...path, 'fields']));
  const { type = 'best_fields' } = options;
  if (subjects.some(isOfWords) && !/^(?:best_fields|most_fields|phrase)$/.test(String(type)))
    return reader.refuse(`multi_match of a text field with type = ${String(type)} is not read`, path);
  const mode = type === 'phrase' ? 'phrase' : 'any';
  return or(
    subjects.map(subject =>
      isOfWords(subject)
        ? matchWords(subject, String(value), mode, origin)
        : lowerExact(subject, [value], 'exact', origin),
    ),
    origin,
  );
}

function isValue(value: unknown): value is Value {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
