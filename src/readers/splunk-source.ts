import { type DataSource, dataSources, hasName, isSameDataset, ofTables } from '../fields/index.ts';
import { and, type Events, fieldsIn, type LogSource, type Predicate } from '../ir/index.ts';
import type { Macro, Macros } from '../languages/spl/index.ts';
import { placeIn } from './splunk-place.ts';

/**
 * Macros of security content that say where events are kept, and the data source that they stand for. Each site defines them as
 * its own indexes need. https://github.com/splunk/security_content/tree/develop/macros
 */
const sourceMacros = ofTables(
  () =>
    new Map(dataSources().flatMap(({ id, splunk }) => splunk.macros?.map(name => [name, id] as const) ?? [])),
);

/** The macro that a search begins with, where it says which events are looked at. */
export function sourceMacro(
  query: string,
): { readonly name: string; readonly source: LogSource } | undefined {
  const [, name = ''] = /^\s*(?:search\s+)?`(\w+)`(?!\s+OR\b)/.exec(query) ?? [];
  const isOnce = query.split(`\`${name}\``).length === 2;
  const id = isOnce ? sourceMacros().get(name) : undefined;
  return id === undefined ? undefined : { name, source: { splunk: { search: `\`${name}\`` }, id } };
}

/** What such macros stand for where a search does not begin with one, as in a subsearch: where the events of their sources are kept. */
export const placeMacros = ofTables(
  (): Macros =>
    Object.fromEntries(
      [...sourceMacros()].flatMap(([name, id]) => {
        const search = placeOf(id);
        return search === undefined || search === '' ? [] : [[name, { definition: `(${search})` }]];
      }),
    ),
);

const place =
  /^(?:[()\s]|\b(?:OR|AND)\b|\b(?:index|source|sourcetype|eventtype|host|tag|channel)\s*=\s*(?:"[^"]*"|[^\s()"]+)(?=[()\s]|$))*$/i;

/** Whether the definition of such a macro says where events are kept and nothing else, as security content ships it. */
export function saysPlaceAlone(macro: Macro): boolean {
  return macro.passes !== true && macro.parameters === undefined && place.test(macro.definition);
}

const windows = /^(?:sysmon eventid|windows|crowdstrike)/i;
const linux = /^(?:sysmon for linux|linux)/i;

/** The data source of events that a search looks at; `named` are the sources that the author lists. */
export function recogniseSplunk(events: Events, named: readonly string[]): Events {
  const { source } = events;
  const model = source.splunk?.dataModel;
  if (model !== undefined) {
    const id = modelSource(model, events, named);
    return id === undefined ? events : ofModelScope({ ...events, source: placed(source, id) });
  }
  if (source.id === undefined) return source.splunk?.search === '' ? inPlace(events) : events;
  // The macro of Sysmon holds its Linux events too.
  if (source.id === 'windows.sysmon' && named.some(each => linux.test(each)))
    return narrowed({ ...events, source: { ...source, id: 'linux.sysmon' } }, placeOf('linux.sysmon'));
  return narrowed(events, placeOf(source.id));
}

function placeOf(id: string): string | undefined {
  return dataSources().find(each => each.id === id)?.splunk.search;
}

/** A search that says in plain fields where its events are kept. */
function inPlace(events: Events): Events {
  const place = placeIn(events, new Set(sourceMacros().values()));
  if (place === undefined) return events;
  const { id, known, search, where, asXml } = place;
  const source = { ...events.source, splunk: { search }, ...(id === undefined ? {} : { id }) };
  const elsewhere = asXml && { where: asXml, given: renderedGiven(where, asXml) };
  const found = narrowed(
    { ...events, source, where, ...(elsewhere === undefined ? {} : { elsewhere }) },
    known,
  );
  return found.source.id === undefined ? events : found;
}

/** Fields that the text of an event has under another name than its XML, or beside others under one. */
function renderedGiven(where: Predicate, asXml: Predicate): readonly string[] {
  const names = new Set(fieldsIn(asXml).map(({ name }) => name));
  const own = fieldsIn(where).filter(({ name }) => !names.has(name));
  return [...new Set(own.map(({ name }) => `rendered-text:${name}`))];
}

