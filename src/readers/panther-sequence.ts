import {
  and,
  type ChainItem,
  chainOf,
  type Expression,
  not,
  type Pipeline,
  type Predicate,
  printExpression,
  type Sequence,
  sequenceOfChain,
} from '../ir/index.ts';
import { type DataMap, type DataTree, entryOf, plainData } from '../source/index.ts';
import {
  type FindRule,
  type Item,
  itemOf,
  knownKeys,
  numberOf,
  Refused,
  scheduleOf,
} from './panther-items.ts';
import type { PantherSearch } from './panther-module.ts';

const ofSequence = ['Schedule', 'LookbackWindowMinutes', 'Sequence', 'Transitions', 'EventEvaluationOrder'];

/**
 * Matches of rules one after another, each within its time of the one before: that is what a run looks back on where it is not said.
 * Without transitions any matches do, in their order.
 */
export function sequenceOf(detection: DataMap, find: FindRule): PantherSearch {
  knownKeys(detection, ofSequence);
  inOrderOfTime(detection);
  const steps = listOf(detection, 'Sequence');
  const links = listOf(detection, 'Transitions').map(transitionOf);
  const items = steps.map(step => itemOf(step, keysOfStep(step, links), find));
  const isChain =
    links.length === 0 ||
    (links.length === items.length - 1 &&
      links.every(({ from, to }, index) => from === items[index]?.id && to === items[index + 1]?.id));
  const isKeyed = items.some(({ key }) => key !== undefined);
  const isWhole = !isKeyed || items.every(({ key }) => key !== undefined);
  if (!isChain || !isWhole)
    throw new Refused(
      'its transitions do not lead from each of its rules to the next, with the same values of all',
      detection.span,
    );
  const schedule = scheduleOf(detection);
  const spans = items.slice(1).map((_item, index) => timeOf(links[index]?.map, schedule.lookBack));
  const search = searchOf(items, spans, schedule.lookBack, detection);
  const given = [
    'alert-once',
    'distinct-times',
    ...(items.at(-1)?.absent ? ['span-over'] : []),
    ...items.flatMap(item => item.given),
  ];
  return { search, schedule, given: [...new Set(given)].sort(), diagnostics: [] };
}

/** Seconds. */
function timeOf(transition: DataMap | undefined, lookBack: number): number {
  return transition === undefined
    ? lookBack
    : numberOf(transition, 'WithinTimeFrameMinutes', lookBack / 60) * 60;
}

function inOrderOfTime(detection: DataMap): void {
  const order = entryOf(detection, 'EventEvaluationOrder')?.value;
  if (order !== undefined && plainData(order) !== 'Chronological')
    throw new Refused('its matches are looked at in another order than that of their times', order.span);
}

function searchOf(
  items: readonly Item[],
  spans: readonly number[],
  lookBack: number,
  detection: DataMap,
): Sequence | Pipeline {
  const whole = sequenceOfChain(chainItems(items, spans), lookBack);
  if (whole !== undefined) return { ...whole, origin: [detection.span] };
  if (items.at(-1)?.absent !== false)
    throw new Refused('what must be missing stands after the last of several matches', detection.span);
  const pair = unbrokenPair(items);
  if (pair === undefined) return chainOfItems(items, spans, detection);
  const within = items
    .slice(1)
    .reduce((sum, { absent }, index) => (absent ? sum : sum + (spans[index] ?? 0)), 0);
  return pairOf(pair, within, detection);
}

function chainItems(items: readonly Item[], spans: readonly number[]): readonly ChainItem[] {
  return items.map(({ search, key, absent, least }, index) => {
    const within = spans[index - 1];
    return { events: search, key, absent, least, ...(within === undefined ? {} : { within }) };
  });
}

/**
 * One match and another, between which none of others may be, as steps that are told apart: a first match that is one of those breaks
 * itself. Undefined for more matches, which have a time for each step, and where it hangs on the keys what breaks which.
 */
