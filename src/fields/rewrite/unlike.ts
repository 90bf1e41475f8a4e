import type { Leaf, Predicate } from '../../ir/index.ts';
import type { UnlikeView } from '../data-source.ts';
import { exactly, loosely, type Rewriting } from '../rewriting.ts';

/**
 * A leaf over a field whose values are written otherwise. Where the view's value is a whole that the other's is a part of, what is asked
 * to be within a text finds more there; on the way out of it, less.
 */
export function unlike(leaf: Leaf, named: Predicate, view: UnlikeView, way: 'into' | 'out of'): Rewriting {
  if (leaf.kind === 'exists' || (view.words && asksWithinWord(leaf))) return exactly(named);
  const verdict = view.whole && asksWithin(leaf) ? (way === 'into' ? 'broader' : 'narrower') : 'different';
  return loosely(named, verdict, view.unlike);
}

function asksWithinWord(leaf: Leaf): boolean {
  if (leaf.kind !== 'like' || leaf.quantifier === 'all' || !asksWithin(leaf)) return false;
  return leaf.patterns.every(([, word, , more]) => {
    return more === undefined && word?.kind === 'text' && /^\S+$/.test(word.text);
  });
}

function asksWithin(leaf: Leaf): boolean {
  if (leaf.kind === 'analysed') return true;
  return (
    leaf.kind === 'like' &&
    leaf.patterns.every(parts => parts[0]?.kind === 'anyRun' && parts.at(-1)?.kind === 'anyRun')
  );
}
