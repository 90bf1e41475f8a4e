import type { Search, Stage } from '../../ir/index.ts';
import type { EvaluateOptions } from '../scope.ts';
import type { SearchNode } from './node.ts';
import type { Emit } from './row.ts';
import type { SearchOptions } from './search-options.ts';
import type { Reach } from './source.ts';
import { defaultTimestamp } from './timestamp.ts';

/** A run of a scheduled search, in epoch milliseconds: it looks at what came after `start`, until `now`. */
export interface ScheduledRun {
  readonly start: number;
  readonly now: number;
}

/** What the making of nodes knows. */
export interface Building {
  readonly options: SearchOptions;
  readonly evaluate: EvaluateOptions;
  readonly run: ScheduledRun | undefined;
  /** What is made of a part when it is first asked for, and kept for later runs: nothing that remembers rows. */
  readonly once: <Made>(part: Stage | Search, make: () => Made) => Made;
  /** Makes the node of a search that stands within another. */
  readonly node: (search: Search, reach: Reach, emit: Emit) => SearchNode;
}

/** Whether an expression is the time by which events are ordered. */
export function isClock(
  expression: { readonly kind: string; readonly name?: unknown },
  { timestamp = defaultTimestamp }: SearchOptions,
): boolean {
  const names = typeof timestamp === 'string' ? [timestamp] : timestamp;
  return expression.kind === 'field' && names.length === 1 && names[0] === expression.name;
}
