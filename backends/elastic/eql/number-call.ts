import {
  type Choice,
  type Expression,
  fieldsOf,
  type Given,
  like,
  operands,
  type Profile,
  printPredicate,
} from '../../../src/ir/index.ts';
import { kindOfField } from '../field-kind.ts';

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

/**
 * Of a text that is no number `number(…)` makes no null: the whole query fails at the first event that has one; and it takes no
 * fields but those of texts. https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref#eql-fn-number
 */
export function givenOfNumbers(subject: Expression, profile: Profile): readonly Given[] {
  if (subject.kind !== 'coercion' || subject.to !== 'number')
    return operands(subject).flatMap(each => givenOfNumbers(each, profile));
  return fieldsOf(subject).flatMap(field => {
    const kind = kindOfField(field, profile);
    const numeric = kind === 'number' ? [] : [`numeric:${field.name}`];
    return kind === 'unknown' && field === subject.operand ? [...numeric, `keyword:${field.name}`] : numeric;
  });
}
