import type { Formula } from './formula.ts';

/** Leaves of a predicate, written out. The longest rule of the public repositories has some hundred. */
const mostLeaves = 30_000;

/** Parts that a formula shares are written out each time that they stand in the predicate. */
export function isTooLong(formula: Formula): boolean {
  return lengthOf(formula, new Map()) > mostLeaves;
}

function lengthOf(formula: Formula, known: Map<Formula, number>): number {
  const earlier = known.get(formula);
  if (earlier !== undefined) return earlier;
  const length = own(formula, each => lengthOf(each, known));
  known.set(formula, length);
  return length;
}

function own(formula: Formula, of: (formula: Formula) => number): number {
  switch (formula.kind) {
    case 'not':
      return of(formula.operand);
    case 'some':
      return of(formula.body);
    case 'and':
    case 'or':
      return formula.operands.reduce((sum, operand) => sum + of(operand), 0);
    default:
      return 1;
  }
}
