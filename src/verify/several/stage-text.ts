import { type Expression, fold, type Predicate, printPredicate, type Stage } from '../../ir/index.ts';
import { plainText, withoutCondition } from './plain-text.ts';

/** A stage as data, without where it was written and without the conditions of its measures. */
export function stageText(stage: Stage): string {
  const bare = 'measures' in stage ? { ...stage, measures: stage.measures.map(withoutCondition) } : stage;
  return JSON.stringify(bare, (key, value: unknown) => {
    // How the author has the values of a table is no matter of the stage.
    if (key === 'origin' || key === 'listed') return undefined;
    if (key === 'where') return printPredicate(fold(value as Predicate));
    return isExpression(value) ? plainText(value) : value;
  });
}

const expressionKinds = new Set([
  'field',
  'call',
  'literal',
  'arithmetic',
  'choice',
  'coercion',
  'valueCount',
]);

function isExpression(value: unknown): value is Expression {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && expressionKinds.has(String(value.kind))
  );
}
