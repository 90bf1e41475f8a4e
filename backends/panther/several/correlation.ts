import {
  type Correlate,
  type Expression,
  fieldsOf,
  type Predicate,
  type Schedule,
  type SearchHold,
  type Sequence,
  type Step,
} from '../../../src/ir/index.ts';
import { countsInARow, countsTogether, spreadOut } from '../../counts-in-a-row.ts';
import { mayShare } from '../../disjoint.ts';
import { otherCondition, wantsEachOnce } from '../../in-order.ts';
import { toYaml } from '../../yaml-text.ts';
import { chainHold, isOfRuns } from './chain.ts';
import {
  areEvents,
  type Item,
  type Join,
  joinOfCorrelation,
  joinOfSequence,
  keyName,
  type Planned,
} from './join.ts';
import { isKey } from './key.ts';
import {
  held,
  type Loss,
  longestLookBack,
  minute,
  refuse,
  scheduleProblem,
  tooLong,
  wholeMinutes,
} from './limits.ts';

/**
 * Correlation rules: a sequence of rules' matches with a time limit for each step, or a group of them, looked for at each run in
 * what it looks back on. https://docs.panther.com/detections/correlation-rules/correlation-rule-reference
 */
export function holdsByCorrelation({ several: { search, inputs }, rule, profile }: Planned): SearchHold {
  const names = keysOf(search).flatMap(key => fieldsOf(key).map(({ name }) => name));
  if (names.some(name => profile.isMultiValued(name)))
    return refuse('the matches of a rule show one key, and not one for each of several values');
  if (!keysOf(search).every(isKey)) return refuse('a key that is made this way is not written as Python yet');
  const hold = joinedHold(search, inputs, rule);
  // Its runs wait for no events that come late, as those of a rule do whose window ends before the run.
  const waits = hold.kind === 'held' && (rule.schedule?.until ?? 0) > 0;
  return waits ? { ...hold, given: [...hold.given, 'prompt'] } : hold;
}

function joinedHold(
  search: Planned['several']['search'],
  inputs: Planned['several']['inputs'],
  rule: Planned['rule'],
): SearchHold {
  switch (search.kind) {
    case 'sequence':
      return search.ordered ? sequenceHold(search, inputs, rule) : sampleHold(search, inputs, rule.schedule);
    case 'correlate':
      return (
        nestedHold(search, inputs, rule) ?? (search.ordered ? orderHold(search, inputs) : groupHold(search))
      );
    default:
      return refuse('a correlation rule joins the matches of rules, in order or as a group');
  }
}

/** Of a correlation over the alerts of others, as the events that they count; undefined for one over events. */
function nestedHold(
  search: Correlate,
  rules: Planned['several']['inputs'],
  rule: Planned['rule'],
): SearchHold | undefined {
  const [nested, group] = [countsInARow(search), countsTogether(search)];
  const hold = nested === undefined ? group && groupHold(group) : sequenceHold(nested.sequence, rules, rule);
  if (hold?.kind !== 'held') return hold;
  return { ...hold, losses: [{ verdict: 'broader', why: spreadOut }, ...hold.losses] };
}

function keysOf(search: Planned['several']['search']): readonly Expression[] {
  if (search.kind === 'sequence') return search.steps.flatMap(({ by }) => by.map(({ value }) => value));
  if (search.kind !== 'correlate') return [];
  return [...search.by, ...Object.values(search.aliases).flatMap(each => Object.values(each))];
}

/** Minutes between two runs, and for one of them. */
const rateMinutes = 5;
const timeoutMinutes = 2;

const keysThatLack = 'a correlation rule joins no events by a key that they lack';

function mayLackKeys({ steps }: Sequence): boolean {
  return steps.some(step => step.by.some(key => key.nullable));
}

function sequenceHold(
  search: Sequence,
  inputs: Planned['several']['inputs'],
  rule: Planned['rule'],
): SearchHold {
  const { steps, until, within } = search;
  if (!areEvents(steps.map(step => step.search)))
    return refuse('a step of a sequence is a search for one event');
  if (until !== undefined) return refuse('a correlation rule has nothing that ends what has begun');
  if (mayLackKeys(search)) return refuse(keysThatLack);
  if (rule.schedule !== undefined && isOfRuns(search, rule)) return chainHold(search, rule.schedule);
  if (within === undefined) return refuse('a correlation rule looks for a sequence within a span');
  if (steps[0]?.absent || steps.at(-1)?.absent)
    return refuse(
      'an event that is missing before the first or after the last one is not written by this version',
    );
  if (within === 0) return refuse(wholeMinutes);
  if (within > longestLookBack) return refuse(tooLong);
  const present = steps.filter(step => !step.absent).length;
  const repeats = steps.some(step => step.runs > 1);
  const why = 'A match that fits both a step and one that must be missing beside it is taken for both.';
  const losses = mayBeMissing(steps, inputs) ? [{ verdict: 'narrower', why } as const] : [];
  return held([...spanLosses(within, present, repeats), ...losses], 'in order');
}

