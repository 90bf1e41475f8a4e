import type { Explanation } from './explanation.ts';
import { lacksKey, meets, requiredKeys } from './keys.ts';

const limit = 'https://www.elastic.co/docs/reference/query-languages/query-dsl/regexp-syntax';

/** Runs of any characters up to a length, one after the other, which no automaton of a bearable size follows. */
const longRuns = /\{1,\d\d+\}.*\{1,\d\d+\}/s;

export const elasticExplanations: readonly Explanation[] = [
  {
    engine: 'esql',
    because: 'Elasticsearch refuses a regex whose automaton is too large; the rule fails aloud',
    link: limit,
    applies: ({ answer, query }) =>
      typeof answer === 'string' &&
      /^Determinizing .* would require more than 10000 effort\.$/s.test(answer) &&
      longRuns.test(query),
  },
  {
    engine: 'lucene',
    because: 'query_string finds nothing by a regex whose automaton is too large',
    link: limit,
    applies: ({ answer, query }) => answer === false && longRuns.test(query),
  },
  ...['kql', 'lucene'].map(engine => ({
    engine,
    because:
      'a text alone does not say that a field holds addresses: read back, a network is a text there; the mapping has the type that is given, of which the proof knows',
    link: 'https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ip',
    applies: ({ answer, wanted, query }: Parameters<Explanation['applies']>[0]) =>
      typeof answer === 'boolean' &&
      (wanted.length === 1 || wanted[0] === answer) &&
      /(?:\d\.\d+|:)\\?\/\d/.test(query),
  })),
  {
    engine: 'kql',
    because:
      'a text beside every field of a pattern fails at one of numbers, addresses or times; that all of them are keywords is given',
    link: 'https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-match-query#match-field-params',
    applies: ({ answer, query }) =>
      typeof answer === 'string' &&
      /For input string|multiple points|is not an IP string literal|failed to parse date/.test(answer) &&
      /[\w.]\*:/.test(query),
  },
  {
    engine: 'eql',
    because: 'it joins events that lack a key; a key must have a value unless a `?` stands before it',
    link: 'https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-syntax-optional-by-fields',
    applies: ({ answer, event, query }) => answer !== false && lacksKey(event, requiredKeys(query)),
  },
  {
    engine: 'eql',
    because: 'numbers have no length to it; an index of keywords holds their text',
    link: 'https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref#eql-fn-length',
    applies: ({ answer, event, query }) =>
      answer === false && query.includes('length(') && /":-?\d/.test(JSON.stringify(event)),
  },
  {
    engine: 'eql',
    because: 'it makes no number of what is one already; an index of keywords holds its text',
    link: 'https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref#eql-fn-number',
    applies: ({ answer, event, query }) =>
      answer === false && query.includes('number(') && /":-?\d/.test(JSON.stringify(event)),
  },
  {
    engine: 'eql',
    because:
      'an address of IPv4 is in no network of IPv6 to it; Elasticsearch holds all addresses as those of IPv6, of which those of IPv4 are a part',
    link: 'https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ip',
    applies: ({ answer, event, query }) =>
      answer === false && /cidrMatch\([^)]*::/.test(query) && /"\d+(?:\.\d+){3}"/.test(JSON.stringify(event)),
  },
  {
    engine: 'eql',
    because:
      'it folds letters beyond ASCII, everywhere; Elasticsearch folds those of ASCII, and only where a `~` or `:` says so',
    link: 'https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-syntax-pattern-comparison-keywords',
    applies: ({ answer, event, query }) => typeof answer === 'boolean' && meets(query, event, /[ſςΣıİßK]/u),
  },
  {
    engine: 'eql',
    because: 'it reads missing events, and tells no sequence that has one',
    link: 'https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-missing-events',
    applies: ({ answer, query }) => answer === false && /^\s*!\[/m.test(query),
  },
  {
    engine: 'eql',
    because:
      'it finds no key with a dot within an object; a flattened field takes the rest of its name for one key',
    link: 'https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/flattened',
    applies: ({ answer, event }) => answer === false && /[{,]"[^"]*\.[^"]*":/.test(JSON.stringify(event)),
  },
];
