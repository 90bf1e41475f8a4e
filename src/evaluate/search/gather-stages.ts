import type { Stage } from '../../ir/index.ts';
import { compileExpression } from '../compile-expression.ts';
import { leafFields } from '../field-path.ts';
import type { EvaluateOptions } from '../scope.ts';
import { type Item, valuesOf } from '../values.ts';
import { plain } from './aggregate-node.ts';
import { compareItems } from './compare-items.ts';
import { compileCombinations, identityOf } from './keys.ts';
import { type MeasuredGroup, Measures } from './measures.ts';
import type { Row } from './row.ts';
import { withFields } from './row-fields.ts';
import { fillStage } from './row-stages.ts';

/** A stage that sees all rows at once. */
export type GatherStage = (rows: readonly Row[]) => readonly Row[];

type StageOf<Kind extends Stage['kind']> = Extract<Stage, { kind: Kind }>;

export function tailStage({ rows: count }: StageOf<'limit'>): GatherStage {
  return rows => (count === 0 ? [] : rows.slice(-count));
}

/** Every field that some row has is filled in each. */
export function fillAllStage(stage: StageOf<'fill'>, options: EvaluateOptions): GatherStage {
  return rows => {
    const fields = new Set(rows.flatMap(row => [...leafFields(row.data).keys()]));
    const fill = fillStage({ ...stage, fields: [...fields] }, options);
    return rows.flatMap(fill);
  };
}

/** By each expression in turn; of several values the smallest, or descending the largest. Equal rows keep their order. */
export function sortStage({ by }: StageOf<'sort'>, options: EvaluateOptions): GatherStage {
  const orders = by.map(order => ({ ...order, read: compileExpression(order.value, options) }));
  return rows =>
    rows
      .map(row => ({ row, keys: orders.map(({ read, descending }) => extreme(read(row.data), descending)) }))
      .sort((left, right) => {
        for (const [index, order] of orders.entries()) {
          const difference = compareKeys(left.keys[index], right.keys[index], order);
          if (difference !== 0) return difference;
        }
        return 0;
      })
      .map(({ row }) => row);
}

function extreme(items: readonly Item[], largest: boolean): Item | undefined {
  return items.reduce<Item | undefined>(
    (best, item) => (best === undefined || compareItems(item, best) < 0 !== largest ? item : best),
    undefined,
  );
}

function compareKeys(
  left: Item | undefined,
  right: Item | undefined,
  { descending, absentFirst }: { readonly descending: boolean; readonly absentFirst: boolean },
): number {
  if (left === undefined || right === undefined) {
    if (left === right) return 0;
    return (left === undefined) === absentFirst ? -1 : 1;
  }
  return descending ? compareItems(right, left) : compareItems(left, right);
}

/** Puts the measures of its group beside each row. */
export function joinAggregateStage(
  { by, measures: wanted }: StageOf<'joinAggregate'>,
  options: EvaluateOptions,
): GatherStage {
  const measures = new Measures(wanted, options);
  const keysOf = compileCombinations(
    by.map(each => each.value),
    'group',
    options,
  );
  return rows => {
    const groups = new Map<string, MeasuredGroup>();
    const placed = rows.map(row => ({ row, keys: keysOf(row.data).map(identityOf) }));
    for (const { row, keys } of placed)
      for (const key of keys) {
        const group = groups.get(key) ?? measures.group();
        groups.set(key, group);
        group.add(measures.take(row.data));
      }
    return placed.flatMap(({ row, keys }) => keys.map(key => withMeasures(row, measures, groups.get(key))));
  };
}

/**
 * Puts the measures of the rows so far beside each row, those of its group, within a span of time if there is one, with or without
 * the row itself.
 */
export function windowStage(
  { by, measures: wanted, span, rows: most, withoutCurrent = false, withPeers = false }: StageOf<'window'>,
  options: EvaluateOptions,
): GatherStage {
  const measures = new Measures(wanted, options);
  const keysOf = compileCombinations(by, 'skip', options);
  return rows => {
    const groups = new Map<string, RunningGroup>();
    // Those that are there before their turn.
    const early = new Set<Row>();
    const grouped = rows.map(row => {
      const [key] = keysOf(row.data);
      if (key === undefined) return { row, group: undefined };
      const id = identityOf(key);
      const group = groups.get(id) ?? new RunningGroup(measures, span, most);
      groups.set(id, group);
      return { row, group };
    });
    return grouped.map(({ row, group }, index) => {
      if (group === undefined) return row;
      group.dropFrom(row.time);
      if (withoutCurrent) {
        const measured = withMeasures(row, measures, group.measured);
        group.add(row);
        return measured;
      }
      if (!early.delete(row)) group.add(row);
      for (const peer of withPeers ? peersAfter(grouped, index) : [])
        if (peer.group === group && !early.has(peer.row)) {
          early.add(peer.row);
          group.add(peer.row);
        }
      return withMeasures(row, measures, group.measured);
    });
  };
}

/** The rows of the same time that come next. */
function* peersAfter<Placed extends { readonly row: Row }>(
  rows: readonly Placed[],
  index: number,
): Generator<Placed> {
  const time = rows[index]?.row.time;
  for (let next = index + 1; rows[next]?.row.time === time; next++) {
    const peer = rows[next];
    if (peer !== undefined) yield peer;
  }
}

class RunningGroup {
  readonly measured: MeasuredGroup;
  private readonly measures: Measures;
  private readonly span: number | undefined;
  private readonly most: number | undefined;
  private readonly members: { readonly time: number; readonly taken: ReturnType<Measures['take']> }[] = [];
  private start = 0;

  constructor(measures: Measures, span: number | undefined, most: number | undefined) {
    this.measures = measures;
    this.measured = measures.group();
    this.span = span === undefined ? undefined : span * 1000;
    this.most = most;
  }

  add(row: Row): void {
    const taken = this.measures.take(row.data);
    this.measured.add(taken);
    if (this.span === undefined && this.most === undefined) return;
    this.members.push({ time: row.time, taken });
    if (this.most !== undefined && this.members.length - this.start > this.most) this.dropFirst();
  }

  /** Lets go what is further away than the span, whichever way the rows are ordered. */
  dropFrom(time: number): void {
    for (
      let member = this.members[this.start];
      member !== undefined && this.span !== undefined && Math.abs(member.time - time) > this.span;
      member = this.members[this.start]
    ) {
      this.dropFirst();
    }
  }

  private dropFirst(): void {
    const member = this.members[this.start++];
    if (member !== undefined) this.measured.drop(member.taken);
  }
}

function withMeasures(row: Row, measures: Measures, group: MeasuredGroup | undefined): Row {
  const results = group === undefined ? {} : plain(group);
  const data = withFields(
    row.data,
    measures.names.map(name => [name, valuesOf(results[name])]),
  );
  return { ...row, data, shown: 'data' };
}
