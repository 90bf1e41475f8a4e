import type { Expression, Field } from '../../../src/ir/index.ts';
import { columnOf } from './columns.ts';
import { plainly, type Select } from './select.ts';

/** A row for each value of what rows are grouped by. */
export function ofEachValue(select: Select, keys: readonly Expression[]): Select {
  let inner = plainly(select);
  for (const key of keys)
    if (key.kind === 'field' && columnOf(key, inner.columns()).type === 'array')
      inner = expanded(inner, key.name);
  return plainly(inner);
}

/** A row for each value; a row without one stays. https://docs.snowflake.com/en/sql-reference/functions/flatten */
export function expanded(select: Select, name: string, isDistinct = true): Select {
  const field: Field = { kind: 'field', name, vendor: 'panther', origin: [] };
  const made = plainly(select);
  const value = columnOf(field, made.columns());
  if (value.type !== 'array') return made;
  const inner = made.wrapped('several');
  const list = columnOf(field, inner.columns()).text;
  const items = [...inner.columns().known].filter(([key]) => key !== name);
  inner.starOf = inner.from;
  const input = isDistinct ? `ARRAY_DISTINCT(${list})` : list;
  inner.from = `${inner.from}, LATERAL FLATTEN(input => ${input}, outer => TRUE) AS each_value`;
  if (!inner.columns().open) {
    inner.close(new Map());
    for (const [key, item] of items) inner.add(key, item);
  }
  inner.add(name, { text: 'each_value.value::string', type: 'text' });
  return inner.wrapped('single');
}
