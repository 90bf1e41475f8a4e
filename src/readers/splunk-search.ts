import { type Diagnostic, diagnose, type Result } from '../diagnostics/index.ts';
import { type Events, type LogSource, or, type Search } from '../ir/index.ts';
import {
  type Calculated,
  contentMacros,
  lowerSpl,
  type Macro,
  type Macros,
  matchedEvents,
} from '../languages/spl/index.ts';
import { EmbeddedText, SourceFile } from '../source/index.ts';
import { addOnFields, withElsewhere, withoutWords } from './splunk-add-ons.ts';
import { placeMacros, recogniseSplunk, saysPlaceAlone, sourceMacro } from './splunk-source.ts';

export interface SplunkSearch {
  readonly search: Search | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

type Read = (calculated?: Calculated) => SplunkSearch;

/** What fields are that an add-on calculates hangs on whose events are looked at, which the search says first. */
function withAddOns(read: Read): SplunkSearch {
  const plain = read();
  const { search } = plain;
  for (const fields of search === undefined ? [] : addOnFields(search)) {
    const found = read(fields.calculated).search;
    const both = search && found && withElsewhere(search, found, fields.given);
    if (both !== undefined) return { ...plain, search: withoutWords(both) };
  }
  return search === undefined ? plain : { ...plain, search: withoutWords(search) };
}

/**
 * The search of a detection: an alert comes when it finds something. Where it only groups what it finds, that is when there is an
 * event. `named` are the data sources that the author lists.
 */
export function readSplunkSearch(
  text: EmbeddedText,
  named: readonly string[],
  macros: Macros = {},
): SplunkSearch {
  const place = placeOf(text.text, macros);
  const shippedMacros = { ...innerMacros(text.text), ...contentMacros };
  const own: Macros = { ...shippedMacros, ...filterMacros(text.text), ...macros, ...place?.macros };
  const source = place?.source ?? { splunk: { search: '' } };
  return withAddOns(calculated => {
    const options = { macros: own, lenientMacros: true, ...(calculated === undefined ? {} : { calculated }) };
    const read = lowerSpl(text, source, options);
    return ofDetection(text, read, named, { ...macros, ...place?.macros });
  });
}

/** `macros` are those that stand in the place of the ones that security content ships. */
function ofDetection(
  text: EmbeddedText,
  { value, diagnostics }: Result<Search>,
  named: readonly string[],
  macros: Macros,
): SplunkSearch {
  if (value === undefined) return { search: undefined, diagnostics };
  const notes = shipped(text, macros);
  const events = matchedEvents(value);
  if (events === undefined)
    return { search: recognisedSearch(value, named), diagnostics: [...diagnostics, ...notes] };
  const grouped =
    value.kind === 'events' ? [] : [diagnose('splunk/grouped', {}, text.span(0, text.text.length))];
  return {
    search: recogniseSplunk(events, named),
    diagnostics: [...diagnostics, ...notes, ...grouped],
  };
}

/** A query by itself, which may begin with a macro of security content that says whose events it looks at. */
export function readBareSpl(text: EmbeddedText, macros: Macros = {}): SplunkSearch {
  const found = sourceMacro(text.text);
  const place = found !== undefined && Object.hasOwn(macros, found.name) ? undefined : found;
  const named = {
    ...innerMacros(text.text),
    ...macros,
    ...(place === undefined ? {} : { [place.name]: nowhere }),
  };
  return withAddOns(calculated => {
    const options = { macros: named, ...(calculated === undefined ? {} : { calculated }) };
    const { value, diagnostics } = lowerSpl(text, place?.source ?? { splunk: { search: '' } }, options);
    return { search: value && recognisedSearch(value, []), diagnostics };
  });
}

/** All events, so that a command may follow at once. */
const nowhere: Macro = { definition: '*' };

/**
 * The events of the macro that a search begins with, and what it asks of them: nothing, unless a site has it ask for more than where
 * they are. A site that keeps other events there says which.
 */
function placeOf(
  query: string,
  macros: Macros,
): { readonly source: LogSource; readonly macros: Macros } | undefined {
  const place = sourceMacro(query);
  if (place === undefined) return undefined;
  const { name, source } = place;
  const own = Object.hasOwn(macros, name) ? macros[name] : undefined;
  if (own === undefined || own.passes) return { source, macros: { [name]: nowhere } };
  if (!saysPlaceAlone(own)) return { source, macros: {} };
  const { search } = readBareSpl(EmbeddedText.whole(new SourceFile(name, own.definition)));
  const id = search?.kind === 'events' ? search.source.id : undefined;
  return { source: id === undefined ? source : { ...source, id }, macros: { [name]: nowhere } };
}

/** A search whose data sources are known where it says whose events it looks at. */
export function recognisedSearch(search: Search, named: readonly string[]): Search {
  const found = mapEvents(search, events => recogniseSplunk(events, named));
  return found.kind === 'union' ? (ofOneSource(found) ?? found) : found;
}

function mapEvents(search: Search, map: (events: Events) => Events): Search {
  const inner = (each: Search): Search => mapEvents(each, map);
  switch (search.kind) {
    case 'events':
      return map(search);
    case 'union':
      return { ...search, searches: search.searches.map(inner) };
    case 'sequence':
      return { ...search, steps: search.steps.map(step => ({ ...step, search: inner(step.search) })) };
    case 'newTerms':
      return { ...search, from: inner(search.from) };
    case 'indicatorMatch':
      return { ...search, from: inner(search.from), indicators: inner(search.indicators) };
    case 'pipeline': {
      const stages = search.stages.map(stage =>
        stage.kind === 'join' ? { ...stage, with: inner(stage.with) } : stage,
      );
      return { ...search, from: inner(search.from), stages };
    }
    default:
      return search;
  }
}

/** Events of one source of which one search or the other is asked: where nothing counts them it is no matter which of them found one. */
function ofOneSource({ searches, origin }: Extract<Search, { kind: 'union' }>): Events | undefined {
  const events = searches.flatMap(each => (each.kind === 'events' ? [each] : []));
  const [first] = events;
  const place = ({ source }: Events) => JSON.stringify([source.id, source.splunk]);
  const isOne = events.every(
    each => each.source.scope === undefined && first && place(each) === place(first),
  );
  if (first === undefined || events.length < searches.length || !isOne) return undefined;
  return { ...first, where: or(events.map(({ where }) => where)), origin };
}

/** `my_detection_filter` is where a site puts its exceptions; as it is shipped it keeps everything. */
function filterMacros(query: string): Macros {
  const names = [...query.matchAll(/\|\s*`(\w+_filter)`\s*(?=\||$)/g)].map(found => found[1] ?? '');
  return Object.fromEntries(
    names.filter(name => query.split(`\`${name}\``).length === 2).map(name => [name, { passes: true }]),
  );
}

/** Macros of data sources within subsearches; elsewhere one says where all events are, or nobody knows where they are. */
function innerMacros(query: string): Macros {
  const all = placeMacros();
  const found: Record<string, Macro> = {};
  let depth = 0;
  for (const [written, name] of query.matchAll(/"(?:[^"\\]|\\.)*"|[[\]]|`(\w+)`/g)) {
    if (written === '[') depth++;
    else if (written === ']') depth--;
    const macro = name === undefined || depth === 0 || !Object.hasOwn(all, name) ? undefined : all[name];
    if (name !== undefined && macro !== undefined) found[name] = macro;
  }
  return found;
}

/** Macros that are taken as security content ships them. */
function shipped(text: EmbeddedText, macros: Macros): readonly Diagnostic[] {
  return [...text.text.matchAll(/`(\w+)`/g)].flatMap(({ 1: name = '', index, 0: written }) =>
    (Object.hasOwn(contentMacros, name) || Object.hasOwn(innerMacros(text.text), name)) &&
    !Object.hasOwn(macros, name)
      ? [diagnose('splunk/shipped-macro', { name }, text.span(index, index + written.length))]
      : [],
  );
}
