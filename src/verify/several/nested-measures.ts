import { type Correlate, type Expression, fieldsOf, isKeyAlias, type Predicate } from '../../ir/index.ts';
import { isReckoned } from './series-counts.ts';

/** A correlation on the way from the outermost one to an event. */
export interface Level {
  readonly search: Correlate;
  /** The input of it that is looked at. */
  readonly name: string;
}

/** Fields of an event that the correlations on the way to it measure. */
export interface Measured {
  /** Those whose values differ. */
  readonly counted: readonly string[];
  /** Those that hold numbers that are reckoned with, and the conditions that name these. */
  readonly reckoned: ReadonlyMap<string, readonly Predicate[]>;
  /**
   * Of those, the ones by which alerts beneath are grouped: events of one alert have the same value. The number says which alert, by how
   * many places on the way to it.
   */
  readonly shared: ReadonlyMap<string, number>;
}

/** Keys of each level as they are called in an event, the outermost first; of alerts those are that their own correlation has. */
export function keysOf(levels: readonly Level[]): readonly (readonly Expression[])[] {
  return levels.map(({ search }, depth) => search.by.map(key => inEvent(key, levels.slice(depth))));
}

export function valuesOfMeasures(levels: readonly Level[]): readonly Expression[] {
  return levels.flatMap(({ search }, depth) =>
    search.measures.flatMap(({ of }) => of.map(each => inEvent(each, levels.slice(depth)))),
  );
}

/** The same where alerts are of others each, by what groups them alone: they are counted together, and need not come one after another. */
export function measuredApart(levels: readonly Level[]): Measured {
  const { counted, reckoned, shared } = measuredIn(levels);
  const keys = keysOf(levels).map(each => each.flatMap(namesIn));
  const own = keys.flatMap((names, depth) =>
    depth === 0
      ? []
      : names.filter(name => !keys.slice(0, depth).flat().includes(name)).map(name => [name, depth] as const),
  );
  return {
    counted: [...new Set([...counted, ...own.map(([name]) => name)])],
    reckoned,
    shared: new Map([...own, ...shared]),
  };
}

export function measuredIn(levels: readonly Level[]): Measured {
  const keys = keysOf(levels).map(each => new Set(each.flatMap(namesIn)));
  const counted = new Set<string>();
  const reckoned = new Map<string, readonly Predicate[]>();
  const shared = new Map<string, number>();
  for (const [depth, { search }] of levels.entries())
    for (const measure of search.measures)
      for (const name of measure.of.flatMap(each => namesIn(inEvent(each, levels.slice(depth))))) {
        if (isReckoned(measure)) reckoned.set(name, [...(reckoned.get(name) ?? []), search.having]);
        else counted.add(name);
        const key = keys.findIndex(own => own.has(name));
        if (key > depth) shared.set(name, key);
      }
  return { counted: [...counted], reckoned, shared };
}

function namesIn(expression: Expression): readonly string[] {
  return fieldsOf(expression).map(({ name }) => name);
}

function inEvent(value: Expression, [level, ...inner]: readonly Level[]): Expression {
  return level === undefined ? value : inner.reduce(fieldIn, own(value, level));
}

function fieldIn(value: Expression, level: Level): Expression {
  return value.kind === 'field' && isKeyAlias(value.name, level.search) ? own(value, level) : value;
}

function own(value: Expression, { search, name }: Level): Expression {
  return value.kind === 'field' ? (search.aliases[value.name]?.[name] ?? value) : value;
}
