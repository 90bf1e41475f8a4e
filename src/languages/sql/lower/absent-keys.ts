import { exists, type Expression as IrExpression, keysThatMayLack, type Search } from '../../../ir/index.ts';
import { literal, nowhere } from './value.ts';

/**
 * Keys of PARTITION BY, to which NULL is a value as any other: where rows may be without one, a text stands for it that none is.
 * https://docs.snowflake.com/en/sql-reference/functions-window
 */
export function withAbsent(from: Search, by: readonly IrExpression[]): readonly IrExpression[] {
  const stage = { kind: 'window', by, measures: [], origin: nowhere } as const;
  const lacking = new Set(keysThatMayLack({ kind: 'pipeline', from, stages: [stage], origin: nowhere }, 0));
  return by.map(key => (lacking.has(key) ? marked(key) : key));
}

function marked(key: IrExpression): IrExpression {
  const value: IrExpression = {
    kind: 'call',
    function: 'concat',
    arguments: [literal('='), key],
    origin: nowhere,
  };
  return {
    kind: 'choice',
    branches: [{ when: exists(key), value }],
    otherwise: literal(''),
    origin: nowhere,
  };
}
