import { type Catalogue, code } from '../define-codes.ts';

/** Reading and lowering KQL. */
export const kqlCodes = {
  'kql/unexpected-token': code<{ found: string; expected: string; help?: string }>({
    severity: 'error',
    message: ({ found, expected }) => `${found} is not expected here; ${expected} is`,
    help: ({ help }) => help,
    explanation:
      'The query is not KQL. Kibana\'s grammar is strict about blanks (`and`, `or` and `not` need them), takes one `not` at a time, and ends a value without quotes at `\\ ( ) : < > " { }`. Put a value that holds one of them in double quotes, or a backslash before each.',
  }),
  'kql/unterminated-quote': code<{ endsEscaped: boolean }>({
    severity: 'error',
    message: () => 'this quote is never closed',
    help: ({ endsEscaped }) =>
      endsEscaped
        ? 'the last quote is escaped by the backslash before it: write a backslash at the end of a value twice, `"C:\\\\Temp\\\\"`'
        : undefined,
    explanation:
      'A quoted value ends at the next double quote that has no backslash before it. A value that ends in a backslash, such as a folder of Windows, needs that backslash twice.',
  }),
  'kql/bad-escape': code<{ written: string }>({
    severity: 'error',
    message: ({ written }) => `\`${written}\` is not an escape of KQL`,
    help: () => 'write `\\\\` for a backslash, or put the value in double quotes',
    explanation:
      'Outside of quotes a backslash escapes `\\ ( ) : < > " * { }`, the words `and`, `or` and `not`, and begins `\\t`, `\\r`, `\\n` and `\\u0041`. Anything else is a syntax error in Kibana. In quotes a backslash that escapes nothing is a character.',
  }),
  'kql/too-deep': code<{ deepest: number }>({
    severity: 'error',
    message: ({ deepest }) => `brackets are nested more than ${deepest} deep`,
    help: () => 'take parentheses away that are not needed',
    explanation:
      'ruleglot bounds the nesting of a query. Elasticsearch itself refuses more than 30 levels of boolean clauses.',
  }),
  'kql/null-value': code({
    severity: 'error',
    message: () => '`null` is no value that Elasticsearch can look for',
    help: () => 'write `not field:*` for a field without a value, or `"null"` for the text',
    explanation:
      'KQL reads an unquoted `null` as the null of JSON, and the query that it makes of it is refused by Elasticsearch when the rule runs.',
  }),
  'kql/wildcard-nested-path': code({
    severity: 'error',
    message: () => 'the path of nested objects cannot have a wildcard',
    help: () => 'name the nested field: `path:{ field:value }`',
    explanation:
      'Elasticsearch looks for nested objects under one path, and fails for a path that is not mapped.',
  }),
  'kql/free-text-in-nested': code({
    severity: 'error',
    message: () => 'a value without a field means nothing inside of nested braces',
    help: () => 'write `path:{ field:value }`',
    explanation:
      'Between the braces Kibana puts the path before each field. A value without a field becomes one of a field named `path.null`, which no event has.',
  }),
  'kql/operator-in-free-text': code({
    severity: 'error',
    message: () => 'an escaped operator beside a wildcard becomes an operator again',
    help: () => 'name the field, or put the words in double quotes',
    explanation:
      'A value without a field and with a wildcard is sent on as a Lucene query, in which AND, OR and NOT in upper case are operators, though they were escaped in KQL.',
  }),
  'kql/pattern-of-time': code({
    severity: 'error',
    message: () => 'a time has no text that wildcards could stand in',
    help: () => 'write the day, month or year whole (`2025-03-04`, `2025-03`), or a range',
    explanation:
      'Elasticsearch takes wildcards on keyword, text and wildcard fields alone, and fails where they stand beside a date. A day, a month or a year that is written whole stands for all of its instants. See https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-wildcard-query.',
  }),
  'kql/pattern-of-type': code<{ type: string }>({
    severity: 'error',
    message: ({ type }) => `a field of type ${type} has no text that wildcards could stand in`,
    help: ({ type }) =>
      type === 'address' ? 'write the network (`10.0.0.0/8`)' : 'write the values whole, or a range',
    explanation:
      'Elasticsearch takes wildcards on keyword, text and wildcard fields alone, and refuses a whole KQL query that has one beside a number, an address or a Boolean: the rule would fail at each run. See https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-wildcard-query.',
  }),
  'kql/bound-of-type': code<{ type: string }>({
    severity: 'error',
    message: ({ type }) => `this bound is no value of a field of type ${type}`,
    help: ({ type }) => `compare it with a value of type ${type}`,
    explanation:
      'Elasticsearch reads the bound of a range as a value of the field’s own type, and refuses a whole KQL query whose bound is none, such as a word beside a number: the rule would fail at each run. See https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-range-query.',
  }),
  'kql/pattern-of-words': code({
    severity: 'error',
    message: () => 'this looks within the words of a text field',
    help: () => 'ask for the words themselves, or for a part of one word between `*` and `*`',
    explanation:
      'An index holds of a text field, such as `message`, its words and not its value, and compares wildcards, regular expressions and ranges with one word at a time. What lies within a word is said by the analyser of the field alone; ruleglot reads `*part*` and `beginning*` of letters and digits.',
  }),
  'kql/equals-sign': code<{ written: string; field: string }>({
    severity: 'warning',
    message: ({ written }) => `this looks for the text "${written}" in all fields`,
    help: ({ field }) =>
      `write \`${field}: value\` to look at one field, and \`not ${field}: value\` for the contrary`,
    explanation:
      'KQL has no `=`, `==` or `!=`. They are characters like any other, so that the whole becomes a search for that text in every field, which matches nothing in general.',
  }),
  'kql/lucene-syntax': code<{ written: string; instead: string }>({
    severity: 'warning',
    message: ({ written }) => `\`${written}\` means something in Lucene queries only`,
    help: ({ instead }) => instead,
    explanation:
      'KQL takes ranges in brackets, regular expressions between slashes, `_exists_` and the signs `-`, `+` and `!` literally, as parts of a value or of the name of a field. The rule is read as Kibana reads it, which is unlikely to be what was meant.',
  }),
} as const satisfies Catalogue;
