import type {
  Correlate,
  IndicatorMatch,
  NewTerms,
  PlannedRule,
  SearchHold,
  Sequence,
  SeveralEvents,
} from '../../../src/ir/index.ts';
import { type CountsInARow, countsInARow } from '../../counts-in-a-row.ts';
import { mayShare } from '../../disjoint.ts';
import { otherCondition, wantsEachOnce } from '../../in-order.ts';
import { valuesOfKeys } from '../../values-of-keys.ts';
import { pipesOf } from '../eql/pipes.ts';
import { boundsOf, namesOf } from './bounds.ts';

type Planned = PlannedRule & { readonly several: SeveralEvents };

const held: SearchHold = { kind: 'held', losses: [], given: [] };

function refuse(why: string): SearchHold {
  return { kind: 'refused', why };
}

/**
 * A query of single events within a threshold, new terms or indicator match rule.
 * https://www.elastic.co/docs/solutions/security/detect-and-alert/about-detection-rules
 */
export function holdsByQuery({ several: { search }, profile }: Planned): SearchHold {
  switch (search.kind) {
    case 'correlate':
      return thresholdHold(search, valuesOfKeys(search, profile.isMultiValued));
    case 'newTerms':
      return newTermsHold(search);
    case 'indicatorMatch':
      return indicatorHold(search);
    default:
      return refuse('a rule of single events, of thresholds, of new terms or of indicators cannot say this');
  }
}

/** https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#create-threshold-rule */
function thresholdHold(search: Correlate, never: string | undefined): SearchHold {
  const bounds = boundsOf(search);
  const [input, ...others] = search.inputs;
  if (input?.search.kind !== 'events' || others.length > 0)
    return refuse('a threshold rule counts the events of one query');
  if (bounds === undefined || bounds.distinct.length > 1)
    return refuse('a threshold rule asks for a number of events, and of different values of one field');
  const names = namesOf(search.by);
  if (names === undefined || Object.keys(search.aliases).length > 0)
    return refuse('a threshold rule groups by fields as they are');
  if (names.length > 5) return refuse('a threshold rule groups by five fields at most');
  if (search.window.kind === 'schedule') return held;
  if (never !== undefined) return refuse(never);
  if (search.window.kind === 'tumbling') return refuse('a threshold rule has no windows of the clock');
  const why = `A threshold rule counts what each of its runs looks back on: the window and the time between two runs, so that no window of ${search.window.length} seconds is cut, and events further apart are counted together.`;
  return { kind: 'held', losses: [{ verdict: 'broader', why }], given: [] };
}

/** https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#create-new-terms-rule */
function newTermsHold({ from, fields }: NewTerms): SearchHold {
  if (from.kind !== 'events') return refuse('a new terms rule looks at the events of one query');
  if (namesOf(fields) === undefined) return refuse('a new terms rule takes fields as they are');
  return fields.length > 3 ? refuse('a new terms rule takes three fields at most') : held;
}

function indicatorHold({ from, indicators, pairs }: IndicatorMatch): SearchHold {
  if (from.kind !== 'events' || indicators.kind !== 'events')
    return refuse('an indicator match rule compares the events of two queries');
  const plain = pairs.every(set => namesOf(set.flatMap(pair => [pair.event, pair.indicator])) !== undefined);
  return plain ? held : refuse('an indicator match rule compares fields as they are');
}

/** https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-sequences */
export function holdsByEql({ several: { search, inputs } }: Planned): SearchHold {
  if (search.kind === 'sequence') return sequenceHold(search);
  if (search.kind === 'pipeline') {
    if (pipesOf(search) === undefined)
      return refuse('EQL takes the first and the last of what it finds, and changes it in no other way');
    return search.from.kind === 'sequence' ? sequenceHold(search.from) : held;
  }
  if (search.kind === 'correlate') return search.ordered ? orderHold(search, inputs) : runsHold(search);
  return refuse('EQL looks for events in a row, and has no history and no indicators');
}

function sequenceHold({ steps, until }: Sequence): SearchHold {
  const all = until === undefined ? steps : [...steps, until];
  if (all.some(step => step.search.kind !== 'events'))
    return refuse('a step of a sequence of EQL is a search for one event');
  if (all.some(step => namesOf(step.by.map(key => key.value)) === undefined))
    return refuse('a sequence of EQL is joined by fields as they are');
  return held;
}

/** So many events of one kind within a span are a sequence of them: whichever the last one is, the ones before it are counted back. */
function runsHold(search: Correlate): SearchHold {
  const bounds = boundsOf(search);
  const [input, ...others] = search.inputs;
  if (search.window.kind !== 'sliding') return refuse('EQL has no windows but the span of a sequence');
  if (input?.search.kind !== 'events' || others.length > 0 || bounds === undefined)
    return refuse('EQL counts the events of one kind alone');
  if (bounds.distinct.length > 0) return refuse('EQL does not count different values');
  if (namesOf(search.by) === undefined || Object.keys(search.aliases).length > 0)
    return refuse('a sequence of EQL is joined by fields as they are');
  return bounds.count > mostRuns || bounds.count < 2
    ? refuse(`a step of a sequence of EQL is repeated 2 to ${mostRuns} times`)
    : held;
}

/** https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-with-runs-statement */
const mostRuns = 100;

/** Repeated events before others: the sequence of them all. */
function nestedHold({ sequence, loss }: CountsInARow): SearchHold {
  const runs = sequence.steps[0]?.runs ?? 1;
  if (runs > mostRuns) return refuse(`a step of a sequence of EQL is repeated ${mostRuns} times at most`);
  const hold = sequenceHold(sequence);
  return hold.kind === 'held' ? { ...hold, losses: [loss], given: ['distinct-times'] } : hold;
}

function orderHold(search: Correlate, rules: SeveralEvents['inputs']): SearchHold {
  const nested = countsInARow(search);
  if (nested !== undefined) return nestedHold(nested);
  const { inputs, window, by } = search;
  if (window.kind !== 'sliding') return refuse('EQL has no windows but the span of a sequence');
  if (inputs.length < 2 || inputs.some(input => input.search.kind !== 'events'))
    return refuse('a step of a sequence of EQL is a search for one event');
  if (namesOf(by) === undefined) return refuse('a sequence of EQL is joined by fields as they are');
  if (!wantsEachOnce(search)) return refuse(otherCondition);
  const shared = inputs.slice(1).some((input, index) => {
    const before = inputs[index];
    return before !== undefined && mayShare([before.search, input.search], rules);
  });
  const why = 'An event is one step of a sequence, and counts for each rule of a correlation that it fits.';
  const given = ['distinct-times'];
  return { kind: 'held', losses: shared ? [{ verdict: 'narrower', why }] : [], given };
}
