import type { Search, Sequence } from '../src/ir/index.ts';

/** Whether something must be missing after the last event, which is known once the span is over. */
export function endsWithMissing(search: Search): search is Sequence {
  return search.kind === 'sequence' && search.steps.at(-1)?.absent === true;
}

/** Whether something must be missing before the first event, and after the last one. */
export function isGuardedOnBothSides({ steps }: Sequence): boolean {
  return steps[0]?.absent === true && steps.at(-1)?.absent === true;
}

/** How many events a sequence is of. */
export function wantedOf({ steps }: Pick<Sequence, 'steps'>): number {
  return steps.reduce((sum, { absent, runs }) => sum + (absent ? 0 : runs), 0);
}

/** Why what must be missing before the first event or after the last one is not said. */
export function guardsProblem({ steps, within }: Sequence): string | undefined {
  const [isBefore, isAfter] = [steps[0], steps.at(-1)].map(step => step?.absent === true);
  if ((isBefore || isAfter) && within === undefined)
    return 'an event that is missing before the first or after the last one is so within the span of the sequence';
  return wantedOf({ steps }) < (isBefore || isAfter ? 1 : 2) ? 'one event is no sequence' : undefined;
}
