import type { Predicate } from '../ir/index.ts';
import { type Atom, isValueAtom, type OpaqueAtom } from './atom.ts';
import { impliesComparison } from './field-comparison.ts';
import { nodeKey } from './leaf-key.ts';
import type { Separation } from './separate.ts';
import type { SubjectValues } from './subject-values.ts';

export interface Alike {
  /** The atom that is the variable of all that hold for the same events. */
  readonly standsFor: (atom: Atom) => Atom;
  /** What cannot be at once. */
  readonly laws: readonly (readonly { readonly atom: Atom; readonly value: boolean }[])[];
}

/** When nothing is known of any two. */
export const unlike: Alike = { standsFor: atom => atom, laws: [] };

interface Request {
  /** Whether automata are made, or only what can be seen without them counts. */
  readonly depth: 'seen' | 'automata';
  readonly atoms: readonly Atom[];
  readonly onlySource: readonly Atom[];
  readonly onlyFound: readonly Atom[];
  readonly values: ReadonlyMap<string, SubjectValues>;
  readonly recur: (
    first: Predicate,
    second: Predicate,
  ) => { readonly onlySource: Separation; readonly onlyFound: Separation } | 'equal' | undefined;
}

/** Pairs beyond these are left to the search. */
const mostPairs = 400;

/**
 * Compares what one side alone has with what the other has of the same subject. A pattern and a regex that are one language
 * become one variable, which keeps diagrams small.
 */
export function mergeAlike(request: Request): Alike {
  const merged = new Map<string, Atom>();
  const laws: { readonly atom: Atom; readonly value: boolean }[][] = [];
  let pairs = 0;
  for (const atom of [...request.onlyFound, ...request.onlySource]) {
    if (merged.has(atom.key)) continue;
    for (const other of request.atoms) {
      if (other === atom || merged.has(other.key) || !isComparable(atom, other) || ++pairs > mostPairs)
        continue;
      const relation = relationOf(atom, other, request);
      if (relation === undefined) continue;
      if (!relation.onlyLeft && !relation.onlyRight) {
        merged.set(atom.key, other);
        break;
      }
      if (!relation.onlyLeft)
        laws.push([
          { atom, value: true },
          { atom: other, value: false },
        ]);
      if (!relation.onlyRight)
        laws.push([
          { atom: other, value: true },
          { atom, value: false },
        ]);
    }
  }
  const standsFor = (atom: Atom): Atom => {
    const other = merged.get(atom.key);
    return other === undefined ? atom : standsFor(other);
  };
  return { standsFor, laws };
}

function isComparable(left: Atom, right: Atom): boolean {
  if (isValueAtom(left) && isValueAtom(right))
    return left.subject.key === right.subject.key && left.kind === 'text' && right.kind === 'text';
  if (isComparison(left) && isComparison(right)) return true;
  return isElement(left) && isElement(right) && nodeKey(left.leaf.path) === nodeKey(right.leaf.path);
}

type ComparisonAtom = OpaqueAtom & { readonly leaf: { readonly kind: 'compares' } };

function isComparison(atom: Atom): atom is ComparisonAtom {
  return atom.kind === 'opaque' && atom.leaf.kind === 'compares';
}

type ElementAtom = OpaqueAtom & { readonly leaf: { readonly kind: 'element' } };

function isElement(atom: Atom): atom is ElementAtom {
  return atom.kind === 'opaque' && atom.leaf.kind === 'element';
}

function relationOf(
  left: Atom,
  right: Atom,
  { depth, values, recur }: Request,
): { readonly onlyLeft: boolean; readonly onlyRight: boolean } | undefined {
  if (isComparison(left) && isComparison(right))
    return {
      onlyLeft: !impliesComparison(left.leaf, right.leaf),
      onlyRight: !impliesComparison(right.leaf, left.leaf),
    };
  if (isElement(left) && isElement(right)) {
    const parted = depth === 'seen' ? undefined : recur(left.leaf.where, right.leaf.where);
    if (parted === undefined) return undefined;
    if (parted === 'equal') return { onlyLeft: false, onlyRight: false };
    return { onlyLeft: parted.onlySource.kind !== 'none', onlyRight: parted.onlyFound.kind !== 'none' };
  }
  if (!isValueAtom(left) || !isValueAtom(right)) return undefined;
  const own = values.get(left.subject.key);
  const seen = own?.seenRelation(left, right);
  if (depth === 'seen' || seen !== undefined || own?.isSeenBeside(left, right)) return seen;
  return own?.relation(left, right);
}
