import type { Field, Leaf, LogSource, Vendor } from '../ir/index.ts';
import type { DataSource } from './data-source.ts';
import { exactly, loosely, type Rewriting } from './rewriting.ts';
import { authorOf } from './scope.ts';
import { isOfXml } from './xml-texts.ts';

/** Sigma's names of the parts of an event that hold its data, as Windows writes them in XML, by those of Splunk's add-on. */
const parts: Readonly<Record<string, string>> = { EventData_Xml: 'EventData', UserData_Xml: 'UserData' };

/**
 * What asks for the markup of a Windows event (`EventData_Xml="*<Data Name='Status'>*"`, a keyword `<Data>`): Splunk keeps the XML and its
 * parts (https://docs.splunk.com/Documentation/WindowsAddOn/latest/User/SourcetypesandCIMdatamodelinfo); Elastic takes them apart into
 * `winlog.event_data` and `winlog.user_data` (https://www.elastic.co/docs/reference/beats/winlogbeat/exported-fields-winlog), Panther into
 * `ExtraEventData`. Undefined of any other leaf.
 */
export function ofMarkup(
  leaf: Leaf,
  source: LogSource,
  known: DataSource | undefined,
  vendor: Vendor,
): Rewriting | undefined {
  if (!isOfXml(known)) return undefined;
  const isKept = vendor === 'splunk' || vendor === 'sigma';
  if (leaf.kind === 'keyword')
    return asksForTags(leaf) && !isKept && authorOf(source) !== vendor
      ? loosely(leaf, 'different', why)
      : undefined;
  if (leaf.kind === 'element' || leaf.kind === 'compares' || leaf.subject.kind !== 'field') return undefined;
  const name = nameIn(leaf.subject, vendor);
  if (name === undefined) return undefined;
  const renamed: Leaf = { ...leaf, subject: { ...leaf.subject, name, vendor } };
  return isKept ? exactly(renamed) : loosely(renamed, 'different', why);
}

const why = 'what it looks for is markup of the event’s XML, which is taken apart into fields there';

/** The part's name in another product: where that has none, the one that it is written with. */
function nameIn({ name, vendor: author }: Field, vendor: Vendor): string | undefined {
  if (author === vendor) return undefined;
  if (author === 'splunk' && Object.hasOwn(parts, name)) return vendor === 'sigma' ? parts[name] : name;
  const own = Object.keys(parts).find(each => parts[each] === name);
  if (author !== 'sigma' || own === undefined) return undefined;
  return vendor === 'splunk' ? own : name;
}

const tags = /<\/?(?:Event|System|EventData|UserData|RenderingInfo|Data)\b|\bName=['"][^'"]*['"]>/i;

function asksForTags({ patterns }: Extract<Leaf, { kind: 'keyword' }>): boolean {
  return patterns.some(pattern => pattern.some(part => part.kind === 'text' && tags.test(part.text)));
}
