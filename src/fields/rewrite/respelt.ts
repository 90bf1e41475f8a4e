import { compilePredicate } from '../../evaluate/index.ts';
import {
  and,
  type Equals,
  type Expression,
  equals,
  field,
  type Leaf,
  not,
  or,
  type Predicate,
} from '../../ir/index.ts';
import { exactly, loosely, type Rewriting } from '../rewriting.ts';

/** How one side spells a value that the other spells otherwise. */
type Pair = readonly [here: string, there: string];

/** A leaf over a field of which a vendor spells some values in a way of its own, and all others as they are. */
export function respelt(leaf: Leaf, pairs: readonly Pair[], subject: Expression): Rewriting | undefined {
  if (leaf.kind === 'exists') return exactly({ ...leaf, subject });
  if (leaf.kind === 'equals') return ofValues(leaf, pairs, subject);
  if ((leaf.kind !== 'like' && leaf.kind !== 'matches') || leaf.quantifier === 'all') return undefined;
  const fits = compilePredicate({ ...leaf, subject: field('value', 'sigma') });
  const told = pairs.map(([here, there]) => [fits({ value: here }), fits({ value: there }), there] as const);
  const missing = told.filter(([here, there]) => here && !there).map(([, , value]) => value);
  const excess = told.filter(([here, there]) => !here && there).map(([, , value]) => value);
  const asks = (values: readonly string[]): Predicate =>
    equals(subject, values, { casing: 'exact', quantifier: leaf.quantifier, origin: leaf.origin });
  const kept: Predicate = { ...leaf, subject };
  const left = excess.length === 0 ? kept : and([kept, not(asks(excess))], leaf.origin);
  return exactly(missing.length === 0 ? left : or([left, asks(missing)], leaf.origin));
}

/** A word that only the other side writes stands for no event of this one. */
function ofValues(leaf: Equals, pairs: readonly Pair[], subject: Expression): Rewriting {
  const fold = (text: string): string => (leaf.casing === 'ignored' ? text.toLowerCase() : text);
  const values = leaf.values.flatMap(value => {
    const theirs = pairs.filter(([here]) => fold(here) === fold(String(value))).map(([, there]) => there);
    return theirs.length === 0 ? [value] : theirs;
  });
  const foreign = leaf.values.filter(
    value =>
      pairs.some(([, there]) => fold(there) === fold(String(value))) &&
      !pairs.some(([here]) => fold(here) === fold(String(value))),
  );
  const predicate: Leaf = { ...leaf, subject, values };
  if (foreign.length === 0) return exactly(predicate);
  const why = `“${foreign.join('”, “')}” is how the target spells what the rule's own events have in other words.`;
  return loosely(predicate, 'broader', why);
}
