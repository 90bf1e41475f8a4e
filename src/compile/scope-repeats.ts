import { and, type Equals, type Predicate } from '../ir/index.ts';

/** Whether a target still tells the data source by the values that a rule itself asks of a field of its scope. */
export type Tells = (field: string, values: readonly string[]) => boolean;

/**
 * A scope and a rule that ask the same field for values: the wider of the two says nothing that the narrower does not. The scope's own
 * stays where the target would not know the data source without it.
 */
export function withoutRepeats(
  scope: Predicate,
  where: Predicate,
  tells: Tells,
): { readonly scope: Predicate; readonly where: Predicate } {
  const asked = conjuncts(where).filter(isOfField);
  const isSaid = (part: Predicate): boolean =>
    isOfField(part) &&
    asked.some(
      leaf => implies(leaf, part) && !implies(part, leaf) && tells(nameOf(leaf), leaf.values.map(String)),
    );
  const said = conjuncts(scope).filter(part => !isSaid(part));
  const rest = conjuncts(where).filter(
    leaf => !(isOfField(leaf) && said.some(part => isOfField(part) && implies(part, leaf))),
  );
  return { scope: and(said, scope.origin), where: rest.length === 0 ? where : and(rest, where.origin) };
}

function conjuncts(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === 'and' ? predicate.operands : [predicate];
}

function isOfField(predicate: Predicate): predicate is Equals {
  return predicate.kind === 'equals' && predicate.subject.kind === 'field' && predicate.quantifier === 'any';
}

function nameOf({ subject }: Equals): string {
  return subject.kind === 'field' ? subject.name : '';
}

/** Whether an event that has one of these values has one of those. */
function implies(one: Equals, other: Equals): boolean {
  if (nameOf(one) !== nameOf(other)) return false;
  const hasLetters = one.values.some(value => /\p{L}/u.test(String(value)));
  if (one.casing === 'ignored' && other.casing === 'exact' && hasLetters) return false;
  const fold = (value: unknown): unknown =>
    other.casing === 'ignored' && typeof value === 'string' ? value.toLowerCase() : value;
  const wide = new Set(other.values.map(fold));
  return one.values.every(value => wide.has(fold(value)));
}
