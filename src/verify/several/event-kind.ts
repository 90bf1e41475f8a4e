import { compilePredicate, type EventData } from '../../evaluate/index.ts';
import {
  and,
  type Choice,
  type Expression,
  exists,
  fieldGiven,
  fieldsIn,
  fieldsOf,
  fold,
  leaves,
  type Predicate,
  type Value,
} from '../../ir/index.ts';
import { exampleEvent } from '../witness/examples.ts';
import { matchingEvent, witnessEvents } from '../witness/witness.ts';
import { crossedElements } from './crossed-elements.ts';
import { eventWithLongValues } from './long-values.ts';
import { unfoldChoices } from './unfold-choices.ts';

export interface KindOptions {
  readonly isMultiValued: (field: string) => boolean;
}

/** One kind of the events that a search looks at: an event that is one, and others like it. */
export class EventKind {
  readonly where: Predicate;
  /** What it is grouped by. */
  readonly keys: readonly Expression[];
  readonly base: EventData;
  private readonly matches: (event: EventData) => boolean;
  private readonly options: KindOptions;

  private constructor(where: Predicate, keys: readonly Expression[], base: EventData, options: KindOptions) {
    this.where = where;
    this.keys = keys;
    this.base = base;
    this.options = options;
    this.matches = compilePredicate(where);
  }

  /** Undefined when no event of the kind is found. `more`: what else must have a value. */
  static of(
    where: Predicate,
    keys: readonly Expression[],
    more: readonly Expression[],
    options: KindOptions,
  ): EventKind | undefined {
    const wanted = [...keys, ...more].map(each => exists(each));
    for (const sought of [and([where, ...wanted]), where]) {
      const plain = fold(unfoldChoices(sought));
      const find = (predicate: Predicate) => eventOf(predicate, options);
      const base = eventWithLongValues(plain, options, find) ?? find(plain);
      if (base !== undefined)
        return new EventKind(
          where,
          keys.map(each => inPlace(each, base)),
          base,
          options,
        );
    }
    return undefined;
  }

  /** The event with these values; undefined when it is none of its kind then. */
  with(values: ReadonlyMap<string, Value>, base: EventData = this.base): EventData | undefined {
    if (values.size === 0) return base;
    const event = { ...base, ...Object.fromEntries(values) };
    return base !== this.base || this.matches(event) ? event : undefined;
  }

  /** The event, if it is one of the kind. */
  like(event: EventData): EventData | undefined {
    return this.matches(event) ? event : undefined;
  }

  without(names: readonly string[]): EventData {
    return Object.fromEntries(Object.entries(this.base).filter(([name]) => !names.includes(name)));
  }

  fieldsOfKey(key: number): readonly string[] {
    const expression = this.keys[key];
    return expression === undefined ? [] : [...new Set(fieldsOf(expression).map(({ name }) => name))];
  }

  /** Events on the border of the kind, within it and outside. */
  borders(limit: number): readonly { readonly event: EventData; readonly why: string }[] {
    return [
      ...crossedElements(this.where, this.base, each => eventOf(each, this.options)),
      ...witnessEvents(this.where, { ...this.options, limit, searches: 1 }),
    ];
  }
}

/** Which of the fields an event is grouped by, of a key that has another one in each log. */
function inPlace(key: Expression, event: EventData): Expression {
  return placesOf(key).find(({ when }) => compilePredicate(when)(event))?.value ?? key;
}

/** The logs in which a key has fields of their own, none of which tells the logs apart. */
export function placesOf(key: Expression): Choice['branches'] {
  if (key.kind !== 'choice' || !key.branches.every(({ value }) => value.kind === 'field')) return [];
  const asked = new Set(key.branches.flatMap(({ when }) => fieldsIn(when).map(({ name }) => name)));
  const isApart = key.branches.every(({ value }) => fieldsOf(value).every(({ name }) => !asked.has(name)));
  return isApart && key.otherwise === undefined ? key.branches : [];
}

function eventOf(predicate: Predicate, options: KindOptions): EventData | undefined {
  if (predicate.kind === 'always') return predicate.value ? {} : undefined;
  return exampleEvent(predicate, options) ?? matchingEvent(predicate, options);
}

/** Values that are tried for a field: texts, an address, a number. */
const plainValues: readonly Value[] = [
  ...['alpha', 'beta', 'gamma', '10.1.2.3', '10.1.2.4', '10.1.2.5', 17, 18, 19],
  ...['C:\\alpha\\alpha.exe', 'C:\\beta\\beta.exe', 'alpha@beta.example', 'beta@beta.example'],
];

/** A value for each key. */
export type Group = readonly (Value | undefined)[];

