import { describe, expect, test } from 'vitest';
import type { Compares, Dialect, Matches, Predicate } from '../../src/ir/index.ts';
import { parseRegex } from '../../src/regex/index.ts';
import { f, type Surroundings, translate } from './planned-rule.ts';

/** A predicate and what it becomes: its query, or how the dialect does not hold it. */
export type Row = readonly [predicate: Predicate, query: string, surroundings?: Surroundings];

export function describeRows(dialect: Dialect, groups: Readonly<Record<string, readonly Row[]>>): void {
  describe.each(Object.entries(groups))(`${dialect.name}: %s`, (_title, rows) => {
    test.each(rows.map(row => [row[1], row] as const))('%s', (_query, [predicate, query, surroundings]) => {
      expect(translate(dialect, predicate, surroundings)).toBe(query);
    });
  });
}

export function range(
  operator: Compares['operator'],
  value: string | number,
  as: Compares['as'],
  left = f('n'),
): Compares {
  const right = { kind: 'literal', value, origin: [] } as const;
  return { kind: 'compares', left, operator, right, as, casing: 'exact', quantifier: 'any', origin: [] };
}

/** A leaf of a regex in PCRE's syntax, found anywhere; `.` is any character. */
export function matches(source: string, ignoreCase = false, subject = f('process.name', 'string')): Matches {
  const read = parseRegex(source, 'pcre', 'search', { ignoreCase, dotAll: true });
  if (read.problem !== undefined) throw new Error(read.problem);
  return { kind: 'matches', subject, regex: read.regex, quantifier: 'any', origin: [] };
}

export const networks = [
  { version: 4, address: '10.0.0.0', prefixLength: 8 },
  { version: 6, address: 'fe80::', prefixLength: 10 },
] as const;

export const several: Surroundings = { profile: { isMultiValued: () => true } };
export const analysed: Surroundings = { profile: { isText: () => true } };
