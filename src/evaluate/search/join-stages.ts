import type { Stage } from '../../ir/index.ts';
import type { EventData } from '../event.ts';
import { fieldReader, leafFields } from '../field-path.ts';
import { itemsOf } from '../values.ts';
import { identity } from './keys.ts';
import type { SearchNode } from './node.ts';
import { type Emit, eventsOf, type Row } from './row.ts';
import { withField } from './row-fields.ts';
import type { RowStage } from './row-stages.ts';

type StageOf<Kind extends Stage['kind']> = Extract<Stage, { kind: Kind }>;

/** Finds rows by the values of some fields; a field with several values is found by each. */
function indexBy<T>(rows: readonly T[], dataOf: (row: T) => EventData, on: readonly string[]) {
  const readers = on.map(fieldReader);
  const keysOf = (data: EventData): readonly string[] =>
    readers.reduce<readonly string[]>(
      (keys, read) =>
        keys.flatMap(key =>
          itemsOf(read(data)).map(item => `${key}/${identity(item).length}${identity(item)}`),
        ),
      [''],
    );
  const index = new Map<string, T[]>();
  for (const row of rows)
    for (const key of keysOf(dataOf(row))) index.set(key, [...(index.get(key) ?? []), row]);
  return (data: EventData): readonly T[] => [...new Set(keysOf(data).flatMap(key => index.get(key) ?? []))];
}

/** A row for each entry of the table with the same values; a row without one stays, without the fields. No field named: all. */
export function lookupStage({ on, fields }: StageOf<'lookup'>, table: readonly EventData[]): RowStage {
  const find = indexBy(table, entry => entry, on);
  return row => {
    const entries = find(row.data);
    if (entries.length === 0) return [{ ...row, data: withFieldsOf(row.data, {}, fields) }];
    return entries.map(entry => ({
      ...row,
      data: withFieldsOf(row.data, entry, fieldsOf(entry, on, fields)),
    }));
  };
}

function fieldsOf(entry: EventData, on: readonly string[], fields: readonly string[]): readonly string[] {
  return fields.length > 0 ? fields : [...leafFields(entry).keys()].filter(name => !on.includes(name));
}

function withFieldsOf(data: EventData, entry: EventData, fields: readonly string[]): EventData {
  return fields.reduce((all, name) => withField(all, name, itemsOf(fieldReader(name)(entry))), data);
}

/** Rows with those of another search that have the same values, whose fields take the place of their own. */
export class JoinNode implements SearchNode {
  private readonly stage: StageOf<'join'>;
  private readonly emit: Emit;
  private readonly left: Row[] = [];
  private readonly right: Row[] = [];
  private beneath: readonly SearchNode[] = [];

  constructor(stage: StageOf<'join'>, emit: Emit) {
    this.stage = stage;
    this.emit = emit;
  }

  /** Adds the nodes that hand their rows to `take` and `takeOther`. */
  over(beneath: readonly SearchNode[]): this {
    this.beneath = [...this.beneath, ...beneath];
    return this;
  }

  take(row: Row): void {
    this.left.push(row);
  }

  takeOther(row: Row): void {
    this.right.push(row);
  }

  settle(): void {
    for (const node of this.beneath) node.settle();
  }

  advance(time: number): void {
    for (const node of this.beneath) node.advance(time);
  }

  finish(): void {
    for (const node of this.beneath) node.finish();
    const { on, type } = this.stage;
    const find = indexBy(this.right, row => row.data, on);
    for (const row of this.left) {
      const others = find(row.data);
      if (others.length === 0 && type === 'left') this.emit(row);
      for (const other of others)
        this.emit({
          ...row,
          data: withFieldsOf(row.data, other.data, [...leafFields(other.data).keys()]),
          events: eventsOf([row, other]),
          shown: 'data',
        });
    }
    this.left.length = 0;
    this.right.length = 0;
  }

  held(): number {
    return this.beneath.reduce((sum, node) => sum + node.held(), this.left.length + this.right.length);
  }
}
