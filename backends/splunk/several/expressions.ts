import { type Expression, leaves, type Predicate, subjects } from '../../../src/ir/index.ts';
import { callProblem } from '../eval-functions.ts';
import { inspectSpl } from '../inspect.ts';

/** Why an expression of a stage, or one within it, cannot be said in eval, or undefined. */
export function expressionProblem(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'call':
      return callProblem(expression) ?? firstOf(expression.arguments.map(expressionProblem));
    case 'arithmetic':
      return expressionProblem(expression.left) ?? expressionProblem(expression.right);
    case 'coercion':
      return expression.to === 'ip' || expression.to === 'time'
        ? `eval has no type for ${expression.to}`
        : expressionProblem(expression.operand);
    case 'valueCount':
      return expressionProblem(expression.operand);
    case 'choice': {
      const values = [...expression.branches.map(({ value }) => value), expression.otherwise];
      return (
        firstOf(values.map(each => each && expressionProblem(each))) ??
        firstOf(expression.branches.map(({ when }) => conditionProblem(when)))
      );
    }
    case 'fieldPattern':
      return 'a stage has no pattern of field names';
    default:
      return undefined;
  }
}

/** Of a condition within an expression, which plan has not looked at. */
function conditionProblem(condition: Predicate): string | undefined {
  return firstOf(
    leaves(condition).map(({ leaf }) => {
      const found = inspectSpl(leaf);
      return found?.kind === 'refused' ? found.why : firstOf(subjects(leaf).map(expressionProblem));
    }),
  );
}

function firstOf(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find(problem => problem !== undefined);
}
