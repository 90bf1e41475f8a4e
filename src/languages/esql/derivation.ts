import type { Measure } from '../../ir/index.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import type { Kind } from './kind.ts';

/** A measure of its own under a hidden name, which an aggregate is reckoned from. */
export type Part = (
  name: Measure['function'],
  values: readonly Typed[],
  kind: Kind,
  orderedBy?: Typed,
) => Typed;

/** An aggregate that is reckoned from measures. */
export type Derivation = (
  values: readonly Typed[],
  part: Part,
  call: ast.Call,
  context: Context,
) => Typed | undefined;
