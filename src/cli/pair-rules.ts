import type { WholeRule } from './rule-pass.ts';

/** A rule before and after; one side is absent when it was added or removed. */
export interface RulePair {
  readonly old?: WholeRule;
  readonly new?: WholeRule;
}

/**
 * Pairs by id, then by path below each root (with the title, with the place in the file), then by title, at last by path alone where
 * each file has one rule left; in the order of the old rules, those that were added last.
 */
export function pairRules(
  old: { readonly root: string; readonly rules: readonly WholeRule[] },
  current: { readonly root: string; readonly rules: readonly WholeRule[] },
): readonly RulePair[] {
  const [only, ...more] = current.rules;
  const [first] = old.rules;
  if (old.rules.length === 1 && first !== undefined && only !== undefined && more.length === 0)
    return [{ old: first, new: only }];
  const partners = new Map<WholeRule, WholeRule>();
  const taken = new Set<WholeRule>();
  const keys: readonly ((rule: WholeRule, root: string) => string | undefined)[] = [
    ({ location }) => (location.id === undefined ? undefined : `${location.id} ${location.part}`),
    ({ location: { path, title, part } }, root) =>
      title === undefined ? undefined : `${below(path, root)} ${title} ${part}`,
    ({ location: { path, document, part } }, root) => `${below(path, root)} ${document} ${part}`,
    ({ location }) => location.title,
    ({ location: { path } }, root) => below(path, root),
  ];
  for (const [place, keyOf] of keys.entries()) {
    const isLast = place === keys.length - 1;
    const waiting = byKey(
      current.rules.filter(rule => !taken.has(rule)),
      rule => keyOf(rule, current.root),
    );
    const asking = byKey(
      old.rules.filter(rule => !partners.has(rule)),
      rule => keyOf(rule, old.root),
    );
    for (const [key, rules] of asking) {
      const others = waiting.get(key) ?? [];
      if (isLast && (rules.length > 1 || others.length > 1)) continue;
      for (const [at, rule] of rules.slice(0, others.length).entries()) {
        const partner = others[at];
        if (partner === undefined) continue;
        partners.set(rule, partner);
        taken.add(partner);
      }
    }
  }
  return [
    ...old.rules.map(rule => {
      const partner = partners.get(rule);
      return partner === undefined ? { old: rule } : { old: rule, new: partner };
    }),
    ...current.rules.filter(rule => !taken.has(rule)).map(rule => ({ new: rule })),
  ];
}

function byKey(
  rules: readonly WholeRule[],
  keyOf: (rule: WholeRule) => string | undefined,
): Map<string, WholeRule[]> {
  const groups = new Map<string, WholeRule[]>();
  for (const rule of rules) {
    const key = keyOf(rule);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rule]);
    else group.push(rule);
  }
  return groups;
}

function below(path: string, root: string): string {
  const stem = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  return stem.replace(/\.[^./]+$/, '');
}
