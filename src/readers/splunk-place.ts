import { dataSource, dataSources, ofTables, renderedAsXml } from '../fields/index.ts';
import { and, type Events, leaves, type Pattern, type Predicate, subjects } from '../ir/index.ts';
import { lowerSpl } from '../languages/spl/index.ts';
import { EmbeddedText, SourceFile } from '../source/index.ts';
import { withKnownValues } from './known-values.ts';

/** Where the events of a search are kept, as its first words say it in fields of Splunk's own. */
export interface SplunkPlace {
  /** The data source of all that is kept there; none where parts of it are data sources of their own. */
  readonly id: string | undefined;
  /** The search that the table of sources has for it. */
  readonly known: string;
  /** The words, as a search. */
  readonly search: string;
  /** What else the search asks for. */
  readonly where: Predicate;
  /** The same asked of the XML of Windows' events, where their text is kept there. */
  readonly asXml?: Predicate;
}

/**
 * The place of a search that names an index, a source or a sourcetype
 * (https://help.splunk.com/en/splunk-enterprise/get-data-in/get-started-with-getting-data-in/10.0/configure-host-values/about-default-fields-host-source-sourcetype-and-more);
 * undefined where no table has its source and sourcetype. `channels` are the data sources that hold all of what is kept in one place.
 */
export function placeIn({ where }: Events, channels: ReadonlySet<string>): SplunkPlace | undefined {
  const parts = where.kind === 'and' ? where.operands : [where];
  const named = parts.flatMap(part => {
    const word = wordOf(part);
    return word === undefined ? [] : [{ part, ...word }];
  });
  const words = [...named, ...(saysNoChannel(named) ? parts.flatMap(logOf) : [])];
  const rest = parts.filter(part => words.every(word => word.part !== part));
  const known = knownAs(words, rest, channels);
  if (known === undefined) return undefined;
  const search = words.map(({ text }) => text).join(' ');
  return { ...known, search, where: and(rest, where.origin) };
}

/** What is asked of the text of events, as of their XML; of the number of an event it is the same. */
function renderedThere(id: string | undefined, rest: readonly Predicate[]): Predicate | undefined {
  const source = dataSource(id);
  if (source === undefined || rest.every(asksForId)) return rest.every(asksForId) ? and(rest) : undefined;
  const asXml = renderedAsXml(and(rest), source);
  return asXml && withKnownValues(asXml);
}

/** A search of the environment may name an index too; where the table names none, any index is meant. */
function knownAs(
  words: readonly Word[],
  rest: readonly Predicate[],
  channels: ReadonlySet<string>,
): Pick<SplunkPlace, 'id' | 'known' | 'asXml'> | undefined {
  const anywhere = words.filter(({ field }) => field !== 'index');
  const keys = [keyOf(channelOf(words)), keyOf(channelOf(anywhere))];
  const found = keys.map(key => placedSources().filter(each => each.key === key));
  const sources = (found.find(each => each.length > 0) ?? []).map(({ source }) => source);
  const [first] = sources;
  if (first === undefined) return undefined;
  const whole = sources.filter(({ splunk }) => splunk.scope === undefined);
  const own = whole.length === 1 ? whole[0] : whole.find(({ id }) => channels.has(id));
  const place = { id: own?.id, known: first.splunk.search };
  if (!isRenderedIn(anywhere)) return place;
  const asXml = renderedThere(own?.id, rest);
  if (asXml === undefined) return undefined;
  return rest.every(asksForId) ? place : { ...place, asXml };
}

/** Whether events are kept there as text: what says that they are kept as XML says it of them all. */
function isRenderedIn(words: readonly Word[]): boolean {
  return words.some(isRendered) && !words.some(word => isOf(word, 'sourcetype', /^xmlwineventlog/i));
}

/** Whether what is said of a place is that events of Windows are there, of whatever channel. */
function saysNoChannel(words: readonly Word[]): boolean {
  const told = words.filter(({ field }) => field !== 'index');
  return told.length === 1 && told.every(word => isOf(word, 'sourcetype', /^(?:xml)?wineventlog$/i));
}

/** The channel, as the text of an event says it, and its XML. */
function logOf(part: Predicate): readonly (Word & { readonly text: string; readonly part: Predicate })[] {
  const word = wordOf(part, logs);
  return word === undefined ? [] : [{ part, ...word }];
}

const logs: ReadonlySet<string> = new Set(['LogName', 'Channel']);

interface Word {
  readonly field: string;
  readonly values: readonly string[];
}

const places: ReadonlySet<string> = new Set(['index', 'source', 'sourcetype', 'eventtype']);

