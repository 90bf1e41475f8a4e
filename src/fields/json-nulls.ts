import { compilePredicate } from '../evaluate/index.ts';
import {
  fieldsOf,
  type Given,
  type Leaf,
  leaves,
  mapSubjects,
  type Predicate,
  subjects,
} from '../ir/index.ts';
import type { DataSource } from './data-source.ts';

const ofJson =
  /json|aws:cloudtrail|guardduty|azure:|o365:|google:|gws:|github:|kubernetes|Okta|onelogin|bitbucket|cisco:duo/;

/**
 * Splunk gives a field that is null in JSON the text `null`, as its own searches have it
 * (https://research.splunk.com/deprecated/ccb3e4af-23d6-407f-9842-a26212816c9e/): who asks whether it is there, or for what that text fits,
 * takes it that a field without a value is left out.
 */
export function nullsOfJson(predicate: Predicate, source: DataSource | undefined): readonly Given[] {
  if (!isOfJson(source)) return [];
  const given = leaves(predicate).flatMap(({ leaf }) => (tellsNull(leaf) ? namesIn(leaf) : []));
  return [...new Set(given.map(name => `not-null:${name}` as const))];
}

/** Whether Splunk takes the fields of a source's events out of JSON. */
export function isOfJson(source: DataSource | undefined): boolean {
  return source !== undefined && ofJson.test(source.splunk.search);
}

function namesIn(leaf: Leaf): readonly string[] {
  return subjects(leaf).flatMap(subject => fieldsOf(subject).map(({ name }) => name));
}

/** Whether a leaf on one field holds for the word. */
function tellsNull(leaf: Leaf): boolean {
  const [subject, ...others] = subjects(leaf);
  if (subject?.kind !== 'field' || others.some(({ kind }) => kind !== 'literal')) return false;
  const alone = mapSubjects(leaf, each => (each.kind === 'field' ? { ...each, name: 'v' } : each));
  return compilePredicate(alone)({ v: 'null' });
}
