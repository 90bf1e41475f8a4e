import type { Leaf } from './predicate.ts';

/**
 * The dotted and the dotless I, the long s, the sigmas, the signs of Kelvin and Ångström: ignoring case means something else for each of them
 * to a text, to a regex and to `lower`. https://www.unicode.org/Public/UCD/latest/ucd/CaseFolding.txt
 */
const letters = /[\u0130\u0131\u017f\u03a3\u03c2\u03c3\u1e9e\u212a\u212b]/;

/**
 * ASCII letters that have a case beyond ASCII: the sign of Kelvin is lowered to k, and the dotted I to an i with a dot behind it, which
 * a whole value never is.
 */
const shared = { whole: /k/i, part: /[ki]/i };

/** Whether a leaf that ignores case is about letters that languages fold in different ways. */
export function hasUnusualLetters(leaf: Leaf): boolean {
  if (leaf.kind === 'matches')
    return leaf.regex.flags.ignoreCase && letters.test(JSON.stringify(leaf.regex.node));
  return textsIgnoringCase(leaf).some(each => letters.test(each));
}

/** Whether a leaf that ignores case means less where the ASCII letters alone are folded. */
export function foldsBeyondAscii(leaf: Leaf): boolean {
  if (leaf.kind === 'matches') return leaf.regex.flags.ignoreCase;
  const others = leaf.kind === 'equals' ? shared.whole : shared.part;
  return textsIgnoringCase(leaf).some(each => {
    const beyond = each.replaceAll(/\p{ASCII}/gu, '');
    return others.test(each) || beyond.toLowerCase() !== beyond.toUpperCase();
  });
}

function textsIgnoringCase(leaf: Leaf): readonly string[] {
  if (!('casing' in leaf) || leaf.casing !== 'ignored') return [];
  const values = 'values' in leaf ? leaf.values.map(String) : [];
  const parts = 'patterns' in leaf ? leaf.patterns.flat() : [];
  return [...values, ...parts.map(part => (part.kind === 'text' ? part.text : ''))];
}
