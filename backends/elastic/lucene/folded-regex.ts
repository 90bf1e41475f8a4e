import type { Equals, Like, Pattern } from '../../../src/ir/index.ts';
import { text } from '../../../src/ir/index.ts';
import { hasLetters } from '../letter-case.ts';
import { luceneRegex } from '../lucene-regex.ts';
import { regexOfPatterns } from '../pattern-regex.ts';

/** The regular expression of a pattern in any casing; undefined when it has no letters, or is too long for Lucene. */
export function foldedRegex(pattern: Pattern): string | undefined {
  if (!hasCase(pattern) || lengthOf(pattern) > longestRegex) return undefined;
  const written = luceneRegex(regexOfPatterns([pattern], 'ignored'), false);
  return 'text' in written ? written.text : undefined;
}

/** `index.max_regex_length`; a text of more characters needs no regex to be written to see it. */
const longestRegex = 1000;

function lengthOf(pattern: Pattern): number {
  return pattern.reduce((length, part) => length + (part.kind === 'text' ? part.text.length : 1), 0);
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
