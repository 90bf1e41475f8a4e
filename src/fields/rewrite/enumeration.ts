import {
  always,
  and,
  type Expression,
  equals,
  exists,
  field,
  type Leaf,
  not,
  or,
  type Predicate,
  type Vendor,
} from '../../ir/index.ts';
import type { CasesView, Condition, ValuesView } from '../data-source.ts';
import { exactly, loosely, type Rewriting } from '../rewriting.ts';

type Translate = (value: string) => string | undefined;

/** Canonical values to a vendor's; letters are compared as the leaf compares them. */
export function encoded(leaf: Leaf, view: ValuesView, subject: Expression): Rewriting | undefined {
  return withValues(leaf, subject, lookup(Object.entries(view.values), leaf), view.name);
}

/** A vendor's values to canonical ones: the first that the table gives for each. */
export function decoded(leaf: Leaf, view: ValuesView, subject: Expression): Rewriting | undefined {
  const backwards = Object.entries(view.values).map(([canonical, vendors]) => [vendors, canonical] as const);
  return withValues(leaf, subject, lookup(backwards, leaf), view.name);
}

function lookup(pairs: readonly (readonly [string, string])[], leaf: Leaf): Translate {
  const fold = 'casing' in leaf && leaf.casing === 'ignored';
  return value =>
    pairs.find(([from]) => from === value || (fold && from.toLowerCase() === value.toLowerCase()))?.[1];
}

function withValues(
  leaf: Leaf,
  subject: Expression,
  translate: Translate,
  name: string,
): Rewriting | undefined {
  if (leaf.kind === 'exists') return exactly({ ...leaf, subject });
  if (leaf.kind !== 'equals') return undefined;
  const values = leaf.values.map(value => translate(String(value)));
  const known = values.filter(value => value !== undefined);
  const unknown = leaf.values.filter((_, index) => values[index] === undefined);
  const predicate = { ...leaf, subject, values: [...new Set(known)] };
  if (unknown.length === 0) return exactly(predicate);
  const why = `${name} has no value that stands for ${unknown.map(value => `“${value}”`).join(', ')}.`;
  if (known.length > 0) return loosely(predicate, 'narrower', why);
  return loosely({ ...leaf, subject }, 'different', why);
}

/** Values of a field that the vendor lacks, as conditions on fields that it has. */
export function byCases(
  leaf: Leaf,
  view: CasesView,
  vendor: Vendor,
  canonical: string,
): Rewriting | undefined {
  if (leaf.kind === 'exists')
    return loosely(always(true, leaf.origin), 'broader', `The target has no field like ${canonical}.`);
  if (leaf.kind !== 'equals') return undefined;
  const conditions: Predicate[] = [];
  for (const value of leaf.values) {
    const found = view.cases[String(value).toLowerCase()];
    if (found === undefined) return undefined;
    conditions.push(condition(found, vendor, leaf));
  }
  return exactly(or(conditions, leaf.origin), `derived:${canonical}`);
}

function condition(found: Condition, vendor: Vendor, leaf: Leaf): Predicate {
  const named = (name: string) => field(name, vendor, leaf.origin);
  const parts: Predicate[] = [];
  if (found.present !== undefined) parts.push(exists(named(found.present), leaf.origin));
  if (found.absent !== undefined) parts.push(not(exists(named(found.absent), leaf.origin)));
  for (const [name, values] of Object.entries(found.equals ?? {}))
    parts.push(equals(named(name), values, { casing: 'ignored', origin: leaf.origin }));
  if (found.not !== undefined) parts.push(not(condition(found.not, vendor, leaf)));
  return and(parts, leaf.origin);
}
