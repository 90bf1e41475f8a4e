import { type Catalogue, code } from '../define-codes.ts';

const reference = 'https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4';
const manual = 'https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.4';

/** Reading SPL. */
export const splCodes = {
  'spl/empty': code({
    severity: 'error',
    message: () => 'there is no search here',
    explanation: 'A search that says nothing would return every event.',
  }),
  'spl/unexpected-character': code<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `${JSON.stringify(found)} cannot stand here`,
    explanation: `The query holds a character that begins no word here. In eval and where, strings stand in double quotes, and names with other characters than letters, digits and underscores in single ones. See ${reference}/search-commands/where.`,
  }),
  'spl/unexpected-token': code<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `${JSON.stringify(found)} is not expected here`,
    explanation: `The command does not follow the grammar of SPL at this place. See ${reference}.`,
  }),
  'spl/unexpected-end': code({
    severity: 'error',
    message: () => 'the command ends too early',
    explanation: `Something is missing at the end of the command. See ${reference}.`,
  }),
  'spl/unterminated': code<{ what: 'string' | 'bracket' }>({
    severity: 'error',
    message: ({ what }) => `this ${what} is not closed`,
    help: ({ what }) => (what === 'string' ? 'a quotation mark within a string is written \\"' : undefined),
    explanation: `Strings end with a double quotation mark, subsearches with a square bracket. See ${manual}/search-primer/backslashes.`,
  }),
  'spl/too-deep': code<{ limit: number }>({
    severity: 'error',
    message: ({ limit }) => `parentheses are nested more than ${limit} deep`,
    explanation: 'Nesting is bounded, so that a hostile query cannot exhaust the stack. Flatten the query.',
  }),
  'spl/too-many-commands': code<{ limit: number }>({
    severity: 'error',
    message: ({ limit }) => `the pipeline has more than ${limit} commands`,
    explanation: 'The length of a pipeline is bounded, so that a hostile query cannot exhaust the machine.',
  }),
  'spl/too-complex': code({
    severity: 'error',
    message: () => 'written out, this condition has too many parts',
    explanation:
      'Fields that eval makes are replaced by what they are made of. Where each is used several times in the next, that grows beyond measure.',
  }),
  'spl/missing-command': code({
    severity: 'error',
    message: () => 'no command follows this pipe',
    explanation: `A pipe stands between two commands. See ${manual}.`,
  }),
  'spl/unsupported-command': code<{ name: string; nearest: string | undefined; why: string | undefined }>({
    severity: 'error',
    message: ({ name, why }) => `the command ${name} is not read${why === undefined ? '' : `: ${why}`}`,
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean ${nearest}?`),
    explanation: `ruleglot reads search, where, regex, eval, fields, table, rename, fillnull, stats, eventstats, dedup, sort, head, tail, bin, rex, mvexpand, lookup, join, convert and tstats. What another command leaves of a search cannot be told, so the rule is refused. The commands of SPL: ${reference}/search-commands.`,
  }),
  'spl/command-place': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `${name} cannot stand at this place of a pipeline`,
    explanation: `tstats begins a pipeline; commands that work on results follow one that finds events. See ${reference}/search-commands/tstats.`,
  }),
  'spl/command-use': code<{ name: string; why: string }>({
    severity: 'error',
    message: ({ name, why }) => `this use of ${name} is not read: ${why}`,
    explanation: `The command is one that ruleglot reads, but not with these arguments. See ${reference}/search-commands.`,
  }),
  'spl/unknown-macro': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `nothing says what the macro ${name} stands for`,
    help: () => 'give its definition: --macros macros.conf, or `macros:` of ruleglot.config.yaml',
    explanation:
      'Macros are kept by the Splunk instance, not by the search. What one stands for must be told: https://help.splunk.com/en/splunk-enterprise/manage-knowledge-objects/knowledge-management-manual/9.4/use-search-macros-in-searches',
  }),
  'spl/macro-depth': code<{ limit: number }>({
    severity: 'error',
    message: ({ limit }) => `macros are nested more than ${limit} deep`,
    explanation: 'A macro may use others, but not itself.',
  }),
  'spl/subsearch': code<{ why?: string | undefined }>({
    severity: 'error',
    message: ({ why }) =>
      why === undefined ? 'subsearches are not read here' : `this subsearch is not read: ${why}`,
    help: () =>
      'what is read: [search … | fields x], [| inputlookup table | fields x], beside the other conditions',
    explanation: `The results of a search in square brackets become part of the outer one. A list of values is read, of a search or of a table; other results are text of the search that the data alone knows. See ${manual}.`,
  }),
  'spl/double-equals': code({
    severity: 'error',
    message: () => 'search has no ==',
    help: () => 'write =, or use where',
    explanation: `== is an operator of eval and where. See ${reference}/search-commands/search.`,
  }),
  'spl/joined-terms': code({
    severity: 'error',
    message: () => 'a term and a string touch each other',
    help: () => 'put the whole value in quotes; * is a wildcard there too',
    explanation: `Whether that is one value or two, the manual does not say. See ${reference}/search-commands/search.`,
  }),
  'spl/field-wildcard': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `the wildcard in ${name} stands for no one field`,
    explanation:
      'Names of fields are read without wildcards here, since which fields they stand for depends on the data.',
  }),
  'spl/prefix': code({
    severity: 'error',
    message: () => 'PREFIX() looks into the index, not at an event',
    explanation: `PREFIX() is a directive of tstats for terms of the index. See ${reference}/search-commands/tstats.`,
  }),
  'spl/lower-case-operator': code<{ word: string }>({
    severity: 'warning',
    message: ({ word }) => `search looks for the word ${word} here`,
    help: ({ word }) => `write ${word.toUpperCase()} for the operator`,
    explanation: `The operators of search are upper case; in lower case they are terms to look for. See ${manual}.`,
  }),
  'spl/time-range': code<{ name: string }>({
    severity: 'note',
    message: ({ name }) => `${name} says when to look, and is left out of the condition`,
    explanation: 'The range of time belongs to the schedule of a rule, not to what it looks for.',
  }),
  'spl/time-zone': code({
    severity: 'note',
    message: () => 'hours and days are those of UTC',
    explanation: 'Splunk takes them in the time zone of the user.',
  }),
  'spl/kept-results': code<{ command: string; most: string }>({
    severity: 'note',
    message: ({ command, most }) =>
      `${command} keeps ${most} at most: what is beyond them is looked at elsewhere`,
    explanation: `sort keeps 10,000 results unless it says another number (\`sort 0\` keeps all), a subsearch of append, union and join 50,000, and a transaction 1,000 events. Other products have no such limits, so that a verdict rests on \`kept-results\`. See https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/sort.`,
  }),
  'spl/regex': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `this regular expression cannot be read: ${problem}`,
    explanation: `regex, rex, match(), mvfind() and replace() take PCRE, behind the backslashes of SPL's own strings. See ${manual}/expressions-and-predicates/spl-and-regular-expressions.`,
  }),
  'spl/regex-backslashes': code({
    severity: 'note',
    message: () => 'the backslashes of this regular expression are those of PCRE alone',
    help: () => 'write four for one literal backslash',
    explanation: `A string is read twice, by SPL and by PCRE. What SPL would leave of this one is no regular expression, so it is taken as it is written. See ${manual}/expressions-and-predicates/spl-and-regular-expressions.`,
  }),
  'spl/rex-names': code({
    severity: 'error',
    message: () => 'rex extracts nothing without a named group',
    help: () => 'write (?<name>…)',
    explanation: `The named groups of the regular expression become fields. See ${reference}/search-commands/rex.`,
  }),
  'spl/unsupported-function': code<{ name: string; nearest: string | undefined }>({
    severity: 'error',
    message: ({ name }) => `the function ${name} is not read`,
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean ${nearest}?`),
    explanation: `ruleglot reads the functions of eval that conditions on events are made of. All of them: ${reference}/evaluation-functions.`,
  }),
  'spl/unsupported-aggregate': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `the aggregate function ${name} is not read`,
    explanation: `The functions of stats: ${reference}/statistical-and-charting-functions.`,
  }),
  'spl/argument-count': code<{ name: string; given: number }>({
    severity: 'error',
    message: ({ name, given }) => `${name} does not take ${given} argument${given === 1 ? '' : 's'}`,
    explanation: `See ${reference}/evaluation-functions.`,
  }),
  'spl/not-constant': code<{ name: string; position: number }>({
    severity: 'error',
    message: ({ name, position }) => `argument ${position} of ${name} must be the same for every event`,
    explanation:
      'A pattern, network, format or position that is a field of the event cannot be said elsewhere.',
  }),
  'spl/function-use': code<{ name: string; why: string }>({
    severity: 'error',
    message: ({ name, why }) => `this use of ${name} is not read: ${why}`,
    explanation: `The function is one that ruleglot reads, but not with these arguments. See ${reference}/evaluation-functions.`,
  }),
  'spl/not-a-condition': code({
    severity: 'error',
    message: () => 'a condition is needed here, not a value',
    help: () => 'compare it with a value',
    explanation: `where, AND, OR, NOT, if() and case() take conditions. See ${reference}/search-commands/where.`,
  }),
  'spl/not-a-text': code({
    severity: 'error',
    message: () => 'a text or number is needed here, not a condition or several values',
    explanation: `eval assigns no Booleans: wrap a condition in if(). Of what mvfind(), mvfilter() and split() give, only whether there is something and how much can be told. See ${reference}/search-commands/eval.`,
  }),
  'spl/not-comparable': code({
    severity: 'error',
    message: () => 'this comparison cannot be told for an event',
    explanation:
      'Of the place that mvfind() gives, only whether there is one can be told (>= 0); of a time rounded down, whether another is before it or not (< and >=); of conditions, whether they are the same.',
  }),
  'spl/time-arithmetic': code({
    severity: 'error',
    message: () => 'a time is calculated with here',
    help: () => 'use relative_time()',
    explanation: 'Times are compared, not calculated with.',
  }),
} as const satisfies Catalogue;
