import {
  and,
  type Compares,
  type Expression,
  fieldsOf,
  type Leaf,
  mapLeaves,
  mapSearches,
  not,
  or,
  type Predicate,
  printExpression,
  type Rule,
  type Search,
  type Stage,
} from '../ir/index.ts';

const known = new WeakMap<Rule, Rule>();

/**
 * A rule of Splunk whose `status>=400` compares numbers alone, on the assumption that the field holds no other texts: `search` orders
 * those as texts, which is what no author means, and no other product says.
 * https://help.splunk.com/splunk-enterprise/spl-search-reference/9.2/search-commands/search
 */
export function withPlainOrders(rule: Rule): Rule {
  if (rule.metadata.vendor !== 'splunk') return rule;
  const before = known.get(rule);
  if (before !== undefined) return before;
  const fields = new Set<string>();
  const ordered = mapWhere(rule.search, where => inPredicate(where, fields));
  const equated = new Set<string>();
  const search = mapWhere(ordered, where => mapLeaves(where, leaf => asNumbers(leaf, fields, equated)));
  const given = [
    ...[...fields].map(name => `numeric:${name}`),
    ...[...equated].map(name => `canonical-number:${name}`),
  ];
  const made =
    fields.size === 0 ? rule : { ...rule, search, given: [...(rule.given ?? []), ...given].sort() };
  known.set(rule, made);
  return made;
}

function mapWhere(search: Search, change: (where: Predicate) => Predicate): Search {
  return mapSearches(search, each => {
    if (each.kind === 'events') return { ...each, where: change(each.where) };
    if (each.kind !== 'pipeline') return each;
    const stages = each.stages.map(
      (stage): Stage => (stage.kind === 'filter' ? { ...stage, where: change(stage.where) } : stage),
    );
    return { ...each, stages };
  });
}

/** A field cannot be a number in one place and a text in another. */
function asNumbers(leaf: Leaf, fields: ReadonlySet<string>, equated: Set<string>): Leaf {
  if (leaf.kind !== 'equals' || leaf.subject.kind !== 'field' || !fields.has(leaf.subject.name)) return leaf;
  const values = leaf.values.map(value => (isNumberText(value) ? Number(value) : value));
  if (values.every((value, index) => value === leaf.values[index])) return leaf;
  equated.add(leaf.subject.name);
  return { ...leaf, values };
}

function isNumberText(value: unknown): boolean {
  return typeof value === 'string' && /^(?:0|-?[1-9]\d{0,14})$/.test(value);
}

function inPredicate(predicate: Predicate, fields: Set<string>): Predicate {
  switch (predicate.kind) {
    case 'not':
      return not(inPredicate(predicate.operand, fields), predicate.origin);
    case 'and':
      return and(
        predicate.operands.map(each => inPredicate(each, fields)),
        predicate.origin,
      );
    case 'or': {
      const { operands, origin } = predicate;
      const numbers = operands.filter(isOrderOfNumbers);
      const left = operands.filter(each => {
        const text = orderOfTexts(each);
        const beside = text && numbers.find(number => saysTheSame(number, text));
        for (const { name } of beside === undefined ? [] : fieldsOf(beside.left)) fields.add(name);
        return beside === undefined;
      });
      return or(
        left.map(each => inPredicate(each, fields)),
        origin,
      );
    }
    default:
      return predicate;
  }
}

function isOrderOfNumbers(predicate: Predicate): predicate is Compares {
  return predicate.kind === 'compares' && predicate.as === 'number' && predicate.right.kind === 'literal';
}

/** The order of texts that counts where something is no number. */
function orderOfTexts(predicate: Predicate): Compares | undefined {
  if (predicate.kind !== 'and' || predicate.operands.length !== 2) return undefined;
  const text = predicate.operands.find(
    (each): each is Compares => each.kind === 'compares' && each.as === 'string',
  );
  const guard = predicate.operands.find(each => each.kind === 'not');
  const asked = guard?.operand.kind === 'exists' ? guard.operand.subject : undefined;
  const isGuarded = asked?.kind === 'coercion' && asked.to === 'number';
  return isGuarded && text !== undefined && isSame(asked.operand, text.left) ? text : undefined;
}

function saysTheSame(number: Compares, text: Compares): boolean {
  return (
    number.operator === text.operator &&
    isSame(number.left, text.left) &&
    number.right.kind === 'literal' &&
    text.right.kind === 'literal' &&
    Number(text.right.value) === number.right.value
  );
}

function isSame(one: Expression, other: Expression): boolean {
  return printExpression(one) === printExpression(other);
}
