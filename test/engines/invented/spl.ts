import type { Random } from '../../../bench/mutants/random.ts';
import { joined, networks, numbers, oneOf, perlRegexes, regexes, splunkFields, textIn } from './values.ts';

/** A search of Splunk over single events by chance: terms of the search, and conditions behind it. */
export function spl(random: Random): string {
  const parts = [`index=* ${terms(random)}`];
  if (random.below(2) === 0) parts.push(`where ${conditions(random)}`);
  if (random.below(6) === 0)
    parts.push(
      `regex ${oneOf(random, splunkFields)}${oneOf(random, ['=', '!='])}${stringOf(oneOf(random, [...regexes, ...perlRegexes]))}`,
    );
  return parts.join('\n| ');
}

/** A text of the language of searches and of `where`. */
function stringOf(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
}

function terms(random: Random): string {
  const value = () =>
    oneOf(random, [
      stringOf(textIn(random)),
      stringOf(textIn(random)),
      `${stringOf(textIn(random)).slice(0, -1)}*"`,
      oneOf(random, numbers),
    ]);
  const field = () => oneOf(random, splunkFields);
  const term = () =>
    oneOf(random, [
      ...[
        `${field()}=${value()}`,
        `${field()}=${value()}`,
        `${field()}!=${value()}`,
        `${field()}=*`,
        `${field()}>${oneOf(random, numbers)}`,
      ],
      ...[
        `${field()} IN (${value()}, ${value()})`,
        `NOT ${field()} IN (${value()}, ${value()})`,
        `${field()}=${oneOf(random, networks)}`,
      ],
    ]);
  return joined(random, term, text => `NOT ${text}`)
    .replaceAll(' and ', ' ')
    .replaceAll(' or ', ' OR ');
}

function conditions(random: Random): string {
  const value = () => stringOf(textIn(random));
  const field = () => oneOf(random, splunkFields);
  const order = () => oneOf(random, ['=', '!=', '<', '<=', '>', '>=']);
  const leaf = () =>
    oneOf(random, [
      ...[
        `${field()}=${value()}`,
        `${field()}!=${value()}`,
        `like(${field()}, ${value()})`,
        `${field()} LIKE ${value()}`,
      ],
      ...[
        `match(${field()}, ${stringOf(oneOf(random, [...regexes, ...perlRegexes]))})`,
        `isnull(${field()})`,
        `isnotnull(${field()})`,
      ],
      ...[
        `lower(${field()})=${value()}`,
        `len(${field()})${order()}${random.below(9)}`,
        `${field()} IN (${value()}, ${value()})`,
      ],
      ...[
        `cidrmatch("${oneOf(random, networks)}", ${field()})`,
        `${field()}${order()}${oneOf(random, numbers)}`,
        `${field()}=${field()}`,
      ],
      ...[
        `substr(${field()}, 1, 3)=${value()}`,
        `coalesce(${field()}, "x")=${value()}`,
        `if(${field()}=${value()}, 1, 0)=1`,
      ],
      ...[
        `replace(${field()}, "a", "b")=${value()}`,
        `mvcount(${field()})${order()}1`,
        `trim(${field()})=${value()}`,
      ],
      ...[
        `case(${field()}=${value()}, "y", true(), "n")="y"`,
        `tonumber(${field()})${order()}5`,
        `in(${field()}, ${value()})`,
      ],
    ]);
  return joined(random, leaf, text => `NOT ${text}`)
    .replaceAll(' and ', ' AND ')
    .replaceAll(' or ', ' OR ');
}
