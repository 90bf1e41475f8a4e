import {
  type Field,
  fieldsOf,
  type Given,
  type Leaf,
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
