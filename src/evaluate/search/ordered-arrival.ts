import type { Expression } from '../../ir/index.ts';
import { compileExpression } from '../compile-expression.ts';
import type { EventData } from '../event.ts';
import type { EvaluateOptions } from '../scope.ts';
import type { Item } from '../values.ts';
import type { Accumulator } from './accumulator.ts';
import { compareItems } from './compare-items.ts';

/** A value of a row, with what the rows are ordered by. */
interface Placed extends EventData {
  readonly value: Item;
  readonly place: Item;
}

/** Rows without either of the two are left out. https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/aggregation-functions#esql-first */
export function compilePlaced(
  value: Expression,
  orderedBy: Expression,
  options: EvaluateOptions,
): (data: EventData) => readonly Item[] {
  const [read, readPlace] = [compileExpression(value, options), compileExpression(orderedBy, options)];
  return data => {
    const [place] = readPlace(data);
    return place === undefined ? [] : read(data).map(value => ({ value, place }));
  };
}

/** The value of the row that is first or last by another; of those that stand at one place, the first or the last to come. */
export class OrderedArrival implements Accumulator {
  private readonly isFirst: boolean;
  private items: Placed[] = [];
  private best: Placed | undefined;

  constructor(wanted: 'first' | 'last') {
    this.isFirst = wanted === 'first';
  }

  add(item: Item): void {
    const placed = item as Placed;
    this.items.push(placed);
    if (this.best === undefined || this.isBetter(placed, this.best)) this.best = placed;
  }

  drop(): void {
    const gone = this.items.shift();
    if (gone !== this.best) return;
    this.best = undefined;
    for (const each of this.items)
      if (this.best === undefined || this.isBetter(each, this.best)) this.best = each;
  }

  private isBetter(one: Placed, other: Placed): boolean {
    const order = compareItems(one.place, other.place);
    return this.isFirst ? order < 0 : order >= 0;
  }

  result(): readonly Item[] {
    return this.best === undefined ? [] : [this.best.value];
  }
}
