import type { Given, Leaf, Predicate } from '../ir/index.ts';
import type { FieldTranslation } from './translation.ts';

export type Exactness = FieldTranslation['verdict'];

/** What a leaf becomes, and how that stands to it. */
export interface Rewriting {
  readonly predicate: Predicate;
  readonly verdict: Exactness;
  readonly why?: string;
  readonly given: readonly Given[];
}

export function exactly(predicate: Predicate, ...given: readonly Given[]): Rewriting {
  return { predicate, verdict: 'exact', given };
}

export function loosely(
  predicate: Predicate,
  verdict: Exclude<Exactness, 'exact'>,
  why: string,
  ...given: readonly Given[]
): Rewriting {
  return { predicate, verdict, why, given };
}

/** A leaf that the rewriting of its field cannot hold: the name is changed, the meaning is not known. */
export type Rewrite = (leaf: Leaf) => Rewriting | undefined;

/** Broader with narrower is different. */
export function worse(first: Exactness, second: Exactness): Exactness {
  if (first === 'exact' || first === second) return second;
  return second === 'exact' ? first : 'different';
}

/** Under a negation what was broader is narrower. */
export function opposite(verdict: Exactness): Exactness {
  return verdict === 'broader' ? 'narrower' : verdict === 'narrower' ? 'broader' : verdict;
}

/** Rewritings whose predicates all stand in one and/or. */
export function joined(predicate: Predicate, parts: readonly Rewriting[]): Rewriting {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return { ...first, predicate };
  const why = parts.flatMap(part => (part.why === undefined ? [] : [part.why]));
  return {
    predicate,
    verdict: parts.reduce<Exactness>((verdict, part) => worse(verdict, part.verdict), 'exact'),
    given: [...new Set(parts.flatMap(part => part.given))],
    ...(why[0] === undefined ? {} : { why: why[0] }),
  };
}

/** A predicate each of whose leaves is rewritten: what is lost under a negation is lost the other way round. */
export function rewrittenWhole(
  whole: Predicate,
  positive: boolean,
  one: (leaf: Leaf, positive: boolean) => Rewriting,
): Rewriting {
  const parts: Rewriting[] = [];
  const visit = (predicate: Predicate, isPositive: boolean): Predicate => {
    if (predicate.kind === 'always') return predicate;
    if (predicate.kind === 'not') return { ...predicate, operand: visit(predicate.operand, !isPositive) };
    if (predicate.kind === 'and' || predicate.kind === 'or')
      return { ...predicate, operands: predicate.operands.map(each => visit(each, isPositive)) };
    const part = one(predicate, positive === isPositive);
    parts.push(isPositive ? part : { ...part, verdict: opposite(part.verdict) });
    return part.predicate;
  };
  return joined(visit(whole, true), parts);
}
