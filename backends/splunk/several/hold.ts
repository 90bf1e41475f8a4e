import {
  alertsOf,
  type Correlate,
  type Given,
  type Pipeline,
  type PlannedRule,
  type Search,
  type SearchHold,
  type Sequence,
  type SeveralEvents,
  type Stage,
  seesBucketsWhole,
} from '../../../src/ir/index.ts';
import { combinedGivens } from '../../combined-values.ts';
import { periodOf } from '../../cron.ts';
import { mayShare } from '../../disjoint.ts';
import { lossOfEndless } from '../../endless.ts';
import { firstRowsGiven } from '../../first-rows.ts';
import { otherCondition, stagesOf, unorderedSamples, wantsEachOnce } from '../../in-order.ts';
import { lookupsGiven } from '../../lookup-table.ts';
import { endsWithMissing, guardsProblem } from '../../missing-events.ts';
import { hasNegated, negatedIndicators } from '../../negated-indicators.ts';
import { percentilesGiven } from '../../percentiles.ts';
import { findsWhatIsCut, promptGiven } from '../../reach.ts';
import { valuesOfKeys } from '../../values-of-keys.ts';
import { capturesGiven } from '../../whole-captures.ts';
import { zipsOf } from '../../written-out.ts';
import { calendarGivens } from '../calendar.ts';
import { countOf } from './counted-steps.ts';
import { indicatorLookup, isList } from './indicators.ts';
import { joinsGiven } from './joins.ts';
import { listProblem } from './lists.ts';
import { measureProblem } from './measures.ts';
import { sideBySide } from './print-search.ts';
import { stageProblem } from './stages.ts';
import { mostSteps, stepsInRow } from './steps-in-row.ts';
import { timeProblem } from './time-columns.ts';
import { areParted, twinsDiffer } from './twins.ts';

type Planned = PlannedRule & { readonly several: SeveralEvents };

/** What SPL can say of a search over several events, and what that rests on. */
export function holdsBySpl(planned: Planned): SearchHold {
  const { search } = planned.several;
  const given = new Set<Given>([
    ...percentilesGiven(search),
    ...calendarGivens(search),
    ...combinedGivens(search, planned.profile.isMultiValued),
    ...(planned.rule.metadata.vendor === 'splunk' ? [] : capturesGiven(search)),
    ...firstRowsGiven(search, planned.profile.isMultiValued),
    ...joinsGiven(search),
    ...(findsWhatIsCut(search) ? promptGiven(planned.rule) : []),
  ]);
  const zips = zipsOf(search, planned.profile.isMultiValued);
  for (const each of zips.given) given.add(each);
  const why =
    valuesOfKeys(search, planned.profile.isMultiValued) ?? zips.why ?? problemOf(search, planned, given);
  return why === undefined
    ? { kind: 'held', losses: lossesOf(planned), given: [...given] }
    : { kind: 'refused', why };
}

type Losses = Extract<SearchHold, { kind: 'held' }>['losses'];

function lossesOf(planned: Planned): Losses {
  return [...lossOfEndless(planned), ...runLosses(planned), ...formLosses(planned)];
}

/** Where a search only finds what its runs look back on, other runs find something else. */
function runLosses({ rule, several: { search }, profile: { isMultiValued } }: Planned): Losses {
  const window = search.kind === 'correlate' ? search.window : undefined;
  const every = window?.kind === 'schedule' ? window.every : rule.schedule?.every;
  const follows = search.kind === 'sequence' && search.ordered;
  if (every === undefined || follows || (window !== undefined && window.kind !== 'schedule')) return [];
  const period = periodOf(every);
  const lookBack = rule.schedule?.lookBack ?? 0;
  const runs = [every, period].map(each => ({ every: each, lookBack }));
  if (period === every || seesBucketsWhole(search, runs, isMultiValued)) return [];
  const why = `cron repeats nothing every ${every} seconds: the search runs every ${period} seconds.`;
  if (every % period === 0) return [{ verdict: 'broader', why }];
  return [{ verdict: period % every === 0 ? 'narrower' : 'different', why }];
}

function formLosses({ several: { search, inputs } }: Planned): Losses {
  if (search.kind === 'pipeline') {
    const letters: Losses = [
      { verdict: 'different', why: 'mvsort() orders numbers and addresses by their letters.' },
    ];
    return ordersByLetters(search) ? letters : [];
  }
  if (search.kind === 'correlate') return twinLosses(search, inputs);
  if (search.kind !== 'sequence' || search.ordered) return [];
  const shares = mayShare(
    search.steps.map(step => step.search),
    inputs,
  );
  const why =
    'The steps of a sample are different events, and the search counts an event for each that it fits.';
  return shares ? [{ verdict: 'broader', why }] : [];
}

