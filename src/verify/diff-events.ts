import { addressSpelling, defaultProfile } from '../compile/index.ts';
import { atPolarity } from '../compile/loss.ts';
import type { EventData } from '../evaluate/index.ts';
import { targetScope, translateLeaf } from '../fields/index.ts';
import { separatorOf } from '../fields/separator.ts';
import {
  always,
  and,
  type Events,
  fold,
  type Given,
  type Leaf,
  leaves,
  type Predicate,
  type Rule,
  type Value,
  type Vendor,
} from '../ir/index.ts';
import type { Comparison } from './comparison.ts';
import { withSamePaths } from './diff-paths.ts';
import { isPlaceName, placeOf } from './diff-place.ts';
import { nodeKey } from './leaf-key.ts';
import { comparePredicates } from './proof.ts';
import { withTypes } from './typed.ts';

export type RuleRelation = 'equal' | 'stronger' | 'weaker' | 'different' | 'unknown';

/** How a new rule stands to an old one. Stronger: it matches less; weaker: it matches more. */
export interface RuleDifference {
  readonly relation: RuleRelation;
  /** Why nothing is known, when it is not; what of their runs makes the difference; or that it was tested, for want of a proof. */
  readonly because?: string;
  /** Events that one of them alone matches; in canonical names where the rules are of two vendors. */
  readonly onlyOld?: EventData;
  readonly onlyNew?: EventData;
  /** Of searches over several events: series on which one of them alone alerts. */
  readonly series?: readonly SeparatingSeries[];
  readonly given: readonly Given[];
  /** The conditions where the readings of these events part. */
  readonly responsible: readonly { readonly side: 'old' | 'new'; readonly leaf: Leaf }[];
}

/** Events in time, with which of two rules alerts on a group that the other does not alert on. */
export interface SeparatingSeries {
  /** What it shows: `without event 3 of 3`. */
  readonly name: string;
  readonly old: boolean;
  readonly new: boolean;
  /** In the rules' own names; `time` in ISO 8601. */
  readonly events: readonly { readonly time: string; readonly event: EventData }[];
}

export type RuleVendor = Rule['metadata']['vendor'];

/** One side: the events of a rule, and in whose words they are. */
export interface Side {
  readonly events: Events;
  readonly vendor: RuleVendor;
}

interface View {
  readonly predicate: Predicate;
  readonly given: readonly Given[];
  /** Why the words of the other vendor do not say quite the same. */
  readonly lossy: string | undefined;
}

/**
 * Two searches for single events: in their own names where they are of one vendor, else in canonical ones. Two of one data source
 * may select it by different fields; their conditions are then compared without.
 */
export function compareEvents(old: Side, current: Side): RuleDifference {
  if (old.vendor === current.vendor)
    return withoutPlace(compareIn(old, current, old.vendor, 'own'), old, current);
  const whole = compareIn(old, current, 'elastic', 'scope');
  const { id } = old.events.source;
  const isSameSource = id !== undefined && id === current.events.source.id;
  return whole.relation === 'equal' || !isSameSource ? whole : compareIn(old, current, 'elastic', 'same');
}

/** Where both look in one place, that is said by no field of an event. */
function withoutPlace(found: RuleDifference, old: Side, current: Side): RuleDifference {
  const [one, other] = [old.events.source, current.events.source];
  if (nodeKey(placeOf(one, other)) !== nodeKey(placeOf(other, one))) return found;
  const { onlyOld, onlyNew, ...rest } = found;
  return {
    ...rest,
    ...(onlyOld === undefined ? {} : { onlyOld: withoutNamed(onlyOld) }),
    ...(onlyNew === undefined ? {} : { onlyNew: withoutNamed(onlyNew) }),
  };
}

function withoutNamed(event: EventData): EventData {
  return Object.fromEntries(Object.entries(event).filter(([name]) => !isPlaceName(name)));
}

function compareIn(old: Side, current: Side, vendor: Vendor, places: Places): RuleDifference {
  const [first, second] = [viewOf(old, current, vendor, places), viewOf(current, old, vendor, places)];
  const lossy = first.lossy ?? second.lossy;
  const separator = separatorOf(old.events.source);
  const paths =
    places === 'own' || separator === 'either'
      ? { old: first.predicate, new: second.predicate, given: [] }
      : withSamePaths(first.predicate, second.predicate, separator);
  const given = [...new Set([...first.given, ...second.given, ...paths.given])].sort();
  if (lossy !== undefined)
    return unknown(`in the words of both products it is not quite the same: ${lossy}`, given);
  const options = { isMultiValued: defaultProfile(vendor).isMultiValued };
  const strict = comparePredicates(paths.old, paths.new, options);
  const typed = withTypes(paths.old, paths.new);
  if (strict.relation === 'equal' || typed.given.length === 0) return judged(strict, paths.old, given);
  const other = vendor === 'panther' && places === 'own' ? otherTypes(paths.old, paths.new) : [];
  if (other.length > 0)
    return unknown(
      `one compares ${other.join(' and ')} with a number, the other with its text, which Python holds for different`,
      given,
    );
  const found = comparePredicates(typed.expected, typed.found, options);
  return judged(found, typed.expected, [...new Set([...given, ...typed.given])].sort());
}

