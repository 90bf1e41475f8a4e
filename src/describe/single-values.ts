import { type Expression, type Leaf, type Predicate, printExpression } from '../ir/index.ts';

/** Equal for equal subjects. */
export function subjectKey(subject: Expression): string {
  return printExpression(subject);
}

/** What a leaf compares, when it holds of exactly one value alone. */
export function singleSubject(leaf: Leaf): string | undefined {
  if (!('quantifier' in leaf) || leaf.quantifier !== 'single') return undefined;
  if (leaf.kind === 'compares') return subjectKey(leaf.left);
  return 'subject' in leaf ? subjectKey(leaf.subject) : undefined;
}

/**
 * Conditions that stand together, without those that only say that a field has exactly one value where another denies something of
 * it: languages whose comparisons are null for several values mean both by one denial.
 */
export function withoutSingleGuards(operands: readonly Predicate[]): {
  readonly said: readonly Predicate[];
  readonly guarded: ReadonlySet<string>;
} {
  const denied = new Set(
    operands.flatMap(each => (each.kind === 'not' ? (subjectOf(each.operand) ?? []) : [])),
  );
  const guards = new Set(
    operands.flatMap(each => guardOf(each) ?? []).filter(subject => denied.has(subject)),
  );
  return {
    said: operands.filter(each => !guards.has(guardOf(each) ?? '')),
    guarded: guards,
  };
}

function subjectOf(predicate: Predicate): string | undefined {
  return isLeaf(predicate) ? singleSubject(predicate) : undefined;
}

function isLeaf(predicate: Predicate): predicate is Leaf {
  return !['and', 'or', 'not', 'always'].includes(predicate.kind);
}

/** The subject of a test for exactly one value, whatever it is. */
function guardOf(predicate: Predicate): string | undefined {
  if (predicate.kind !== 'like' || predicate.quantifier !== 'single') return undefined;
  const isAnything = predicate.patterns.some(
    pattern => pattern.length === 1 && pattern[0]?.kind === 'anyRun',
  );
  return isAnything ? subjectKey(predicate.subject) : undefined;
}
