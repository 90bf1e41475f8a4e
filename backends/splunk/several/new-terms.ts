import {
  type Expression,
  field,
  firstSeenColumn,
  type NewTerms,
  newTermsStages,
  type PlannedRule,
  type Search,
  type SeveralEvents,
  type Stage,
} from '../../../src/ir/index.ts';
import { scheduleOf } from '../schedule.ts';
import { columnName } from './measures.ts';
import { lastSeenColumn, withContext } from './row-context.ts';
import { StagePrinter } from './stages.ts';

type Planned = PlannedRule & { readonly several: SeveralEvents };
type Aggregate = Extract<Stage, { kind: 'aggregate' }>;

/** Terms that were first seen in what the run looks back on: of all events of the history, or of those that a table holds. */
export function printNewTerms(
  search: NewTerms,
  planned: Planned,
  print: (search: Search, planned: Planned) => readonly string[],
): readonly string[] {
  const time: Expression = { kind: 'field', name: '_time', vendor: 'splunk', type: 'time', origin: [] };
  const { lookBack, until = 0 } = scheduleOf(planned);
  const { from, stages } = newTermsStages(search, time, lookBack + until);
  const printer = new StagePrinter(planned);
  const shown = stages.slice(0, -1).map(withContext);
  const kept = planned.newTerms === 'lookup' ? shown.find(({ kind }) => kind === 'aggregate') : undefined;
  return [
    ...print(from, planned),
    ...shown.flatMap(stage => printer.print(stage)),
    ...(kept?.kind === 'aggregate' ? printTable(kept, search, planned, printer) : []),
    recentBy(firstSeenColumn, lookBack + until),
  ];
}

/**
 * What earlier runs saw stands beside what this one does, and both are what the next one finds in the table. A CSV file holds the
 * empty text as no value.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/outputlookup
 */
function printTable(
  stage: Aggregate,
  { history }: NewTerms,
  planned: Planned,
  printer: StagePrinter,
): readonly string[] {
  const table = seenLookup(planned);
  const keys = stage.by.map(({ name }) => columnName(name));
  return [
    `| inputlookup append=t ${table}`,
    `| fillnull value="" ${keys.join(' ')}`,
    recentBy(lastSeenColumn, history),
    ...printer.print(ofBoth(stage)),
    `| outputlookup ${table}`,
  ];
}

/** The same rows of what was measured already. */
function ofBoth(stage: Aggregate): Aggregate {
  const column = (name: string) => field(name, 'splunk');
  return {
    ...stage,
    by: stage.by.map(({ name }) => ({ name, value: column(name) })),
    measures: stage.measures.map(each => ({ ...each, of: [column(each.name)] })),
  };
}

/** The lookup of when the terms of a rule were seen; two rules of one title have two. */
function seenLookup({ rule: { metadata } }: PlannedRule): string {
  const words = (metadata.name ?? metadata.title).toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const id = metadata.id
    ?.toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 8);
  return [words.join('_').slice(0, 60) || 'rule', ...(id ? [id] : []), 'seen'].join('_');
}

/** Rows of the last seconds before the run. */
export function recentBy(time: string, seconds: number): string {
  return `| where ${time} >= relative_time(now(), "-${seconds}s")`;
}
