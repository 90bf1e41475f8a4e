import { type Correlate, grows, type Rule } from '../ir/index.ts';

/** When Splunk's own content runs, where a query says nothing of it and its translation has runs too. https://github.com/splunk/security_content */
export const usualRuns: NonNullable<Rule['schedule']> = { every: 3600, lookBack: 3600 };

/**
 * What a run does not see of windows that began before its look-back, where the target follows the events. A run that sees the whole window
 * of each event since the one before it finds all that is there; what grows with each event is found in no part of a window alone.
 */
export function lossOfCutWindows(
  { inputs, measures, having, window }: Correlate,
  schedule: Rule['schedule'],
): NonNullable<Rule['losses']>[number] | undefined {
  if (schedule === undefined || window.kind !== 'sliding') return undefined;
  const isWhole = schedule.lookBack >= schedule.every + window.length;
  const hasGrown = grows(having, measures, new Set(inputs.map(({ name }) => name)));
  if (isWhole && hasGrown) return undefined;
  const why =
    'The runs of the rule see only a part of the windows that began before their look-back, and the target sees each window whole.';
  return { verdict: hasGrown ? 'broader' : 'different', why };
}
