import { type Catalogue, code } from '../define-codes.ts';

export interface Loss {
  readonly why: string;
  readonly target: string;
}

/** Fitting a rule to a target. */
export const planCodes = {
  'plan/broader': code<Loss>({
    severity: 'warning',
    message: ({ why, target }) => `broader in ${target}: ${why}`,
    explanation:
      'The translation matches every event that the rule matches, and others beside. The message says which part of the rule could not be said exactly, and why. `--fail-on broader` makes this a failure.',
  }),
  'plan/narrower': code<Loss>({
    severity: 'warning',
    message: ({ why, target }) => `narrower in ${target}: ${why}`,
    explanation:
      'The translation misses events that the rule matches, and matches no others. The message says which part of the rule could not be said exactly, and why. `--fail-on narrower` makes this a failure.',
  }),
  'plan/different': code<Loss>({
    severity: 'warning',
    message: ({ why, target }) => `different in ${target}: ${why}`,
    explanation:
      'The translation misses events that the rule matches and matches others that the rule does not. The message says which part of the rule could not be said exactly, and why. `--fail-on different` makes this a failure.',
  }),
  'plan/refused': code<Loss>({
    severity: 'error',
    message: ({ why, target }) => `cannot be said in ${target}: ${why}`,
    explanation:
      'The target has no way to say this part of the rule, not even approximately. The rule is not written for this target; its other targets are not affected.',
  }),
  'plan/other-form': code<{ first: string; form: string; why: string }>({
    severity: 'note',
    message: ({ first, form, why }) => `written in ${form}, as ${first} does not hold it: ${why}`,
    explanation: [
      '`-t splunk:cim`, as a profile with `model: cim`, searches a data model of the Common Information Model where one has the source',
      'and every field that the rule asks for, and the events themselves where none has, as the security content of Splunk does.',
      'This rule is of the second kind. `-t splunk:datamodel` takes data models alone, and refuses such a rule.',
    ].join('\n'),
  }),
  'plan/refused-search': code<{ search: string; target: string }>({
    severity: 'error',
    message: ({ search, target }) => `${search} cannot be said in ${target}`,
    help: () => 'single-event rules are translated to every target; see `ruleglot list features`',
    explanation:
      'The rule looks at several events together (a sequence, a threshold, new terms, an indicator match), and this version has no form of the target that says so. It is never turned into a plain query, which would match something else.',
  }),
  'plan/strict-field': code<{ field: string; target: string }>({
    severity: 'error',
    message: ({ field, target }) =>
      `no field map has '${field}' for ${target}, and rules with such fields are refused`,
    explanation:
      'With `--strict-fields`, which is `--unmapped refuse`, a rule is refused when a field has no name in the target. Without it the field keeps its written name, given `same-name:FIELD`.',
  }),
  'plan/key-unmapped': code<{ field: string; target: string }>({
    severity: 'error',
    message: ({ field, target }) =>
      `no field map has '${field}' for ${target}, and events are counted, joined or compared by it`,
    explanation:
      'With `--unmapped drop`, conditions on fields that have no name in the target are left out, and the translation is declared broader or narrower. A field by which events are grouped, joined or reckoned with cannot be left out: the search would count other things. `--unmapped keep` keeps the written name.',
  }),
  'plan/never-matches': code({
    severity: 'warning',
    message: () => 'no event meets these conditions: the rule never alerts, nor does its translation',
    explanation:
      'What the rule asks for contradicts itself in the language that it is written in: a text in lower case that is to have a capital (`lower(x)="A"`), a column that an earlier command has dropped, a function of Panther that returns what is neither True nor False. The translation means the same, and so it never alerts either. It is mostly not what the author meant.',
  }),
  'plan/nothing-left': code<{ field: string; target: string }>({
    severity: 'error',
    message: ({ field, target }) => `nothing is left of the rule in ${target} without ${field}`,
    help: () => 'map the fields in ruleglot.config.yaml, or keep their names with --unmapped keep',
    explanation:
      'With `--unmapped drop`, conditions on fields that have no name in the target are left out. Here that is all of them: what is left would match every event of the data source.',
  }),
  'plan/suppression': code<{ why: string; target: string }>({
    severity: 'warning',
    message: ({ why, target }) => `alerts are grouped otherwise in ${target}: ${why}`,
    explanation: [
      'The rule tells alerts with the same keys once: within a span, or in each of its runs. The document says of that what its product can. Which events the rule finds is not affected, and the verdict is of those; how many alerts an analyst sees is.',
      '',
      'Splunk holds back the results of later runs for a span (throttling), Panther makes the matches of one key one alert for at least five minutes; what Elastic does is in [its manual](https://www.elastic.co/docs/solutions/security/detect-and-alert/suppress-detection-alerts).',
    ].join('\n'),
  }),
  'plan/no-level': code<{ level: string; target: string }>({
    severity: 'note',
    message: ({ level, target }) => `the rule says no level: the ${target} document says ${level}`,
    help: () => 'give the rule a level',
    explanation:
      'The product asks for a level of each rule, and this one says none, or none that its format knows. What the document says is medium, and in Elastic low, with which its own form begins. A filter of a pack by level leaves the rule out.',
  }),
  'plan/metadata-lost': code<{ keys: string; target: string }>({
    severity: 'note',
    message: ({ keys, target }) => `the ${target} document has no place for: ${keys}`,
    explanation:
      'These parts of the rule’s metadata are not in the written document. The query is not affected. A translation back to the rule’s own format keeps them. On the screen, in SARIF and in annotations that is one note a target or pack, which counts the rules and stands at the first; the lines of the other reports have it of each rule.',
  }),
} as const satisfies Catalogue;
