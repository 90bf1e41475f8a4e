import { compilePredicate } from '../../evaluate/index.ts';
import {
  equals,
  exists,
  type Field,
  fieldsOf,
  type Given,
  type Leaf,
  mapLeaves,
  mapSubjects,
  not,
  or,
  type Predicate,
  subjects,
  type Vendor,
} from '../../ir/index.ts';
import type { MappedField } from '../mapped-field.ts';
import { exactly, type Rewriting } from '../rewriting.ts';

/** Texts in place of which a product has no field. */
export type Blanks = ReadonlySet<unknown>;

/**
 * Elastic's integration leaves these out of events of Sysmon
 * (https://github.com/elastic/integrations/tree/main/packages/windows/data_stream/sysmon_operational).
 */
const blanksOfSysmon: Blanks = new Set(['-', '', '{00000000-0000-0000-0000-000000000000}']);

/**
 * What a log has in place of an address or a number; an identifier of zeros never stands there
 * (https://github.com/elastic/integrations/blob/main/packages/system/data_stream/security/elasticsearch/ingest_pipeline/standard.yml).
 */
const dashes: Blanks = new Set(['-', '']);

/**
 * Many of Elastic's integrations drop the empty texts of a JSON record, and its nulls, before anything else
 * (https://github.com/elastic/integrations/blob/main/packages/aws/data_stream/cloudtrail/elasticsearch/ingest_pipeline/default.yml).
 */
const emptyTexts: Blanks = new Set(['']);

/** Texts in place of which Elastic has no such field: an address or a number is never a dash. */
export function blanksLeftOut({ blanks, type }: MappedField): Blanks | undefined {
  if (type === 'ip' || type === 'number') return dashes;
  if (blanks === 'dashes') return blanksOfSysmon;
  return blanks === 'empty' ? emptyTexts : undefined;
}

/**
 * Splunk's add-on makes no field of an empty element of a Windows event's XML, as KEEP_EMPTY_VALS is false where nothing else is said
 * (https://help.splunk.com/en/splunk-enterprise/administer/admin-manual/10.0/configuration-file-reference/10.0.0-configuration-file-reference/transforms.conf).
 */
export const blanksOfXml: Blanks = new Set(['']);

/** What a translation rests on that asks whether a field is there, or for a text that fits a blank, where one of the two has none. */
export function assumedOfBlank(name: string): Given {
  return `blank:${name}`;
}

/** A leaf that asks for a blank, in a target that leaves the field out instead; undefined of others. */
export function withoutBlank(
  leaf: Leaf,
  subject: Field,
  blanks: Blanks,
  written: (rest: Leaf) => Rewriting,
): Rewriting | undefined {
  if (leaf.kind !== 'equals' || leaf.quantifier === 'all') return undefined;
  const rest = leaf.values.filter(value => !blanks.has(value));
  if (rest.length === leaf.values.length) return undefined;
  const absent: Predicate = not(exists(subject, leaf.origin), leaf.origin);
  const given = assumedOfBlank(subject.name);
  if (rest.length === 0) return exactly(absent, given);
  const others = written(equals(leaf.subject, rest, leaf));
  return {
    ...others,
    predicate: or([others.predicate, absent], leaf.origin),
    given: [...others.given, given],
  };
}

/** A pattern that a blank fits, where the target has an address, which is none: the field is left out. */
export function fittedByBlank(
  leaf: Leaf,
  subject: Field,
  blanks: Blanks,
  written: (leaf: Leaf) => Rewriting,
): Rewriting | undefined {
  if ((leaf.kind !== 'like' && leaf.kind !== 'matches') || leaf.quantifier === 'all') return undefined;
  if (subject.type !== 'ip' || blankTold(leaf, blanks) === undefined) return undefined;
  const rest = written(leaf);
  const absent = not(exists(subject, leaf.origin), leaf.origin);
  return {
    ...rest,
    predicate: or([rest.predicate, absent], leaf.origin),
    given: [...new Set([...rest.given, assumedOfBlank(subject.name)])],
  };
}

/** In the names of a target that has no blanks. */
export function withoutBlanks(rewriting: Rewriting, blanks: Blanks): Rewriting {
  const given = new Set(rewriting.given);
  const predicate = mapLeaves(rewriting.predicate, leaf => {
    const name = blankTold(leaf, blanks);
    if (name !== undefined) given.add(assumedOfBlank(name));
    const isOfField = 'subject' in leaf && leaf.subject.kind === 'field';
    const told = isOfField ? withoutBlank(leaf, leaf.subject, blanks, exactly) : undefined;
    return told?.predicate ?? leaf;
  });
  return { ...rewriting, predicate, given: [...given] };
}

/** Between Elastic and those who have what the log has, a leaf that tells a blank from no field rests on there being none. */
export function blanksBetween(leaf: Leaf, field: MappedField, from: Vendor, to: Vendor): readonly Given[] {
  const blanks = field.blanks && blanksLeftOut(field);
  if (blanks === undefined || (from === 'elastic') === (to === 'elastic')) return [];
  return blankTold(leaf, blanks) === undefined ? [] : [assumedOfBlank(field.canonical)];
}

/** The one field of which a leaf tells a blank from no field; undefined of leaves that do not. */
export function blankTold(leaf: Leaf, blanks: Blanks): string | undefined {
  if (leaf.kind === 'keyword' || leaf.kind === 'element' || !mayFit(leaf, blanks)) return undefined;
  const names = new Set(subjects(leaf).flatMap(subject => fieldsOf(subject).map(({ name }) => name)));
  const [name] = names;
  if (name === undefined || names.size > 1) return undefined;
  const alone = mapSubjects(leaf, each => (each.kind === 'field' ? { ...each, name: 'v' } : each));
  const holds = compilePredicate(alone);
  return [...blanks].some(v => holds({ v })) ? name : undefined;
}

/** Most lists and patterns are seen at once to fit none. */
function mayFit(leaf: Leaf, blanks: Blanks): boolean {
  if (!('subject' in leaf) || leaf.subject.kind !== 'field') return leaf.kind !== 'inNetwork';
  if (leaf.kind === 'equals') return leaf.values.some(value => blanks.has(String(value).toLowerCase()));
  if (leaf.kind !== 'like') return leaf.kind !== 'inNetwork';
  const texts = [...blanks].map(String);
  return leaf.patterns.some(parts =>
    parts.every(part => part.kind !== 'text' || texts.some(text => text.includes(part.text))),
  );
}
