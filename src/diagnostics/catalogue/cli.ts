import { type Catalogue, code } from '../define-codes.ts';

/** What the command line says of its own input. */
export const cliCodes = {
  'cli/unknown-command': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `there is no command '${name}'`,
    help: () => '`ruleglot --help` lists the commands',
    explanation:
      'The first word after `ruleglot` is not a command of this version. `ruleglot --version` shows which one it is.',
  }),
  'cli/unknown-option': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `unknown option '${name}'`,
    help: () => '`ruleglot COMMAND --help` lists the options',
    explanation:
      'The command has no such option in this version. `ruleglot --version` shows which one it is.',
  }),
  'cli/bad-value': code<{ option: string; value: string; expected: string }>({
    severity: 'error',
    message: ({ option, value, expected }) => `${option} takes ${expected}, not '${value}'`,
    explanation:
      'The value of an option is not one that it takes; the message says which are. Nothing was read or written.',
  }),
  'cli/missing': code<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `${what} is missing`,
    explanation:
      'The command needs an argument or option that was not given; `ruleglot COMMAND --help` shows what it takes. Nothing was read or written.',
  }),
  'cli/unexpected': code<{ word: string }>({
    severity: 'error',
    message: ({ word }) => `unexpected argument: ${word}`,
    help: () => '`ruleglot COMMAND --help` shows what the command takes',
    explanation:
      'The command does not take so many arguments, or the option takes no value. Nothing was read or written.',
  }),
  'cli/unknown-code': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `there is no diagnostic '${name}'`,
    help: () => '`ruleglot explain` without a code lists them all',
    explanation:
      '`ruleglot explain` was asked for a code that is not in the catalogue of this version. A code is a phase or language, a slash, and words: `plan/broader`.',
  }),
  'cli/unwritable': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) => `cannot write ${path}: ${reason}`,
    explanation:
      'A document, a report or standard output could not be written, for the reason that the system gave. A folder or report that cannot be opened ends the run before it begins; a file that fails in its midst is left out of the `files` of its line, the rest is done, and the exit code is 2.',
  }),
  'cli/bad-event': code<{ line: number; reason: string }>({
    severity: 'error',
    message: ({ line, reason }) => `line ${line} is not an event: ${reason}`,
    explanation:
      'Events are NDJSON: each line is one JSON object, in UTF-8. This line is not, or it has more than 16 MB; the other lines are matched all the same, and keep their numbers. The terminal shows the first twenty of such lines, a report has them all. `bad-event` in `--fail-on` makes them the exit code 1.',
  }),
  'cli/cannot-match': code<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `this rule cannot be run over a file of events: it needs ${what}`,
    explanation:
      'The rule looks at something that a file of events does not hold or that this version does not evaluate (a lookup table, a change of trend). It is named here so that its silence is not taken for no match.',
  }),
  'cli/no-rules': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `${path} holds no rules`,
    help: () =>
      'rules are files that end in .yml .yaml .toml .ndjson .kql .lucene .eql .esql .spl, and savedsearches.conf',
    explanation: 'A path that was given, a folder or a file, has no file in it that could be a rule.',
  }),
  'internal/crash': code<{ message: string }>({
    severity: 'error',
    message: ({ message }) => `this is a defect of ruleglot: ${message}`,
    help: () => 'please report it with the rule; `--debug` shows where it happened',
    explanation:
      'ruleglot failed in a way that no input should make it fail. The rule, or the one target of it that is named, is left out; the other rules of the run are done, and the exit code is 3.',
  }),
} as const satisfies Catalogue;
