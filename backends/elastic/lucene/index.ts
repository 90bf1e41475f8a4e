import { type Dialect, foldsBeyondAscii } from '../../../src/ir/index.ts';
import { wholePredicate } from '../conjuncts.ts';
import { wholeRule } from '../document/whole.ts';
import { wholeFlattened } from '../flattened.ts';
import { commonGivens } from '../given.ts';
import { printJunctions } from '../junction.ts';
import { indented, render } from '../layout.ts';
import { holdsByQuery } from '../several/hold.ts';
import { refusesTwoKinds } from '../two-kinds.ts';
import { luceneCapabilities } from './capabilities.ts';
import { inspectLucene } from './inspect.ts';
import { luceneConnectives } from './leaf.ts';

/** Lucene's query_string, of custom query rules; after the others, which say the same more readably. */
export const lucene: Dialect = {
  name: 'lucene',
  language: 'lucene',
  vendor: 'elastic',
  plainCasing: 'exact',
  capabilities: luceneCapabilities,
  inspect: wholeFlattened(inspectLucene, true),
  refuses: refusesTwoKinds,
  holds: holdsByQuery,
  document: (planned, query) => wholeRule(lucene, planned, query),
  // Each letter is written in both of its cases, of which k and i have more beyond ASCII.
  assumes: (leaf, rule) =>
    commonGivens(leaf, rule).filter(given => given !== 'ascii-case-folding' || foldsBeyondAscii(leaf)),
  print: rule => render(indented(printJunctions(wholePredicate(rule), luceneConnectives(rule)).doc)),
};
