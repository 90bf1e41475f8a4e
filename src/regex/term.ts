import type { CharacterSet } from './character-set.ts';
import type { CoreAnchor } from './core.ts';

/**
 * A regex as the automaton holds it: interned, so that equal terms are one object, and in a normal form in which a term
 * has finitely many derivatives (alternations are sets; a choice before a sequence is distributed over it).
 */
export type Term = TermBase & TermShape;

export type TermShape =
  | { readonly kind: 'nothing' | 'empty' }
  | { readonly kind: 'set'; readonly set: CharacterSet; readonly members: readonly boolean[] }
  | { readonly kind: 'sequence'; readonly head: Term; readonly tail: Term }
  | { readonly kind: 'alternation' | 'intersection'; readonly terms: readonly Term[] }
  | { readonly kind: 'repeat'; readonly body: Term; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'complement'; readonly body: Term }
  | { readonly kind: 'anchor'; readonly at: CoreAnchor };

export type TermOf<Kind extends TermShape['kind']> = TermBase & Extract<TermShape, { kind: Kind }>;

export interface TermBase {
  readonly id: number;
  /** Whether it depends on what stands before and after. */
  readonly anchored: boolean;
  /** Of terms that are not anchored: whether the empty text is in it. */
  readonly nullable: boolean;
  /** Whether every text is in it, as can be seen from its form. */
  readonly everything: boolean;
  /** By class of the next character, and by what stands before where anchored. */
  readonly derivatives: (Term | undefined)[];
}