/** What a part of a search says of a place, and how it is written. */
function wordOf(part: Predicate, names = places): (Word & { readonly text: string }) | undefined {
  if ((part.kind !== 'equals' && part.kind !== 'like') || part.casing !== 'ignored') return undefined;
  if (part.subject.kind !== 'field' || part.quantifier !== 'any' || !names.has(part.subject.name))
    return undefined;
  const field = part.subject.name;
  const texts = part.kind === 'equals' ? part.values.map(String) : part.patterns.map(writtenAs);
  const values = texts.filter(text => text !== undefined);
  if (values.length < texts.length || values.some(value => /["\\]/.test(value))) return undefined;
  // A wildcard says of an index where to look, and of a source which events are meant.
  if (part.kind === 'like' && field !== 'index') return undefined;
  const alternatives = values.map(value => `${field}="${value}"`);
  const [only = ''] = alternatives;
  return { field, values, text: alternatives.length === 1 ? only : `(${alternatives.join(' OR ')})` };
}

function writtenAs(pattern: Pattern): string | undefined {
  const parts = pattern.map(part =>
    part.kind === 'text' ? part.text : part.kind === 'anyRun' ? '*' : undefined,
  );
  return parts.some(part => part === undefined || (part.length > 1 && part.includes('*')))
    ? undefined
    : parts.join('');
}

/**
 * Channels of Windows have had their names as source, and as sourcetype before
 * (https://docs.splunk.com/Documentation/WindowsAddOn/latest/User/SourcetypesandCIMdatamodelinfo): one of them names the channel. So does
 * an event type of the add-on, of three.
 */
function channelOf(words: readonly Word[]): readonly Word[] {
  const told = words.filter(
    word => !isOf(word, 'sourcetype', /^(?:xml)?wineventlog$/i) || words.length === 1,
  );
  return told.map(word => {
    if (logs.has(word.field)) return named(word, /^/);
    if (isOf(word, 'eventtype', /^wineventlog_(?:application|security|system)$/i))
      return named(word, /^wineventlog_/i);
    return isRendered(word) || isOf(word, 'sourcetype', /^xmlwineventlog:/i)
      ? named(word, /^(?:xml)?wineventlog:/i)
      : word;
  });
}

function named(word: Word, prefix: RegExp): Word {
  return {
    field: 'source',
    values: word.values.map(value => `XmlWinEventLog:${value.replace(prefix, '')}`),
  };
}

/**
 * A channel that is taken as the text that Windows makes of an event, and not as its XML: of the names of its fields (`Account_Name`, twice)
 * the number of the event alone is that of the XML.
 * https://help.splunk.com/en/splunk-enterprise/get-data-in/collect-log-data-from-files-and-directories/10.0/get-windows-data/monitor-windows-event-log-data-with-splunk-enterprise
 */
function isRendered(word: Word): boolean {
  return isOf(word, 'source', /^wineventlog:/i) || isOf(word, 'sourcetype', /^wineventlog(?::|$)/i);
}

function asksForId(part: Predicate): boolean {
  return leaves(part).every(
    ({ leaf }) =>
      leaf.kind !== 'keyword' &&
      subjects(leaf).every(
        subject => subject.kind === 'literal' || (subject.kind === 'field' && subject.name === 'EventCode'),
      ),
  );
}

function isOf({ field, values }: Word, name: string, form: RegExp): boolean {
  return field === name && values.every(value => form.test(value));
}

function keyOf(words: readonly Word[]): string {
  return words
    .map(({ field, values }) => [field, ...values.map(value => value.toLowerCase()).sort()].join('\n'))
    .sort()
    .join('\n\n');
}

function isAnywhere({ values }: Word): boolean {
  return values.includes('*');
}

/** The data sources that a place tells: those whose search is made of nothing else. */
const placedSources = ofTables(() =>
  dataSources().flatMap(source =>
    [source.splunk.search, ...(source.splunk.also ?? [])].flatMap(search => {
      const words = wordsOf(search);
      return words === undefined || words.every(isAnywhere) ? [] : [{ source, key: keyOf(channelOf(words)) }];
    }),
  ),
);

/** What a search of the tables says of a place; undefined where it says more. */
function wordsOf(search: string): readonly Word[] | undefined {
  const file = new SourceFile('(source)', search);
  const { value } = lowerSpl(EmbeddedText.whole(file), { splunk: { search: '' } });
  if (value?.kind !== 'events') return undefined;
  const parts = value.where.kind === 'and' ? value.where.operands : [value.where];
  const words = parts.flatMap(part => wordOf(part) ?? []);
  return words.length < parts.length ? undefined : words;
}
