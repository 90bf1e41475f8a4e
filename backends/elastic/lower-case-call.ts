import { always, type Capability, type Leaf, type Predicate, type Value } from '../../src/ir/index.ts';

/** `lower(x) == "abc"` is `x` equal to "abc" in any casing, and never so for a text that is not in lower case. */
export const withoutCaseCall: Capability = {
  kind: 'rewritten',
  by: 'comparison that ignores case',
  rewrite: removeCaseCall,
};

function removeCaseCall(leaf: Leaf): Predicate | undefined {
  if (leaf.kind !== 'equals' && leaf.kind !== 'like') return undefined;
  const { subject } = leaf;
  if (subject.kind !== 'call') return undefined;
  const change = changes[subject.function];
  const [argument] = subject.arguments;
  if (change === undefined || argument === undefined) return undefined;
  const changed = { ...leaf, subject: argument, casing: 'ignored' as const };
  if (leaf.casing === 'ignored') return changed;
  return changed.kind === 'equals' ? keepFitting(changed, change) : keepFittingPatterns(changed, change);
}

const changes: Readonly<Record<string, ((text: string) => string) | undefined>> = {
  lower: text => text.toLowerCase(),
  upper: text => text.toUpperCase(),
};

function keepFitting(leaf: Extract<Leaf, { kind: 'equals' }>, change: (text: string) => string): Predicate {
  const values = leaf.values.filter((value: Value) => typeof value !== 'string' || change(value) === value);
  return values.length === 0 ? always(false, leaf.origin) : { ...leaf, values };
}

function keepFittingPatterns(
  leaf: Extract<Leaf, { kind: 'like' }>,
  change: (text: string) => string,
): Predicate {
  const patterns = leaf.patterns.filter(pattern =>
    pattern.every(part => part.kind !== 'text' || change(part.text) === part.text),
  );
  return patterns.length === 0 ? always(false, leaf.origin) : { ...leaf, patterns };
}
