import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import {
  and,
  type Correlate,
  type Events,
  type Expression,
  exists,
  field,
  not,
  type Predicate,
  type Schedule,
  type Sequence,
} from '../ir/index.ts';
import {
  type DataList,
  type DataMap,
  type DataTree,
  entryOf,
  plainData,
  type Span,
} from '../source/index.ts';
import { type JoinedRule, shownText } from './panther-joined.ts';
import type { PantherSearch } from './panther-module.ts';
import { atLeast } from './panther-threshold.ts';

/** Minutes, where the rule does not say: https://docs.panther.com/detections/correlation-rules/correlation-rule-reference */
const usualLookBack = 15;

/** Finds a rule by its id; a text says why it cannot be joined. */
export type FindRule = (id: string) => JoinedRule | string;

class Refused extends Error {
  readonly span: Span;
  constructor(problem: string, span: Span) {
    super(problem);
    this.span = span;
  }
}

/**
 * The matches of other rules, looked for as a group in what each run looks back on: a rule's matches count whether or not they make an
 * alert. https://docs.panther.com/detections/correlation-rules/correlation-rule-reference
 */
export function readCorrelation(map: DataMap, find: FindRule): PantherSearch {
  const detection = entryOf(map, 'Detection')?.value;
  try {
    const [only, ...others] = detection?.kind === 'list' ? detection.items : [];
    if (only?.kind !== 'map' || others.length > 0)
      throw new Refused('its `Detection` is no list of one item', detection?.span ?? map.span);
    return entryOf(only, 'Sequence') === undefined ? groupOf(only, find) : sequenceOf(only, find);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const problem: Diagnostic = diagnose('panther/correlation', { problem: error.message }, error.span);
    return { search: undefined, given: [], diagnostics: [problem] };
  }
}

/** A rule of a group: its matches, the value that they share with those of the others, and how many of them there are. */
interface Item {
  /** As it is written, and as a name. */
  readonly id: string;
  readonly name: string;
  readonly search: Events;
  readonly key: Expression | undefined;
  readonly given: readonly string[];
  readonly condition: Predicate;
}

const ofDetection = ['Schedule', 'LookbackWindowMinutes'] as const;
const ofGroup = [...ofDetection, 'Group', 'MatchCriteria', 'EventEvaluationOrder'];
const ofSequence = [...ofDetection, 'Sequence', 'Transitions'];

function knownKeys(map: DataMap, keys: readonly string[]): void {
  const more = map.entries.find(({ key }) => !keys.includes(key.written));
  if (more !== undefined) throw new Refused(`\`${more.key.written}\` is not read there`, more.key.span);
}

function groupOf(detection: DataMap, find: FindRule): PantherSearch {
  const group = entryOf(detection, 'Group')?.value;
  knownKeys(detection, ofGroup);
  if (group?.kind !== 'list') throw new Refused('it has neither a `Group` nor a `Sequence`', detection.span);
  const criteria = criteriaOf(entryOf(detection, 'MatchCriteria')?.value);
  const items = group.items.map(item => itemOf(item, criteria, find));
  if (new Set(items.map(({ name }) => name)).size < items.length)
    throw new Refused('two of its rules have one name', group.span);
  const schedule = scheduleOf(detection);
  const search: Correlate = {
    kind: 'correlate',
    inputs: items.map(({ name, search }) => ({ name, search })),
    aliases: criteria.size === 0 ? {} : { key: Object.fromEntries(items.flatMap(keyed)) },
    by: criteria.size === 0 ? [] : [field('key', 'panther')],
    window: { kind: 'schedule', ...schedule },
    ordered: false,
    measures: [],
    having: and(items.map(({ condition }) => condition)),
    origin: [detection.span],
  };
  return {
    search,
    schedule,
    given: [...new Set(items.flatMap(({ given }) => given))].sort(),
    diagnostics: [],
  };
}

/**
 * A match of one rule and then one of another within a time. A run must look back on all of that time and on what has passed since the
 * run before, so that each pair is seen by one of them.
 */
function sequenceOf(detection: DataMap, find: FindRule): PantherSearch {
  knownKeys(detection, ofSequence);
  const [steps, transitions] = [listOf(detection, 'Sequence'), listOf(detection, 'Transitions')];
  const [transition, ...others] = transitions;
  if (steps.length !== 2 || transition?.kind !== 'map' || others.length > 0)
    throw new Refused('this version reads sequences of two rules with one transition', detection.span);
  knownKeys(transition, ['ID', 'From', 'To', 'WithinTimeFrameMinutes', 'Match']);
  const [from, to] = ['From', 'To'].map(key => plainData(entryOf(transition, key)?.value ?? transition));
  const criteria = transitionKeys(transition, String(from), String(to));
  const items = steps.map(step => itemOf(step, criteria, find));
  const isPlain = items.every(({ id, condition }, index) => {
    const isOne =
      condition.kind === 'compares' && condition.right.kind === 'literal' && condition.right.value === 1;
    return isOne && id === [from, to][index];
  });
  if (!isPlain)
    throw new Refused('its rules are the two of the transition, each of which matches once', transition.span);
  const { lookBack, every } = scheduleOf(detection);
  const within = numberOf(transition, 'WithinTimeFrameMinutes', lookBack / 60) * 60;
  if (lookBack < within + every)
    throw new Refused(
      'a run looks back on less than the time of a sequence and that between two runs',
      detection.span,
    );
  const search: Sequence = {
    kind: 'sequence',
    steps: items.map(({ search, key }) => ({
      search,
      by: key === undefined ? [] : [{ value: key, nullable: false }],
      runs: 1,
      absent: false,
    })),
    ordered: true,
    within,
    origin: [detection.span],
  };
  const given = ['alert-once', 'distinct-times', ...items.flatMap(item => item.given)];
  return { search, given: [...new Set(given)].sort(), diagnostics: [] };
}

