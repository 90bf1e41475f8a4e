import type { Random } from '../../../bench/mutants/random.ts';
import { elasticFields, joined, networks, numbers, oneOf, regexes, textIn } from './values.ts';

/** A text as EQL and ES|QL write it. */
export function stringOf(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;
}

/** An EQL query over single events by chance. */
export function eql(random: Random): string {
  return `any where ${joined(
    random,
    () => random.one([compared, compared, calculated, matched])?.(random) ?? 'true',
    text => `not (${text})`,
  )}`;
}

function compared(random: Random): string {
  const value = () => stringOf(textIn(random));
  const [field, other] = [oneOf(random, elasticFields), oneOf(random, elasticFields)];
  const list = `(${value()}, ${value()})`;
  const order = oneOf(random, ['<', '<=', '>', '>=', '==', '!=']);
  return oneOf(random, [
    ...[`${field} == ${value()}`, `${field} != ${value()}`, `${field} : ${value()}`, `${field} like ${list}`],
    ...[`${field} like~ ${list}`, `${field} in ${list}`, `${field} in~ ${list}`, `${field} not in ${list}`],
    ...[`${field} not in~ ${list}`, `${field} : ${list}`, `${field} == null`, `${field} != null`],
    ...[
      `${field} ${order} ${value()}`,
      `${field} == ${other}`,
      `?${field} == ${value()}`,
      `${field} != ${other}`,
    ],
  ]);
}

function calculated(random: Random): string {
  const value = () => stringOf(textIn(random));
  const [field, other] = [oneOf(random, elasticFields), oneOf(random, elasticFields)];
  const order = oneOf(random, ['<', '<=', '>', '>=', '==', '!=']);
  const count = random.below(9);
  return oneOf(random, [
    ...[
      `startsWith(${field}, ${value()})`,
      `startsWith~(${field}, ${value()})`,
      `endsWith(${field}, ${value()})`,
    ],
    ...[
      `endsWith~(${field}, ${value()})`,
      `stringContains~(${field}, ${value()})`,
      `stringContains(${field}, ${value()})`,
    ],
    ...[`length(${field}) ${order} ${count}`, `indexOf(${field}, ${value()}) ${order} ${count}`],
    ...[
      `substring(${field}, ${count - 4}) == ${value()}`,
      `substring(${field}, ${count % 3}, ${count}) : ${value()}`,
    ],
    ...[
      `concat(${field}, ${value()}) == ${value()}`,
      `between(${field}, ${value()}, ${value()}) == ${value()}`,
    ],
    ...[`number(${field}) ${order} ${oneOf(random, numbers)}`, `string(${field}) == ${value()}`],
    ...[
      `length(${field}) % 2 == 1`,
      `length(${field}) + 1 ${order} length(${other})`,
      `length(${field}) - ${count} > 0`,
    ],
  ]);
}

function matched(random: Random): string {
  const field = oneOf(random, elasticFields);
  const regex = () => stringOf(oneOf(random, regexes));
  return oneOf(random, [
    ...[`${field} regex ${regex()}`, `${field} regex~ ${regex()}`, `${field} regex (${regex()}, ${regex()})`],
    ...[`cidrMatch(source.ip, ${stringOf(oneOf(random, networks))})`],
  ]);
}
