import type { Formula, Formulas } from './formula.ts';
import type { Place } from './place.ts';

/** Visits beyond this leave the rest as it is: the formula stays the same, only longer. */
const mostVisits = 50_000;

/** The same formula with what its surroundings already say taken out: in `a and (a or b)` nothing of the bracket is left. */
export function condense(formulas: Formulas, formula: Formula): Formula {
  return new Condenser(formulas).visit(formula);
}

/** Goes from the outside in, and knows at each place what must hold for the place to matter. */
class Condenser {
  private readonly formulas: Formulas;
  private readonly facts = new Map<Formula, boolean>();
  private readonly valued = new Map<Place, number>();
  private visits = 0;

  constructor(formulas: Formulas) {
    this.formulas = formulas;
  }

  visit(formula: Formula): Formula {
    const known = this.known(formula);
    if (known !== undefined) return this.formulas.constant(known);
    this.visits += 1;
    if (this.visits > mostVisits) return formula;
    switch (formula.kind) {
      case 'not':
        return this.formulas.not(this.visit(formula.operand));
      case 'and':
      case 'or': {
        const shared = sharedIn(formula);
        return shared === undefined
          ? this.junction(formula.kind, formula.operands)
          : this.visit(withShared(this.formulas, formula, shared));
      }
      case 'some':
        return this.formulas.some(formula.place, new Condenser(this.formulas).visit(formula.body));
      default:
        return formula;
    }
  }

  private known(formula: Formula): boolean | undefined {
    const fact = this.facts.get(formula);
    if (fact !== undefined) return fact;
    if (formula.kind === 'is' && formula.is === 'valued' && (this.valued.get(formula.place) ?? 0) > 0)
      return true;
    for (const place of formula.needs)
      if (this.facts.get(this.formulas.is(place, 'valued')) === false) return false;
    return undefined;
  }

  /** Single facts first; each operand is seen in the light of the single ones beside it, and of the larger ones before it. */
  private junction(kind: 'and' | 'or', operands: readonly Formula[]): Formula {
    const holds = kind === 'and';
    const single = operands.filter(isSingle).map(each => this.visit(each));
    const larger = operands.filter(each => !isSingle(each));
    const learnt = single.filter(each => each.kind !== 'constant');
    for (const each of learnt) this.learn(each, holds, 1);
    const before: Formula[] = [];
    const rest = larger.map(each => {
      const result = this.visit(each);
      if (result.kind !== 'constant') {
        this.learn(each, holds, 1);
        before.push(each);
      }
      return result;
    });
    for (const each of [...learnt, ...before]) this.learn(each, holds, -1);
    const result = [...single, ...rest];
    return kind === 'and' ? this.formulas.and(result) : this.formulas.or(result);
  }

  private learn(formula: Formula, holds: boolean, count: 1 | -1): void {
    if (formula.kind === 'not') {
      this.learn(formula.operand, !holds, count);
      return;
    }
    if (count === 1) this.facts.set(formula, holds);
    else this.facts.delete(formula);
    if (holds)
      for (const place of formula.needs) this.valued.set(place, (this.valued.get(place) ?? 0) + count);
  }
}

function isSingle(formula: Formula): boolean {
  const inner = formula.kind === 'not' ? formula.operand : formula;
  return inner.kind !== 'and' && inner.kind !== 'or';
}

type Junction = Extract<Formula, { kind: 'and' | 'or' }>;

/** What all operands of a junction ask for, where each asks for several things: `a and b or a and c`. */
function sharedIn({ kind, operands: [first, ...others] }: Junction): ReadonlySet<Formula> | undefined {
  const inner = kind === 'and' ? 'or' : 'and';
  if (first?.kind !== inner || !others.every(each => each.kind === inner)) return undefined;
  const sets = others.map(each => new Set('operands' in each ? each.operands : []));
  const shared = new Set(first.operands.filter(each => sets.every(set => set.has(each))));
  return shared.size === 0 ? undefined : shared;
}

/** `a and (b or c)` for `a and b or a and c`: what is within is then seen in the light of `a`. */
function withShared(formulas: Formulas, { kind, operands }: Junction, shared: ReadonlySet<Formula>): Formula {
  const rest = operands.map(each => {
    const left = 'operands' in each ? each.operands.filter(operand => !shared.has(operand)) : [];
    return kind === 'and' ? formulas.or(left) : formulas.and(left);
  });
  const all = [...shared, kind === 'and' ? formulas.and(rest) : formulas.or(rest)];
  return kind === 'and' ? formulas.or(all) : formulas.and(all);
}