/** Whether an event of the sequence may be one that must be missing beside it. */
function mayBeMissing(steps: readonly Step[], inputs: Planned['several']['inputs']): boolean {
  return steps.some(({ absent, search }, index) => {
    const beside = [steps[index - 1], steps[index + 1]].flatMap(step => (step === undefined ? [] : [step]));
    return absent && beside.some(step => mayShare([search, step.search], inputs));
  });
}

function spanLosses(within: number, steps: number, repeats: boolean): readonly Loss[] {
  const whole = within % minute === 0;
  if (whole && steps === 2 && !repeats) return [];
  const why = whole
    ? 'A correlation rule has a time limit for each step, and none for the whole sequence but what it looks back on.'
    : 'A correlation rule counts time in whole minutes.';
  return [{ verdict: 'broader', why }];
}

function sampleHold(
  search: Sequence,
  inputs: Planned['several']['inputs'],
  schedule: Schedule | undefined,
): SearchHold {
  const { steps } = search;
  if (!areEvents(steps.map(step => step.search)))
    return refuse('a step of a sample is a search for one event');
  if (mayLackKeys(search)) return refuse(keysThatLack);
  const problem = schedule && scheduleProblem(schedule);
  if (problem !== undefined) return refuse(problem);
  const shares = mayShare(
    steps.map(step => step.search),
    inputs,
  );
  const why =
    'The steps of a sample are different events, and one that fits two rules is a match of both for a correlation rule.';
  return held(shares ? [{ verdict: 'broader', why }] : [], 'in any order');
}

function orderHold(search: Correlate, rules: Planned['several']['inputs']): SearchHold {
  const { inputs, window } = search;
  if (!areEvents(inputs.map(input => input.search)))
    return refuse('a rule that is joined looks at single events');
  if (window.kind !== 'sliding') return refuse('a sequence is looked for within a span');
  if (window.length > longestLookBack) return refuse(tooLong);
  if (!wantsEachOnce(search)) return refuse(otherCondition);
  const shares = inputs.slice(1).some(({ search }, index) => {
    const before = inputs[index];
    return before !== undefined && mayShare([before.search, search], rules);
  });
  const why = 'An event is one match of a sequence, and counts for each rule of a correlation that it fits.';
  const losses = spanLosses(window.length, inputs.length, false);
  return held([...losses, ...(shares ? [{ verdict: 'narrower', why } as const] : [])], 'in order');
}

function groupHold(search: Correlate): SearchHold {
  const { inputs, window } = search;
  if (!areEvents(inputs.map(input => input.search)))
    return refuse('a rule that is joined looks at single events');
  if (countsOf(search) === undefined)
    return refuse(
      'a correlation rule asks for a number of matches of each of its rules, and for nothing else',
    );
  if (window.kind === 'tumbling') return refuse('a correlation rule has no windows of the clock');
  if (window.kind === 'schedule') {
    const problem = scheduleProblem(window);
    return problem === undefined ? held([], 'in any order') : refuse(problem);
  }
  const why = `A correlation rule looks at what each of its runs looks back on: the window and the ${rateMinutes} minutes between two runs, so that no window is cut, and matches further apart are counted together.`;
  return held([{ verdict: 'broader', why }, ...emptyKeys(search)], 'in any order');
}

/** What has no value may be an empty text to a rule that reckons its key, by which nothing is joined. */
function emptyKeys({ by }: Correlate): readonly Loss[] {
  const why =
    'A correlation rule joins no matches by a value that they lack, where the rule has a text in its place.';
  return by.some(key => key.kind === 'choice') ? [{ verdict: 'narrower', why }] : [];
}

