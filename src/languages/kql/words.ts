import { tokenize } from '../../evaluate/tokens.ts';
import { analyserOf, isOneWord } from '../../fields/index.ts';
import {
  type Analyser,
  type Expression,
  equals,
  exists,
  like,
  or,
  type Pattern,
  type Predicate,
  plainText,
  type RegexNode,
} from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';

type Origin = readonly Span[];

/** Whether an index holds the words of a field and not its value. */
export function isOfWords(subject: Expression): boolean {
  return subject.kind === 'field' && analyserOf(subject.name) !== undefined;
}

/**
 * `field:value` of KQL and of Lucene on a text field: in quotes the words one after the other, else any of them; wildcards stand
 * for characters of one word.
 * https://www.elastic.co/docs/reference/query-languages/kql#_search_for_documents_that_match_a_value
 */
export function wordsValue(subject: Expression, value: Pattern, quoted: boolean, origin: Origin): Predicate {
  const known = subject.kind === 'field' ? analyserOf(subject.name) : undefined;
  const analyser = known === 'standard' ? undefined : known;
  const plain = plainText(value);
  if (plain === undefined) return patternOfWord(subject, value, analyser, origin);
  const tokens = tokenize(plain, analyser);
  if (tokens.length === 0) return or([], origin);
  if (subject.kind === 'field' && isOneWord(subject.name))
    return equals(subject, tokens, { casing: 'ignored', origin });
  return analysed(subject, tokens, quoted && tokens.length > 1 ? 'phrase' : 'any', analyser, origin);
}

/**
 * `field:foo-ba*` of Lucene on a text field. The analyser parts it, and any of its words will do, or one that begins like the last: Kibana
 * asks for `analyze_wildcard`. https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-query-string-query
 */
export function beginningOfWords(subject: Expression, value: Pattern, origin: Origin): Predicate {
  const known = subject.kind === 'field' ? analyserOf(subject.name) : undefined;
  const analyser = known === 'standard' ? undefined : known;
  const tokens = tokenize(value.map(part => (part.kind === 'text' ? part.text : '')).join(''), analyser);
  const last = tokens.at(-1);
  if (last === undefined || (tokens.length === 1 && isOfOneTerm(value)))
    return patternOfWord(subject, value, analyser, origin);
  const whole = tokens.slice(0, -1);
  const beginning = analysed(subject, [last], 'phrasePrefix', analyser, origin);
  return whole.length === 0
    ? beginning
    : or([analysed(subject, whole, 'any', analyser, origin), beginning], origin);
}

/** Wildcards within one word, which ignore case as words do. */
function patternOfWord(
  subject: Expression,
  value: Pattern,
  analyser: Analyser | undefined,
  origin: Origin,
): Predicate {
  const [first, second, third] = value;
  if (value.length === 1 && first?.kind === 'anyRun') return exists(subject, origin);
  if (analyser === undefined && !isOfOneTerm(value)) return or([], origin);
  const isWithinWord = analyser === 'script' ? /^[\w-]+$/ : /^[A-Za-z0-9]+$/;
  if (!value.every(part => part.kind !== 'text' || isWithinWord.test(part.text)))
    return ofOneToken(subject, value, analyser, origin);
  if (value.length === 2 && first?.kind === 'text' && second?.kind === 'anyRun')
    return analysed(subject, [first.text.toLowerCase()], 'phrasePrefix', analyser, origin);
  const isInside = first?.kind === 'anyRun' && second?.kind === 'text' && third?.kind === 'anyRun';
  if (value.length === 3 && isInside) return like(subject, [value], { casing: 'ignored', origin });
  return analyser === undefined
    ? ofOneToken(subject, value, analyser, origin)
    : withinToken(subject, value, origin);
}

/**
 * A value with wildcards is looked for among the words of the index as it stands: where it has a character that parts words and is no
 * blank, no word is like it. https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-query-string-query
 */
function isOfOneTerm(value: Pattern): boolean {
  const texts = value.flatMap(part => (part.kind === 'text' ? [part.text] : []));
  return (
    texts.some(text => /\s/.test(text)) || !texts.some(text => /[/\\@()[\]{}<>=+!?#$%^&|;"~-]/.test(text))
  );
}

function analysed(
  subject: Expression,
  tokens: readonly string[],
  mode: 'any' | 'phrase' | 'phrasePrefix',
  analyser: Analyser | undefined,
  origin: Origin,
): Predicate {
  return {
    kind: 'analysed',
    subject,
    tokens,
    mode,
    ...(analyser === undefined ? {} : { analyser }),
    origin,
  };
}

/** A pattern with signs that part words where nothing holds them together: the analyser alone says what a word is. */
function ofOneToken(
  subject: Expression,
  value: Pattern,
  analyser: Analyser | undefined,
  origin: Origin,
): Predicate {
  const tokens = value.flatMap(part => (part.kind === 'text' ? [part.text.toLowerCase()] : []));
  const kind = analyser === undefined ? {} : { analyser };
  return { kind: 'analysed', subject, tokens, mode: 'pattern', pattern: value, ...kind, origin };
}

const ofToken = [
  { from: 0x2d, to: 0x2d },
  { from: 0x30, to: 0x39 },
  { from: 0x41, to: 0x5a },
  { from: 0x5f, to: 0x5f },
  { from: 0x61, to: 0x7a },
];

/** A pattern over one word of a script. */
function withinToken(subject: Expression, value: Pattern, origin: Origin): Predicate {
  const one: RegexNode = { kind: 'class', ranges: ofToken, negated: false };
  const run: RegexNode = {
    kind: 'repeat',
    node: one,
    minimum: 0,
    maximum: Number.POSITIVE_INFINITY,
    mode: 'greedy',
  };
  const outside: RegexNode = { kind: 'class', ranges: ofToken, negated: true };
  const edge = (at: 'textStart' | 'textEnd'): RegexNode => ({
    kind: 'alternation',
    options: [{ kind: 'anchor', at }, outside],
  });
  const items = value.map(
    (part): RegexNode =>
      part.kind === 'text' ? { kind: 'literal', text: part.text } : part.kind === 'anyRun' ? run : one,
  );
  return {
    kind: 'matches',
    subject,
    regex: {
      node: { kind: 'sequence', items: [edge('textStart'), ...items, edge('textEnd')] },
      anchoring: 'search',
      flags: { ignoreCase: true, multiline: false, dotAll: false },
    },
    quantifier: 'any',
    origin,
  };
}
