import { type Correlate, fieldsIn, type Predicate } from '../../ir/index.ts';
import type { EventData } from '../event.ts';
import { compilePredicate } from '../predicate.ts';
import type { EvaluateOptions } from '../scope.ts';

/** What a correlation asks of a group. */
export interface Having {
  readonly holds: (data: EventData) => boolean;
  /** The names of the inputs, where no measure is called so: as fields they are the numbers of their events. */
  readonly counted: readonly (string | undefined)[];
  /** Inputs, by their place, of which one event each in this order will do; empty where order does not matter. */
  readonly chains: readonly (readonly number[])[];
}

export function planHaving(search: Correlate, options: EvaluateOptions): Having {
  const measured = new Set(search.measures.map(measure => measure.name));
  const counted = search.inputs.map(({ name }) => (measured.has(name) ? undefined : name));
  return {
    holds: compilePredicate(search.having, options),
    counted,
    chains: search.ordered ? chainsOf(search.having, counted) : [],
  };
}

const mostChains = 64;

/** The sets of inputs that satisfy a condition by being there. */
function chainsOf(
  having: Predicate,
  inputs: readonly (string | undefined)[],
): readonly (readonly number[])[] {
  const sets = new Map<string, readonly number[]>();
  for (const set of waysOf(having, inputs)) {
    const chain = [...new Set(set)].sort((left, right) => left - right);
    if (chain.length > 0) sets.set(chain.join(), chain);
  }
  return [...sets.values()];
}

function waysOf(
  predicate: Predicate,
  inputs: readonly (string | undefined)[],
): readonly (readonly number[])[] {
  switch (predicate.kind) {
    case 'or':
      return predicate.operands.flatMap(operand => waysOf(operand, inputs)).slice(0, mostChains);
    case 'and':
      return predicate.operands.reduce<readonly (readonly number[])[]>(
        (ways, operand) => joinWays(ways, waysOf(operand, inputs)),
        [[]],
      );
    case 'compares':
      return [predicate.operator.startsWith('lt') ? [] : inputsIn(predicate, inputs)];
    case 'always':
    case 'not':
      return [[]];
    default:
      return [inputsIn(predicate, inputs)];
  }
}

function joinWays(
  left: readonly (readonly number[])[],
  right: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  return left.flatMap(one => right.map(other => [...one, ...other])).slice(0, mostChains);
}

function inputsIn(predicate: Predicate, inputs: readonly (string | undefined)[]): readonly number[] {
  return fieldsIn(predicate).flatMap(({ name }) => {
    const place = inputs.indexOf(name);
    return place === -1 ? [] : [place];
  });
}
