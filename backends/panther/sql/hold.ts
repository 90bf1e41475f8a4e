import {
  type Given,
  hasBuckets,
  type PlannedRule,
  type Search,
  type SearchHold,
} from '../../../src/ir/index.ts';
import { lossOfEndless } from '../../endless.ts';
import { lookupsGiven } from '../../lookup-table.ts';
import { endsWithMissing } from '../../missing-events.ts';
import { percentilesGiven } from '../../percentiles.ts';
import { promptGiven } from '../../reach.ts';
import { valuesOfKeys } from '../../values-of-keys.ts';
import { capturesGiven } from '../../whole-captures.ts';
import { zipsOf } from '../../written-out.ts';
import { Unsaid } from './expression.ts';
import type { Runs } from './runs.ts';
import { lookupName, type Planned, SearchPrinter } from './search.ts';

/** What SQL can say of a search over several events, found by saying it, and what that rests on. */
export function holdsBySql(planned: Planned): SearchHold {
  const zips = zipsOf(planned.several.search, planned.profile.isMultiValued);
  const never = valuesOfKeys(planned.several.search, planned.profile.isMultiValued) ?? zips.why;
  if (never !== undefined) return { kind: 'refused', why: never };
  const printer = new SearchPrinter(planned);
  try {
    printer.print(planned.several.search).query();
  } catch (error) {
    if (error instanceof Unsaid) return { kind: 'refused', why: error.message };
    throw error;
  }
  return {
    kind: 'held',
    losses: lossesOf(planned, printer.runs),
    given: [
      ...givensOf(planned.several.search, planned),
      ...capturesGiven(planned.several.search),
      ...zips.given,
      ...(planned.rule.metadata.vendor === 'splunk' ? percentilesGiven(planned.several.search) : []),
    ],
  };
}

type Losses = Extract<SearchHold, { kind: 'held' }>['losses'];

function lossesOf(planned: Planned, runs: Runs): Losses {
  const {
    rule,
    several: { search },
  } = planned;
  const follows =
    search.kind === 'sequence'
      ? search.ordered
      : search.kind === 'correlate' && search.window.kind === 'sliding';
  const cut = rule.schedule === undefined && cutsTime(search);
  return [
    ...lossOfEndless(planned),
    ...(follows ? [] : slowerLosses(runs)),
    ...(cut
      ? [
          {
            verdict: 'different' as const,
            why: 'A scheduled query looks back from each of its runs, so that the first and the last window of the clock are cut.',
          },
        ]
      : []),
  ];
}

/** Of other runs than the rule's each may count what none of them does. */
function slowerLosses({ wanted, every }: Runs): Losses {
  if (wanted === every) return [];
  const why =
    'A scheduled query runs every two minutes at most, so that what the rule would count in between is not looked at.';
  if (every % wanted === 0) return [{ verdict: 'narrower', why }];
  return [
    {
      verdict: 'different',
      why: `A scheduled query runs every ${every / 60} minutes, where the rule has other runs.`,
    },
  ];
}

function cutsTime(search: Search): boolean {
  if (search.kind === 'correlate') return search.window.kind === 'tumbling';
  if (search.kind !== 'pipeline') return false;
  return cutsTime(search.from) || hasBuckets(search.stages);
}

/** A frame of times has all rows of one time at each of them, where a count goes on from row to row. */
function hasFrames(search: Search): boolean {
  if (search.kind !== 'pipeline') return false;
  return search.stages.some(({ kind }) => kind === 'window') || hasFrames(search.from);
}

function givensOf(search: Search, planned: PlannedRule): readonly Given[] {
  switch (search.kind) {
    case 'sequence':
      if (!search.ordered) return [];
      return [
        'alert-once',
        'distinct-times',
        ...(endsWithMissing(search) ? (['prompt'] as const) : promptGiven(planned.rule)),
      ];
    case 'correlate':
      return search.window.kind === 'sliding'
        ? ['alert-once', 'distinct-times', ...promptGiven(planned.rule)]
        : [];
    case 'pipeline':
      return [
        ...lookupsGiven(search, planned.profile.isMultiValued),
        ...(search.from.kind === 'sequence' && search.from.ordered
          ? (['distinct-times', ...promptGiven(planned.rule)] as const)
          : []),
        ...(hasFrames(search) ? ['distinct-times'] : []),
      ];
    case 'indicatorMatch':
      return [`lookup:${lookupName(planned)}`];
    default:
      return [];
  }
}
