import { type Catalogue, code } from '../define-codes.ts';

const chapter =
  '[Specification, condition](https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#condition)';
const quote = (sentence: string) => `the Sigma specification 2.1 says: "${sentence}"`;

/** Sigma's conditions. */
export const sigmaConditionCodes = {
  'parse/sigma-condition': code<{ found: string; expected: string }>({
    severity: 'error',
    message: ({ found, expected }) => `found ${found} in the condition, where ${expected} should stand`,
    explanation: `A condition joins names of selections by \`and\`, \`or\`, \`not\`, parentheses, \`1 of\` and \`all of\`. ${chapter}.`,
  }),
  'parse/sigma-condition-too-deep': code<{ limit: number }>({
    severity: 'error',
    message: ({ limit }) => `the condition is nested more than ${limit} deep`,
    explanation: 'The limit keeps a hostile rule from exhausting the stack.',
  }),
  'parse/sigma-keyword-case': code<{ word: string }>({
    severity: 'warning',
    message: ({ word }) => `\`${word}\` is read as \`${word.toLowerCase()}\``,
    help: () =>
      'the keywords of a condition are lower case in the Sigma specification 2.1; pySigma takes others for names',
    explanation: `Conditions are written with \`and\`, \`or\`, \`not\`, \`of\`, \`them\`, \`all\` in lower case. ${chapter}.`,
  }),
  'lower/unknown-selection': code<{ name: string; nearest: string | undefined }>({
    severity: 'error',
    message: ({ name }) => `there is no selection \`${name}\` in this rule`,
    help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
    explanation: `A condition names the selections of \`detection\`. ${chapter}.`,
  }),
  'lower/no-selection-fits': code<{ pattern: string }>({
    severity: 'error',
    message: ({ pattern }) => `no selection of this rule fits \`${pattern}\``,
    help: ({ pattern }) =>
      pattern === 'them'
        ? '`them` are all selections whose name does not begin with `_`'
        : '`*` stands for any run of characters of a name',
    explanation: `\`1 of\` nothing would never hold and \`all of\` nothing always; pySigma drops the term without a word. ${chapter}.`,
  }),
  'lower/condition-quantifier': code<{ written: string }>({
    severity: 'warning',
    message: ({ written }) =>
      `\`${written} of\` is not of the specification; it is read by its plain meaning`,
    help: () => quote('1/all of search-identifier-pattern'),
    explanation: `Version 2.1 has \`1 of\` and \`all of\`. \`any of\` is read as \`1 of\`, and a number as "at least so many". ${chapter}.`,
  }),
  'lower/condition-count': code<{ wanted: number; there: number; pattern: string }>({
    severity: 'error',
    message: ({ wanted, there, pattern }) =>
      wanted === 0
        ? `\`0 of ${pattern}\` always holds`
        : `\`${wanted} of ${pattern}\` never holds: ${there} selections fit`,
    explanation: `The number of selections that must hold lies between 1 and how many there are. ${chapter}.`,
  }),
  'lower/condition-combinations': code<{ wanted: number; there: number; limit: number }>({
    severity: 'error',
    message: ({ wanted, there, limit }) =>
      `${wanted} of ${there} selections are more than ${limit} combinations`,
    explanation: 'Targets have no words for "at least so many of", so that every combination is written out.',
  }),
  'lower/all-of-them': code({
    severity: 'note',
    message: () => '`all of them` takes in whatever selection is added later',
    help: () =>
      quote(
        'The usage of `all of them` is discouraged, as it prevents the possibility of downstream users of a rule to generically filter unwanted matches.',
      ),
    explanation: `\`all of selection_*\` leaves room for filters. ${chapter}.`,
  }),
  'lower/unused-selection': code<{ name: string }>({
    severity: 'note',
    message: ({ name }) => `the condition does not use \`${name}\``,
    help: () => 'name it in the condition, or remove it',
    explanation: 'A selection that no condition names has no effect: often a filter that was forgotten.',
  }),
} as const satisfies Catalogue;
