import type { Expression } from '../../ir/index.ts';
import { compileExpression } from '../compile-expression.ts';
import type { EventData } from '../event.ts';
import type { EvaluateOptions } from '../scope.ts';
import { type Item, textOf } from '../values.ts';

/** A value for each of a list of expressions; undefined where there is none. */
export type Combination = readonly (Item | undefined)[];

/** More combinations of one event are not made. */
const mostCombinations = 1000;

/** Two values are the same when their texts are: 5 is "5". Objects are the same when they are written alike. */
export function identity(item: Item | undefined): string {
  if (item === undefined) return '-';
  return `+${textOf(item) ?? JSON.stringify(item)}`;
}

export function identityOf(combination: Combination): string {
  if (combination.length === 1) return identity(combination[0]);
  return combination.map(item => `${identity(item).length}${identity(item)}`).join('');
}

/**
 * Every combination of the values of some expressions. Where one has none: `group` takes that for a value of its own, `skip` makes
 * no combination; a list says it of each.
 */
export function compileCombinations(
  expressions: readonly Expression[],
  absent: 'group' | 'skip' | readonly ('group' | 'skip')[],
  options: EvaluateOptions,
): (data: EventData) => readonly Combination[] {
  const reads = expressions.map(expression => compileExpression(expression, options));
  const groups = expressions.map((_, index) => (typeof absent === 'string' ? absent : absent[index]));
  return data => {
    let rows: Combination[] = [[]];
    for (const [index, read] of reads.entries()) {
      const found: readonly (Item | undefined)[] = read(data);
      if (found.length === 0 && groups[index] !== 'group') return [];
      rows = extended(rows, found.length === 0 ? [undefined] : distinct(found));
    }
    return rows;
  };
}

function extended(rows: readonly Combination[], items: Combination): Combination[] {
  if (items.length === 1) return rows.map(row => [...row, items[0]]);
  return rows.flatMap(row => items.map(item => [...row, item])).slice(0, mostCombinations);
}

function distinct(items: Combination): Combination {
  if (items.length < 2) return items;
  return [...new Map(items.map(item => [identity(item), item])).values()];
}
