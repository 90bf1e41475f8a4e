import type { Expression, Search } from '../../ir/index.ts';
import { EventKind, type KindOptions } from './event-kind.ts';
import { expressionIn, type RowKind, rowKinds } from './row-kinds.ts';
import type { Candidate } from './series-counts.ts';

export interface PlanOptions extends KindOptions {
  readonly withScope: boolean;
  /** The most events of a kind; `mostCount` when absent. */
  readonly most?: number;
}

/** What a search may need to alert, in the order in which it is tried. */
export interface Plan {
  readonly kinds: readonly EventKind[];
  readonly candidates: readonly Candidate[];
  /** Fields whose measures rows are ordered by, so that it matters which row has none. */
  readonly ordering?: readonly string[];
  /** At most so many events may go by until the first candidate that the search alerts on. */
  readonly mostTried?: number;
}

export function kindOf(
  search: Search,
  keys: readonly Expression[],
  more: readonly Expression[],
  options: PlanOptions,
): EventKind | undefined {
  const [row, ...rest] = rowKinds(search, options.withScope) ?? [];
  return row === undefined || rest.length > 0 ? undefined : kindOfRow(row, keys, more, options);
}

export function kindOfRow(
  row: RowKind,
  keys: readonly Expression[],
  more: readonly Expression[],
  options: PlanOptions,
): EventKind | undefined {
  const own = keys.map(each => expressionIn(each, row) ?? each);
  const counted = more.flatMap(each => expressionIn(each, row) ?? []);
  return EventKind.of(row.where, own, counted, options);
}
