import type { ReadRule } from '../readers/index.ts';

/**
 * What a reader understands, and what no target can be given: the rule is as it should be, and something that is not in it is
 * missing, or it looks at several events together in a way that Sigma has given up.
 */
const codes = new Set([
  'lower/placeholder-without-values',
  'lower/near-aggregation',
  'lower/aggregation-without-timeframe',
  'lower/deprecated-timeframe',
  // Searches of Splunk that follow its grammar: what a command or a macro leaves of them is not told by the rule.
  ...[
    'spl/unsupported-command',
    'spl/command-use',
    'spl/unknown-macro',
    'spl/subsearch',
    'spl/field-wildcard',
  ],
  ...['spl/unsupported-function', 'spl/function-use', 'spl/unsupported-aggregate', 'spl/not-constant'],
  ...['spl/not-comparable', 'spl/not-a-text', 'spl/time-arithmetic', 'spl/too-complex', 'spl/prefix'],
  'splunk/alert-condition',
  // A rule of a job's anomalies has no query, and that of a saved one is kept elsewhere.
  ...['elastic/no-query', 'elastic/saved-query'],
]);

/** Whether a rule that has no meaning to translate was read all the same: it is refused, and no failure. */
export function isRefusedEarly({ rule, diagnostics }: ReadRule): boolean {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return rule === undefined && errors.length > 0 && errors.every(({ code }) => codes.has(code));
}
