import {
  always,
  exists,
  type Field,
  type FieldPattern,
  fieldsOf,
  type Given,
  type Leaf,
  mapFields,
  mapLeaves,
  mapSubjects,
  type Predicate,
  subjects,
  type Vendor,
} from '../ir/index.ts';
import type { DataSource } from './data-source.ts';
import type { FieldTable } from './field-table.ts';
import { isOfJson } from './json-nulls.ts';
import { splunkPath } from './multi-valued.ts';
import { type Rewriting, worse } from './rewriting.ts';
import { namePattern, withoutPosition } from './wildcard-name.ts';

/**
 * Splunk makes fields of the leaves of JSON alone, named by their paths: no field has the name of an object or of a list of objects
 * (https://help.splunk.com/en/splunk-enterprise/search/spl-search-reference/search-commands/spath). Such a one is there when a member
 * is, and has no text.
 */
export function byLeavesOfObjects(
  rewriting: Rewriting,
  source: DataSource | undefined,
  table: FieldTable,
): Rewriting {
  if (!isOfJson(source)) return rewriting;
  return byMembers(atAnyPlace(rewriting), table);
}

/** Names of elements bear no position: `targetResources{}.displayName` has the values of all. */
function atAnyPlace(rewriting: Rewriting): Rewriting {
  let placed: string | undefined;
  const change = (field: Field): Field => {
    const name = field.name.replaceAll(/\{\}\.\d+(?=\.|$)/g, '{}');
    if (field.vendor !== 'splunk' || name === field.name) return field;
    placed ??= field.name;
    return { ...field, name };
  };
  const predicate = mapLeaves(rewriting.predicate, leaf =>
    mapSubjects(leaf, subject => mapFields(subject, change)),
  );
  return placed === undefined ? rewriting : withoutPosition({ ...rewriting, predicate }, placed);
}

function byMembers(rewriting: Rewriting, table: FieldTable): Rewriting {
  const given = new Set<Given>();
  let lost: string | undefined;
  const predicate = mapLeaves(rewriting.predicate, leaf => {
    const object = subjects(leaf)
      .flatMap(subject => fieldsOf(subject))
      .find(field => field.vendor === 'splunk' && isObject(field, table, leaf.kind !== 'element'));
    if (object === undefined) return leaf;
    const written = ofMembers(leaf, object);
    given.add(leaf.kind === 'exists' ? `not-empty:${object.name}` : `object:${object.name}`);
    if (written !== undefined) return written;
    lost ??= object.name;
    return asTexts(leaf, object);
  });
  if (given.size === 0) return rewriting;
  const told = { ...rewriting, predicate, given: [...new Set([...rewriting.given, ...given])] };
  if (lost === undefined) return told;
  const why = `Splunk has the values within the object ${lost} as fields, and the object itself as none: its text is asked for.`;
  return { why, ...told, verdict: worse(told.verdict, 'different') };
}

/**
 * Whether a field is an object of the log. A name that events have as a text too, as the tables have it, is that text's. `byEntries`: what
 * members of fields with entries stand in is one too.
 */
export function isObject({ name, vendor }: Field, table: FieldTable, byEntries = true): boolean {
  const mapped = table.byName(vendor, name);
  const view = mapped?.view('sigma');
  if (typeof view === 'string' && mapped === table.listed(vendor, name)) return false;
  const own = typeof view === 'object' && 'name' in view ? view.name : view;
  const names = [name, ...(typeof own === 'string' ? [own] : [])];
  return (
    names.some(each => table.log.isObject(each)) ||
    (byEntries && objectsIn(table, vendor).has(plainPath(name)))
  );
}

const objects = new WeakMap<FieldTable, Map<Vendor, ReadonlySet<string>>>();

/** What members of fields with entries stand in. */
function objectsIn(table: FieldTable, vendor: Vendor): ReadonlySet<string> {
  const known = objects.get(table) ?? new Map<Vendor, ReadonlySet<string>>();
  objects.set(table, known);
  const held = known.get(vendor);
  if (held !== undefined) return held;
  const found = new Set(
    table.names(vendor).flatMap(name => {
      const parts = plainPath(name).split('.');
      return parts.slice(1).map((_, last) => parts.slice(0, last + 1).join('.'));
    }),
  );
  known.set(vendor, found);
  return found;
}

function plainPath(name: string): string {
  return name.replaceAll('{}', '');
}

/** What says the same of the members; undefined where nothing does. */
function ofMembers(leaf: Leaf, object: Field): Predicate | undefined {
  if (leaf.kind === 'exists' && leaf.subject.kind === 'field') return exists(membersOf(object), leaf.origin);
  // The text of an object begins with a brace, and is no number.
  const isNever =
    leaf.kind === 'equals' &&
    leaf.subject.kind === 'field' &&
    leaf.values.every(value => !/^\s*[[{]/.test(String(value)));
  return isNever ? always(false, leaf.origin) : undefined;
}

function asTexts(leaf: Leaf, object: Field): Leaf {
  if (leaf.kind !== 'like' && leaf.kind !== 'matches' && leaf.kind !== 'equals') return leaf;
  return leaf.subject.kind === 'field' ? { ...leaf, subject: membersOf(object) } : leaf;
}

function membersOf({ name, vendor, origin }: Field): FieldPattern {
  const path = splunkPath(`${name.replace(/\{\}$/, '')}.x`);
  return { kind: 'fieldPattern', pattern: namePattern(`${path.slice(0, -1)}*`), vendor, origin };
}
