import type { Leaf } from './predicate.ts';

/**
 * The dotted and the dotless I, the long s, the sigmas, the signs of Kelvin and Ångström: ignoring case means something else for each of them
 * to a text, to a regex and to `lower`. https://www.unicode.org/Public/UCD/latest/ucd/CaseFolding.txt
 */
const letters = /[\u0130\u0131\u017f\u03a3\u03c2\u03c3\u1e9e\u212a\u212b]/;

/** Whether a leaf that ignores case is about letters that languages fold in different ways. */
export function hasUnusualLetters(leaf: Leaf): boolean {
  if (leaf.kind === 'matches')
    return leaf.regex.flags.ignoreCase && letters.test(JSON.stringify(leaf.regex.node));
  if (!('casing' in leaf) || leaf.casing !== 'ignored') return false;
  const values = 'values' in leaf ? leaf.values.map(String) : [];
  const parts = 'patterns' in leaf ? leaf.patterns.flat() : [];
  return [...values, ...parts.map(part => (part.kind === 'text' ? part.text : ''))].some(each =>
    letters.test(each),
  );
}