/** A data model says not where its raw events are kept. */
function placed(source: LogSource, id: string): LogSource {
  return { ...source, id, splunk: { ...source.splunk, search: placeOf(id) ?? '' } };
}

/** Data models of what runs on machines, and the kind of its events: whose machines they are, the author says beside the search. */
const endpointModels: Readonly<Record<string, string>> = {
  'Endpoint.Processes': 'process_creation',
  'Endpoint.Filesystem': 'file_event',
};

function modelSource(model: string, { where }: Events, named: readonly string[]): string | undefined {
  const kind = endpointModels[model];
  if (kind !== undefined) return `${machines(named)}.${kind}`;
  const holding = dataSources().filter(({ splunk }) =>
    splunk.models?.some(each => isSameDataset(each, model)),
  );
  const knows = (source: DataSource): boolean =>
    fieldsIn(where).every(({ name }) => hasName(source, 'cim', name));
  return (holding.find(knows) ?? holding[0])?.id;
}

function machines(named: readonly string[]): string {
  const os = named.filter(each => !/^crowdstrike/i.test(each));
  if (os.length > 0 && os.every(each => windows.test(each))) return 'windows';
  return os.length > 0 && os.every(each => linux.test(each)) ? 'linux' : 'endpoint';
}

/** What a data model says of its events besides (their action) may make them those of one data source. */
function ofModelScope(events: Events): Events {
  const { source, where } = events;
  const [family, kind] = source.id?.split('.') ?? [];
  if (kind !== 'file_event') return events;
  const parts = partsOf(where);
  for (const { id, splunk } of dataSources()) {
    const scope = Object.entries(splunk.dataModelScope ?? {});
    if (!id.startsWith(`${family}.file_`) || scope.length !== 1) continue;
    const part = parts.find(each => scope.some(([name, values]) => says(each, name, values)));
    if (part !== undefined) return without([part], id, events);
  }
  return events;
}

/** An event id among the conjuncts, or an event's name and its system, may make a place the one data source that has just these. */
function narrowed(events: Events, place: string | undefined): Events {
  const parts = partsOf(events.where);
  const there = dataSources().filter(({ splunk }) => splunk.search === place);
  const fitting = there.flatMap(({ id: other, splunk }) => {
    const scope = Object.entries(splunk.scope ?? {});
    const said = scope.flatMap(([name, values]) => parts.find(each => says(each, name, values)) ?? []);
    return scope.length === 0 || said.length < scope.length ? [] : [{ id: other, said }];
  });
  const [only] = fitting;
  if (only !== undefined) return fitting.length > 1 ? events : without(only.said, only.id, events);
  const id = told(parts, there);
  return id === undefined ? events : { ...events, source: { ...events.source, id } };
}

function without(said: readonly Predicate[], id: string, events: Events): Events {
  const where = and(
    partsOf(events.where).filter(each => !said.includes(each)),
    events.where.origin,
  );
  return { ...events, source: { ...events.source, id, scope: and(said) }, where };
}

/** The source that alone has the values which are asked for; the conjunct stays. */
function told(parts: readonly Predicate[], there: readonly DataSource[]): string | undefined {
  const asked = parts.flatMap(part =>
    part.kind === 'equals' && part.subject.kind === 'field'
      ? [{ name: part.subject.name, values: part.values.map(String) }]
      : [],
  );
  const tells = (wild: boolean): string | undefined =>
    there.find(({ splunk }) =>
      asked.some(({ name, values }) => {
        const own = splunk.tells?.[name];
        return own !== undefined && (wild ? own.includes('*') : values.every(value => own.includes(value)));
      }),
    )?.id;
  return tells(false) ?? tells(true);
}

function partsOf(where: Predicate): readonly Predicate[] {
  return where.kind === 'and' ? where.operands : [where];
}

function says(part: Predicate, name: string, values: unknown): boolean {
  if (part.kind !== 'equals' || part.subject.kind !== 'field' || part.subject.name !== name) return false;
  const wanted = (Array.isArray(values) ? values : [values]).map(String).sort();
  return part.values.map(String).sort().join('\n') === wanted.join('\n');
}
