import { diagnose } from '../../diagnostics/index.ts';
import {
  and,
  type Expression,
  exists,
  field,
  haveOneValue,
  keysThatMayLack,
  not,
  type Predicate,
  type Search,
  type Stage,
} from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Columns } from './columns.ts';
import type { Context } from './context.ts';
import { literalOf } from './definition.ts';
import { queriesIn } from './inner-expressions.ts';

/** A search, and the columns of its rows. */
export interface Found {
  readonly search: Search;
  readonly columns: Columns;
}

type LowerQuery = (query: ast.Query) => Found | undefined;

/** What asks for no query of a condition, and what does. */
export function partedCondition(condition: ast.Expression): {
  readonly plain: readonly ast.Expression[];
  readonly queried: readonly ast.Expression[];
} {
  const parts = condition.kind === 'and' ? condition.operands : [condition];
  const isQueried = (each: ast.Expression): boolean => queriesIn(each).next().done !== true;
  return { plain: parts.filter(each => !isQueried(each)), queried: parts.filter(isQueried) };
}

/**
 * Rows of which is known whether a query finds a value: they stand beside its rows, and each is told how many of those have its
 * value. The condition itself is asked afterwards. A row without a value, or with several, is neither in nor out.
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-in-subquery
 */
export function besideQuery(
  { node, isNegated }: { readonly node: ast.WithinQuery; readonly isNegated: boolean },
  rows: Search,
  lower: LowerQuery,
  context: Context,
):
  | { readonly from: Search; readonly stages: readonly Stage[]; readonly hidden: readonly string[] }
  | undefined {
  const { columns } = context;
  const operand = context.lowerValue(node.operand);
  const found = lower(node.query);
  context.columns = columns;
  const name = found && onlyColumn(node, found.columns, context);
  if (operand === undefined || found === undefined || name === undefined) return undefined;
  if (isNegated && mayLack(found.search, name)) return lacking(node, name, context);
  const hidden = ['value', 'row', 'found'].map(each => freshColumn(`in_${each}`, columns));
  const [key, mark, count] = hidden.map(each => field(each, 'elastic', context.origin(node))) as [
    Field,
    Field,
    Field,
  ];
  const origin = context.origin(node);
  const theirs = field(name, 'elastic', origin);
  const one = and(haveOneValue([operand.expression]), origin);
  const own: Expression = {
    kind: 'choice',
    branches: [{ when: one, value: operand.expression }],
    otherwise: undefined,
    origin,
  };
  const marked = staged(rows, [
    {
      kind: 'extend',
      fields: [
        { name: key.name, value: own },
        { name: mark.name, value: literalOf(1, node, context) },
      ],
      origin,
    },
  ]);
  const values = staged(found.search, [
    { kind: 'filter', where: and(haveOneValue([theirs]), origin), origin },
    { kind: 'extend', fields: [{ name: key.name, value: theirs }], origin },
    { kind: 'keep', fields: [[{ kind: 'text', text: key.name }]], origin },
  ]);
  context.queried.set(node, membership(key, count, node, context));
  return {
    from: { kind: 'union', searches: [marked, values], origin },
    stages: [
      {
        kind: 'joinAggregate',
        by: [{ name: key.name, value: key }],
        measures: [{ name: count.name, function: 'count', of: [], where: not(exists(mark, origin), origin) }],
        origin,
      },
      { kind: 'filter', where: exists(mark, origin), origin },
    ],
    hidden,
  };
}

type Field = ReturnType<typeof field>;

function membership(key: Field, count: Field, node: ast.WithinQuery, context: Context) {
  const origin = context.origin(node);
  const isFound: Predicate = {
    kind: 'compares',
    left: count,
    operator: 'gt',
    right: literalOf(0, node, context),
    as: 'number',
    casing: 'exact',
    quantifier: 'single',
    origin,
  };
  const [yes, no] = [isFound, and([exists(key, origin), not(isFound, origin)], origin)];
  return node.negated ? { yes: no, no: yes } : { yes, no };
}

function mayLack(search: Search, name: string): boolean {
  const { origin } = search;
  const each: Stage = { kind: 'dedup', by: [field(name, 'elastic')], keep: 1, origin };
  const rows = staged(search, [each]);
  return rows.kind === 'pipeline' && keysThatMayLack(rows, rows.stages.length - 1).length > 0;
}

/** Of a list that has null nothing is out; the manual says nothing of a row of a query without a value. */
function lacking(node: ast.WithinQuery, name: string, context: Context): undefined {
  const problem = `beside a row of the query without a value nothing is \`not in\`: add \`| where ${name} is not null\` to it`;
  context.report(diagnose('esql/command', { problem }, context.span(node.query)));
}

function onlyColumn(node: ast.WithinQuery, columns: Columns, context: Context): string | undefined {
  const [name, ...others] = columns.all ?? [];
  if (name !== undefined && others.length === 0) return name;
  const problem = 'the query within `in (…)` leaves one column: end it with `| keep FIELD`';
  return context.report(diagnose('esql/command', { problem }, context.span(node.query)));
}

function freshColumn(wanted: string, columns: Columns): string {
  let name = wanted;
  for (let count = 2; columns.made(name) !== undefined; count++) name = `${wanted}_${count}`;
  columns.put(name, { expression: field(name, 'elastic'), kind: 'unknown' }, 1);
  return name;
}

export function staged(from: Search, stages: readonly Stage[]): Search {
  return from.kind === 'pipeline'
    ? { ...from, stages: [...from.stages, ...stages] }
    : { kind: 'pipeline', from, stages, origin: from.origin };
}
