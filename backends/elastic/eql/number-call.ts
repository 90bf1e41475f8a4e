import { type Choice, type Expression, like, printPredicate } from '../../../src/ir/index.ts';

/**
 * The operand of `number(…)` without a base, which reads a text that begins with 0x as hexadecimal and any other as decimal.
 * https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref#eql-fn-number
 */
export function operandOfNumber({ branches, otherwise }: Choice): Expression | undefined {
  const [branch, ...more] = branches;
  if (branch === undefined || more.length > 0 || otherwise?.kind !== 'coercion') return undefined;
  const { value, when } = branch;
  const { operand, to, base = 10 } = otherwise;
  if (
    to !== 'number' ||
    base !== 10 ||
    value.kind !== 'coercion' ||
    value.to !== 'number' ||
    value.base !== 16
  )
    return undefined;
  const pattern = [{ kind: 'text', text: '0x' }, { kind: 'anyRun' }] as const;
  const asked = like(operand, [pattern], { casing: 'ignored', origin: when.origin });
  return printPredicate(when) === printPredicate(asked) ? operand : undefined;
}
