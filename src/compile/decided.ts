import { always, type Predicate } from '../ir/index.ts';
import { dropped } from './drop-unmapped.ts';
import type { Fitting } from './fit-leaf.ts';

/** An operand of a junction, and what was gathered while it alone was fitted. */
export interface FittedOperand {
  readonly operand: Predicate;
  readonly own: Fitting;
}

/** A fitting that gathers for itself what is told of one operand. */
export function apart(fitting: Fitting): Fitting {
  return { ...fitting, losses: [], given: new Set(), diagnostics: [], refusals: [] };
}

export function take(own: Fitting, fitting: Fitting): void {
  fitting.losses.push(...own.losses);
  for (const given of own.given) fitting.given.add(given);
  fitting.diagnostics.push(...own.diagnostics);
  fitting.refusals.push(...own.refusals);
}

/**
 * The operand whose value is that of the whole junction, whatever the others are: what is told of those (a name that the log of another
 * product has) is told of nothing that is asked for. One that lost something decides nothing.
 */
export function decidingOf(
  kind: 'and' | 'or',
  operands: readonly FittedOperand[],
): FittedOperand | undefined {
  return operands.find(
    ({ operand, own }) =>
      constantOf(operand) === (kind === 'or') && own.losses.length === 0 && own.refusals.length === 0,
  );
}

/** A junction that says the same of every event. */
export function settled(predicate: Predicate): Predicate {
  const value = constantOf(predicate);
  return value === undefined ? predicate : always(value, predicate.origin);
}

function constantOf(predicate: Predicate): boolean | undefined {
  if (predicate === dropped) return undefined;
  switch (predicate.kind) {
    case 'always':
      return predicate.value;
    case 'not': {
      const value = constantOf(predicate.operand);
      return value === undefined ? undefined : !value;
    }
    case 'and':
    case 'or': {
      const isOr = predicate.kind === 'or';
      const values = predicate.operands.map(constantOf);
      if (values.includes(isOr)) return isOr;
      return values.includes(undefined) ? undefined : !isOr;
    }
    default:
      return undefined;
  }
}
