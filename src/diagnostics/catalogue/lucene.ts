import { type Catalogue, code } from '../define-codes.ts';

/** Reading and lowering Lucene queries. */
export const luceneCodes = {
  'lucene/unexpected-token': code<{ found: string; expected: string; help?: string }>({
    severity: 'error',
    message: ({ found, expected }) => `${found} is not expected here; ${expected} is`,
    help: ({ help }) => help,
    explanation:
      'The text is no Lucene query. One error fails the whole query in Elasticsearch. Most often a special character of a value has no backslash: `+ - ! ( ) { } [ ] ^ " ~ * ? : \\ /`.',
  }),
  'lucene/stray-character': code<{ character: string }>({
    severity: 'error',
    message: ({ character }) => `\`${character}\` cannot stand here`,
    help: ({ character }) => `write \`\\${character}\` for the character, or put the value in double quotes`,
    explanation:
      'Closing brackets belong to ranges, and a backslash needs a character behind it. Elsewhere they need a backslash or quotes.',
  }),
  'lucene/unterminated-quote': code({
    severity: 'error',
    message: () => 'this quote is never closed',
    help: () => 'a backslash at the end of a quoted value is written twice: `"C:\\\\Temp\\\\"`',
    explanation: 'A quoted value ends at the next double quote that has no backslash before it.',
  }),
  'lucene/unterminated-regex': code({
    severity: 'error',
    message: () => 'this slash begins a regular expression that is never closed',
    help: () => 'write `\\/` for a slash, or put the value in double quotes',
    explanation:
      'A slash that is not escaped begins a regular expression, even in the middle of a value: `path:/etc/passwd` and `ip:10.0.0.0/8` need quotes.',
  }),
  'lucene/missing-boost': code({
    severity: 'error',
    message: () => 'a number must follow `^` at once',
    help: () => 'write `\\^` for the character',
    explanation: 'The caret gives a clause more weight in the ranking of results. It changes no match.',
  }),
  'lucene/too-deep': code<{ deepest: number }>({
    severity: 'error',
    message: ({ deepest }) => `parentheses are nested more than ${deepest} deep`,
    help: () => 'take parentheses away that are not needed',
    explanation:
      'ruleglot bounds the nesting of a query. Elasticsearch itself refuses more than 30 levels of boolean clauses.',
  }),
  'lucene/bad-escape': code<{ written: string }>({
    severity: 'error',
    message: ({ written }) =>
      `\`${written}\` holds a \`\\u\` without its four hexadecimal digits, or ends in a backslash`,
    help: () => 'write `\\\\` for a backslash',
    explanation:
      'A backslash takes the next character literally; `\\u` with four hexadecimal digits is a character by its code.',
  }),
  'lucene/bad-regex': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `this regular expression cannot be read: ${problem}`,
    explanation:
      "Lucene's regular expressions match the whole value, have no anchors and no flags, and know `~`, `&`, `@`, `#` and `<1-100>` besides the usual operators.",
  }),
  'lucene/perl-regex': code<{ written: string }>({
    severity: 'warning',
    message: ({ written }) =>
      `\`${written}\` is no operator of Lucene's regular expressions: it is looked for as it stands`,
    help: ({ written }) =>
      written === '^' || written === '$'
        ? `leave it away, since the whole value is compared; write \`\\${written}\` for the character`
        : written.startsWith('(?i') || /^\(\?[a-z]*i/.test(written)
          ? 'ignore case by `regex~` in EQL, by `to_lower(field)` in ES|QL, or by a class such as `[Aa]`'
          : 'write a group as `(…)`; Lucene has neither flags nor look-around',
    explanation:
      'Lucene, whose regular expressions `/…/`, RLIKE of ES|QL, `regex` of EQL and regexp queries are, compares the whole value, and knows no anchors, no flags and no groups with a question mark: `^`, `$` and the `?` of `(?i)` are characters there, so that `(?i).*cmd.*` finds the text `?icmd`. The rule is read as Elasticsearch reads it. See https://www.elastic.co/docs/reference/query-languages/query-dsl/regexp-syntax#regexp-unsupported-operators.',
  }),
  'lucene/fuzzy': code({
    severity: 'error',
    message: () => 'a fuzzy term or a loose phrase cannot be translated',
    help: () => 'name the variants: `field:(one OR two)`',
    explanation:
      '`word~` matches words that differ by a few letters, and `"some words"~3` words that stand near each other. No other language of rules has them, and to leave them out would change the meaning.',
  }),
  'lucene/exists-needs-name': code({
    severity: 'error',
    message: () => '`_exists_` needs the name of a field',
    help: () => 'write `_exists_:name`, and a wildcard in the name as `\\*`',
    explanation:
      '`_exists_:name` holds for events that have a value in the field. With a bare wildcard, a range or a regular expression it looks at a field that is called `_exists_`, and matches nothing.',
  }),
  'lucene/range-without-field': code({
    severity: 'error',
    message: () => 'a range without a field cannot be translated',
    help: () => 'name the field: `field:[1 TO 5]`',
    explanation:
      'Without a field Elasticsearch compares each field of the index, by its own type: numbers as numbers, texts as texts. What that matches depends on the mapping alone.',
  }),
  'lucene/range-of-one-value': code({
    severity: 'note',
    message: () => 'on a field with several values, both bounds are tested apart',
    explanation:
      'In Lucene one value must lie between the two bounds. ruleglot reads the range as two comparisons, and of the array `[1, 100]` one element may satisfy each of them. For a field with one value, which nearly all numeric fields are, this is the same: `single-valued:FIELD` is among what the translation is given. See https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-range-query.',
  }),
  'lucene/pattern-of-type': code<{ type: string }>({
    severity: 'warning',
    message: ({ type }) => `a field of type ${type} has nothing that this value could fit: it finds nothing`,
    help: ({ type }) =>
      type === 'address'
        ? 'write the network in quotes (`"10.0.0.0/8"`)'
        : 'write the values whole, or a range',
    explanation:
      'Elasticsearch takes wildcards and regular expressions on keyword, text and wildcard fields alone. A Lucene query of a rule is lenient: such a condition beside a number, an address, a time or a Boolean is never true, and under NOT always. It is translated as that. See https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-query-string-query#query-string-top-level-params.',
  }),
  'lucene/ignored-clause': code({
    severity: 'warning',
    message: () => 'this clause decides nothing',
    help: () => 'put the alternatives in parentheses of their own: `(a OR b) AND c`',
    explanation:
      'Lucene has no precedence of AND and OR. AND makes the clauses on both of its sides required, and clauses that are not required, in a list with others that are, only change the ranking: `a OR b AND c` means `b AND c`.',
  }),
  'lucene/not-beside-or': code({
    severity: 'warning',
    message: () => 'NOT excludes events from the whole list, not from one alternative',
    help: () => 'put the negation in parentheses: `a OR (NOT b)`',
    explanation:
      'Lucene reads `a OR NOT b` as: should match a, must not match b. The rule is read as Elasticsearch reads it.',
  }),
  'lucene/lower-case-operator': code<{ operator: string }>({
    severity: 'warning',
    message: ({ operator }) => `\`${operator}\` is a word to look for here`,
    help: ({ operator }) => `write \`${operator.toUpperCase()}\` for the operator`,
    explanation: 'Only AND, OR and NOT in upper case are operators of Lucene.',
  }),
  'lucene/word-without-field': code<{ written: string }>({
    severity: 'warning',
    message: ({ written }) => `"${written}" is looked for in all fields: a field takes one word`,
    help: ({ written }) =>
      `put the value in double quotes, or in parentheses with what it follows: \`field:(… ${written})\``,
    explanation:
      '`field:two words` looks for "two" in the field, or for "words" in any. With quotes or with a backslash before the blank both words belong to the field.',
  }),
  'lucene/vanishing-backslash': code<{ written: string }>({
    severity: 'warning',
    message: ({ written }) => `the backslash of \`${written}\` vanishes`,
    help: () => 'write `\\\\` for a backslash, in quotes too',
    explanation:
      'A backslash takes the next character literally, and is gone then: `"C:\\Windows"` looks for `C:Windows`. This is so in quotes as well.',
  }),
  'lucene/bare-sign': code<{ sign: string }>({
    severity: 'warning',
    message: ({ sign }) => `\`${sign}\` with a blank behind it is a value to look for`,
    help: ({ sign }) => `write \`${sign}\` right before its clause`,
    explanation:
      'A sign `+`, `-` or `!` that a blank follows is no operator, but a term that is looked for in all fields.',
  }),
} as const satisfies Catalogue;