function problemOf(search: Search, planned: Planned, given: Set<Given>): string | undefined {
  switch (search.kind) {
    case 'events':
      return undefined;
    case 'union':
      if (sideBySide(search.searches) === 'union') given.add('kept-results');
      return first(search.searches.map(each => problemOf(each, planned, given)));
    case 'pipeline':
      for (const each of lookupsGiven(search, planned.profile.isMultiValued)) given.add(each);
      return (
        problemOf(search.from, planned, given) ??
        (search.from.kind === 'sequence' && !search.from.ordered ? unorderedSamples : undefined) ??
        first(search.stages.map(stageProblem)) ??
        first(
          search.stages.map(each =>
            each.kind === 'join' ? problemOf(each.with, planned, given) : undefined,
          ),
        ) ??
        listProblem(search.stages) ??
        timeProblem(search, planned.rule.metadata.vendor === 'splunk')
      );
    case 'sequence':
      if (search.steps.some(step => step.search.kind !== 'events')) given.add('kept-results');
      return sequenceProblem(search, planned, given);
    case 'correlate':
      return correlationProblem(search, planned, given);
    case 'newTerms':
      if (planned.newTerms === 'lookup') given.add('cache-of-history');
      return problemOf(search.from, planned, given);
    case 'indicatorMatch':
      if (!isList(planned)) given.add(`lookup:${indicatorLookup(planned)}`);
      return hasNegated(search)
        ? negatedIndicators
        : plainPairs(search)
          ? problemOf(search.from, planned, given)
          : 'a lookup compares fields as they are';
  }
}

/** Of an event that two rules find, in this correlation or in one whose alerts it takes. */
function twinLosses(search: Correlate, inputs: SeveralEvents['inputs']): Losses {
  const nested = search.inputs.flatMap(each => (each.search.kind === 'correlate' ? [each.search] : []));
  const inner = nested.flatMap(each => twinLosses(each, inputs));
  const alerts = nested.map(alertsOf);
  const differ = [stagesOf(search), ...alerts].some(each => each !== undefined && twinsDiffer(each, inputs));
  const why =
    'An event that two of the rules find stands twice in the search, which reckons with the one before the other.';
  return differ ? [{ verdict: 'different', why }] : inner;
}

/** Whether something hangs on the least or the greatest of several values, which is not only shown. */
function ordersByLetters({ stages }: Pipeline): boolean {
  const last = stages.findLastIndex(({ kind }) => !onlyShows.has(kind));
  return /"function":"mv(?:Min|Max|Sort)"/.test(
    JSON.stringify(stages.slice(0, last + 1), (key, value: unknown) =>
      key === 'origin' || isZip(value) ? undefined : value,
    ),
  );
}

/** Of one value each, which are not put in order. */
function isZip(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'function' in value && value.function === 'mvZip';
}

/** Columns that no stage after them asks for are shown alone. */
const onlyShows: ReadonlySet<Stage['kind']> = new Set(['extend', 'keep', 'drop', 'rename', 'sort']);

function plainPairs({ pairs }: Extract<Search, { kind: 'indicatorMatch' }>): boolean {
  return pairs.every(set =>
    set.every(pair => pair.event.kind === 'field' && pair.indicator.kind === 'field'),
  );
}

function sequenceProblem(search: Sequence, planned: Planned, given: Set<Given>): string | undefined {
  const { steps, until, ordered } = search;
  const searches = [...steps, ...(until === undefined ? [] : [until])].map(step => step.search);
  const inner = first(searches.map(each => problemOf(each, planned, given)));
  if (inner !== undefined) return inner;
  if (searches.some(each => each.kind !== 'events')) return 'a step of a sequence is a search for one event';
  given.add('alert-once');
  if (countOf(search) !== undefined) given.add('window-ends');
  if (countOf(search) !== undefined || !ordered) return undefined;
  given.add('distinct-times');
  const guarded = guardsProblem(search);
  if (guarded !== undefined) return guarded;
  if (endsWithMissing(search)) given.add('prompt');
  return stepsInRow(steps).length > mostSteps
    ? `a sequence of more than ${mostSteps} events is too long to write out`
    : undefined;
}

function correlationProblem(search: Correlate, planned: Planned, given: Set<Given>): string | undefined {
  const inner = first(search.inputs.map(each => problemOf(each.search, planned, given)));
  if (inner !== undefined) return inner;
  given.add('alert-once');
  if (search.inputs.some(each => each.search.kind === 'correlate')) {
    given.add('distinct-times');
    if (!search.inputs.every(each => each.search.kind !== 'correlate' || isNested(each.search)))
      return 'of the alerts of another correlation those over any span are told one by one';
  }
  if (search.ordered) {
    given.add('distinct-times');
    if (search.window.kind !== 'sliding') return 'events in order are looked for within a span';
    if (!wantsEachOnce(search) && stagesOf(search) === undefined) return otherCondition;
    return search.inputs.every(each => each.search.kind === 'events' || isNested(each.search))
      ? undefined
      : 'a step of a sequence is a search for one event';
  }
  if (search.window.kind === 'sliding') given.add('window-ends');
  // What an event is twice is reckoned with all that comes at its time.
  const counted = stagesOf(search);
  if (counted !== undefined && areParted(counted, planned.several.inputs)) given.add('distinct-times');
  return first(search.measures.map(measureProblem));
}

/** A correlation whose alerts are events of another one. */
function isNested(search: Search): boolean {
  return search.kind === 'correlate' && alertsOf(search) !== undefined;
}

function first(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find(problem => problem !== undefined);
}
