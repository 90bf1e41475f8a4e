import { leaves, type Predicate } from '../../ir/index.ts';
import type { Exclusion, Row } from './catalog-rule.ts';
import { rowsOf } from './rows.ts';
import { waysOf } from './ways-of.ts';

/** What a rule looks for, and what it leaves out. */
export interface Conditions {
  readonly indicators: readonly Row[];
  readonly exclusions: readonly Exclusion[];
}

/**
 * A predicate, without guards, by its top-level conjuncts. A conjunct that is denied is an exclusion: of alternatives each by
 * itself, of conditions that must come together one. What is denied twice is looked for; so is the absence of a field. Alternatives
 * that are all denied are one exclusion too (not a or not b is not (a and b)). Elsewhere what stands under no negation, or an even
 * number of them, is an indicator.
 */
export function splitConditions(predicate: Predicate): Conditions {
  const splitter = new Splitter();
  splitter.holds(predicate);
  return { indicators: merged(splitter.indicators), exclusions: mergedExclusions(splitter.exclusions) };
}

class Splitter {
  readonly indicators: Row[] = [];
  readonly exclusions: Exclusion[] = [];

  holds(predicate: Predicate): void {
    switch (predicate.kind) {
      case 'and':
        for (const operand of predicate.operands) this.holds(operand);
        return;
      case 'not':
        this.fails(predicate.operand);
        return;
      case 'or':
        if (predicate.operands.every(isDenied)) this.together(predicate.operands.map(inner));
        else this.among(predicate);
        return;
      default:
        this.among(predicate);
    }
  }

  private fails(predicate: Predicate): void {
    switch (predicate.kind) {
      case 'or':
        for (const operand of predicate.operands) this.fails(operand);
        return;
      case 'not':
        this.holds(predicate.operand);
        return;
      case 'and':
        this.together(predicate.operands);
        return;
      case 'exists':
        this.indicators.push(...rowsOf(predicate).map(row => ({ ...row, kind: 'is_null' as const })));
        return;
      default:
        this.together([predicate]);
    }
  }

  /** An exclusion for each way in which the conditions come together; one that rules another out is shown as denied. */
  private together(operands: readonly Predicate[]): void {
    const all = waysOf(operands) ?? [
      operands.flatMap(operand => leaves(operand).flatMap(({ leaf, positive }) => rowsOf(leaf, !positive))),
    ];
    for (const conditions of all) if (conditions.length > 0) this.exclusions.push({ conditions });
  }

  private among(predicate: Predicate): void {
    for (const { leaf, positive } of leaves(predicate)) {
      if (positive) this.indicators.push(...rowsOf(leaf));
      else if (leaf.kind === 'exists')
        this.indicators.push(...rowsOf(leaf).map(row => ({ ...row, kind: 'is_null' as const })));
    }
  }
}

function isDenied(predicate: Predicate): boolean {
  return predicate.kind === 'not' && predicate.operand.kind !== 'exists';
}

function inner(predicate: Predicate): Predicate {
  return predicate.kind === 'not' ? predicate.operand : predicate;
}

/** One row for each field and kind, its values in order. */
export function merged(rows: readonly Row[]): readonly Row[] {
  const groups = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.field}\0${row.kind}\0${row.negated === true}`;
    const known = groups.get(key);
    groups.set(key, known === undefined ? row : { ...known, values: union(known.values, row.values) });
  }
  return [...groups.values()].sort(byField);
}

function union(left: readonly string[], right: readonly string[]): readonly string[] {
  return [...new Set([...left, ...right])].sort();
}

function byField(left: Row, right: Row): number {
  return compareText(left.field, right.field) || compareText(left.kind, right.kind);
}

/** By code unit, as everything in the catalog is ordered: the same on every machine. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** One exclusion for each field and kind that leaves out by itself; those of several conditions once each. */
export function mergedExclusions(exclusions: readonly Exclusion[]): readonly Exclusion[] {
  const single = exclusions.flatMap(({ conditions }) => (conditions.length === 1 ? conditions : []));
  const several = exclusions.filter(({ conditions }) => conditions.length > 1);
  const seen = new Set<string>();
  return [
    ...merged(single).map(condition => ({ conditions: [condition] })),
    ...several.filter(each => {
      const key = JSON.stringify(each);
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    }),
  ];
}
