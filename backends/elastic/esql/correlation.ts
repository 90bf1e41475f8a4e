import {
  and,
  type Correlate,
  type Events,
  type Expression,
  exists,
  type Field,
  field,
  freshNames,
  grows,
  leaves,
  type Measure,
  type Named,
  or,
  type Pipeline,
  type PlannedRule,
  type Predicate,
  type SeveralEvents,
  type Stage,
  subjects,
} from '../../../src/ir/index.ts';
import { countedByOneValue } from '../../combined-values.ts';
import { mayShare } from '../../disjoint.ts';
import { wholePredicate } from '../conjuncts.ts';
import { scheduleOf } from '../document/search-keys.ts';
import { nameOf } from '../several/bounds.ts';
import { choiceOf, isChoice, ofKinds, withOwnFields } from './aliases.ts';
import { countedInput } from './counted-input.ts';
import { isKind, kindColumn } from './kinds.ts';
import { type Kind, nearStages } from './near.ts';
import { slidesOf } from './slides.ts';

type Planned = PlannedRule & { readonly several: SeveralEvents };

/** An input with its whole predicate, in the names of the target. */
interface NamedEvents {
  readonly name: string;
  readonly events: Events;
}

/** A correlation as stages over the events of one query. */
export interface CorrelationStages {
  readonly pipeline: Pipeline;
  /** Within its span, and not in all that a run looks back on. */
  readonly isNear: boolean;
  /** What is taken to have one value, where the span is reckoned for each row. */
  readonly slid?: readonly string[];
}

/** Or why a correlation cannot be said. */
export function correlationStages(given: Correlate, planned: Planned): CorrelationStages | string {
  const search = countedByOneValue(withOwnFields(given));
  const plain = ofAllRows(search, planned);
  if (typeof plain !== 'string' && (plain.isNear || isOfOne(search) || isLong(search))) return plain;
  const slid = slidingStages(search, planned);
  const hasNoPlainForm = search.ordered || search.inputs.some(input => input.search.kind !== 'events');
  return typeof slid === 'string' && !hasNoPlainForm ? plain : slid;
}

/** Of all that a run looks back on, but for events that are only looked for within a span of each other. */
function ofAllRows(search: Correlate, planned: Planned): CorrelationStages | string {
  const { inputs, origin } = search;
  if (inputs.some(({ name }) => name.includes(delimiter))) return 'the name of a rule is none of a row';
  if (search.ordered) return 'ES|QL counts events of groups, and knows no order of them';
  const events = inputs.flatMap(({ name, search: each }): NamedEvents[] =>
    each.kind === 'events' ? [{ name, events: wholeEvents(each, planned) }] : [],
  );
  const [first] = events;
  if (first === undefined || events.length < inputs.length)
    return 'ES|QL looks at the events of one query, and not at the alerts of another correlation';
  const keys = keysOf(search, events);
  if (keys === undefined) return keysOfOthers;
  const shares = mayShare(
    inputs.map(input => input.search),
    planned.several.inputs,
  );
  const measures = search.measures.map(measure => ofKinds(measure, search, events));
  const isMarked =
    events.length > 1 &&
    ([...keys.map(({ value }) => value), ...measures.flatMap(({ of }) => of)].some(isChoice) ||
      (measures.length > 0 && shares));
  const kinds = isMarked
    ? events.map(each => ({ name: each.name, where: isKind(each.name) }))
    : events.map(kindOf);
  const near = nearStages(search, kinds, columns(keys));
  const made = new Set([...measures, ...inputs].map(({ name }) => name));
  if (freshNames(search).areKeysMixed || (near === undefined && keys.some(({ name }) => made.has(name))))
    return 'a key of the groups and another column have one name';
  const counted = near ?? countingStages({ ...search, measures }, kinds, columns(keys));
  return {
    pipeline: {
      kind: 'pipeline',
      from: sourceOf(first.events, events, keys, planned),
      stages: [...(isMarked ? markingStages(events, search) : []), ...keyStages(keys, search), ...counted],
      origin,
    },
    isNear: near !== undefined,
  };
}