/** Fields that one side compares with a number, and the other with that number as a text. */
function otherTypes(old: Predicate, current: Predicate): readonly string[] {
  const [before, after] = [valuesOf(old), valuesOf(current)];
  const names = new Set<string>();
  for (const [one, other] of [
    [before, after],
    [after, before],
  ] as const)
    for (const [name, values] of one)
      for (const value of values) {
        const text = String(value);
        const isOther = typeof value === 'number' && other.get(name)?.has(text) && !values.has(text);
        if (isOther && !other.get(name)?.has(value)) names.add(name);
      }
  return [...names].sort();
}

/** What each field is compared with. */
function valuesOf(predicate: Predicate): ReadonlyMap<string, ReadonlySet<Value>> {
  const found = new Map<string, Set<Value>>();
  for (const { leaf } of leaves(predicate)) {
    if (leaf.kind !== 'equals' || leaf.subject.kind !== 'field') continue;
    const { name } = leaf.subject;
    found.set(name, new Set([...(found.get(name) ?? []), ...leaf.values]));
  }
  return found;
}

function judged(found: Comparison, old: Predicate, given: readonly Given[]): RuleDifference {
  if (found.relation === 'unknown') {
    const why = found.because === 'limit' ? 'too large for a proof' : 'beyond the proof';
    return unknown(`${why}: ${found.detail}`, given);
  }
  const { onlySource, onlyFound, responsible = [] } = found;
  return {
    relation: relations[found.relation],
    ...(onlySource === undefined ? {} : { onlyOld: onlySource }),
    ...(onlyFound === undefined ? {} : { onlyNew: onlyFound }),
    given,
    responsible: responsible.map(leaf => ({ side: sideOf(leaf, old), leaf })),
  };
}

const relations = {
  equal: 'equal',
  narrower: 'stronger',
  broader: 'weaker',
  different: 'different',
} as const;

export function unknown(because: string, given: readonly Given[]): RuleDifference {
  return { relation: 'unknown', because, given, responsible: [] };
}

function sideOf(leaf: Leaf, old: Predicate): 'old' | 'new' {
  const key = nodeKey(leaf);
  return leaves(old).some(each => nodeKey(each.leaf) === key) ? 'old' : 'new';
}

/** How it is said where events are kept: indices and log sources of one vendor; of one data source nothing need be said. */
type Places = 'own' | 'scope' | 'same';

function placeIn({ events, vendor: own }: Side, other: Side, vendor: Vendor, places: Places): Scoped {
  const { source } = events;
  if (places === 'same') return { scope: always(true), given: [`source:${source.id}`] };
  if (places === 'scope') return targetScope(source, vendor);
  const scope = own === 'sigma' ? [] : [targetScope(source, vendor).scope];
  return { scope: and([placeOf(source, other.events.source), ...scope]), given: [] };
}

type Scoped = ReturnType<typeof targetScope>;

function viewOf(side: Side, other: Side, vendor: Vendor, places: Places): View {
  const { events } = side;
  const { source } = events;
  const given = new Set<Given>();
  let lossy: string | undefined;
  const where = translated(fold(events.where), true, (leaf, positive) => {
    const found = translateLeaf(leaf, source, vendor, positive);
    for (const each of [...found.given, ...addressSpelling(leaf, found.predicate, vendor)]) given.add(each);
    if (atPolarity(found.verdict, positive) !== 'exact')
      lossy ??= found.why ?? 'a condition has no exact form';
    return found.predicate;
  });
  const place = placeIn(side, other, vendor, places);
  for (const each of place.given) given.add(each);
  return { predicate: fold(and([place.scope, where])), given: [...given], lossy };
}

function translated(
  predicate: Predicate,
  positive: boolean,
  change: (leaf: Leaf, positive: boolean) => Predicate,
): Predicate {
  switch (predicate.kind) {
    case 'always':
      return predicate;
    case 'not':
      return { ...predicate, operand: translated(predicate.operand, !positive, change) };
    case 'and':
    case 'or':
      return { ...predicate, operands: predicate.operands.map(each => translated(each, positive, change)) };
    default:
      return change(predicate, positive);
  }
}
