import {
  areOtherSources,
  eventsOf,
  fieldsOf,
  type Pattern,
  type PlannedRule,
  type Predicate,
  printExpression,
  type Regex,
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

/** Both look at one field of one value, or at what is made of it, and nothing that one takes ends, or begins, as something that the other takes. */
function exclude(one: Predicate, other: Predicate, { profile }: PlannedRule): boolean {
  const [left, right] = [patternsOf(one), patternsOf(other)];
  if (left === undefined || right === undefined || left.of !== right.of) return false;
  if (left.fields.some(name => profile.isMultiValued(name))) return false;
  return (['start', 'end'] as const).some(side =>
    left.patterns.every(first =>
      right.patterns.every(second => areApart(fixedText(first, side), fixedText(second, side), side)),
    ),
  );
}

interface Asked {
  readonly of: string;
  readonly fields: readonly string[];
  readonly patterns: readonly Pattern[];
}

function patternsOf(leaf: Predicate): Asked | undefined {
  const isText = leaf.kind === 'equals' || leaf.kind === 'like' || leaf.kind === 'matches';
  if (!isText) return undefined;
  const patterns: readonly Pattern[] =
    leaf.kind === 'like'
      ? leaf.patterns
      : leaf.kind === 'matches'
        ? [endOf(leaf.regex)]
        : leaf.values.map(value => [{ kind: 'text', text: String(value) }]);
  return {
    of: printExpression(leaf.subject),
    fields: fieldsOf(leaf.subject).map(({ name }) => name),
    patterns,
  };
}

/** What a regex asks of the end of a value, where it is a text. */
function endOf({ node, anchoring, flags }: Regex): Pattern {
  const items = itemsOf(node);
  const last = items.at(-1);
  const isEnd = last?.kind === 'anchor' && (last.at === 'lineEnd' || last.at === 'textEnd');
  const text = isEnd ? items.at(-2) : anchoring === 'whole' ? last : undefined;
  return text?.kind === 'literal' && !flags.multiline
    ? [{ kind: 'anyRun' }, { kind: 'text', text: text.text }]
    : [{ kind: 'anyRun' }];
}

function itemsOf(node: Regex['node']): readonly Regex['node'][] {
  return node.kind === 'sequence' ? node.items.flatMap(itemsOf) : [node];
}

/** What a value must begin or end with; empty when that may be anything. */
function fixedText(pattern: Pattern, side: 'start' | 'end'): string {
  const part = side === 'start' ? pattern[0] : pattern.at(-1);
  // The end of a line may be before a last line break.
  return part?.kind === 'text' ? part.text.toLowerCase().replace(/\n$/, '') : '';
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