/** Whether what is measured is that of alerts of which an event completes two, since it stands for two rules beneath them. */
function countsTwice(search: Correlate, planned: Planned): boolean {
  const { inputs, measures } = search;
  const inner = inputs.flatMap(input => (input.search.kind === 'correlate' ? [input.search] : []));
  if (inner.some(each => countsTwice(each, planned))) return true;
  const isMeasured = measures.some(
    each => each.function !== 'countDistinct' && countedInput(each, search) === undefined,
  );
  return isMeasured && inner.some(each => isTwice(each, planned));
}

/** Whether a key, or what a rule has under the name of one, is no field by itself. */
function isMadeOfOthers({ by, aliases, inputs }: Correlate): boolean {
  const named = Object.values(aliases).flatMap(own => Object.values(own));
  return (
    [...by, ...named].some(each => each.kind !== 'field') ||
    inputs.some(({ search }) => search.kind === 'correlate' && isMadeOfOthers(search))
  );
}

function isTwice(alerts: Correlate, planned: Planned): boolean {
  return mayShare(eventsOf(alerts), planned.several.inputs);
}

function eventsOf({ inputs }: Correlate): readonly Events[] {
  return inputs.flatMap(({ search }) =>
    search.kind === 'correlate' ? eventsOf(search) : search.kind === 'events' ? [search] : [],
  );
}

/** Over spans that are reckoned for each row. */
function slidingStages(search: Correlate, planned: Planned): CorrelationStages | string {
  if (countsTwice(search, planned)) return 'an event that two rules find would be two alerts in ES|QL';
  if (isMadeOfOthers(search)) return keysOfOthers;
  const { every, until = 0 } = scheduleOf(planned) ?? { every: 0 };
  const slides = slidesOf(search, every + until, alerts => isTwice(alerts, planned));
  if (typeof slides === 'string') return slides;
  const several = slides.fields.find(name => planned.profile.isMultiValued(name));
  if (several !== undefined)
    return `${several} may have several values, for each of which ES|QL would make a row of its own`;
  const events = slides.events.map(each => ({ name: each.name, events: wholeEvents(each.events, planned) }));
  const [first] = events;
  if (first === undefined) return 'a correlation is of the events of rules';
  if (events.some(({ name }) => name.includes(delimiter))) return 'the name of a rule is none of a row';
  const marking = events.length > 1 ? markingStages(events, search) : [];
  return {
    pipeline: {
      kind: 'pipeline',
      from: sourceOf(first.events, events, [], planned),
      stages: [...marking, ...slides.stages],
      origin: search.origin,
    },
    isNear: false,
    slid: slides.fields,
  };
}

function kindOf({ name, events: { where } }: NamedEvents): Kind {
  return { name, where };
}

/** An event as a row for each rule that it fits. https://www.elastic.co/docs/reference/query-languages/esql/commands/mv_expand */
function markingStages(events: readonly NamedEvents[], { origin }: Correlate): readonly Stage[] {
  const text = (value: string): Expression => ({ kind: 'literal', value, origin });
  const names = text(events.map(({ name }) => name).join(delimiter));
  const all: Expression = { kind: 'call', function: 'split', arguments: [names, text(delimiter)], origin };
  const fits = events.map(({ name, events: { where } }) => and([isKind(name), where]));
  return [
    { kind: 'extend', fields: [{ name: kindColumn, value: all }], origin },
    { kind: 'expand', field: kindColumn, origin },
    { kind: 'filter', where: or(fits), origin },
  ];
}

/** A character that no name of a rule is taken to have. */
const delimiter = '|';

/** With what selects its source, all of which stands in one query. */
export function wholeEvents(events: Events, planned: Planned): Events {
  const input = planned.several.inputs.get(events);
  return input === undefined ? events : { ...events, where: wholePredicate(input) };
}

/** Events of any input; keys that are fields of all of them have to be there. */
function sourceOf(
  first: Events,
  events: readonly NamedEvents[],
  keys: readonly Named[],
  planned: Planned,
): Events {
  const indices = [...new Set(events.flatMap(each => indicesOf(each.events, planned)))];
  const where = or(events.map(each => each.events.where));
  const present = keys.flatMap(({ value }): Predicate[] => (value.kind === 'field' ? [exists(value)] : []));
  return {
    ...first,
    source: { ...first.source, elastic: { indices } },
    where: present.length === 0 ? where : and([where, ...present]),
  };
}

