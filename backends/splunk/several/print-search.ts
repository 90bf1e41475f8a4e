import {
  alertsOf,
  type Correlate,
  type Pipeline,
  type PlannedRule,
  type Search,
  type Sequence,
  type SeveralEvents,
  type Stage,
} from '../../../src/ir/index.ts';
import { mayShare } from '../../disjoint.ts';
import { stagesOf } from '../../in-order.ts';
import { findsWhatIsCut } from '../../reach.ts';
import { printBase } from '../print-events.ts';
import { betweenRuns, scheduleOf } from '../schedule.ts';
import { withAbsentFirst } from './absent-first.ts';
import { withAbsentKeys } from './absent-keys.ts';
import { countOf, sampleOf } from './counted-steps.ts';
import { printIndicators } from './indicators.ts';
import { printJoin } from './joins.ts';
import { saidByOne } from './lists.ts';
import { printNewTerms, recentBy } from './new-terms.ts';
import { withContext } from './row-context.ts';
import { printSequence } from './sequence.ts';
import { StagePrinter } from './stages.ts';
import { withTwins } from './twins.ts';

type Planned = PlannedRule & { readonly several: SeveralEvents };

/** The commands of a search over several events. */
export function printSeveral(planned: Planned): string {
  const { search } = planned.several;
  const found = printSearch(search, planned);
  return [
    ...found,
    ...(findsWhatIsCut(search)
      ? [recentBy('_time', betweenRuns(planned) + (scheduleOf(planned).until ?? 0))]
      : []),
  ].join('\n');
}

export function printSearch(search: Search, planned: Planned): readonly string[] {
  switch (search.kind) {
    case 'events':
      return printBase(planned.several.inputs.get(search) ?? planned);
    case 'union':
      return printUnion(search.searches, planned);
    case 'pipeline':
      return printPipeline(search, planned);
    case 'sequence':
      return printSteps(search, planned);
    case 'correlate':
      return printCorrelation(search, planned);
    case 'newTerms':
      return printNewTerms(search, planned, printSearch);
    case 'indicatorMatch':
      return [...printSearch(search.from, planned), ...printIndicators(search, planned, printSearch)];
  }
}

/**
 * Searches side by side; an event that two of them find stands there twice, as two events of a correlation.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.4/search-commands/multisearch
 */
export function printUnion(searches: readonly Search[], planned: Planned): readonly string[] {
  const lines = searches.map(each => {
    const [first = '', ...rest] = printSearch(each, planned);
    const inner = [first.startsWith('|') ? first : `search ${first}`, ...rest].join('\n');
    return `    [ ${inner.replaceAll('\n', '\n      ')} ]`;
  });
  return [`| ${sideBySide(searches)}`, ...lines];
}

/**
 * multisearch takes commands that look at one event at a time.
 * https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/union
 */
export function sideBySide(searches: readonly Search[]): 'multisearch' | 'union' {
  const isStreaming = (search: Search): boolean =>
    search.kind === 'events' ||
    (search.kind === 'pipeline' &&
      isStreaming(search.from) &&
      search.stages.every(({ kind }) => kind === 'filter' || kind === 'extend'));
  return searches.every(isStreaming) ? 'multisearch' : 'union';
}

function printSteps(search: Sequence, planned: Planned, onceEach = false): readonly string[] {
  const count = search.ordered
    ? countOf(search)
    : sampleOf(search, { kind: 'schedule', ...scheduleOf(planned) });
  return count === undefined
    ? printSequence(search, planned, printSearch, { onceEach })
    : printCorrelation(count, planned);
}

function printPipeline(pipeline: Pipeline, planned: Planned): readonly string[] {
  const { from, stages } = withAbsentKeys(withAbsentFirst(withTwins(pipeline, planned.several.inputs)));
  const printer = new StagePrinter(planned, from.kind === 'sequence' || from.kind === 'correlate');
  const isCut = stages.some(stage => stage.kind === 'limit');
  const first = from.kind === 'sequence' ? printSteps(from, planned, isCut) : printSearch(from, planned);
  return [...first, ...printStages(stages, printer, each => printSearch(each, planned))];
}

function printStages(
  stages: readonly Stage[],
  printer: StagePrinter,
  printOther: (search: Search) => readonly string[],
): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < stages.length; ) {
    const said = saidByOne(stages, at);
    const stage = stages[at];
    if (said !== undefined) lines.push(said.line);
    else if (stage !== undefined) lines.push(...printer.print(stage));
    if (stage?.kind === 'join') lines.push(...printJoin(stage, printOther));
    at += said?.length ?? 1;
  }
  return lines;
}

function printCorrelation(search: Correlate, planned: Planned): readonly string[] {
  const pipeline = stagesOf(search);
  return pipeline === undefined
    ? printSequence(asSequence(search), planned, printSearch, {
        followsItself: mayFollowItself(search, planned),
      })
    : printPipeline({ ...pipeline, stages: pipeline.stages.map(withContext) }, planned);
}

/** An event counts for each rule of a correlation that it fits. */
function mayFollowItself({ inputs }: Correlate, planned: Planned): boolean {
  return mayShare(
    inputs.map(input => input.search),
    planned.several.inputs,
  );
}

/** One event of each input, in their order. */
export function asSequence(search: Correlate): Extract<Search, { kind: 'sequence' }> {
  return {
    kind: 'sequence',
    ordered: true,
    steps: search.inputs.map(input => ({
      search: input.search.kind === 'correlate' ? (alertsOf(input.search) ?? input.search) : input.search,
      by: search.by.map(key => {
        const own = key.kind === 'field' ? search.aliases[key.name]?.[input.name] : undefined;
        return { value: own ?? key, nullable: false };
      }),
      runs: 1,
      absent: false,
    })),
    ...(search.window.kind === 'sliding' ? { within: search.window.length } : {}),
    origin: search.origin,
  };
}

/** What a row bears by which alerts can be held back; undefined where it bears all fields of an event. */
export function rowKeys(search: Search): readonly string[] | undefined {
  switch (search.kind) {
    case 'correlate':
      return search.by.flatMap(key => (key.kind === 'field' ? [key.name] : []));
    case 'newTerms':
      return search.fields.flatMap(key => (key.kind === 'field' ? [key.name] : []));
    case 'pipeline':
      return search.stages.reduce<readonly string[]>(
        (names, stage) => (stage.kind === 'aggregate' ? stage.by.map(({ name }) => name) : names),
        [],
      );
    case 'sequence':
      return (search.steps.at(-1)?.by ?? []).flatMap(({ value, nullable }) =>
        value.kind === 'field' && !nullable ? [value.name] : [],
      );
    case 'indicatorMatch':
      return undefined;
    default:
      return [];
  }
}
