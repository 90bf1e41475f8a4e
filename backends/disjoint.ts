import {
  areOtherSources,
  eventsOf,
  type Pattern,
  type PlannedRule,
  type Predicate,
  type Search,
  type SeveralEvents,
} from '../src/ir/index.ts';

/** Whether no event can fit both rules: they are of different products or categories, or want one field to be different things. */
export function areDisjoint(one: PlannedRule, other: PlannedRule): boolean {
  if (areOtherSources(one.source.sigma, other.source.sigma)) return true;
  return conjuncts(one).some(leaf => conjuncts(other).some(each => exclude(leaf, each, one)));
}

function conjuncts({ where, scope }: PlannedRule): readonly Predicate[] {
  return [where, scope].flatMap(each => (each.kind === 'and' ? each.operands : [each]));
}

/** Both look at one field of one value, and nothing that one takes ends, or begins, as something that the other takes. */
function exclude(one: Predicate, other: Predicate, { profile }: PlannedRule): boolean {
  const [left, right] = [patternsOf(one), patternsOf(other)];
  if (left === undefined || right === undefined || left.field !== right.field) return false;
  if (profile.isMultiValued(left.field)) return false;
  return (['start', 'end'] as const).some(side =>
    left.patterns.every(first =>
      right.patterns.every(second => areApart(fixedText(first, side), fixedText(second, side), side)),
    ),
  );
}

function patternsOf(
  leaf: Predicate,
): { readonly field: string; readonly patterns: readonly Pattern[] } | undefined {
  if ((leaf.kind !== 'equals' && leaf.kind !== 'like') || leaf.subject.kind !== 'field') return undefined;
  const patterns: readonly Pattern[] =
    leaf.kind === 'like' ? leaf.patterns : leaf.values.map(value => [{ kind: 'text', text: String(value) }]);
  return { field: leaf.subject.name, patterns };
}

/** What a value must begin or end with; empty when that may be anything. */
function fixedText(pattern: Pattern, side: 'start' | 'end'): string {
  const part = side === 'start' ? pattern[0] : pattern.at(-1);
  return part?.kind === 'text' ? part.text.toLowerCase() : '';
}

function areApart(one: string, other: string, side: 'start' | 'end'): boolean {
  return side === 'start'
    ? !one.startsWith(other) && !other.startsWith(one)
    : !one.endsWith(other) && !other.endsWith(one);
}

/** Whether one event may be found by two of these searches; an alert is the event that completes it. */
export function mayShare(searches: readonly Search[], inputs: SeveralEvents['inputs']): boolean {
  const found = searches.map(each => [...eventsOf(each)].map(events => inputs.get(events)));
  return found.some((rules, index) =>
    found
      .slice(0, index)
      .some(others =>
        rules.some(rule =>
          others.some(other => rule === undefined || other === undefined || !areDisjoint(rule, other)),
        ),
      ),
  );
}
