import type { Row, RowKind } from '../model/catalog-rule.ts';
import { rowText } from '../model/logic-of.ts';
import { compareText } from '../model/split-conditions.ts';
import type { CatalogRule, Corpus } from './corpus.ts';

/** A field that rules filter on. */
export interface FieldUse {
  readonly canonical: string;
  readonly rules: number;
  readonly how: readonly { readonly kind: RowKind; readonly count: number }[];
  /** The commonest values first. */
  readonly samples: readonly string[];
  /** Names that authors gave it. */
  readonly names: readonly string[];
}

/** A value that rules look for. */
export interface ValueUse {
  readonly canonical: string;
  readonly kind: RowKind;
  readonly value: string | undefined;
  readonly rules: readonly number[];
  /** Rules of the whole catalog. */
  readonly reach: number;
}

/** What rules leave out, as one line. */
export interface ExclusionUse {
  readonly text: string;
  readonly canonical: string;
  readonly kind: RowKind | 'all of';
  readonly value: string;
  readonly rules: readonly number[];
}

export interface Patterns {
  readonly fields: readonly FieldUse[];
  readonly values: readonly ValueUse[];
  readonly exclusions: readonly ExclusionUse[];
}

const mostSamples = 5;

/** What rules have in common: the fields they filter on, what they look for, and what they leave out. */
export function patternsOf(rules: readonly CatalogRule[], corpus: Corpus): Patterns {
  return { fields: fieldUses(rules), values: valueUses(rules, corpus), exclusions: exclusionUses(rules) };
}

interface FieldCount {
  rules: number;
  readonly how: Map<RowKind, number>;
  readonly values: Map<string, number>;
  readonly names: Set<string>;
}

/** A rule counts once for a field, and once for each way in which it compares it. */
export function fieldUses(rules: readonly CatalogRule[]): readonly FieldUse[] {
  const fields = new Map<string, FieldCount>();
  for (const { indicators } of rules) {
    const seen = new Set<string>();
    for (const row of indicators) countField(row, fields, seen);
  }
  return [...fields]
    .map(([canonical, { rules: count, how, values, names }]) => ({
      canonical,
      rules: count,
      how: [...how]
        .map(([kind, times]) => ({ kind, count: times }))
        .sort((left, right) => right.count - left.count || compareText(left.kind, right.kind)),
      samples: byCount(values).slice(0, mostSamples),
      names: [...names].sort(compareText),
    }))
    .sort((left, right) => right.rules - left.rules || compareText(left.canonical, right.canonical));
}

function countField(row: Row, fields: Map<string, FieldCount>, seen: Set<string>): void {
  const { canonical, kind, field, values } = row;
  const known = fields.get(canonical) ?? { rules: 0, how: new Map(), values: new Map(), names: new Set() };
  if (!seen.has(canonical)) known.rules++;
  if (!seen.has(`${canonical}\0${kind}`)) known.how.set(kind, (known.how.get(kind) ?? 0) + 1);
  seen.add(canonical).add(`${canonical}\0${kind}`);
  known.names.add(field);
  for (const value of values) known.values.set(value, (known.values.get(value) ?? 0) + 1);
  fields.set(canonical, known);
}

function byCount(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts]
    .sort(([left, many], [right, more]) => more - many || compareText(left, right))
    .map(([value]) => value);
}

/** Fields and kinds in the order of their commonest value, and within each the values by their rules. */
function valueUses(rules: readonly CatalogRule[], corpus: Corpus): readonly ValueUse[] {
  const groups = new Map<string, { row: Row; values: Map<string | undefined, Set<number>> }>();
  for (const { indicators, index } of rules)
    for (const row of indicators) {
      const key = `${row.canonical}\0${row.kind}`;
      const group = groups.get(key) ?? { row, values: new Map() };
      groups.set(key, group);
      for (const value of row.values.length === 0 ? [undefined] : row.values)
        group.values.set(value, (group.values.get(value) ?? new Set()).add(index));
    }
  return [...groups.values()]
    .map(({ row, values }) => usesOfGroup(row, values, corpus))
    .sort((left, right) => best(right) - best(left) || compareText(keyOf(left), keyOf(right)))
    .flat();
}

function usesOfGroup(
  { canonical, kind }: Row,
  values: ReadonlyMap<string | undefined, ReadonlySet<number>>,
  corpus: Corpus,
): readonly ValueUse[] {
  return [...values]
    .map(([value, rules]) => ({
      canonical,
      kind,
      value,
      rules: [...rules],
      reach: corpus.reach({ canonical, kind }, value),
    }))
    .sort(
      (left, right) =>
        right.rules.length - left.rules.length || compareText(left.value ?? '', right.value ?? ''),
    );
}

function best(uses: readonly ValueUse[]): number {
  return uses[0]?.rules.length ?? 0;
}

function keyOf(uses: readonly ValueUse[]): string {
  return `${uses[0]?.canonical}\0${uses[0]?.kind}`;
}

/** Values one by one; conditions that are left out only together stay together. */
function exclusionUses(rules: readonly CatalogRule[]): readonly ExclusionUse[] {
  const uses = new Map<string, { use: Omit<ExclusionUse, 'rules'>; rules: Set<number> }>();
  const count = (use: Omit<ExclusionUse, 'rules'>, index: number): void => {
    const known = uses.get(use.text) ?? { use, rules: new Set() };
    known.rules.add(index);
    uses.set(use.text, known);
  };
  for (const { exclusions, index } of rules)
    for (const { conditions } of exclusions) {
      const [only, ...more] = conditions;
      if (only === undefined) continue;
      if (more.length > 0) count(together(conditions), index);
      else
        for (const value of only.values.length === 0 ? [''] : only.values) count(single(only, value), index);
    }
  return [...uses.values()]
    .map(({ use, rules: held }) => ({ ...use, rules: [...held] }))
    .sort(
      (left, right) =>
        right.rules.length - left.rules.length ||
        compareText(left.canonical, right.canonical) ||
        compareText(left.text, right.text),
    );
}

function single(row: Row, value: string): Omit<ExclusionUse, 'rules'> {
  const one = { ...row, field: row.canonical, values: value === '' ? [] : [value] };
  return { text: rowText(one), canonical: row.canonical, kind: row.kind, value };
}

function together(conditions: readonly Row[]): Omit<ExclusionUse, 'rules'> {
  const text = conditions.map(row => rowText({ ...row, field: row.canonical })).join(' and ');
  const fields = [...new Set(conditions.map(({ canonical }) => canonical))].join(' and ');
  return { text, canonical: fields, kind: 'all of', value: text };
}
