import type { Loss, Rule, Schedule, Search, Sequence } from '../ir/index.ts';

/** How much the runs of a rule see of a sequence that is within its span. */
export type Sight =
  /** Some run sees each of them whole. */
  | 'whole'
  /** Each run looks back on the span and into the one before: sequences within what two runs have in common are seen. */
  | 'usual'
  /** Runs do not overlap, or look back on less than the span. */
  | 'part';

/**
 * A sequence may end just before a run or a whole interval before the next one: to see each, a run looks back on its span and on the
 * time between two runs. https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#rule-schedule
 */
export function sightOf(search: Search, schedule: Schedule | undefined): Sight {
  const within = sequenceOf(search)?.within;
  if (schedule === undefined || within === undefined) return 'whole';
  const { every, lookBack } = schedule;
  if (lookBack >= every + within) return 'whole';
  return lookBack > every && lookBack >= within ? 'usual' : 'part';
}

/**
 * What must be missing before the first event or after the last one may be there, beyond what a run sees; and of sequences that it does not
 * see others are the first.
 */
export function lossOfSequence({ search, schedule }: Pick<Rule, 'search' | 'schedule'>): Loss | undefined {
  if (sightOf(search, schedule) !== 'part') return undefined;
  const steps = sequenceOf(search)?.steps ?? [];
  const isGuarded = steps[0]?.absent === true || steps.at(-1)?.absent === true;
  const why =
    'The runs of the rule look back on less than its sequences may take beside the time between two runs, and miss those that began before: the target sees each of them whole.';
  return { verdict: isGuarded || search.kind === 'pipeline' ? 'different' : 'broader', why };
}

/**
 * Elasticsearch looks for what must be missing at the end among the events that there are: its runs tell it before its span is over, and
 * other products once it is, unless only the first or the last are asked for. https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-missing-events
 */
export function tellsEarly({ search, metadata }: Pick<Rule, 'search' | 'metadata'>): boolean {
  const isAlone = metadata.vendor === 'elastic' && search.kind === 'sequence';
  return isAlone && search.steps.at(-1)?.absent === true;
}

function sequenceOf(search: Search): Sequence | undefined {
  if (search.kind === 'pipeline') return sequenceOf(search.from);
  return search.kind === 'sequence' && search.ordered ? search : undefined;
}
