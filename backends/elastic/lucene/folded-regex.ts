import type { Equals, Like, Pattern } from '../../../src/ir/index.ts';
import { text } from '../../../src/ir/index.ts';
import { hasLetters } from '../letter-case.ts';
import { luceneRegex } from '../lucene-regex.ts';
import { regexOfPatterns } from '../pattern-regex.ts';

/** The regular expression of a pattern in any casing; undefined when it has no letters, or is too long for Lucene. */
export function foldedRegex(pattern: Pattern): string | undefined {
  if (!hasCase(pattern)) return undefined;
  const written = luceneRegex(regexOfPatterns([pattern], 'ignored'), false);
  return 'text' in written ? written.text : undefined;
}

/** Whether a leaf that ignores case has a value that no regular expression can say. */
export function isTooLong(leaf: Equals | Like): boolean {
  if (leaf.casing === 'exact') return false;
  const patterns =
    leaf.kind === 'like' ? leaf.patterns : leaf.values.map((value): Pattern => [text(String(value))]);
  return patterns.some(pattern => hasCase(pattern) && foldedRegex(pattern) === undefined);
}

function hasCase(pattern: Pattern): boolean {
  return pattern.some(part => part.kind === 'text' && hasLetters(part.text));
}
