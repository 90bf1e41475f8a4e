import type { Expression, Named, Stage } from '../../ir/index.ts';
import { compileExpression } from '../compile-expression.ts';
import type { EventData } from '../event.ts';
import { fieldReader } from '../field-path.ts';
import { compilePredicate } from '../predicate.ts';
import type { EvaluateOptions } from '../scope.ts';
import { type Item, itemsOf } from '../values.ts';
import { compileCombinations, identity, identityOf } from './keys.ts';
import type { Row } from './row.ts';
import { dropFields, keepFields, withField, withoutField } from './row-fields.ts';

/** A stage that looks at one row at a time, and makes none, one or several of it. */
export type RowStage = (row: Row) => readonly Row[];

type StageOf<Kind extends Stage['kind']> = Extract<Stage, { kind: Kind }>;

export function filterStage({ where }: StageOf<'filter'>, options: EvaluateOptions): RowStage {
  const test = compilePredicate(where, options);
  return row => (test(row.data) ? [row] : []);
}

/** Later fields see earlier ones. */
export function extendStage(fields: readonly Named[], options: EvaluateOptions): RowStage {
  const compiled = fields.map(({ name, value }) => ({ name, read: compileExpression(value, options) }));
  return changing(data => compiled.reduce((all, { name, read }) => withField(all, name, read(all)), data));
}

export function keepStage({ fields }: StageOf<'keep'>): RowStage {
  return changing(data => keepFields(data, fields));
}

export function dropStage({ fields }: StageOf<'drop'>): RowStage {
  return changing(data => dropFields(data, fields));
}

/** A field that another one is renamed to is lost. */
export function renameStage({ fields }: StageOf<'rename'>): RowStage {
  const renames = fields.map(({ from, to }) => ({ from, to, read: fieldReader(from) }));
  return changing(data =>
    renames.reduce((all, { from, to, read }) => {
      const items = itemsOf(read(all));
      return from === to ? all : withField(withoutField(all, from), to, items);
    }, data),
  );
}

/** A row for each value; a row without one stays. */
export function expandStage({ field, distinct }: StageOf<'expand'>): RowStage {
  const read = fieldReader(field);
  return row => {
    const all = itemsOf(read(row.data));
    const items = distinct ? distinctTexts(all) : all;
    return items.length < 2
      ? [row]
      : items.map(item => ({ ...row, data: withField(row.data, field, [item]) }));
  };
}

function distinctTexts(items: readonly Item[]): readonly Item[] {
  return items.filter((item, at) => typeof item !== 'string' || items.indexOf(item) === at);
}

export function fillStage({ fields, value }: StageOf<'fill'>, options: EvaluateOptions): RowStage {
  const readers = fields.map(name => ({ name, read: fieldReader(name) }));
  const fill = compileExpression(value, options);
  return changing(data =>
    readers.reduce(
      (all, { name, read }) => (read(all) === undefined ? withField(all, name, fill(data)) : all),
      data,
    ),
  );
}

/** The first rows of each combination of values; a row without one of them is left out, unless all of its values are its key. */
export function dedupStage({ by, keep, whole }: StageOf<'dedup'>, options: EvaluateOptions): RowStage {
  const read = whole ? wholeKey(by, options) : firstKey(by, options);
  const seen = new Map<string, number>();
  return row => {
    const id = read(row.data);
    if (id === undefined) return [];
    const times = (seen.get(id) ?? 0) + 1;
    if (times > keep) return [];
    seen.set(id, times);
    return [row];
  };
}

type ReadKey = (data: EventData) => string | undefined;

function firstKey(by: readonly Expression[], options: EvaluateOptions): ReadKey {
  const read = compileCombinations(by, 'skip', options);
  return data => {
    const [key] = read(data);
    return key && identityOf(key);
  };
}

/** The index keeps the values of a field in order, and each but once. */
function wholeKey(by: readonly Expression[], options: EvaluateOptions): ReadKey {
  const reads = by.map(each => compileExpression(each, options));
  return data => JSON.stringify(reads.map(read => [...new Set(read(data).map(identity))].sort()));
}

export function headStage({ rows }: StageOf<'limit'>): RowStage {
  let left = rows;
  return row => (left-- > 0 ? [row] : []);
}

export function changing(change: (data: EventData) => EventData): RowStage {
  return row => [{ ...row, data: change(row.data) }];
}
