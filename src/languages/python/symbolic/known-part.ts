import type { Formula, Formulas } from './formula.ts';

/**
 * What is left of a formula when the parts of which nothing can be said are taken out, whatever they stand in. It is no meaning of
 * the rule, but has the conditions that the rule names, each under as many negations. Undefined where nothing is known.
 */
export function knownPart(formulas: Formulas, formula: Formula): Formula | undefined {
  const known = new Map<Formula, Formula | undefined>();
  const visit = (each: Formula): Formula | undefined => {
    if (!known.has(each)) known.set(each, make(each));
    return known.get(each);
  };
  const make = (each: Formula): Formula | undefined => {
    switch (each.kind) {
      case 'unknown':
        return undefined;
      case 'not': {
        const operand = visit(each.operand);
        return operand && formulas.not(operand);
      }
      case 'some': {
        const body = visit(each.body);
        return body && formulas.some(each.place, body);
      }
      case 'and':
      case 'or': {
        const operands = each.operands.map(visit).filter(operand => operand !== undefined);
        if (operands.length === 0) return undefined;
        return each.kind === 'and' ? formulas.and(operands) : formulas.or(operands);
      }
      default:
        return each;
    }
  };
  return visit(formula);
}
