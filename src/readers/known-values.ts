import { compilePredicate } from '../evaluate/index.ts';
import { always, and, type Equals, fold, type Leaf, mapLeaves, type Predicate } from '../ir/index.ts';

/**
 * A condition of which parts ask again for fields whose values other parts say: where `eventName` is DeleteTrail, what is asked of events that are
 * CreateUser is asked of none. Alike for every event, where these fields have one value.
 */
export function withKnownValues(where: Predicate): Predicate {
  if (where.kind !== 'and') return where;
  const known = new Map<string, Equals>();
  for (const part of where.operands) {
    const name = part.kind === 'equals' && part.quantifier === 'any' ? fieldOf(part) : undefined;
    if (part.kind === 'equals' && name !== undefined && !known.has(name)) known.set(name, part);
  }
  const parts = where.operands.map(part =>
    part.kind === 'and' || part.kind === 'or' || part.kind === 'not'
      ? mapLeaves(part, leaf => decided(leaf, known))
      : part,
  );
  return fold(and(parts, where.origin));
}

function fieldOf(leaf: Leaf): string | undefined {
  return 'subject' in leaf && leaf.subject.kind === 'field' ? leaf.subject.name : undefined;
}

/**
 * False where the leaf holds of none of the values that the field may have, in whatever case; true where it holds of each as the rule spells it,
 * which is taken to be how the log does.
 */
function decided(leaf: Leaf, known: ReadonlyMap<string, Equals>): Predicate {
  const name = fieldOf(leaf);
  const said = name === undefined ? undefined : known.get(name);
  if (name === undefined || said === undefined || (leaf.kind !== 'equals' && leaf.kind !== 'like'))
    return leaf;
  const inAnyCase = compilePredicate({ ...leaf, casing: 'ignored' });
  if (!said.values.some(value => inAnyCase({ [name]: value }))) return always(false, leaf.origin);
  const asWritten = compilePredicate(leaf);
  return said.values.every(value => asWritten({ [name]: value })) ? always(true, leaf.origin) : leaf;
}
