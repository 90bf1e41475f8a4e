import { type Catalogue, code } from '../define-codes.ts';

const reference = 'https://www.elastic.co/docs/reference/query-languages/esql';
const syntax = `${reference}/esql-syntax`;
const functions = `${reference}/esql-functions-operators`;
const commands = `${reference}/esql-commands`;

/** Reading ES|QL. */
export const esqlCodes = {
  'esql/unexpected-character': code<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `no ES|QL word begins with ${found}`,
    explanation: `The query holds a character that begins no word of ES|QL. A name with a hyphen, a space or a leading digit stands in backticks; a string stands in double quotes and ends on its own line. See ${syntax}.`,
  }),
  'esql/unexpected-token': code<{ expected: string; found: string }>({
    severity: 'error',
    message: ({ expected, found }) => `expected ${expected}, found ${found}`,
    explanation: `The query does not follow the grammar of ES|QL at this place. See ${syntax}.`,
  }),
  'esql/too-deep': code<{ limit: number }>({
    severity: 'error',
    message: ({ limit }) => `parentheses and brackets are nested more than ${limit} deep`,
    explanation: 'Nesting is bounded, so that a hostile query cannot exhaust the stack. Flatten the query.',
  }),
  'esql/refused-command': code<{ name: string; reason: string }>({
    severity: 'error',
    message: ({ name, reason }) => `${name} is not translated: ${reason}`,
    explanation: `The command exists in ES|QL, and has no meaning that another product, or an evaluation over recorded events, could share. The commands are listed in ${commands}.`,
  }),
  'esql/unknown-command': code<{ name: string; nearest: string | undefined }>({
    severity: 'error',
    message: ({ name }) => `ES|QL has no command ${name}`,
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean ${nearest}?`),
    explanation: `A query begins with from, and goes on with commands behind pipes: ${commands}.`,
  }),
  'esql/command': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => problem,
    explanation: `Commands follow rules of their own: what they take, and what may stand in them. See ${commands}.`,
  }),
  'esql/parameter': code({
    severity: 'error',
    message: () => 'a parameter has its value in the request, and a rule has none',
    help: () => 'write the value in its place',
    explanation: `?name and ?1 stand for values that a client sends beside the query. See ${reference}/esql-rest.`,
  }),
  'esql/unknown-escape': code<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `${found} is no escape of ES|QL strings`,
    help: () => 'write \\\\ for a backslash, or a raw string in """ """',
    explanation: `In "…" a backslash begins an escape: \\\\ \\" \\n \\r \\t. In """…""" a backslash is a backslash. See ${syntax}.`,
  }),
  'esql/unknown-function': code<{ name: string; nearest: string | undefined }>({
    severity: 'error',
    message: ({ name }) => `ES|QL has no function ${name}`,
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean ${nearest}?`),
    explanation: `The functions that Elasticsearch knows are listed in ${functions}.`,
  }),
  'esql/refused-function': code<{ name: string; reason: string }>({
    severity: 'error',
    message: ({ name, reason }) => `${name} is not translated: ${reason}`,
    explanation: `The function exists in ES|QL, and has no meaning that another product, or an evaluation over recorded events, could share. See ${functions}.`,
  }),
  'esql/argument-count': code<{ name: string; takes: string; given: number }>({
    severity: 'error',
    message: ({ name, takes, given }) => `${name} takes ${takes}, not ${given}`,
    explanation: `The function is given too many arguments, or too few. See ${functions}.`,
  }),
  'esql/argument-type': code<{ name: string; position: number; wants: string }>({
    severity: 'error',
    message: ({ name, position, wants }) => `argument ${position} of ${name} must be ${wants}`,
    explanation: `The function does not take such an argument. See ${functions}.`,
  }),
  'esql/aggregate': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => problem,
    explanation: `Aggregates stand in stats and inline stats, and nothing but them and what is grouped by. See ${commands}/stats-by.`,
  }),
  'esql/not-a-condition': code<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `a condition is needed here, not ${found}`,
    help: () => 'compare it with a value',
    explanation: `where, and, or and not take conditions: comparisons, functions that are true or false, boolean columns, true, false and null. See ${functions}.`,
  }),
  'esql/null-operand': code<{ operator: string }>({
    severity: 'error',
    message: ({ operator }) => `Elasticsearch refuses null beside ${operator}`,
    help: () => 'write `is null` or `is not null`',
    explanation: `null is the absence of a value, and a comparison with it a mistake. See ${functions}/operators.`,
  }),
  'esql/comparison-type': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => problem,
    help: () => 'convert one side: to_string(…), to_long(…), `::keyword`',
    explanation: `ES|QL compares values of one type, and converts only strings beside addresses, times, versions and booleans. See ${reference}/esql-implicit-casting.`,
  }),
  'esql/like': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => problem,
    help: () => 'a literal backslash is four in "…" and two in """…"""',
    explanation: `LIKE reads escapes after those of the string: a backslash stands before *, ? or a backslash. See ${functions}/operators.`,
  }),
  'esql/regex': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `this regular expression cannot be read: ${problem}`,
    explanation:
      'RLIKE takes Lucene regular expressions, which match the whole value (https://www.elastic.co/docs/reference/query-languages/query-dsl/regexp-syntax); replace and split take those of Java.',
  }),
  'esql/network': code<{ text: string }>({
    severity: 'error',
    message: ({ text }) => `${text} is no CIDR block`,
    explanation: `cidr_match takes IPv4 and IPv6 blocks such as 10.0.0.0/8. See ${functions}.`,
  }),
  'esql/unknown-column': code<{ name: string; nearest: string | undefined }>({
    severity: 'error',
    message: ({ name }) => `there is no column ${name} here`,
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean ${nearest}?`),
    explanation: `stats leaves the columns that it makes, keep those that it names, and drop takes columns away; a query that names another one fails. See ${commands}.`,
  }),
  'esql/integer-division': code({
    severity: 'note',
    message: () =>
      'both sides of this division are taken as whole numbers: the result is cut to a whole number',
    help: () => 'write a constant with a decimal point (4.0), or to_double(…), to divide exactly',
    explanation: `Elasticsearch divides whole numbers into a whole number, and which fields are whole is known to the mapping only. See ${functions}/operators.`,
  }),
  'esql/limit': code<{ rows: number }>({
    severity: 'note',
    message: ({ rows }) => `limit ${rows} caps the alerts of one run, and is left out`,
    explanation:
      'Kibana takes at most as many alerts of a run as the rule allows (100 unless it says otherwise), so that a limit that is not below it changes no rule over single events.',
  }),
  'esql/too-large': code<{ limit: number }>({
    severity: 'error',
    message: ({ limit }) => `what this column stands for grows beyond ${limit} parts`,
    explanation:
      'Columns of eval are put in the place of their names. That is bounded, so that a hostile query cannot exhaust the memory.',
  }),
} as const satisfies Catalogue;
