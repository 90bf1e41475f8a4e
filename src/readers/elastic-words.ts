import { tokenize } from '../evaluate/tokens.ts';
import { analyserOf } from '../fields/index.ts';
import {
  anyRun,
  type Casing,
  type Field,
  fold,
  or,
  type Pattern,
  type Predicate,
  plainText,
  text,
} from '../ir/index.ts';
import { wordsValue } from '../languages/kql/words.ts';
import type { Path } from './elastic-document.ts';
import type { DslReader } from './query-dsl.ts';

type Origin = Field['origin'];

/** A query on one text field. */
interface WordsQuery {
  readonly subject: Field;
  /** What is asked for, with the wildcards that it has. */
  readonly pattern: Pattern;
  readonly casing: Casing;
  readonly options: Readonly<Record<string, unknown>>;
  readonly path: Path;
}

/** A query on one field, which is a text field: https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/text */
export function lowerWords(
  kind: string,
  { subject, pattern, casing, options, path }: WordsQuery,
  reader: DslReader,
): Predicate | undefined {
  const origin = reader.origin(path);
  switch (kind) {
    case 'match':
    case 'match_phrase': {
      const mode = modeOf(kind, options);
      return mode === undefined
        ? reader.refuse(`${kind} of a text field with these options is not read`, path)
        : matchWords(subject, plainText(pattern) ?? '', mode, origin);
    }
    case 'regexp':
      return reader.refuse('regexp over the words of a text field is not read', path);
    case 'prefix':
      return termOfWords(subject, [...pattern, anyRun], casing, origin);
    default:
      return termOfWords(subject, pattern, casing, origin);
  }
}

function modeOf(kind: string, options: WordsQuery['options']): WordsMode | undefined {
  const { type = 'boolean', operator = 'or', slop = 0, zero_terms_query: ofNone = 'none' } = options;
  if (Number(slop) !== 0 || ofNone !== 'none') return undefined;
  if (kind === 'match_phrase' || type === 'phrase') return 'phrase';
  if (type !== 'boolean') return undefined;
  return String(operator).toLowerCase() === 'and' ? 'all' : 'any';
}

/** Words one after the other, any of them, or all of them in any order. */
type WordsMode = 'phrase' | 'any' | 'all';

/**
 * A `match` or `match_phrase` of a text field, whose text is taken apart into words as the values of the field are.
 * https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-match-query
 */
export function matchWords(subject: Field, value: string, mode: WordsMode, origin: Origin): Predicate {
  const words = wordsValue(subject, [text(value)], mode === 'phrase', origin);
  return mode === 'all' && words.kind === 'analysed' ? { ...words, mode } : words;
}

/**
 * A `term`, `prefix` or `wildcard` of a text field is held against each of its words as it stands; those are in lower case, so that it finds
 * none where it has a capital. https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-term-query#avoid-term-query-text-fields
 */
export function termOfWords(subject: Field, pattern: Pattern, casing: Casing, origin: Origin): Predicate {
  const term = casing === 'ignored' ? pattern.map(lowered) : pattern;
  if (term.some(part => part.kind === 'text' && part.text !== part.text.toLowerCase())) return or([], origin);
  const plain = plainText(term);
  if (plain === undefined) return fold(wordsValue(subject, term, false, origin));
  const known = analyserOf(subject.name);
  const [word, ...others] = tokenize(plain, known === 'standard' ? undefined : known);
  return word === plain && others.length === 0
    ? wordsValue(subject, [text(plain)], false, origin)
    : or([], origin);
}

function lowered(part: Pattern[number]): Pattern[number] {
  return part.kind === 'text' ? text(part.text.toLowerCase()) : part;
}
