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
    explanation: 'The value of an option is not one that it takes.',
  }),
  'cli/missing': code<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `${what} is missing`,
    explanation: 'The command needs an argument or option that was not given.',
  }),
  'cli/unexpected': code<{ word: string }>({
    severity: 'error',
    message: ({ word }) => `unexpected argument: ${word}`,
    help: () => '`ruleglot COMMAND --help` shows what the command takes',
    explanation: 'The command does not take so many arguments, or the option takes no value.',
  }),
  'cli/unknown-code': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `there is no diagnostic '${name}'`,
    help: () => '`ruleglot explain` without a code lists them all',
    explanation: '`ruleglot explain` was asked for a code that is not in the catalogue.',
  }),
  'cli/unwritable': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) => `cannot write ${path}: ${reason}`,
    explanation: 'An output file or report could not be written.',
  }),
  'cli/bad-event': code<{ line: number; reason: string }>({
    severity: 'error',
    message: ({ line, reason }) => `line ${line} is not an event: ${reason}`,
    explanation: 'A line of the events file is not a JSON object. The other lines are matched all the same.',
  }),
  'cli/cannot-match': code({
    severity: 'error',
    message: () => 'a search over several events cannot be run over a file of events by this version',
    explanation:
      '`ruleglot match` evaluates rules that look at one event at a time. This rule looks at several (a sequence, a threshold, new terms). It is named here so that its silence is not taken for no match.',
  }),
  'cli/no-rules': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `${path} holds no rules`,
    help: () => 'rules are files that end in .yml .yaml .toml .ndjson .kql .lucene .eql',
    explanation: 'A path that was given, a folder or a file, has no file in it that could be a rule.',
  }),
  'internal/crash': code<{ message: string }>({
    severity: 'error',
    message: ({ message }) => `this is a defect of ruleglot: ${message}`,
    help: () => 'please report it with the rule; `--debug` shows where it happened',
    explanation:
      'ruleglot failed in a way that no input should make it fail. The other rules of the run are done.',
  }),
} as const satisfies Catalogue;
