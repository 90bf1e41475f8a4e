import type { Expression, Predicate } from '../../ir/index.ts';
import { printPattern, printPredicate } from '../../ir/print.ts';

/** Whose names: those of the author, or canonical ones. */
export type Names = 'written' | 'canonical';

const signs = { add: '+', subtract: '-', multiply: '*', divide: '/', modulo: '%' } as const;

/** An expression as a reader of rules would write it: a field by its name, a function with its operands. */
export function expressionText(expression: Expression, names: Names): string {
  const one = (operand: Expression): string => expressionText(operand, names);
  switch (expression.kind) {
    case 'field':
      return names === 'canonical' ? (expression.canonical ?? expression.name) : expression.name;
    case 'fieldPattern':
      return printPattern(expression.pattern).replaceAll('"', '');
    case 'literal':
      return expression.value === null ? 'null' : String(expression.value);
    case 'call':
      return `${expression.function}(${expression.arguments.map(one).join(', ')})`;
    case 'arithmetic':
      return `${one(expression.left)} ${signs[expression.operator]} ${one(expression.right)}`;
    case 'coercion':
      return one(expression.operand);
    case 'valueCount':
      return `count(${one(expression.operand)})`;
    case 'choice': {
      const branches = expression.branches.map(({ when, value }) => `${conditionText(when)}: ${one(value)}`);
      const last = expression.otherwise === undefined ? [] : [one(expression.otherwise)];
      return `case(${[...branches, ...last].join(', ')})`;
    }
  }
}

function conditionText(predicate: Predicate): string {
  return printPredicate(predicate).replaceAll(/\s+/g, ' ').trim();
}
