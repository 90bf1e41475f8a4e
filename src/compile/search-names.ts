import {
  clocks,
  fieldNameIn,
  type KeysTranslation,
  type TranslatedKey,
  translateValue,
} from '../fields/index.ts';
import {
  type Expression,
  field,
  type LogSource,
  type Measure,
  mapFields,
  type Node,
  type Predicate,
  type Profile,
  type Search,
  type Step,
  type Vendor,
} from '../ir/index.ts';
import type { Direction } from './direction.ts';
import type { LeafVerdict } from './loss.ts';
import type { Place } from './places.ts';

/** What a name means where an expression stands: a column made by the search itself, else a field of the events of `source`. */
export interface Names {
  readonly source: LogSource;
  /** Where the events are of several data sources: a field is that of the source that its event is of. */
  readonly places?: readonly Place[] | undefined;
  /** Author's name of a column → its name in the target. */
  readonly columns: ReadonlyMap<string, string>;
  /** Columns that hold other values than those of the rule, told apart as they are, and why. */
  readonly standIns?: ReadonlyMap<string, string> | undefined;
  /** After an aggregation the fields of the events are gone. */
  readonly fieldsGone: boolean;
  /** What is known of columns; that of fields when absent. */
  readonly profile?: Profile;
}

/** Puts parts of a search into a dialect. */
export interface PartFitting {
  readonly profile: Profile;
  fit(search: Search, direction: Direction): { readonly search: Search; readonly names: Names };
  expression(expression: Expression, names: Names): Expression;
  key(expression: Expression, names: Names): Expression;
  predicate(predicate: Predicate, names: Names, direction: Direction): Predicate;
  measure(measure: Measure, names: Names): Measure;
  readonly vendors: Vendors;
  lose(verdict: Exclude<LeafVerdict, 'exact'>, why: string, at: Node): void;
}

export interface Vendors {
  readonly author: Vendor;
  readonly target: Vendor;
}

/** A field that is named by itself. */
export function nameIn(name: string, names: Names, { author, target }: Vendors): string {
  return (
    names.columns.get(name) ?? (names.fieldsGone ? name : fieldNameIn(name, names.source, author, target))
  );
}

/** Whether the target has the values of what is named as they are, under some name. */
export function isHeld(name: string, names: Names, { author, target }: Vendors): boolean {
  if (names.columns.has(name) || names.fieldsGone) return true;
  const { expression, why } = translateValue(field(name, author), names.source, target);
  return why === undefined && expression.kind === 'field';
}

export function adding(names: Names, columns: readonly { readonly name: string }[]): Names {
  return {
    ...names,
    columns: new Map([...names.columns, ...columns.map(({ name }) => [name, name] as const)]),
  };
}

/** A key that is a field alone is a column under its name in the target. */
export function withKeys(
  columns: ReadonlyMap<string, string>,
  written: readonly Expression[],
  fitted: readonly TranslatedKey[],
): Map<string, string> {
  const result = new Map(columns);
  for (const { expression, of } of fitted) {
    const key = written[of];
    if (key?.kind === 'field' && expression.kind === 'field') result.set(key.name, expression.name);
  }
  return result;
}

/** Columns of the search itself under the names that they have in the target. */
export function inColumns(expression: Expression, names: Names, vendor: Vendor): Expression {
  return mapFields(expression, field => {
    const column = names.columns.get(field.name);
    if (column !== undefined || names.fieldsGone) return { ...field, name: column ?? field.name, vendor };
    return field;
  });
}

/** Measures that only tell values apart, or show them. */
export const tellingApart: ReadonlySet<Measure['function']> = new Set<Measure['function']>([
  'count',
  'countDistinct',
  'values',
  'first',
  'last',
]);

/**
 * The time of an event is no field of a source that a map knows or does not know; Sigma has no name for it, and series have one. Splunk's
 * is a number, which no log has.
 */
export function clockOf(author: Vendor, target: Vendor): ReadonlyMap<string, string> {
  const isNumber = clocks[author] === '_time';
  const [from, to] = [clocks[author], target === 'sigma' && !isNumber ? '@timestamp' : clocks[target]];
  return new Map(from === undefined || to === undefined ? [] : [[from, to] as const]);
}

/** Parts whose rows become those of one search have the names of the first. */
export function firstNames(parts: readonly { readonly names: Names }[]): Names {
  return parts[0]?.names ?? { source: {}, columns: new Map(), fieldsGone: false };
}

/** Columns that keep their names in the target. */
export function withColumns(
  columns: ReadonlyMap<string, string>,
  names: readonly string[],
): Map<string, string> {
  return new Map([...columns, ...names.map(name => [name, name] as const)]);
}

/** A part of a search as the target has it, and the names that its rows have there. */
export interface Fitted<Kind extends Search = Search> {
  readonly search: Kind;
  readonly names: Names;
}

export interface FittedStep {
  readonly step: Step;
  readonly names: Names;
  readonly keys: KeysTranslation;
}

export function mapRecord<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
