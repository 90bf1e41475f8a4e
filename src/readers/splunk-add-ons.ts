import { compilePredicate } from '../evaluate/index.ts';
import { calculatedField, dataSource, wordsOfAddOn } from '../fields/index.ts';
import {
  always,
  type Events,
  eventsIn,
  fieldsIn,
  type Given,
  type LogSource,
  leaves,
  mapEvents,
  type Predicate,
  printPredicate,
  type Search,
} from '../ir/index.ts';
import type { Calculated } from '../languages/spl/index.ts';
import { withKnownValues } from './known-values.ts';

/** Stands in a definition for what no table says: a search that comes to it is read as if the field were not known. */
const untold = '?';

/** Fields of an add-on that a search asks for, and what they are made of. */
export interface AddOnFields {
  readonly calculated: Calculated;
  readonly given: readonly Given[];
}

/**
 * The fields that a search asks of its events and that Splunk's add-on for their data source makes of others: what other products have are these
 * others. Those alone come second that are wholly known. None where the search looks at several sources that may differ in them.
 */
export function addOnFields(search: Search): readonly AddOnFields[] {
  const asked = new Map<string, string>();
  const ids = new Set<string | undefined>();
  for (const { source, where } of eventsIn(search)) {
    ids.add(source.id);
    const told = source.splunk?.dataModel === undefined ? dataSource(source.id) : undefined;
    for (const { name } of told === undefined ? [] : fieldsIn(where)) {
      const definition = told && calculatedField(told, name);
      if (definition !== undefined && !isAskedWithout(where, name, source)) asked.set(name, definition);
    }
  }
  if (ids.size > 1) return [];
  const known = new Map([...asked].filter(([, definition]) => !definition.includes(`'${untold}'`)));
  return [asked, ...(known.size === asked.size ? [] : [known])]
    .filter(({ size }) => size > 0)
    .map(fields => ({
      calculated: name => fields.get(name),
      given: [...fields.keys()].map(name => `add-on:${name}` as const),
    }));
}

/**
 * A search beside the same one in whose conditions the fields of an add-on are what they are made of; undefined where that is not known,
 * and where the two differ in more than the conditions of their events: what makes a field may be a stage, and what is asked after it is
 * none of these conditions.
 */
export function withElsewhere(search: Search, found: Search, given: readonly Given[]): Search | undefined {
  const others = eventsIn(found);
  if (formOf(found) !== formOf(search)) return undefined;
  let [at, isKnown] = [0, true];
  const both = mapEvents(search, events => {
    const other = others[at++] ?? events;
    const where = withKnownValues(other.elsewhere?.where ?? other.where, other.source.scope);
    if (fieldsIn(where).some(({ name }) => name === untold)) isKnown = false;
    return printPredicate(where) === printPredicate(events.where)
      ? events
      : { ...events, elsewhere: { where, given: [...given, ...renderedOf(other)] } };
  });
  return isKnown ? both : undefined;
}

/** All of a search but what it asks of its events. */
function formOf(search: Search): string {
  const bare = mapEvents(search, ({ elsewhere: _, ...events }) => ({ ...events, where: always(true) }));
  return JSON.stringify(bare, (key, value: unknown) => (key === 'origin' ? undefined : value));
}

/** What the same search rests on where the text of events is kept, beside what stood for none of its fields. */
function renderedOf({ elsewhere }: Events): readonly Given[] {
  return (elsewhere?.given ?? []).filter(one => !one.endsWith(`:${untold}`));
}

/**
 * A field in which the add-on writes a word where the log has no value, and of which a search asks for none of these words: whoever asks whether
 * there is a value has no such add-on, or would find all events, or none.
 */
function isAskedWithout(where: Predicate, name: string, source: LogSource): boolean {
  const words = wordsOfAddOn(dataSource(source.id), name);
  return (
    words.length > 0 &&
    !leaves(where).some(({ leaf }) => {
      const isOfField = 'subject' in leaf && leaf.subject.kind === 'field' && leaf.subject.name === name;
      if (!isOfField || leaf.kind === 'exists') return false;
      const holds = compilePredicate(leaf);
      return words.some(word => holds({ [name]: word }));
    })
  );
}

/** Says of such a search that it rests on there being no such words. */
export function withoutWords(search: Search): Search {
  return mapEvents(search, events => {
    const { source, where, elsewhere } = events;
    const names = leaves(where).flatMap(({ leaf }) =>
      leaf.kind === 'exists' && leaf.subject.kind === 'field' ? [leaf.subject.name] : [],
    );
    const own = names.filter(name => isAskedWithout(where, name, source));
    if (own.length === 0) return events;
    const given = [...(elsewhere?.given ?? []), ...own.map(name => `filled-value:${name}`)];
    return { ...events, elsewhere: { where: elsewhere?.where ?? where, given: [...new Set(given)] } };
  });
}
