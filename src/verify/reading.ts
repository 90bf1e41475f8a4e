import type { Leaf, Quantifier } from '../ir/index.ts';
import { allAddresses } from './address-ranges.ts';
import type { Formula, FormulaBuilder, ValueSet } from './formula.ts';
import { nodeKey } from './leaf-key.ts';
import { anything, outsidePiece, type Piece, patternPiece } from './piece.ts';
import { type RangeSet, wholeLine, without } from './range-set.ts';
import type { Subject } from './subject.ts';

export interface Reading {
  readonly builder: FormulaBuilder;
  /** Leaves that have been read, and what their negations are. */
  readonly known: Readonly<Record<'true' | 'false', Map<Leaf, Formula>>>;
  readonly isMultiValued: (field: string) => boolean;
  /** The key of what stands within an element: equal keys, equal meaning. */
  readonly keyOfElement: (leaf: Extract<Leaf, { kind: 'element' }>) => string;
}

export type Quantified = Leaf & { readonly quantifier: Quantifier };

export function texts(pieces: readonly Piece[]): ValueSet {
  return { sort: 'text', pieces };
}

/** The values that satisfy a leaf, those that it sees and are not among them, and all that it sees. */
interface Parted {
  readonly inside: readonly ValueSet[];
  /** Made where a quantifier asks for them, which few leaves do. */
  readonly outside: () => readonly ValueSet[];
  readonly seen: () => readonly ValueSet[];
}

/** Each value satisfies it: there is one, and none outside. The only one does: there is one value, and it does. */
export function quantified(
  leaf: Quantified,
  subject: Subject,
  positive: boolean,
  { builder }: Reading,
  { inside, outside, seen }: Parted,
): Formula {
  const quantifier = subject.multiValued ? leaf.quantifier : 'any';
  if (subject.pattern && quantifier !== 'any')
    return builder.test({ kind: 'opaque', key: nodeKey(leaf), leaf }, positive);
  const some = (sets: readonly ValueSet[], wanted: boolean) =>
    builder.join(
      wanted ? 'or' : 'and',
      sets.map(set => builder.some(subject, set, wanted)),
    );
  if (quantifier === 'any') return some(inside, positive);
  const both = positive ? 'and' : 'or';
  if (quantifier === 'all') return builder.join(both, [some(seen(), positive), some(outside(), !positive)]);
  const steps = subject.steps.flatMap(({ name }) => (name === 'lower' ? [] : [name]));
  const key = `one ${subject.key} ${steps.join()}`;
  return builder.join(both, [builder.test({ kind: 'one', key, subject }, positive), some(inside, positive)]);
}

export function readText(
  leaf: Quantified,
  subject: Subject,
  pieces: readonly Piece[],
  positive: boolean,
  reading: Reading,
): Formula {
  return quantified(leaf, subject, positive, reading, {
    inside: [texts(pieces)],
    outside: () => [texts([outsidePiece(pieces, subject.steps)])],
    seen: () => [texts([patternPiece(anything, 'exact', subject.steps)])],
  });
}

export function readRanges(
  leaf: Quantified,
  subject: Subject,
  sort: 'number' | 'address',
  inside: RangeSet,
  positive: boolean,
  reading: Reading,
): Formula {
  if (inside.length === 0) return reading.builder.constant(!positive);
  if (subject.steps.length > 0)
    return reading.builder.test({ kind: 'opaque', key: nodeKey(leaf), leaf }, positive);
  const whole = sort === 'number' ? wholeLine : allAddresses;
  return quantified(leaf, subject, positive, reading, {
    inside: [{ sort, ranges: inside }],
    outside: () => [{ sort, ranges: without(whole, inside) }],
    seen: () => [{ sort, ranges: whole }],
  });
}
