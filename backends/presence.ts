import type { Predicate } from '../src/ir/index.ts';

/** More choices than these are not written out. */
const mostChoices = 12;

/**
 * What a condition asks to be there, one event of a kind at least, as the sets of names of which any one suffices. Undefined for a
 * condition of anything else.
 */
export function choicesOf(
  condition: Predicate,
  names: ReadonlySet<string>,
): readonly ReadonlySet<string>[] | undefined {
  const choices = expanded(condition, names);
  return choices?.filter(
    (choice, index) => !choices.some((other, at) => isCovered(choice, index, other, at)),
  );
}

function isCovered(
  choice: ReadonlySet<string>,
  index: number,
  other: ReadonlySet<string>,
  at: number,
): boolean {
  const holds = at !== index && [...other].every(name => choice.has(name));
  return holds && (other.size < choice.size || at < index);
}

function expanded(
  condition: Predicate,
  names: ReadonlySet<string>,
): readonly ReadonlySet<string>[] | undefined {
  if (condition.kind === 'or') {
    const parts = condition.operands.map(each => expanded(each, names));
    return parts.every(part => part !== undefined) ? parts.flat() : undefined;
  }
  if (condition.kind === 'and')
    return condition.operands.reduce<readonly ReadonlySet<string>[] | undefined>(
      (found, each) => product(found, expanded(each, names)),
      [new Set()],
    );
  const name = nameOfOne(condition);
  return name !== undefined && names.has(name) ? [new Set([name])] : undefined;
}

function product(
  some: readonly ReadonlySet<string>[] | undefined,
  others: readonly ReadonlySet<string>[] | undefined,
): readonly ReadonlySet<string>[] | undefined {
  if (some === undefined || others === undefined || some.length * others.length > mostChoices)
    return undefined;
  return some.flatMap(one => others.map(other => new Set([...one, ...other])));
}

/** `input >= 1` */
export function nameOfOne(predicate: Predicate): string | undefined {
  if (predicate.kind !== 'compares' || predicate.left.kind !== 'field') return undefined;
  const { left, operator, right } = predicate;
  const least = right.kind === 'literal' ? Number(right.value) : Number.NaN;
  return (operator === 'gte' && least === 1) || (operator === 'gt' && least === 0) ? left.name : undefined;
}
