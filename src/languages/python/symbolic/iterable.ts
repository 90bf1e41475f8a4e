import type { Formula } from './formula.ts';
import type { Place } from './place.ts';
import type { Guarded } from './value.ts';

/** What can be gone through, one element after another. */
export type Iterable =
  | { readonly kind: 'items'; readonly items: readonly Guarded[] }
  /** Of the list at the place. */
  | { readonly kind: 'elements'; readonly list: Place; readonly plain: boolean }
  /** Values of the dicts, elements of the lists, right below a node. */
  | { readonly kind: 'children'; readonly plain: boolean; readonly pairs: boolean }
  /** Every value of the event that is neither dict nor list. */
  | { readonly kind: 'everything'; readonly plain: boolean }
  /** What the function that visits the event gives for a child; stands only while that function is looked at. */
  | { readonly kind: 'recursion' }
  | {
      readonly kind: 'mapped';
      readonly source: Iterable;
      readonly apply: (element: Guarded) => Iterable;
      /** In its place where nothing matters but whether any element is true; undefined where that is no simpler. */
      readonly together?: () => Iterable | undefined;
    }
  | { readonly kind: 'joined'; readonly parts: readonly Iterable[] }
  | { readonly kind: 'branches'; readonly branches: readonly IterableBranch[] };

/** What is not iterable is a guarded value that raises or is unknown. */
export interface IterableBranch {
  readonly when: Formula;
  readonly of: Iterable | { readonly kind: 'failed'; readonly value: Guarded };
}

export const emptyIterable: Iterable = { kind: 'items', items: [] };

export function oneOf(...items: readonly Guarded[]): Iterable {
  return { kind: 'items', items };
}