/** How many events of each input are asked for; undefined where anything else is. */
export function countsOf({ inputs, measures, having }: Correlate): ReadonlyMap<string, number> | undefined {
  const counts = new Map<string, number>();
  for (const each of conjuncts(having)) {
    if (each.kind !== 'compares' || each.left.kind !== 'field' || each.right.kind !== 'literal')
      return undefined;
    const { name } = each.left;
    const measure = measures.find(one => one.name === name);
    const plain = measure?.function === 'count' && measure.of.length === 0 && measure.where === undefined;
    const input = measure === undefined ? name : plain && inputs.length === 1 ? inputs[0]?.name : undefined;
    if (input === undefined || !inputs.some(one => one.name === input)) return undefined;
    const value = Number(each.right.value);
    if (each.operator !== 'gte' && each.operator !== 'gt') return undefined;
    counts.set(input, Math.max(1, each.operator === 'gte' ? Math.ceil(value) : Math.floor(value) + 1));
  }
  return inputs.every(({ name }) => counts.has(name)) ? counts : undefined;
}

function conjuncts(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === 'and' ? predicate.operands.flatMap(conjuncts) : [predicate];
}

/** The rules that a search joins, and how. */
export function joinOf(planned: Planned): Join | undefined {
  const { search } = planned.several;
  if (search.kind === 'sequence') return joinOfSequence(search, planned);
  if (search.kind !== 'correlate') return undefined;
  const nested = countsInARow(search);
  if (nested !== undefined) return joinOfSequence(nested.sequence, planned);
  const plain = countsTogether(search) ?? search;
  return joinOfCorrelation(plain, countsOf(plain) ?? new Map(), planned);
}

/** `Detection` of the correlation rule, as YAML. */
export function printCorrelation(planned: Planned): string {
  const join = joinOf(planned);
  return join === undefined
    ? ''
    : toYaml({ Detection: [detectionOf(planned, join)] }, { indent: 2, singleQuote: false });
}

function detectionOf({ several: { search }, rule }: Planned, join: Join): object {
  const ofRuns = search.kind === 'sequence' && isOfRuns(search, rule);
  const ordered = (search.kind === 'sequence' || search.kind === 'correlate') && search.ordered;
  const schedule =
    search.kind === 'correlate' && search.window.kind === 'schedule' ? search.window : rule.schedule;
  const span = ofRuns ? undefined : spanOf(search);
  const rate = span === undefined ? Math.max(1, Math.round((schedule?.every ?? 300) / minute)) : rateMinutes;
  const lookBack =
    span === undefined ? Math.round((schedule?.lookBack ?? 3600) / minute) : Math.ceil(span / minute) + rate;
  return {
    ...(ordered ? sequenceOf(join, Math.ceil((spanOf(search) ?? 0) / minute)) : groupOf(join)),
    Schedule: { RateMinutes: rate, TimeoutMinutes: Math.min(timeoutMinutes, rate) },
    LookbackWindowMinutes: lookBack,
  };
}

function spanOf(search: Planned['several']['search']): number | undefined {
  if (search.kind === 'sequence') return search.within;
  if (search.kind !== 'correlate') return undefined;
  const nested = countsInARow(search);
  if (nested !== undefined) return nested.sequence.within;
  const { window } = countsTogether(search) ?? search;
  return window.kind === 'sliding' ? window.length : undefined;
}

function sequenceOf({ items, hasKey }: Join, minutes: number): object {
  const named = items.map((item, index) => ({ item, id: `Match${index + 1}` }));
  return {
    Sequence: named.map(({ item, id }) => ({
      ID: id,
      ...ruleOf(item),
      ...(item.absent ? { Absence: true } : {}),
    })),
    Transitions: named.slice(1).map(({ id, item }, index) => ({
      ID: `${named[index]?.id ?? ''} to ${id}`,
      From: named[index]?.id ?? '',
      To: id,
      WithinTimeFrameMinutes: item.within === undefined ? minutes : item.within / minute,
      ...(hasKey ? { Match: [{ On: `p_alert_context.${keyName}` }] } : {}),
    })),
  };
}

function groupOf({ items, hasKey }: Join): object {
  const named = items.map((item, index) => ({ item, id: `Match${index + 1}` }));
  const criteria = named.map(({ id }) => ({ GroupID: id, Match: `p_alert_context.${keyName}` }));
  return {
    Group: named.map(({ item, id }) => ({ ID: id, ...ruleOf(item) })),
    ...(hasKey ? { MatchCriteria: { [keyName]: criteria } } : {}),
  };
}

function ruleOf({ rule, least }: Item): object {
  return { RuleID: rule.ruleId, ...(least > 1 ? { MinMatchCount: least } : {}) };
}