/** What the two matches of a transition share: one name for both of them, or one for each. */
function transitionKeys(transition: DataMap, from: string, to: string): ReadonlyMap<string, DataTree> {
  const match = entryOf(transition, 'Match')?.value;
  if (match === undefined) return new Map();
  const [only, ...others] = match.kind === 'list' ? match.items : [];
  if (only?.kind !== 'map' || others.length > 0)
    throw new Refused('`Match` of other than one value is not read', match.span);
  const both = entryOf(only, 'On')?.value;
  const [first, second] = ['From', 'To'].map(key => entryOf(only, key)?.value ?? both);
  if (first === undefined || second === undefined)
    throw new Refused('`Match` has `On`, or `From` and `To`', match.span);
  return new Map([
    [from, first],
    [to, second],
  ]);
}

function listOf(map: DataMap, key: string): readonly DataTree[] {
  const tree = entryOf(map, key)?.value;
  return tree?.kind === 'list' ? tree.items : [];
}

function keyed({ name, key }: Item): readonly (readonly [string, Expression])[] {
  return key === undefined ? [] : [[name, key]];
}

/** Of each rule of the group, by its name there, what its matches share with the others; none where nothing is shared. */
function criteriaOf(tree: DataTree | undefined): ReadonlyMap<string, DataTree> {
  if (tree === undefined || (tree.kind === 'scalar' && tree.value === null)) return new Map();
  const [only, ...others] = tree.kind === 'map' ? tree.entries : [];
  if (only?.value.kind !== 'list' || others.length > 0)
    throw new Refused('`MatchCriteria` of other than one value are not read', tree.span);
  return new Map((only.value as DataList).items.flatMap(criterionOf));
}

function criterionOf(tree: DataTree): readonly (readonly [string, DataTree])[] {
  const [id, match] = tree.kind === 'map' ? [entryOf(tree, 'GroupID'), entryOf(tree, 'Match')] : [];
  if (id === undefined || match === undefined)
    throw new Refused('an item of `MatchCriteria` has a `GroupID` and a `Match`', tree.span);
  return [[String(plainData(id.value)), match.value]];
}

const ofItem = ['ID', 'RuleID', 'MinMatchCount', 'Absence'];

function itemOf(tree: DataTree, criteria: ReadonlyMap<string, DataTree>, find: FindRule): Item {
  if (tree.kind !== 'map') throw new Refused('a rule that is joined is a map', tree.span);
  knownKeys(tree, ofItem);
  const [id, rule] = [entryOf(tree, 'ID')?.value, entryOf(tree, 'RuleID')?.value];
  if (id === undefined || rule === undefined)
    throw new Refused('a rule that is joined has an `ID` and a `RuleID`', tree.span);
  const joined = find(String(plainData(rule)));
  if (typeof joined === 'string') throw new Refused(joined, rule.span);
  const name = String(plainData(id)).toLowerCase().replaceAll(/\W+/g, '_');
  const count = numberOf(tree, 'MinMatchCount', 1);
  const absent = plainData(entryOf(tree, 'Absence')?.value ?? tree) === true;
  const match = criteria.get(String(plainData(id)));
  if (criteria.size > 0 && match === undefined)
    throw new Refused(
      'a rule that shares no value with the others is not read beside those that do',
      tree.span,
    );
  const shown = match === undefined ? undefined : keyOf(joined, match);
  return {
    id: String(plainData(id)),
    name,
    search: shown === undefined ? joined.search : having(joined.search, shown.key),
    key: shown?.key,
    given: [...joined.given, ...(shown?.given ?? [])],
    condition: absent ? not(atLeast(name, 1)) : atLeast(name, count),
  };
}

/** The events that have the value that is shared. */
function having(search: Events, key: Expression): Events {
  const { where } = search;
  return { ...search, where: and([...(where.kind === 'and' ? where.operands : [where]), exists(key)]) };
}

/** A field of the events, or what the rule shows of each of them: https://docs.panther.com/detections/rules/python#alert_context */
function keyOf(rule: JoinedRule, match: DataTree): { key: Expression; given: readonly string[] } {
  const path = String(plainData(match));
  if (path.startsWith('p_any_'))
    throw new Refused(`${path} holds several values, of which it is enough that one is the same`, match.span);
  const shown = /^p_alert_context\.(.+)$/.exec(path)?.[1];
  if (shown === undefined) return { key: field(path, 'panther', [match.span]), given: [] };
  const found = shownText(rule, shown.split('.'));
  if (typeof found === 'string') throw new Refused(`${rule.id} shows ${shown}: ${found}`, match.span);
  return found;
}

function scheduleOf(detection: DataMap): Schedule {
  const schedule = entryOf(detection, 'Schedule')?.value;
  const rate = schedule?.kind === 'map' ? numberOf(schedule, 'RateMinutes', 0) : 0;
  if (rate <= 0) throw new Refused('its `Schedule` has no `RateMinutes`', schedule?.span ?? detection.span);
  const lookBack = numberOf(detection, 'LookbackWindowMinutes', usualLookBack);
  return { lookBack: lookBack * 60, every: rate * 60 };
}

function numberOf(map: DataMap, key: string, usual: number): number {
  const tree = entryOf(map, key)?.value;
  if (tree === undefined) return usual;
  const value = plainData(tree);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
    throw new Refused(`\`${key}\` is no whole number`, tree.span);
  return value;
}
