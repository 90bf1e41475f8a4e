import { always, type IndicatorMatch, type Search } from '../../../ir/index.ts';
import type { Expression } from '../ast.ts';
import { operandsOf } from './condition.ts';
import { lowerValue } from './expression.ts';
import { scopeOf, type Table } from './table.ts';
import { nowhere, type Scope, Unread } from './value.ts';

type InSelect = Extract<Expression, { kind: 'inSelect' }>;

/** Whether all alternatives are in the rows of a lookup table. */
export function isIndicators(expression: Expression): boolean {
  return alternatives(expression).every(each => each.kind === 'inSelect' && !each.negated);
}

function alternatives(expression: Expression): readonly Expression[] {
  return operandsOf(expression, 'or');
}

/** Events that have the values of a row of a lookup table. https://docs.panther.com/enrichment/custom */
export function withIndicators(table: Table, expression: Expression): Table {
  if (table.rows !== 'events') throw new Unread('a lookup of rows that are no events');
  const found = alternatives(expression).flatMap(each => (each.kind === 'inSelect' ? [each] : []));
  const names = new Set(found.map(({ select }) => lookupOf(select)));
  const [name = '', ...others] = names;
  if (others.length > 0) throw new Unread('several lookup tables');
  const indicators: Search = {
    kind: 'events',
    source: { id: `lookup:${name}` },
    where: always(true),
    origin: nowhere,
  };
  const scope = scopeOf(table);
  const pairs = found.map(each => pairsOf(each, scope));
  const search: IndicatorMatch = {
    kind: 'indicatorMatch',
    from: table.search,
    indicators,
    pairs,
    origin: nowhere,
  };
  return { ...table, search, rows: 'other' };
}

function lookupOf({ from, joins, where, groups, having, limit }: InSelect['select']): string {
  const isPlain =
    joins.length === 0 && [where, groups, having, limit, from.body].every(each => each === undefined);
  const [database, , name] = from.name;
  if (!isPlain || database?.toLowerCase() !== 'panther_lookups' || name === undefined)
    throw new Unread('IN with another query');
  return name.toLowerCase();
}

function pairsOf({ of, select }: InSelect, scope: Scope): IndicatorMatch['pairs'][number] {
  const events = of.kind === 'tuple' ? of.items : [of];
  const indicators = select.items.map(item => (item.kind === 'value' ? item.value : undefined));
  if (events.length !== indicators.length) throw new Unread('IN of other columns');
  const open: Scope = { ...scope, columns: new Map(), open: true };
  return events.map((event, index) => {
    const indicator = indicators[index];
    if (indicator === undefined) throw new Unread('IN of all columns');
    return { event: lowerValue(event, scope).expression, indicator: lowerValue(indicator, open).expression };
  });
}
