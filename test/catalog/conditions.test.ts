import { expect, test } from 'vitest';
import { analysedOne, exclusionLine, rowLine } from './catalog-of.ts';

interface Split {
  readonly from: string;
  readonly query: string;
  readonly indicators: readonly string[];
  readonly exclusions?: readonly string[];
}

const table: readonly Split[] = [
  { from: 'kql', query: 'a: 1 and b: "two"', indicators: ['a eq: 1', 'b eq: two'] },
  { from: 'kql', query: 'a: (x or y)', indicators: ['a in: x, y'] },
  {
    from: 'kql',
    query: 'a: x* or a: *y or a: *z* or a: p*q',
    indicators: ['a contains: z', 'a ends_with: y', 'a starts_with: x', 'a wildcard: p*q'],
  },
  // Escapes of the language are no part of a value.
  { from: 'kql', query: 'user.name: system\\:node\\:*', indicators: ['user.name starts_with: system:node:'] },
  { from: 'kql', query: 'a: 1 and not b: 2', indicators: ['a eq: 1'], exclusions: ['b eq: 2'] },
  {
    from: 'kql',
    query: 'a: 1 and not (b: 2 or c: 3)',
    indicators: ['a eq: 1'],
    exclusions: ['b eq: 2', 'c eq: 3'],
  },
  // Two conditions that are left out only together are one exclusion.
  {
    from: 'kql',
    query: 'a: 1 and not (b: 2 and c: 3)',
    indicators: ['a eq: 1'],
    exclusions: ['b eq: 2 + c eq: 3'],
  },
  {
    from: 'kql',
    query: 'a: 1 and (not b: 2 or not c: 3)',
    indicators: ['a eq: 1'],
    exclusions: ['b eq: 2 + c eq: 3'],
  },
  {
    from: 'kql',
    query: 'a: 1 and not (b: 2 and not c: 3)',
    indicators: ['a eq: 1'],
    exclusions: ['b eq: 2 + not c eq: 3'],
  },
  // What is denied twice is looked for.
  { from: 'eql', query: 'any where not (a != "secrets")', indicators: ['a eq: secrets'] },
  { from: 'eql', query: 'any where a == "x" and a != "y"', indicators: ['a eq: x'], exclusions: ['a eq: y'] },
  { from: 'eql', query: 'any where a == null and b != null', indicators: ['a is_null: ', 'b is_not_null: '] },
  { from: 'eql', query: 'any where a > 5 and b <= 6', indicators: ['a gt: 5', 'b le: 6'] },
  // The subject of a condition may be a function.
  {
    from: 'eql',
    query: 'any where length(a) > 5 and not stringContains(b, "x")',
    indicators: ['length(a) gt: 5'],
    exclusions: ['b contains: x'],
  },
  { from: 'esql', query: 'from logs-* | where a == b', indicators: ['a eq_field: b'] },
  {
    from: 'eql',
    query: 'any where cidrMatch(source.ip, "10.0.0.0/8")',
    indicators: ['source.ip cidr: 10.0.0.0/8'],
  },
  { from: 'eql', query: 'any where a regex "x.*y"', indicators: ['a regex_match: (?s)^x.*y$'] },
  // Nulls that a language implies are no conditions of the author.
  {
    from: 'esql',
    query: 'from logs-* | where a == "x" and not b in ("y", "z")',
    indicators: ['a eq: x'],
    exclusions: ['b in: y, z'],
  },
  {
    from: 'esql',
    query: 'from logs-* | where a is not null and not a like "x*"',
    indicators: ['a is_not_null: '],
    exclusions: ['a starts_with: x'],
  },
  {
    from: 'esql',
    query: 'from logs-* | where not (a == "x" and b == "y")',
    indicators: [],
    exclusions: ['a eq: x + b eq: y'],
  },
  {
    from: 'esql',
    query: 'from logs-* | where a == 1 | stats n = count(*) by b | where n >= 3',
    indicators: ['a eq: 1', 'n ge: 3'],
  },
];

test.each(table)('$from: $query', async ({ from, query, indicators, exclusions = [] }) => {
  const { entry } = await analysedOne(`rule.${from}`, query);
  expect({
    indicators: entry.indicators.map(rowLine),
    exclusions: entry.exclusions.map(exclusionLine),
  }).toEqual({ indicators, exclusions });
});
