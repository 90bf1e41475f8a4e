import { always, field, fold, type IndicatorMatch, type Predicate, type Search } from '../../ir/index.ts';
import { type Arguments, nameOf } from './clause.ts';
import type { Rows } from './pipeline-state.ts';

/** A lookup by fields of the events, and the column that tells whether there was a row. */
export interface Lookup {
  readonly table: string;
  readonly pairs: IndicatorMatch['pairs'][number];
  readonly output: string;
}

/** `table column AS field, … OUTPUT column AS name`, read from the table on; undefined for another form. */
export function readLookup(list: Arguments, table: string): Lookup | undefined {
  const pairs: IndicatorMatch['pairs'][number][number][] = [];
  for (let next = list.peek(); next !== undefined; next = list.peek()) {
    if (list.eat('output', 'outputnew') !== undefined) break;
    const column = nameOf(list.next() ?? next);
    const event = list.eat('as') === undefined ? column : nameOf(list.next() ?? next);
    pairs.push({ event: field(event, 'splunk'), indicator: field(column, 'splunk') });
  }
  const shown = list.next();
  const as = list.eat('as');
  const output = as === undefined ? shown : list.next();
  list.end();
  return pairs.length === 0 || output === undefined ? undefined : { table, pairs, output: nameOf(output) };
}

/**
 * Events of which some lookup has a row: `where isnotnull(one) OR isnotnull(other)`. Nothing else can be asked of the columns of a
 * table that is not known.
 */
export function matchLookups(rows: Rows, where: Predicate): boolean {
  const asked = fold(where);
  const parts = asked.kind === 'or' ? asked.operands : [asked];
  const names = parts.map(each =>
    each.kind === 'exists' && each.subject.kind === 'field' ? each.subject.name : '',
  );
  const { lookups } = rows;
  const tables = new Set(lookups.map(({ table }) => table));
  const [table] = tables;
  const isAll = names.length === lookups.length && lookups.every(({ output }) => names.includes(output));
  if (!isAll || tables.size !== 1 || rows.stages.length > 0 || rows.from.kind !== 'events') return false;
  const indicators: Search = {
    kind: 'events',
    source: { id: `lookup:${table}` },
    where: always(true),
    origin: [],
  };
  const pairs = lookups.map(each => each.pairs);
  rows.from = { kind: 'indicatorMatch', from: rows.from, indicators, pairs, origin: where.origin };
  rows.lookups = [];
  return true;
}
