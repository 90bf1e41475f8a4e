import type { Given, NewTerms } from '../../ir/index.ts';

/** Given what a table of its runs holds what the history does, for all that the runs saw; undefined where it does not. */
export function keptAlike({ kept: own }: NewTerms, { kept }: NewTerms): readonly Given[] | undefined {
  if (kept === undefined || own !== undefined)
    return JSON.stringify(own) === JSON.stringify(kept) ? [] : undefined;
  const { runs, unfilled } = kept;
  if (runs === undefined || runs.reach < runs.every) return undefined;
  return ['cache-of-history', ...unfilled.map((name): Given => `filled-value:${name}`)];
}
