import { bracketed, type Doc } from './layout.ts';

/** A piece of query and how tightly it holds together: the higher binds the tighter. */
export interface Fragment {
  readonly doc: Doc;
  readonly binding: number;
}

export const binding = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, atom: 7 } as const;

export function atom(doc: Doc): Fragment {
  return { doc, binding: binding.atom };
}

export function comparison(doc: Doc): Fragment {
  return { doc, binding: binding.comparison };
}

/** The fragment where something that binds as tightly as `least` must stand. */
export function within(fragment: Fragment, least: number): Doc {
  return fragment.binding >= least ? fragment.doc : bracketed(fragment.doc);
}
