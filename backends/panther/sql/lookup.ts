import { field, type Stage } from '../../../src/ir/index.ts';
import { lookupProblem, lookupTable } from '../../lookup-table.ts';
import { columnName, columnOf, pathOf } from './columns.ts';
import { asText } from './convert.ts';
import { Unsaid } from './expression.ts';
import type { Select } from './select.ts';

/** Rows with the columns of a look-up table beside them: https://docs.panther.com/enrichment/custom */
export function lookedUp(select: Select, stage: Extract<Stage, { kind: 'lookup' }>): Select {
  const problem = lookupProblem(stage);
  if (problem !== undefined) throw new Unsaid(problem);
  const { on, fields } = stage;
  const table = lookupTable(stage).toLowerCase();
  const inner = select.wrapped('events');
  const rows = inner.from;
  const alias = columnName(table, new Set([rows]));
  const keys = on.map(name => {
    const value = columnOf(field(name, 'panther'), inner.columns());
    if (value.type === 'array') throw new Unsaid('a look-up is by fields of one value');
    if (value.text === 'NULL') throw new Unsaid('a look-up is by fields that are there');
    return `${rows}.${asText(value)} = ${alias}.${pathOf(name)}::string`;
  });
  inner.starOf = rows;
  inner.from = `${rows}\nLEFT JOIN panther_lookups.public.${table} AS ${alias} ON ${keys.join(' AND ')}`;
  // A table that is looked up twice gives each of its columns twice.
  const taken = new Set(inner.naming.parts.flatMap(({ text }) => text.toLowerCase().match(/\w+/g) ?? []));
  for (const name of fields)
    inner.addAs(
      name,
      { text: `${alias}.${pathOf(name)}::string`, type: 'text' },
      columnName(`${alias}_${name}`, taken),
    );
  return inner.wrapped('looked_up');
}