function unbrokenPair(items: readonly Item[]): readonly Item[] | undefined {
  const [first, ...others] = items;
  const wanted = items.filter(({ absent }) => !absent);
  if (first === undefined || first.absent || wanted.length !== 2) return undefined;
  if (wanted.some(({ least }) => least > 1)) return undefined;
  const breaking = others.filter(each => each.absent && !areApart(each, first));
  if (breaking.some(({ key }) => textOf(key) !== textOf(first.key))) return undefined;
  const { search } = first;
  const where = and([search.where, ...breaking.map(each => not(each.search.where))]);
  return breaking.length === 0 ? items : [{ ...first, search: { ...search, where } }, ...others];
}

function textOf(key: Expression | undefined): string {
  return key === undefined ? '' : printExpression(key);
}

/** Whether two rules are of other logs, or ask one field, which is given to hold one value, for values that differ. */
function areApart(one: Item, other: Item): boolean {
  const asked = askedOf(other.search);
  const holdsOne = (subject: string): boolean =>
    subject === 'p_log_type' || [one, other].some(({ given }) => given.includes(`single-valued:${subject}`));
  return askedOf(one.search).some(({ subject, values }) =>
    asked.some(
      each =>
        each.subject === subject && holdsOne(subject) && !each.values.some(value => values.includes(value)),
    ),
  );
}

interface Asked {
  readonly subject: string;
  readonly values: readonly string[];
}

function askedOf({ where, source: { scope } }: Item['search']): readonly Asked[] {
  const all: readonly Predicate[] = scope === undefined ? [where] : [where, scope];
  const conjuncts = all.flatMap(each => (each.kind === 'and' ? each.operands : [each]));
  return conjuncts.flatMap(leaf =>
    leaf.kind === 'equals'
      ? [
          {
            subject: printExpression(leaf.subject),
            values: leaf.values.map(value => String(value).toLowerCase()),
          },
        ]
      : [],
  );
}

function pairOf(items: readonly Item[], within: number, detection: DataMap): Sequence {
  return {
    kind: 'sequence',
    steps: items.map(({ search, key, absent }) => ({
      search,
      by: key === undefined ? [] : [{ value: key, nullable: false }],
      runs: 1,
      absent,
    })),
    ordered: true,
    within,
    origin: [detection.span],
  };
}

/** More than two matches have a time for each step, and none for all; that one is missing is told by the times beside each event. */
function chainOfItems(items: readonly Item[], spans: readonly number[], detection: DataMap): Pipeline {
  const chain = chainOf(chainItems(items, spans));
  if (chain === undefined)
    throw new Refused('there is one match, and none that comes after it', detection.span);
  return { ...chain, origin: [detection.span] };
}

interface Transition {
  readonly map: DataMap;
  readonly from: string;
  readonly to: string;
}

function transitionOf(tree: DataTree): Transition {
  if (tree.kind !== 'map') throw new Refused('a transition is a map', tree.span);
  knownKeys(tree, ['ID', 'From', 'To', 'WithinTimeFrameMinutes', 'Match']);
  const [from, to] = ['From', 'To'].map(key => plainData(entryOf(tree, key)?.value ?? tree));
  return { map: tree, from: String(from), to: String(to) };
}

/**
 * What a match of a rule of a sequence shares with those beside it: in the transition into it and in that from it, which must be one value.
 * https://github.com/panther-labs/panther-analysis/blob/main/style_guides/CORRELATION_RULES_STYLE_GUIDE.md#match-on
 */
function keysOfStep(step: DataTree, links: readonly Transition[]): ReadonlyMap<string, readonly DataTree[]> {
  const id = String(step.kind === 'map' ? plainData(entryOf(step, 'ID')?.value ?? step) : '');
  const own = links.flatMap(({ map, from, to }) => transitionKeys(map, from, to).get(id) ?? []);
  const named = new Map(own.map(each => [String(plainData(each)), each]));
  return named.size === 0 ? new Map() : new Map([[id, [...named.values()]]]);
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
