import { type Catalogue, code } from '../define-codes.ts';

/** Checking translations. */
export const verifyCodes = {
  'internal/verdict-contradicted': code<{ declared: string; found: string; target: string }>({
    severity: 'error',
    message: ({ declared, found, target }) =>
      `this is a defect of ruleglot: the ${target} query was declared ${declared}, and is ${found}`,
    help: () => 'please report it with the rule; the query is not written',
    explanation:
      'The printed query was read back by the reader of its own language and compared with the rule. The comparison found an event on which they differ in a way that the translation did not declare. The query is not written; the verdict in the report is the one that was found.',
  }),
  'internal/unreadable-query': code<{ target: string; reason: string }>({
    severity: 'error',
    message: ({ target, reason }) =>
      `this is a defect of ruleglot: the ${target} query cannot be read back: ${reason}`,
    help: () => 'please report it with the rule; the query is not written',
    explanation:
      'The printed query is not one that the reader of its own language takes, so it would not run. It is not written.',
  }),
  'verify/no-engine': code<{ reason: string }>({
    severity: 'warning',
    message: ({ reason }) => `there is no engine to run Panther rules: ${reason}`,
    help: () => 'pip install panther_core python-dateutil, for the python3 that is on the PATH',
    explanation:
      'A real engine was asked for. That of Panther rules is the library panther_core, run by the `python3` that is found first; it is not there, or cannot be loaded. The other evidence is gathered all the same. The queries of other targets are judged by ruleglot alone.',
  }),
  'verify/engine-failed': code<{ reason: string }>({
    severity: 'warning',
    message: ({ reason }) => `the engine cannot run this rule: ${reason}`,
    explanation:
      'The module that was emitted could not be loaded or run by panther_core, for the reason that it gave. What else is known of the translation stands.',
  }),
  'verify/engine-disagrees': code<{ engine: boolean; event: string }>({
    severity: 'warning',
    message: ({ engine, event }) =>
      `the engine ${engine ? 'matches' : 'does not match'} an event that the query is read to ${engine ? 'leave' : 'match'}: ${event}`,
    help: () => 'please report it with the rule: one of both is wrong about it',
    explanation:
      'The real engine and the reader of ruleglot say different things of the same emitted text. The evidence of this translation is in doubt until it is known which of them is right.',
  }),
  'verify/events-differ': code<{ name: string; rule: boolean }>({
    severity: 'warning',
    message: ({ name, rule }) =>
      `the rule ${rule ? 'matches' : 'does not match'} the event '${name}', and the query ${rule ? 'does not' : 'does'}`,
    explanation:
      'An event that was given, or stands beside the rule, was taken over into the names of the target, and the query says another thing of it than the rule. The translation may be declared broader or narrower for this reason; or the event cannot be had in the target as it is.',
  }),
} as const satisfies Catalogue;
