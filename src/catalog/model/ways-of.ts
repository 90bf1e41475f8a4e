import type { Predicate } from '../../ir/index.ts';
import type { Row } from './catalog-rule.ts';
import { rowsOf } from './rows.ts';

/** More ways are no help to a reader. */
const mostShown = 12;
const mostWays = 64;

type Way = readonly Row[];
type Ways = readonly Way[] | undefined;

/** The ways in which predicates hold together, each as the rows that it needs, the shortest alone; undefined for too many. */
export function waysOf(operands: readonly Predicate[]): Ways {
  const all = product(operands.map(operand => waysTo(operand, true)));
  if (all === undefined) return undefined;
  const tidy = all.map(tidied).filter(way => !isContradictory(way));
  const keys = tidy.map(way => new Set(way.map(rowKey)));
  const shortest = tidy.filter(
    (_, at) => !keys.some((other, place) => place !== at && isWithin(other, keys[at], place < at)),
  );
  return shortest.length > mostShown ? undefined : shortest;
}

/** Whether a way asks for no more than another; of equal ones the first stays. */
function isWithin(
  fewer: ReadonlySet<string>,
  more: ReadonlySet<string> = new Set(),
  orEqual: boolean,
): boolean {
  if (fewer.size > more.size || (fewer.size === more.size && !orEqual)) return false;
  return [...fewer].every(key => more.has(key));
}

function rowKey({ field, kind, values, negated }: Row): string {
  return JSON.stringify([field, kind, values, negated === true]);
}

/** Each row once; that a field has a value is said by what asks for one. */
function tidied(way: Way): Way {
  const seen = new Map(way.map(row => [rowKey(row), row]));
  const rows = [...seen.values()];
  const asked = rows
    .filter(({ kind, negated }) => kind !== 'is_not_null' && !negated)
    .map(({ field }) => field);
  return rows.filter(
    ({ field, kind, negated }) =>
      kind !== 'is_not_null' ||
      negated ||
      !asked.some(name => name === field || name.startsWith(`${field}.`)),
  );
}

function isContradictory(way: Way): boolean {
  const keys = new Set(way.map(rowKey));
  return way.some(row => !row.negated && keys.has(rowKey({ ...row, negated: true })));
}

/** Of a predicate, or of its denial. */
function waysTo(predicate: Predicate, positive: boolean): Ways {
  switch (predicate.kind) {
    case 'always':
      return predicate.value === positive ? [[]] : [];
    case 'not':
      return waysTo(predicate.operand, !positive);
    case 'and':
    case 'or': {
      const parts = predicate.operands.map(operand => waysTo(operand, positive));
      return (predicate.kind === 'and') === positive ? product(parts) : sum(parts);
    }
    case 'element':
      return waysTo(predicate.where, positive);
    default: {
      const rows = rowsOf(predicate, !positive);
      return positive ? rows.map(row => [row]) : [rows];
    }
  }
}

function sum(parts: readonly Ways[]): Ways {
  const all: (readonly Row[])[] = [];
  for (const part of parts) {
    if (part === undefined || all.length + part.length > mostWays) return undefined;
    all.push(...part);
  }
  return all;
}

function product(parts: readonly Ways[]): Ways {
  let all: readonly (readonly Row[])[] = [[]];
  for (const part of parts) {
    if (part === undefined || all.length * part.length > mostWays) return undefined;
    all = all.flatMap(way => part.map(other => [...way, ...other]));
  }
  return all;
}
