import { type Given, grows, type Rule, type Search } from '../src/ir/index.ts';
import { wantsEachOnce } from './in-order.ts';

/** Seconds before an event that decide whether an alert ends with it; undefined where that is for the schedule to say. */
export function reachOf(search: Search | undefined, isInner = false): number | undefined {
  if (search?.kind === 'sequence') return search.within;
  if (search?.kind !== 'correlate' || search.window.kind !== 'sliding') return undefined;
  // What comes in order is reckoned step by step, each over the span, but where it is a join.
  const times = search.ordered && (isInner || !wantsEachOnce(search)) ? search.inputs.length : 1;
  // Whether an alert goes on is told by the event before, which is judged by its own span.
  const inner = search.inputs.map(input => 2 * (reachOf(input.search, true) ?? 0));
  return times * search.window.length + Math.max(...inner);
}

/**
 * Whether something may be found because a run does not see what came before its look-back: what must be missing, numbers that must
 * not be reached, alerts that had begun. What is found so is to be left out: an earlier run has judged it whole.
 */
export function findsWhatIsCut(search: Search): boolean {
  switch (search.kind) {
    case 'pipeline':
      // The first of what a run finds are so among what that run looks back on, in the rule as in the target.
      return !search.stages.some(({ kind }) => kind === 'limit') && findsWhatIsCut(search.from);
    case 'sequence':
      // What waits until its span is over is told by the run that sees it so.
      return (
        search.ordered &&
        search.within !== undefined &&
        search.steps[0]?.absent === true &&
        search.steps.at(-1)?.absent !== true
      );
    case 'correlate': {
      const { inputs, measures, having, window } = search;
      const names = new Set(inputs.map(({ name }) => name));
      const isWhole = grows(having, measures, names) && inputs.every(each => each.search.kind === 'events');
      return window.kind === 'sliding' && !isWhole;
    }
    default:
      return false;
  }
}

/** A run that leaves to the earlier ones what came before them, and looks at all until it begins, knows no event that comes late. */
export function promptGiven({ schedule }: Pick<Rule, 'schedule'>): readonly Given[] {
  return schedule?.until === undefined ? ['prompt'] : [];
}
