import { type Catalogue, code } from '../define-codes.ts';

const reference =
  'https://docs.panther.com/panther-developer-workflows/detections-repo/pat/writing-detections';
const simple = 'https://docs.panther.com/detections/rules/writing-simple-detections/match-expression';

/** Reading the rule documents of Panther: YAML with the Python beside it. */
export const pantherReaderCodes = {
  'panther/not-a-rule': code({
    severity: 'error',
    message: () => 'there is no rule here',
    help: () => 'a rule of Panther is a map with AnalysisType, RuleID and Filename or Detection',
    explanation: `The document is well formed, but holds no rule. See ${reference}.`,
  }),
  'panther/missing-key': code<{ key: string }>({
    severity: 'error',
    message: ({ key }) => `the rule has no ${key}`,
    explanation: `A rule cannot be read without this key. See ${reference}.`,
  }),
  'panther/unread-module': code<{ name: string; why: string }>({
    severity: 'error',
    message: ({ name, why }) => `the module ${name} beside this file cannot be read: ${why}`,
    explanation: 'Filename names the Python of the rule, a file in the folder of its YAML, and it is there.',
  }),
  'panther/no-module': code<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `the module ${name} does not stand beside this file`,
    help: () => 'a rule is read from its YAML; its Python is looked for in the same folder',
    explanation:
      'Filename names the Python of the rule, a file in the folder of its YAML. Of a rule on standard input there is no folder.',
  }),
  'panther/analysis-type': code<{ type: string; why: string }>({
    severity: 'error',
    message: ({ type, why }) => `a rule of the type ${type} is not read: ${why}`,
    explanation: `Rules over events and their modules are read. See ${reference}.`,
  }),
  'panther/correlation': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `the correlation rule cannot be read: ${problem}`,
    explanation:
      'A correlation rule looks at the matches of other rules, which are found by their RuleID in its own folder and in folders named rules and queries beside it or above. It is read when all of them are, and when what their matches share is a field of the events or a text of their alert context. See https://docs.panther.com/detections/correlation-rules/correlation-rule-reference.',
  }),
  'panther/policy': code({
    severity: 'note',
    message: () => 'a policy looks at the state of resources and at no events: it is left out',
    explanation:
      'Of a repository of Panther the rules are read: rules over events, scheduled rules with their queries, and correlation rules. Queries, data models, modules and lookup tables are read as far as rules stand on them. See https://docs.panther.com/detections/policies.',
  }),
  'panther/metadata': code<{ key: string; expected: string }>({
    severity: 'warning',
    message: ({ key, expected }) => `${key} should be ${expected}; it is kept as it is written`,
    explanation:
      'What a rule says of itself does not change what it matches, so the rule is read all the same.',
  }),
  'panther/match-item': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `this match expression cannot be read: ${problem}`,
    explanation: `A match expression has a key, a condition and a value, or combines others. See ${simple}.`,
  }),
  'panther/threshold': code<{ problem: string }>({
    severity: 'error',
    message: ({ problem }) => `the threshold of the rule cannot be read: ${problem}`,
    explanation:
      'With a Threshold a rule alerts when so many of its matches have one deduplication text within DedupPeriodMinutes. Without the text or the numbers it would be another rule. See https://docs.panther.com/detections/rules#deduplication-of-alerts.',
  }),
} as const satisfies Catalogue;