function indicesOf({ source }: Events, { several, source: own }: Planned): readonly string[] {
  const input = [...several.inputs].find(([events]) => events.source === source)?.[1];
  return (input?.source ?? own).elastic.indices;
}

const keysOfOthers = 'a key that is made of other fields is made in one way of all events in ES|QL';

/**
 * A key that is another field in each kind of events is that of the kind which an event is of; one that is made of fields is a column.
 * Undefined for one that is made in another way for each kind.
 */
function keysOf(search: Correlate, events: readonly NamedEvents[]): readonly Named[] | undefined {
  const { fresh } = freshNames(search);
  const keys = search.by.map((key, index): Named | undefined => {
    const name = nameOf(key);
    if (name === undefined) return { name: fresh(`key_${index + 1}`), value: key };
    const own = search.aliases[name];
    if (own === undefined) return { name, value: field(name, 'elastic') };
    const fields = events.map(each => own[each.name]);
    const [only, ...others] = new Set(fields.map(nameOf));
    if (fields.some(each => each?.kind !== 'field')) return undefined;
    if (only !== undefined && others.length === 0) return { name: only, value: field(only, 'elastic') };
    return { name, value: choiceOf(events, fields as readonly Field[]) };
  });
  return keys.every(key => key !== undefined) ? keys : undefined;
}

function keyStages(keys: readonly Named[], { origin }: Correlate): readonly Stage[] {
  const made = keys.filter(({ value }) => value.kind !== 'field');
  if (made.length === 0) return [];
  return [
    { kind: 'extend', fields: made, origin },
    { kind: 'filter', where: and(made.map(({ name }) => exists(field(name, 'elastic')))), origin },
  ];
}

function columns(keys: readonly Named[]): readonly Named[] {
  return keys.map(({ name }) => ({ name, value: field(name, 'elastic') }));
}

/** Each kind of events counted by a filter of its own, in all that a run looks back on. */
function countingStages(
  { having, measures, origin }: Correlate,
  kinds: readonly Kind[],
  by: readonly Named[],
): readonly Stage[] {
  const asked = namesAsked(having);
  const counts = kinds
    .filter(({ name }) => asked.has(name) && !measures.some(measure => measure.name === name))
    .map(({ name, where }): Measure => {
      const filter = kinds.length === 1 ? {} : { where };
      return { name, function: 'count', of: [], ...filter };
    });
  return [
    { kind: 'aggregate', by, measures: [...measures, ...counts], origin },
    { kind: 'filter', where: having, origin },
  ];
}

/**
 * Whether all that a run looks back on is taken for a span: what grows with each event is found so, and more. Each row beside every other
 * one of its group, which says the span as it is, is for some hundreds of them.
 */
function isLong({ window, having, measures, inputs }: Correlate): boolean {
  if (window.kind !== 'sliding') return true;
  const names = new Set(inputs.map(({ name }) => name));
  return (window.length > secondsOfDay || wantsMany(having, measures)) && grows(having, measures, names);
}

const secondsOfDay = 86_400;
const mostCounted = 100;

function wantsMany(having: Predicate, measures: readonly Measure[]): boolean {
  const sizes = new Set(measures.filter(each => !/^count/.test(each.function)).map(({ name }) => name));
  return [...leaves(having)].some(
    ({ leaf }) =>
      leaf.kind === 'compares' &&
      leaf.right.kind === 'literal' &&
      Number(leaf.right.value) > mostCounted &&
      !(leaf.left.kind === 'field' && sizes.has(leaf.left.name)),
  );
}

/** Whether one event suffices, for which no window is too short. */
export function isOfOne({ having, measures, inputs }: Correlate): boolean {
  const names = new Set(inputs.map(({ name }) => name));
  return grows(having, measures, names) && asksForOne(having);
}

function asksForOne(having: Predicate): boolean {
  if (having.kind === 'or') return having.operands.every(asksForOne);
  if (having.kind !== 'compares' || having.right.kind !== 'literal') return false;
  const least = Number(having.right.value);
  return having.operator === 'gte' ? least <= 1 : least < 1;
}

function namesAsked(having: Predicate): ReadonlySet<string> {
  const names = [...leaves(having)].flatMap(({ leaf }) =>
    subjects(leaf).flatMap(each => (each.kind === 'field' ? [each.name] : [])),
  );
  return new Set(names);
}