/**
 * Groups whose values all kinds can have: the first, one that differs from it in the first key, one that does in the last. Where
 * the rule leaves a key but one value there are fewer.
 */
export function groupsOf(kinds: readonly EventKind[]): readonly Group[] {
  const known = knownGroups.get(kinds) ?? madeGroups(kinds);
  knownGroups.set(kinds, known);
  return known;
}

/** Of one plan many series are tried. */
const knownGroups = new WeakMap<readonly EventKind[], readonly Group[]>();

function madeGroups(kinds: readonly EventKind[]): readonly Group[] {
  const count = Math.max(0, ...kinds.map(({ keys }) => keys.length));
  const values = Array.from({ length: count }, (_, key) => valuesOf(kinds, key));
  const first = values.map(([value]) => value);
  const groups: Group[] = [first];
  for (const key of new Set([0, count - 1])) {
    const other = values[key]?.[1];
    if (other !== undefined)
      groups.push(first.map((value, index) => (isShared(kinds, key, index) ? other : value)));
  }
  return groups;
}

/** Keys that are the same field have the same value. */
function isShared(kinds: readonly EventKind[], one: number, other: number): boolean {
  return (
    one === other ||
    kinds.some(kind => kind.fieldsOfKey(one).some(name => kind.fieldsOfKey(other).includes(name)))
  );
}

function valuesOf(kinds: readonly EventKind[], key: number): readonly Value[] {
  const own = kinds.flatMap(kind => kind.fieldsOfKey(key).flatMap(name => scalar(kind.base[name])));
  const fits = (value: Value) =>
    kinds.every(
      kind => kind.with(new Map(kind.fieldsOfKey(key).map(name => [name, value] as const))) !== undefined,
    );
  const found: Value[] = [];
  for (const value of [...plainValues.slice(0, 3), ...own, ...plainValues.slice(3)]) {
    if (found.length === 2) break;
    if (!found.some(each => String(each) === String(value)) && fits(value)) found.push(value);
  }
  return found;
}

function scalar(value: unknown): readonly Value[] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [value] : [];
}

/** What a group sets in the events of a kind; `isKeyed`: an event has its own values of what keys are made of. */
export function groupValues(kind: EventKind, group: Group | undefined, isKeyed = false): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const [key, value] of (group ?? []).entries())
    if (value !== undefined && (!isKeyed || isField(kind.keys[key])))
      for (const name of kind.fieldsOfKey(key)) values.set(name, value);
  return values;
}

/** With something in place of no value, too. */
function isField(key: Expression | undefined): boolean {
  return key !== undefined && fieldGiven(key) !== undefined;
}

/** The n-th of values that differ, for a field that is counted: like the one that is there where it can be. */
export function variantOf(kind: EventKind, name: string, place: number): Value | undefined {
  const [held] = scalar(kind.base[name]);
  const candidates: readonly Value[] = [
    ...(typeof held === 'number' ? [held + place] : []),
    `value-${place + 1}`,
    `10.2.${Math.floor(place / 250)}.${(place % 250) + 1}`,
    1000 + place,
    ...(typeof held === 'string' ? longerTexts(held, place + 1) : []),
    ...literalsOf(name, kind.where).slice(place, place + 1),
  ];
  return candidates.find(value => kind.with(new Map([[name, value]])) !== undefined);
}

/** A text with a number at its end, at its start, before its extension and after its folder. */
export function longerTexts(text: string, number: number): readonly string[] {
  const [dot, folder] = [text.lastIndexOf('.'), Math.max(text.lastIndexOf('\\'), text.lastIndexOf('/'))];
  const at = (place: number): string => `${text.slice(0, place)}${number}${text.slice(place)}`;
  return [
    at(text.length),
    at(0),
    ...(dot > 0 ? [at(dot)] : []),
    ...(folder > 0 ? [at(folder + 1), inFolder(text, folder, number)] : []),
    ...(text.length > 2 ? [at(text.length - 1)] : []),
  ];
}

function inFolder(text: string, folder: number, number: number): string {
  return `${text.slice(0, folder + 1)}${number}${text.slice(folder)}`;
}

const mostLiterals = 60;

/** Values that a predicate names of a field. */
export function literalsOf(name: string, where: Predicate): readonly Value[] {
  const found = new Set<Value>();
  for (const { leaf } of leaves(where)) {
    if (leaf.kind !== 'equals' || found.size > mostLiterals) continue;
    if (fieldsOf(leaf.subject).some(field => field.name === name))
      for (const value of leaf.values.slice(0, mostLiterals)) found.add(value);
  }
  return [...found];
}
