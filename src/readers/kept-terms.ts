import type { Loss, Rule, Schedule, Search } from '../ir/index.ts';

/** New terms with the runs that keep them in a table. */
export function keptByRuns(search: Search, schedule: Schedule | undefined): Search {
  if (search.kind !== 'newTerms' || search.kept === undefined || schedule === undefined) return search;
  const { every, lookBack: reach, until = 0 } = schedule;
  return { ...search, kept: { ...search.kept, runs: { every, reach, until } } };
}

const unseen: Loss = {
  verdict: 'different',
  why: 'The runs of the search look back on less than the time between them, and what comes in between is never put into its table.',
};

export type RunsOfRule = Pick<Rule, 'search' | 'schedule' | 'losses' | 'given'>;

/** A search with its runs: new terms by a table that each of them brings up to date are those of its history. */
export function withRuns(
  search: Search,
  schedule: Schedule | undefined,
  { losses = [], given = [] }: Pick<Rule, 'losses' | 'given'>,
): RunsOfRule {
  const found = termsOfHistory(search, schedule);
  const [lost, assumed] = [
    [...losses, ...(found.losses ?? [])],
    [...given, ...(found.given ?? [])],
  ];
  return {
    ...found,
    ...(lost.length === 0 ? {} : { losses: lost }),
    ...(assumed.length === 0 ? {} : { given: assumed }),
  };
}

/** A run tells what it saw first lately. */
function termsOfHistory(search: Search, schedule: Schedule | undefined): RunsOfRule {
  if (search.kind !== 'newTerms' || search.kept === undefined)
    return { search, ...(schedule === undefined ? {} : { schedule }) };
  const { kept, ...plain } = search;
  const given = ['cache-of-history', ...kept.unfilled.map(name => `filled-value:${name}`)];
  if (schedule === undefined) {
    const runs = { every: kept.recent, lookBack: kept.recent };
    return { search: plain, schedule: runs, given: [...given, 'usual-runs'] };
  }
  const { every, until = 0 } = schedule;
  return {
    search: plain,
    schedule: { ...schedule, lookBack: kept.recent - until },
    given,
    ...(schedule.lookBack < every ? { losses: [unseen] } : {}),
  };
}
