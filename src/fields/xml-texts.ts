import {
  type Field,
  fieldsOf,
  fieldsIn as fieldsOfAll,
  type Given,
  type Leaf,
  type LogSource,
  leaves,
  type Predicate,
  subjects,
} from '../ir/index.ts';
import type { DataSource } from './data-source.ts';

/** Whether Splunk takes the events of a source from the XML that Windows writes. */
export function isOfXml(source: DataSource | undefined): source is DataSource {
  return source?.splunk.search.includes('XmlWinEventLog') === true;
}

/**
 * Splunk's add-ons extract the fields of a Windows event from its XML as they stand there, in which `&`, `<` and `>` are `&amp;`, `&lt;` and
 * `&gt;` (https://www.w3.org/TR/xml/#syntax): who asks for these characters takes it that they are written plainly.
 */
export function plainTextsOfXml(predicate: Predicate, source: DataSource | undefined): readonly Given[] {
  if (!isOfXml(source)) return [];
  const given = leaves(predicate).flatMap(({ leaf }) =>
    asksForMarkup(leaf)
      ? fieldsIn(leaf).flatMap(({ name }) => (isXml(name) ? [] : [`xml-text:${name}` as const]))
      : [],
  );
  return [...new Set(given)];
}

/**
 * Where a pipeline or a project says that a source of Windows is `WinEventLog:…`, which is what its events are called both as XML and as
 * rendered text: as text they have the provider as SourceName, the computer as ComputerName, and the data of an event in its message alone,
 * by the labels there (https://docs.splunk.com/Documentation/AddOns/released/Windows/Configuration).
 */
export function keptAsXml(
  predicate: Predicate,
  { placed = {} }: LogSource,
  source: DataSource | undefined,
): readonly Given[] {
  if (source?.os !== 'windows') return [];
  const said = ['source', 'sourcetype'].flatMap(name => placed[name] ?? []);
  const place = said.length === 0 ? source.splunk.search : said.join(' ');
  if (!/WinEventLog/i.test(place) || /XmlWinEventLog/i.test(place)) return [];
  const asked = fieldsOfAll(predicate).filter(({ name }) => !ofEitherForm.has(name));
  return [...new Set(asked.map(({ name }) => `xml-events:${name}` as const))];
}

/** Fields that Windows' events have under these names as text too. */
const ofEitherForm: ReadonlySet<string> = new Set([
  'EventCode',
  'host',
  'source',
  'sourcetype',
  'index',
  '_raw',
  '_time',
]);

/** `UserData_Xml`, which holds markup as it is. */
function isXml(name: string): boolean {
  return name.endsWith('_Xml');
}

function fieldsIn(leaf: Leaf): readonly Field[] {
  return subjects(leaf).flatMap(subject => [...fieldsOf(subject)]);
}

const markup = /[&<>]/;

function asksForMarkup(leaf: Leaf): boolean {
  if (leaf.kind === 'equals') return leaf.values.some(value => markup.test(String(value)));
  if (leaf.kind !== 'like') return false;
  return leaf.patterns.some(parts => parts.some(part => part.kind === 'text' && markup.test(part.text)));
}
