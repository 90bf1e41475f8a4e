import {
  and,
  type Events,
  type Expression,
  exists,
  field,
  not,
  type Predicate,
  type Schedule,
} from '../ir/index.ts';
import { type DataMap, type DataTree, entryOf, plainData, type Span } from '../source/index.ts';
import { type JoinedRule, shownText } from './panther-joined.ts';
import { atLeast } from './panther-threshold.ts';

/** Minutes, where the rule does not say: https://docs.panther.com/detections/correlation-rules/correlation-rule-reference */
const usualLookBack = 15;

/** Finds a rule by its id; a text says why it cannot be joined. */
export type FindRule = (id: string) => JoinedRule | string;

export class Refused extends Error {
  readonly span: Span;
  constructor(problem: string, span: Span) {
    super(problem);
    this.span = span;
  }
}

/** A rule of a group: its matches, the value that they share with those of the others, and how many of them there are. */
export interface Item {
  /** As it is written, and as a name. */
  readonly id: string;
  readonly name: string;
  readonly search: Events;
  readonly key: Expression | undefined;
  readonly given: readonly string[];
  readonly condition: Predicate;
  readonly absent: boolean;
  readonly least: number;
}

/** Refuses a map with others than these keys. */
export function knownKeys(map: DataMap, keys: readonly string[]): void {
  const more = map.entries.find(({ key }) => !keys.includes(key.written));
  if (more !== undefined) throw new Refused(`\`${more.key.written}\` is not read there`, more.key.span);
}

const ofItem = ['ID', 'RuleID', 'MinMatchCount', 'Absence'];

export function itemOf(tree: DataTree, criteria: ReadonlyMap<string, DataTree>, find: FindRule): Item {
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
    absent,
    least: count,
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

export function scheduleOf(detection: DataMap): Schedule {
  const schedule = entryOf(detection, 'Schedule')?.value;
  const rate = schedule?.kind === 'map' ? numberOf(schedule, 'RateMinutes', 0) : 0;
  if (rate <= 0) throw new Refused('its `Schedule` has no `RateMinutes`', schedule?.span ?? detection.span);
  const lookBack = numberOf(detection, 'LookbackWindowMinutes', usualLookBack);
  return { lookBack: lookBack * 60, every: rate * 60 };
}

export function numberOf(map: DataMap, key: string, usual: number): number {
  const tree = entryOf(map, key)?.value;
  if (tree === undefined) return usual;
  const value = plainData(tree);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
    throw new Refused(`\`${key}\` is no whole number`, tree.span);
  return value;
}
