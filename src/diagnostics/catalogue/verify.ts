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
} as const satisfies Catalogue;
