import type { Dialect } from '../../../src/ir/index.ts';
import { wholePredicate } from '../conjuncts.ts';
import { wholeRule } from '../document/whole.ts';
import { wholeFlattened } from '../flattened.ts';
import { commonGivens } from '../given.ts';
import { printJunctions } from '../junction.ts';
import { indented, render } from '../layout.ts';
import { holdsByQuery } from '../several/hold.ts';
import { refusesTwoKinds } from '../two-kinds.ts';
import { kqlCapabilities } from './capabilities.ts';
import { inspectKql } from './inspect.ts';
import { kqlConnectives } from './leaf.ts';

/** Kibana Query Language, of custom query rules. */
export const kql: Dialect = {
  name: 'kql',
  language: 'kql',
  vendor: 'elastic',
  plainCasing: 'exact',
  capabilities: kqlCapabilities,
  inspect: wholeFlattened(inspectKql),
  refuses: refusesTwoKinds,
  assumes: commonGivens,
  holds: holdsByQuery,
  document: (planned, query) => wholeRule(kql, planned, query),
  print: rule => render(indented(printJunctions(wholePredicate(rule), kqlConnectives(rule)).doc)),
};
