import { diagnose } from '../../diagnostics/index.ts';
import { field, type Stage } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Context } from './context.ts';

type Limit = Extract<ast.Command, { kind: 'limit' }>;

/** Of each group with `by`, of which a row without a value, or with several, has one of its own. */
export function lowerLimit(node: Limit, context: Context): readonly Stage[] | undefined {
  const rows = lowerRows(node, context);
  const by = node.by.map(each => context.lowerValue(each)?.expression);
  if (rows === undefined || !by.every(each => each !== undefined)) return undefined;
  const origin = context.origin(node);
  return by.length === 0
    ? [{ kind: 'limit', rows, from: 'head', origin }]
    : [{ kind: 'dedup', by, keep: rows, whole: true, origin }];
}

/** One row of each that is the same in all of its columns. */
export function lowerDedup(node: ast.Range, context: Context): readonly Stage[] | undefined {
  const names = context.columns.all;
  const origin = context.origin(node);
  if (names !== undefined)
    return [
      { kind: 'dedup', by: names.map(name => field(name, 'elastic', origin)), keep: 1, whole: true, origin },
    ];
  const reason = 'which columns its rows have is known to the index alone; keep those that count before it';
  return context.report(diagnose('esql/refused-command', { name: 'dedup', reason }, context.span(node)));
}

/** The number of rows that limit keeps. */
export function lowerRows(node: Limit, context: Context): number | undefined {
  const { rows } = node;
  if (rows.kind === 'integer' && Number.isSafeInteger(Number(rows.image))) return Number(rows.image);
  return context.report(
    diagnose('esql/command', { problem: 'limit takes a whole number' }, context.span(rows)),
  );
}
