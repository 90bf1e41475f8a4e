import {
  and,
  type Compares,
  type Events,
  type Expression,
  exists,
  field,
  not,
  type Predicate,
  type Schedule,
} from '../ir/index.ts';
import { type DataMap, type DataTree, entryOf, plainData, type Span } from '../source/index.ts';
import { cronRuns } from './cron.ts';
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

/** `criteria`: by the name of a rule, the values that it shares, which are one; `more`: other keys that it may have. */
export function itemOf(
  tree: DataTree,
  criteria: ReadonlyMap<string, readonly DataTree[]>,
  find: FindRule,
  more: readonly string[] = [],
): Item {
  if (tree.kind !== 'map') throw new Refused('a rule that is joined is a map', tree.span);
  knownKeys(tree, [...ofItem, ...more]);
  const [id, rule] = [entryOf(tree, 'ID')?.value, entryOf(tree, 'RuleID')?.value];
  if (id === undefined || rule === undefined)
    throw new Refused('a rule that is joined has an `ID` and a `RuleID`', tree.span);
  const joined = find(String(plainData(rule)));
  if (typeof joined === 'string') throw new Refused(joined, rule.span);
  const name = String(plainData(id)).toLowerCase().replaceAll(/\W+/g, '_');
  const count = numberOf(tree, 'MinMatchCount', 1);
  const absent = plainData(entryOf(tree, 'Absence')?.value ?? tree) === true;
  const most = numberOf(tree, 'MaxMatchCount', Number.POSITIVE_INFINITY);
  const matches = criteria.get(String(plainData(id))) ?? [];
  if (criteria.size > 0 && matches.length === 0)
    throw new Refused(
      'a rule that shares no value with the others is not read beside those that do',
      tree.span,
    );
  const shown = matches.map(match => keyOf(joined, match));
  return {
    id: String(plainData(id)),
    name,
    search: having(
      joined.search,
      shown.map(each => each.key),
    ),
    key: shown[0]?.key,
    given: [...joined.given, ...shown.flatMap(each => each.given)],
    condition: absent ? not(atLeast(name, 1)) : between(name, count, most),
    absent,
    least: count,
  };
}

function between(name: string, least: number, most: number): Predicate {
  const enough = atLeast(name, least);
  return Number.isFinite(most) ? and([enough, not(atLeast(name, most + 1))]) : enough;
}

/** The events that have the value that is shared, under each of its names. */
function having(search: Events, [key, ...others]: readonly Expression[]): Events {
  if (key === undefined) return search;
  const { where } = search;
  const own = where.kind === 'and' ? where.operands : [where];
  return { ...search, where: and([...own, exists(key), ...others.map(other => isSame(key, other))]) };
}

function isSame(left: Expression, right: Expression): Compares {
  return {
    ...{ kind: 'compares', left, operator: 'eq', right, as: 'string' },
    ...{ casing: 'exact', quantifier: 'any', origin: right.origin },
  };
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
  const lookBack = numberOf(detection, 'LookbackWindowMinutes', usualLookBack) * 60;
  const rate = schedule?.kind === 'map' ? numberOf(schedule, 'RateMinutes', 0) : 0;
  if (rate > 0) return { lookBack, every: rate * 60 };
  const cron = schedule?.kind === 'map' ? entryOf(schedule, 'CronExpression')?.value : undefined;
  const runs = cron && cronRuns(String(plainData(cron)));
  if (runs === undefined || runs.isPart)
    throw new Refused(
      'its `Schedule` has no `RateMinutes`, and no `CronExpression` of runs that are as far apart as each other',
      schedule?.span ?? detection.span,
    );
  return { lookBack, every: runs.every, phase: runs.phase };
}

export function numberOf(map: DataMap, key: string, usual: number): number {
  const tree = entryOf(map, key)?.value;
  if (tree === undefined) return usual;
  const value = plainData(tree);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
    throw new Refused(`\`${key}\` is no whole number`, tree.span);
  return value;
}
