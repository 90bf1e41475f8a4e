import { type Catalogue, code } from '../define-codes.ts';

const syntax = 'https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax';
const functions = 'https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref';
const pipes = 'https://www.elastic.co/docs/reference/query-languages/eql/eql-pipe-ref';

/** Reading EQL. */
export const eqlCodes = {
  'eql/unexpected-character': code<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `no EQL word begins with ${found}`,
    explanation: `The query holds a character that begins no word of EQL. A field name with a hyphen, a space or a leading digit stands in backticks; a string stands in double quotes and ends on its own line. See ${syntax}.`,
  }),
  'eql/unexpected-token': code<{ expected: string; found: string }>({
    severity: 'error',
    message: ({ expected, found }) => `expected ${expected}, found ${found}`,
    explanation: `The query does not follow the grammar of EQL at this place. See ${syntax}.`,
  }),
  'eql/too-deep': code<{ limit: number }>({
    severity: 'error',
    message: ({ limit }) => `parentheses and brackets are nested more than ${limit} deep`,
    explanation: 'Nesting is bounded, so that a hostile query cannot exhaust the stack. Flatten the query.',
  }),
  'eql/unknown-escape': code<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `${found} is no escape of EQL strings`,
    help: () => 'write \\\\ for a backslash, or a raw string in """ """',
    explanation: `In "…" a backslash begins an escape: \\b \\t \\n \\f \\r \\" \\\\ and \\u{…} with 2 to 8 hexadecimal digits. In """…""" a backslash is a backslash. See ${syntax}#eql-syntax-escape-characters.`,
  }),
  'eql/unknown-function': code<{ name: string; nearest: string | undefined }>({
    severity: 'error',
    message: ({ name }) => `EQL has no function ${name}`,
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean ${nearest}?`),
    explanation: `The functions that Elasticsearch knows are listed in ${functions}. Endgame's array functions, wildcard and match are not among them.`,
  }),
  'eql/function-keeps-case': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `${name}~ does not exist: ${name} compares no texts`,
    help: ({ name }) => `write ${name}`,
    explanation: `Only functions that compare texts have a form with ~: between, endsWith, indexOf, startsWith and stringContains. See ${functions}.`,
  }),
  'eql/argument-count': code<{ name: string; takes: string; given: number }>({
    severity: 'error',
    message: ({ name, takes, given }) => `${name} takes ${takes}, not ${given}`,
    explanation: `The function is given too many arguments, or too few. See ${functions}.`,
  }),
  'eql/argument-type': code<{ name: string; position: number; wants: string }>({
    severity: 'error',
    message: ({ name, position, wants }) => `argument ${position} of ${name} must be ${wants}`,
    explanation: `The function does not take such an argument. See ${functions}.`,
  }),
  'eql/not-a-condition': code<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `a condition is needed here, not ${found}`,
    help: () => 'compare it with a value',
    explanation: `where, and, or and not take conditions: comparisons, functions that are true or false, boolean fields, true and false. See ${syntax}#eql-syntax-conditions.`,
  }),
  'eql/not-a-value': code<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `a value is needed here, not ${found}`,
    help: () =>
      'in, :, like and regex belong to the operand right before them: put parentheses around arithmetic',
    explanation: `Functions, arithmetic and comparisons work on values: fields, strings, numbers and what functions make of them. See ${syntax}.`,
  }),
  'eql/field-comparison': code({
    severity: 'error',
    message: () => 'EQL does not compare a field with another field',
    help: () => 'compare each with a value; startsWith, endsWith and stringContains do take two fields',
    explanation: `Elasticsearch refuses a query that compares fields with each other, functions of fields included. See ${syntax}#eql-compare-fields.`,
  }),
  'eql/condition-comparison': code<{ operator: string }>({
    severity: 'error',
    message: ({ operator }) => `${operator} on a condition has no one meaning where a field is absent`,
    help: () => 'write the condition itself, or `not (…)`',
    explanation:
      'A function that is true or false may be compared with true and false. For other conditions Elasticsearch compares value by value, and an absent field gives neither; write the condition, or its negation, plainly.',
  }),
  'eql/null-operand': code<{ operator: string }>({
    severity: 'error',
    message: ({ operator }) => `nothing stands in the relation ${operator} to null`,
    help: () => '`== null` holds for an absent field, `!= null` for one that is there',
    explanation: `null is the absence of a value. Only == and != say something of it. See ${syntax}#eql-syntax-check-field-exists.`,
  }),
  'eql/list-value': code<{ operator: string; wants: string }>({
    severity: 'error',
    message: ({ operator, wants }) => `${operator} compares with ${wants} only`,
    explanation: `in takes constants; :, like and regex take strings. See ${syntax}#eql-syntax-lookup-operators.`,
  }),
  'eql/text-of-type': code<{ field: string; type: string; operator: string }>({
    severity: 'error',
    message: ({ field, type, operator }) => `${operator} takes texts, and ${field} is of type ${type}`,
    help: ({ field, type }) =>
      type === 'address'
        ? `write cidrMatch(${field}, "10.0.0.0/8")`
        : `write string(${field}), or a comparison`,
    explanation: `Elasticsearch knows the types of fields, and refuses a query that takes a number, an address, a time or a Boolean for a text. See ${syntax}#eql-syntax-pattern-comparison-keywords and ${functions}.`,
  }),
  'eql/regex': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `this regular expression cannot be read: ${problem}`,
    explanation:
      'regex and regex~ take Lucene regular expressions, which match the whole value: https://www.elastic.co/docs/reference/query-languages/query-dsl/regexp-syntax',
  }),
  'eql/network': code<{ text: string }>({
    severity: 'error',
    message: ({ text }) => `${text} is no CIDR block`,
    explanation: `cidrMatch takes IPv4 and IPv6 blocks such as 10.0.0.0/8. See ${functions}#eql-fn-cidrmatch.`,
  }),
  'eql/substring-wildcards': code<{ name: string }>({
    severity: 'warning',
    message: ({ name }) => `Elasticsearch reads *, ? and \\ in the text of ${name} as wildcards and escapes`,
    help: () =>
      'use like with an explicit pattern, or double each backslash once more, to say which is meant',
    explanation:
      'The manual says that the text is taken as it is, but Elasticsearch turns endsWith and stringContains over a field into a wildcard query without escaping the text, and public rules rely on that. ruleglot reads the rule as Elasticsearch runs it.',
  }),
  'eql/integer-division': code({
    severity: 'note',
    message: () =>
      'both sides of this division are taken as whole numbers: the result is cut to a whole number',
    help: () => 'write a constant with a decimal point (4.0) to divide exactly',
    explanation: `Elasticsearch divides whole numbers into a whole number, and which fields are whole is known to the mapping only. See ${syntax}#eql-divide-operator-float-rounding.`,
  }),
  'eql/arithmetic': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => problem,
    explanation: `Arithmetic takes numbers and fields of numbers. See ${syntax}#eql-syntax-math-operators.`,
  }),
  'eql/array-index': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `Elasticsearch has no positions in arrays, so ${name}[…] cannot be read`,
    help: ({ name }) => `${name} : "…" holds where any of its values fits`,
    explanation:
      'Elasticsearch keeps the values of an array without their order. Endgame EQL had array indices.',
  }),
  'eql/group': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => problem,
    explanation: `Sequences and samples follow rules of their own: how many events they need, what by, with maxspan, with runs and until may stand with. See ${syntax}#eql-sequences.`,
  }),
  'eql/pipe': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => problem,
    help: () =>
      'write `| head 10` or `| tail 10`; to count and to group, write ES|QL: `from … | stats n = count(*) by FIELD`',
    explanation: `Elasticsearch has the pipes head and tail, each with one whole number. See ${pipes}.`,
  }),
} as const satisfies Catalogue;
