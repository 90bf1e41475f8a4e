import type { Leaf } from '../ir/index.ts';
import { addressPlace } from './address-ranges.ts';
import { numberOf } from './number-ranges.ts';
import type { Piece } from './piece.ts';
import { holdsValue, type RangeSet } from './range-set.ts';
import type { Subject } from './subject.ts';

/** What the proof takes for one variable: the finest set of values that the tests of a subject tell apart, or a test that has no parts. */
export type Atom = ValueAtom | OneAtom | OpaqueAtom;

export type ValueAtom = TextAtom | RangeAtom;

interface AtomBase {
  /** Equal on both sides of a comparison for the same set. */
  readonly key: string;
}

/** Some value of the subject is in one of the pieces. */
export interface TextAtom extends AtomBase {
  readonly kind: 'text';
  readonly subject: Subject;
  readonly pieces: readonly Piece[];
}

/** Some value of the subject is a number, or an address, in the ranges. */
export interface RangeAtom extends AtomBase {
  readonly kind: 'number' | 'address';
  readonly subject: Subject;
  readonly ranges: RangeSet;
}

/** The subject has one value alone. */
export interface OneAtom extends AtomBase {
  readonly kind: 'one';
  readonly subject: Subject;
}

export interface OpaqueAtom extends AtomBase {
  readonly kind: 'opaque';
  readonly leaf: Leaf;
}

export function isValueAtom(atom: Atom): atom is ValueAtom {
  return atom.kind !== 'one' && atom.kind !== 'opaque';
}

/** Whether a text is one of the values. */
export function holds(atom: ValueAtom, text: string): boolean {
  if (atom.kind === 'text') return atom.pieces.some(piece => piece.holds(text));
  const value = atom.kind === 'number' ? numberOf(text) : addressPlace(text);
  return value !== undefined && holdsValue(atom.ranges, value);
}
