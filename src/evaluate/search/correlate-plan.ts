import {
  type Correlate,
  type Expression,
  mapFields,
  mapLeaves,
  mapSubjects,
  type Predicate,
} from '../../ir/index.ts';
import type { EventData } from '../event.ts';
import type { EvaluateOptions } from '../scope.ts';
import type { Item } from '../values.ts';
import { type Having, planHaving } from './having.ts';
import { type Combination, compileCombinations } from './keys.ts';
import { Measures } from './measures.ts';

export interface CorrelateInput {
  /** A group for each combination of the values of the keys; events without one are in none. */
  readonly keysOf: (data: EventData) => readonly Combination[];
  readonly measures: Measures;
}

export interface CorrelatePlan {
  readonly inputs: readonly CorrelateInput[];
  /** Of the keys; those of an expression that is no field are numbered. */
  readonly keyNames: readonly string[];
  readonly having: Having;
}

export function planCorrelate(search: Correlate, options: EvaluateOptions): CorrelatePlan {
  return {
    inputs: search.inputs.map(({ name }) => planInput(search, name, options)),
    keyNames: search.by.map((key, index) => (key.kind === 'field' ? key.name : `key_${index + 1}`)),
    having: planHaving(search, options),
  };
}

/** The name of an alias is another field in each input. */
function planInput(search: Correlate, input: string, options: EvaluateOptions): CorrelateInput {
  const resolve = (expression: Expression): Expression =>
    mapFields(expression, field => search.aliases[field.name]?.[input] ?? field);
  const inPredicate = (predicate: Predicate): Predicate =>
    mapLeaves(predicate, leaf => mapSubjects(leaf, resolve));
  const measures = search.measures.map(measure => ({
    ...measure,
    of: measure.of.map(resolve),
    ...(measure.where === undefined ? {} : { where: inPredicate(measure.where) }),
  }));
  return {
    keysOf: compileCombinations(search.by.map(resolve), 'skip', options),
    measures: new Measures(measures, options),
  };
}

/** The values of the keys by their names. */
export function keyData(names: readonly string[], key: Combination): EventData {
  return Object.fromEntries(
    names.flatMap((name, index): [string, Item][] => {
      const item = key[index];
      return item === undefined ? [] : [[name, item]];
    }),
  );
}
