import type { ComparisonPart, Expression } from './ast.ts';

/** An operand with the words before it, and the operator that joins it to the next. */
export interface Operand {
  readonly prefixes: readonly Prefix[];
  readonly value: Expression;
  readonly infix: string | undefined;
}

/** `not`, `-`, `+`, `~` */
export interface Prefix {
  readonly word: string;
  readonly start: number;
}

const levels = { or: 1, and: 2, not: 3, comparison: 4, sign: 11, power: 12 } as const;

/** How tight an operator binds (https://docs.python.org/3/reference/expressions.html#operator-precedence); else it is a comparison. */
const bindings: ReadonlyMap<string, number> = new Map([
  ['or', levels.or],
  ['and', levels.and],
  ['|', 5],
  ['^', 6],
  ['&', 7],
  ['<<', 8],
  ['>>', 8],
  ['+', 9],
  ['-', 9],
  ['*', 10],
  ['/', 10],
  ['//', 10],
  ['%', 10],
  ['@', 10],
  ['**', levels.power],
]);

function bindingOf(operator: string): number {
  return bindings.get(operator) ?? levels.comparison;
}

/** Whether `not` may stand behind an operator: it binds looser than comparisons and what is within them. */
export function takesNot(operator: string): boolean {
  return bindingOf(operator) < levels.not;
}

/** A flat list of operands and operators, put in order. */
export function operatorTree(operands: readonly Operand[]): Expression {
  return new Operators(operands).tree(0);
}

class Operators {
  private readonly operands: readonly Operand[];
  private at = 0;

  constructor(operands: readonly Operand[]) {
    this.operands = operands;
  }

  /** What operators join that bind as tight as `least`, or tighter. */
  tree(least: number): Expression {
    return this.extended(this.operand(), least);
  }

  /** With the words before it, each of which takes in what binds tighter than it. */
  private operand(): Expression {
    const next = this.operands[this.at++];
    if (next === undefined) return nothing;
    return next.prefixes.reduceRight<Expression>((inner, { word: operator, start }) => {
      const operand = this.extended(inner, operator === 'not' ? levels.comparison : levels.sign);
      return { kind: 'unary', operator, operand, start, end: operand.end };
    }, next.value);
  }

  private extended(first: Expression, least: number): Expression {
    let left = first;
    for (;;) {
      const operator = this.operator();
      if (operator === undefined || bindingOf(operator) < least) return left;
      left = this.joined(left, operator);
    }
  }

  /** The one before the next operand. */
  private operator(): string | undefined {
    return this.operands[this.at - 1]?.infix;
  }

  private joined(left: Expression, operator: string): Expression {
    const { start } = left;
    const binding = bindingOf(operator);
    if (operator === 'or' || operator === 'and') {
      const operands = [left];
      while (this.operator() === operator) operands.push(this.tree(binding + 1));
      return { kind: 'junction', operator, operands, start, end: operands.at(-1)?.end ?? start };
    }
    if (binding === levels.comparison) return this.compared(left);
    // A power binds less tight than a sign on its right.
    const right = this.tree(operator === '**' ? levels.sign : binding + 1);
    return { kind: 'binary', operator, left, right, start, end: right.end };
  }

  private compared(first: Expression): Expression {
    const rest: ComparisonPart[] = [];
    for (;;) {
      const operator = this.operator();
      if (operator === undefined || bindingOf(operator) !== levels.comparison) break;
      rest.push({ operator, right: this.tree(levels.comparison + 1) });
    }
    return { kind: 'comparison', first, rest, start: first.start, end: rest.at(-1)?.right.end ?? first.end };
  }
}

const nothing: Expression = { kind: 'constant', value: null, start: 0, end: 0 };

/** `a if b else c if d else e`: values and conditions in turns, joined from the right. */
export function conditionalTree(operands: readonly Expression[]): Expression {
  let result = operands.at(-1);
  for (let at = operands.length - 3; at >= 0; at -= 2) {
    const [holds, condition] = [operands[at], operands[at + 1]];
    if (holds === undefined || condition === undefined || result === undefined) break;
    result = {
      kind: 'conditional',
      holds,
      condition,
      otherwise: result,
      start: holds.start,
      end: result.end,
    };
  }
  return result ?? nothing;
}
