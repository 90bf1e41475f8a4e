import { fieldsOf, type Given, type Leaf, type LogSource, subjects, type Vendor } from '../ir/index.ts';
import type { DataSource } from './data-source.ts';
import { withoutWordsOfAddOn } from './filled-by-add-on.ts';
import { nullsOfJson } from './json-nulls.ts';
import { byLeavesOfObjects } from './objects-in-splunk.ts';
import { dataSource, fieldTable } from './registry.ts';
import { assumedOfBlank, blanksOfXml, blankTold, withoutBlanks } from './rewrite/blank.ts';
import { withFilled } from './rewrite/filled.ts';
import type { Rewriting } from './rewriting.ts';
import { takenNames } from './taken-names.ts';
import { isOfXml, keptAsXml, plainTextsOfXml } from './xml-texts.ts';

/** What a leaf in Splunk's names tells of fields that Splunk has not, or has with another value, where the log has a blank or a null. */
export function missingInSplunk(leaf: Leaf, source: DataSource | undefined): readonly Given[] {
  const isOfSplunk = subjects(leaf).some(subject => fieldsOf(subject).some(each => each.vendor === 'splunk'));
  if (!isOfSplunk) return [];
  const blank = isOfXml(source) ? blankTold(leaf, blanksOfXml) : undefined;
  return [...(blank === undefined ? [] : [assumedOfBlank(blank)]), ...nullsOfJson(leaf, source)];
}

/** What Splunk makes of texts and of missing values when it takes fields out of events, or into a data model. */
export function asHeld(rewriting: Rewriting, vendor: Vendor, place: LogSource): Rewriting {
  const source = dataSource(place.id);
  if (vendor === 'cim') return withFilled(rewriting, source?.splunk.dataModel);
  if (vendor !== 'splunk') return rewriting;
  const held = isOfXml(source)
    ? withoutBlanks(rewriting, blanksOfXml)
    : byLeavesOfObjects(withoutWordsOfAddOn(rewriting, source), source, fieldTable(source));
  const given = [
    ...plainTextsOfXml(held.predicate, source),
    ...keptAsXml(held.predicate, place, source),
    ...nullsOfJson(held.predicate, source),
    ...takenNames(held.predicate, source),
  ];
  return given.length === 0 ? held : { ...held, given: [...held.given, ...given] };
}
