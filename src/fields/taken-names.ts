import { type Field, fieldsIn, type Given, type Predicate } from '../ir/index.ts';
import type { DataSource } from './data-source.ts';
import { isOfXml } from './xml-texts.ts';

/**
 * Fields that every event of Splunk has of its own, and those that its add-on takes out of the head of a Windows event: a field of
 * the event's data that bears such a name stands beside it or not, as the extraction goes
 * (https://help.splunk.com/en/splunk-enterprise/search/search-manual/9.4/about-search-time/use-default-fields).
 */
const ofEveryEvent: Readonly<Record<string, RegExp>> = {
  _time: /^@timestamp$/,
  host: /^(?:host\.|winlog\.computer_name$|agent\.|observer\.)/,
  source: /^log\.file\.path$/,
  sourcetype: /^data_stream\.dataset$/,
  index: /^$/,
};
const ofTheHead: Readonly<Record<string, RegExp>> = {
  Name: /^winlog\.provider_name$/,
  Guid: /^winlog\.provider_guid$/,
  ProcessID: /^winlog\.process\.pid$/,
  ThreadID: /^winlog\.process\.thread\.id$/,
  ActivityID: /^winlog\.activity_id$/,
};

export function isOfEveryEvent(name: string): boolean {
  return Object.hasOwn(ofEveryEvent, name);
}

export function takenNames(predicate: Predicate, source: DataSource | undefined): readonly Given[] {
  const taken = isOfXml(source) ? { ...ofEveryEvent, ...ofTheHead } : ofEveryEvent;
  const isTaken = ({ name, canonical }: Field): boolean =>
    canonical !== undefined && Object.hasOwn(taken, name) && taken[name]?.test(canonical) === false;
  return [
    ...new Set(
      fieldsIn(predicate).flatMap(field => (isTaken(field) ? [`named-by-event:${field.name}`] : [])),
    ),
  ];
}
