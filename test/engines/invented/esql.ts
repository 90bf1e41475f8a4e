import type { Random } from '../../../bench/mutants/random.ts';
import { stringOf } from './eql.ts';
import { elasticFields, joined, networks, numbers, oneOf, regexes, textIn } from './values.ts';

/** An ES|QL query over single events by chance. */
export function esql(random: Random): string {
  const where = joined(
    random,
    () => random.one([compared, compared, calculated, counted])?.(random) ?? 'true',
    text => `not (${text})`,
  );
  return `from logs-* metadata _id, _version, _index\n| where ${where}`;
}

const orders = ['<', '<=', '>', '>=', '==', '!='];

function compared(random: Random): string {
  const value = () => stringOf(textIn(random));
  const regex = () => stringOf(oneOf(random, regexes));
  const [field, other] = [oneOf(random, elasticFields), oneOf(random, elasticFields)];
  return oneOf(random, [
    ...[
      `${field} == ${value()}`,
      `${field} != ${value()}`,
      `${field} like ${value()}`,
      `${field} : ${value()}`,
    ],
    ...[
      `${field} in (${value()}, ${value()})`,
      `${field} not in (${value()}, ${value()})`,
      `${field} is null`,
    ],
    ...[`${field} is not null`, `${field} ${oneOf(random, orders)} ${value()}`, `${field} == ${other}`],
    ...[`${field} != ${other}`, `${field} rlike ${regex()}`, `to_lower(${field}) rlike ${regex()}`],
    ...[
      `to_upper(${field}) like ${value()}`,
      `${field} in (${value()}, null)`,
      `${field} not like ${value()}`,
    ],
    ...[`cidr_match(source.ip, ${oneOf(random, networks.map(stringOf))})`, `match(${field}, ${value()})`],
  ]);
}

function calculated(random: Random): string {
  const value = () => stringOf(textIn(random));
  const [field, other] = [oneOf(random, elasticFields), oneOf(random, elasticFields)];
  return oneOf(random, [
    ...[
      `to_lower(${field}) == ${value()}`,
      `starts_with(${field}, ${value()})`,
      `ends_with(to_upper(${field}), ${value()})`,
    ],
    ...[`coalesce(${field}, "none") == ${value()}`, `concat(${field}, ${value()}) == ${value()}`],
    ...[
      `concat(${field}, ${other}) like ${value()}`,
      `case(${field} == ${value()}, "y", ${other} == "a", "z") == "y"`,
    ],
    ...[`case(${field} == ${value()}, "y", "n") != "y"`, `replace(${field}, "a", "b") == ${value()}`],
    ...[`substring(${field}, ${random.below(4)}, 3) == ${value()}`, `trim(${field}) == ${value()}`],
    ...[
      `left(${field}, 2) == ${value()}`,
      `right(${field}, 3) != ${value()}`,
      `reverse(${field}) == ${value()}`,
    ],
  ]);
}

function counted(random: Random): string {
  const value = () => stringOf(textIn(random));
  const [field, other] = [oneOf(random, elasticFields), oneOf(random, elasticFields)];
  const order = oneOf(random, orders);
  return oneOf(random, [
    ...[
      `length(${field}) ${order} ${random.below(9)}`,
      `locate(${field}, ${value()}) ${order} ${random.below(4)}`,
    ],
    ...[
      `mv_count(${field}) ${order} ${random.below(3)}`,
      `mv_min(${field}) == ${value()}`,
      `mv_contains(${field}, ${value()})`,
    ],
    ...[
      `mv_first(${field}) == ${value()}`,
      `mv_last(${field}) == ${value()}`,
      `mv_concat(${field}, ",") == "a,b"`,
    ],
    ...[
      `length(${field}) + 1 ${order} length(${other})`,
      `to_integer(${field}) ${order} ${oneOf(random, numbers)}`,
    ],
    ...[`length(${field}) / 2 == ${random.below(4)}`, `length(${field}) % 3 == 1`],
  ]);
}
