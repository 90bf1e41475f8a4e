import { always, type Expression, fold, type Leaf, mapLeaves, type Predicate } from '../../ir/index.ts';

/**
 * A predicate as its author wrote it: without the tests for a value that languages with nulls imply. Lowering gives such a test
 * the place of the field itself; one that the author wrote is longer than its field.
 */
export function withoutGuards(predicate: Predicate): Predicate {
  return fold(mapLeaves(predicate, leaf => (isGuard(leaf) ? always(true, leaf.origin) : leaf)));
}

function isGuard(leaf: Leaf): boolean {
  const subject = testedForValue(leaf);
  const [at] = leaf.origin;
  const [own] = subject?.origin ?? [];
  return at !== undefined && own !== undefined && at.start === own.start && at.end === own.end;
}

function testedForValue(leaf: Leaf): Expression | undefined {
  if (leaf.kind === 'exists') return leaf.subject;
  if (leaf.kind !== 'like') return undefined;
  const [pattern, ...more] = leaf.patterns;
  const isAnything = more.length === 0 && pattern?.length === 1 && pattern[0]?.kind === 'anyRun';
  return isAnything ? leaf.subject : undefined;
}
