import type { Analysed, Pattern, PatternPart } from '../ir/index.ts';
import type { Scope, Test } from './scope.ts';
import { overValues } from './subject.ts';
import { tokenize } from './tokens.ts';
import { itemsOf, textOf, type Values } from './values.ts';
import { compilePattern } from './wildcard.ts';

/**
 * `any` and `all` look at the tokens of all values together, a phrase must stand within one value. In `phrasePrefix` the last
 * token may be cut short. Without tokens nothing matches.
 */
export function compileAnalysed(leaf: Analysed, scope: Scope): Test {
  const wanted = leaf.tokens.map(each => each.toLowerCase());
  const { pattern } = leaf;
  const test = wanted.length === 0 ? () => false : modes[leaf.mode](wanted, pattern);
  return overValues(leaf.subject, scope, values => test(tokensOf(values, leaf.analyser)));
}

/** The tokens of each value. */
type Tokens = readonly (readonly string[])[];

const modes: Readonly<
  Record<Analysed['mode'], (wanted: readonly string[], pattern?: Pattern) => (found: Tokens) => boolean>
> = {
  any: wanted => found => found.some(tokens => tokens.some(each => wanted.includes(each))),
  all: wanted => found => wanted.every(each => found.some(tokens => tokens.includes(each))),
  phrase: wanted => found => found.some(tokens => hasPhrase(tokens, wanted, (each, last) => each === last)),
  phrasePrefix: wanted => found =>
    found.some(tokens => hasPhrase(tokens, wanted, (each, last) => each.startsWith(last))),
  pattern: (_, pattern = []) => {
    const fits = compilePattern(pattern.map(part => (part.kind === 'text' ? lowered(part) : part)));
    return found => found.some(tokens => tokens.some(fits));
  },
};

function lowered(part: Extract<PatternPart, { kind: 'text' }>): PatternPart {
  return { kind: 'text', text: part.text.toLowerCase() };
}

function hasPhrase(
  tokens: readonly string[],
  wanted: readonly string[],
  fitsLast: (token: string, last: string) => boolean,
): boolean {
  return tokens.some((_, start) =>
    wanted.every((each, index) => {
      const token = tokens[start + index];
      if (token === undefined) return false;
      return index === wanted.length - 1 ? fitsLast(token, each) : token === each;
    }),
  );
}

function tokensOf(values: Values, analyser: Analysed['analyser']): Tokens {
  return itemsOf(values).map(item => tokenize(textOf(item) ?? '', analyser));
}
