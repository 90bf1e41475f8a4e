import type * as ast from './ast.ts';

/**
 * The ways on which rows come through a query: of each source of `from`, and of each branch of `fork`, as a query without
 * either. They are told apart by what a row keeps, so that none may count or cut the rows of the others.
 * https://www.elastic.co/docs/reference/query-languages/esql/esql-combine-reuse-queries
 */
export function waysThrough({ commands, ...range }: ast.Query): readonly ast.Query[] {
  const ways = commands.reduce<readonly (readonly ast.Command[])[]>(
    (before, command) => before.flatMap(way => continued(way, command)),
    [[]],
  );
  return ways.map(way => ({ commands: way, ...range }));
}

function continued(way: readonly ast.Command[], command: ast.Command): readonly (readonly ast.Command[])[] {
  if (command.kind === 'from')
    return sourcesOf(command).flatMap(source =>
      'kind' in source ? [[source]] : waysThrough(source).map(({ commands }) => commands),
    );
  if (command.kind !== 'fork') return [[...way, command]];
  return command.branches.map((branch, index) => [...way, ...branch.commands, forkColumn(branch, index)]);
}

export type From = Extract<ast.Command, { kind: 'from' }>;

/** What is read beside each other: the indices that are named, and each query. */
export function sourcesOf(from: From): readonly (From | ast.Query)[] {
  if (from.queries.length === 0) return [from];
  const plain: readonly From[] = from.indices.length === 0 ? [] : [{ ...from, queries: [] }];
  return [...plain, ...from.queries];
}

/** Which branch a row came by stands in it: https://www.elastic.co/docs/reference/query-languages/esql/commands/fork */
export function forkColumn({ start, end }: ast.Range, index: number): ast.Command {
  const name: ast.Column = { kind: 'column', name: '_fork', start, end };
  const value: ast.Constant = { kind: 'string', image: `"fork${index + 1}"`, start, end };
  return { kind: 'eval', fields: [{ name, value, where: undefined, start, end }], start, end };
}
