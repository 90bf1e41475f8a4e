import {
  and,
  type Expression,
  type Leaf,
  leaves,
  operands,
  type Predicate,
  subjects,
} from '../../ir/index.ts';

/** What holds of an event whenever it is asked, and what hangs on when a search runs; absent where nothing does. */
export interface ClockedParts {
  readonly timeless: Predicate;
  readonly clocked?: Predicate;
}

/** Each run of a search asks again. */
const known = new WeakMap<Predicate, ClockedParts>();

/** Parts the conditions that are joined by `and`; the others go as a whole. */
export function clockedParts(where: Predicate): ClockedParts {
  const parts = known.get(where) ?? partedByClock(where);
  known.set(where, parts);
  return parts;
}

function partedByClock(where: Predicate): ClockedParts {
  const conditions = where.kind === 'and' ? where.operands : [where];
  const clocked = conditions.filter(isClocked);
  if (clocked.length === 0) return { timeless: where };
  const timeless = conditions.filter(condition => !clocked.includes(condition));
  return { timeless: and(timeless, where.origin), clocked: and(clocked, where.origin) };
}

function isClocked(predicate: Predicate): boolean {
  for (const { leaf } of leaves(predicate)) if (looksAtClock(leaf)) return true;
  return false;
}

/** Date maths from `now` is a text, and is read as such beside a time alone. */
function looksAtClock(leaf: Leaf): boolean {
  const isDateMaths =
    leaf.kind === 'compares' &&
    leaf.as === 'time' &&
    leaf.right.kind === 'literal' &&
    String(leaf.right.value).startsWith('now');
  return isDateMaths || subjects(leaf).some(asksTime);
}

function asksTime(expression: Expression): boolean {
  return (expression.kind === 'call' && expression.function === 'now') || operands(expression).some(asksTime);
}
