import { type Catalogue, code } from '../define-codes.ts';

const reference = 'https://docs.python.org/3/reference';
const panther = 'https://docs.panther.com/detections/rules/python';

/** Reading the Python of Panther rules. */
export const pythonCodes = {
  'python/unexpected-character': code<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `${JSON.stringify(found)} begins no word of Python`,
    explanation: `See ${reference}/lexical_analysis.html.`,
  }),
  'python/unterminated-string': code({
    severity: 'error',
    message: () => 'this string is never closed',
    explanation: `A string in single or double quotes ends on its line, one in three quotes may go on. See ${reference}/lexical_analysis.html#string-and-bytes-literals.`,
  }),
  'python/indentation': code({
    severity: 'error',
    message: () => 'this line is indented as no block around it is',
    explanation: `The lines of a block begin in one column. See ${reference}/lexical_analysis.html#indentation.`,
  }),
  'python/bracket': code({
    severity: 'error',
    message: () => 'the brackets do not pair up here',
    explanation: `Each bracket is closed by its own kind. See ${reference}/lexical_analysis.html#implicit-line-joining.`,
  }),
  'python/unexpected-token': code<{ found: string; expected: string }>({
    severity: 'error',
    message: ({ found }) => `${found} is not expected here`,
    explanation: `The module does not follow the grammar of Python, or uses a form that ruleglot does not read: \`match\`, \`async\`, \`await\`. See ${reference}/grammar.html.`,
  }),
  'python/too-deep': code<{ limit: number }>({
    severity: 'error',
    message: ({ limit }) => `blocks, brackets or operations are nested more than ${limit} deep`,
    explanation: 'Nesting is bounded, so that a hostile rule cannot exhaust the stack.',
  }),
  'python/too-complex': code<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `the rule takes more than can be followed: ${what}`,
    explanation:
      'ruleglot follows every way through rule() at once, functions that it calls included. The steps, the calls and the values of one variable are bounded.',
  }),
  'python/no-rule': code({
    severity: 'error',
    message: () => 'the module defines no function rule(event)',
    explanation: `A Panther rule is a module with a function rule that takes the event and returns a boolean. See ${panther}.`,
  }),
  'python/unsupported': code<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `${what} cannot be read as a condition on the event`,
    explanation:
      'The result of rule() depends on a form of Python whose meaning ruleglot cannot say as a predicate over the fields of an event. What the result does not depend on may use any Python.',
  }),
  'python/unknown-function': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `the function ${name} is not known`,
    help: () =>
      'functions of the module itself are followed; those of global helpers are not part of the rule',
    explanation: `The result of rule() depends on a function that stands neither in the module nor among those of Python that ruleglot reads. See ${panther}.`,
  }),
  'python/data-model': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) =>
      `event.udm(${JSON.stringify(name)}) depends on a data model that is not part of the rule`,
    help: () => 'read the field of the log type itself: event.get, event.deep_get',
    explanation:
      'A data model says for each log type where a unified field stands; it may be a path or a function. Without it the field is not known. See https://docs.panther.com/detections/rules/python/data-models.',
  }),
  'python/unknown-name': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `the name ${name} is not defined`,
    explanation: `The result of rule() depends on a name that the module neither defines nor imports before it is used. See ${reference}/executionmodel.html.`,
  }),
  'python/string': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `this string cannot be read: ${problem}`,
    explanation: `See ${reference}/lexical_analysis.html#string-and-bytes-literals. Characters by their Unicode names (\\N{…}) are not read.`,
  }),
  'python/regex': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `this regular expression cannot be read: ${problem}`,
    explanation: 'See https://docs.python.org/3/library/re.html#regular-expression-syntax.',
  }),
  'python/order-dependent': code<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `${what} depends on the order of the elements of a list`,
    explanation:
      'A predicate can say that some element of a list, or each, satisfies a condition. It cannot say which comes first.',
  }),
  'python/whole-event': code({
    severity: 'error',
    message: () => 'this condition on any value of the event is more than a search for text',
    explanation:
      'Over all values of an event ruleglot can say that one of them contains a text, fits a pattern or matches a regular expression, or one of several.',
  }),
  'python/stateful': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `${name} depends on more than the event`,
    explanation:
      'Counters, string sets, lookups, the clock and requests make the result of rule() depend on what happened before or elsewhere.',
  }),
} as const satisfies Catalogue;
