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

type Translate = (value: string) => string | readonly string[];

/** Canonical values to a vendor's; letters are compared as the leaf compares them. */
export function encoded(leaf: Leaf, view: ValuesView, subject: Expression): Rewriting | undefined {
  const same = sameText(leaf);
  const translate: Translate = value =>
    Object.entries(view.values).find(([from]) => same(from, value))?.[1] ?? [];
  return withValues(leaf, subject, translate, view.name);
}

/** A vendor's values to canonical ones: the first that the table gives for each. */
export function decoded(leaf: Leaf, view: ValuesView, subject: Expression): Rewriting | undefined {
  const same = sameText(leaf);
  const translate: Translate = value => {
    const found = Object.entries(view.values).find(([, theirs]) =>
      [theirs].flat().some(one => same(one, value)),
    );
    return found === undefined ? [] : found[0];
  };
  return withValues(leaf, subject, translate, view.name);
}

function sameText(leaf: Leaf): (one: string, other: string) => boolean {
  const fold = 'casing' in leaf && leaf.casing === 'ignored';
  return (one, other) => one === other || (fold && one.toLowerCase() === other.toLowerCase());
}

function withValues(
  leaf: Leaf,
  subject: Expression,
  translate: Translate,
  name: string,
): Rewriting | undefined {
  if (leaf.kind === 'exists') return exactly({ ...leaf, subject });
  if (leaf.kind !== 'equals') return undefined;
  const values = leaf.values.map(value => [translate(String(value))].flat());
  const unknown = leaf.values.filter((_, index) => values[index]?.length === 0);
  const known = [...new Set(values.flat())];
  const predicate = { ...leaf, subject, values: known };
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
    const word = String(value).toLowerCase();
    const found = Object.hasOwn(view.cases, word) ? view.cases[word] : undefined;
    if (found === undefined) return undefined;
    conditions.push(condition(found, vendor, leaf));
  }
  return exactly(or(conditions, leaf.origin), `derived:${canonical}`);
}

function condition(found: Condition, vendor: Vendor, leaf: Leaf): Predicate {
  const named = (name: string) => field(name, vendor, leaf.origin);
  const parts: Predicate[] = [];
  if (found.present !== undefined)
    parts.push(or(found.present.map(name => exists(named(name), leaf.origin))));
  for (const name of found.absent ?? []) parts.push(not(exists(named(name), leaf.origin)));
  for (const [name, values] of Object.entries(found.equals ?? {}))
    parts.push(equals(named(name), values, { casing: 'ignored', origin: leaf.origin }));
  if (found.not !== undefined) parts.push(not(condition(found.not, vendor, leaf)));
  return and(parts, leaf.origin);
}
