import {
  type Capabilities,
  type Capability,
  type Feature,
  featuresOfLeaf,
  type Leaf,
  type Predicate,
} from '../../src/ir/index.ts';

export const exact: Capability = { kind: 'exact' };

export function refused(why: string): Capability {
  return { kind: 'refused', why };
}

/** The leaf is printed as it stands, and the engine reads it so. */
export function approximate(
  verdict: 'broader' | 'narrower' | 'different',
  why: string,
  rewrite: (leaf: Leaf) => Predicate | undefined = leaf => leaf,
): Extract<Capability, { kind: 'approximate' }> {
  return { kind: 'approximate', verdict, why, rewrite };
}

/** The first limit that the table sets to a leaf, features that a dialect judges by the leaf itself aside. */
export function limitOfTable(
  leaf: Leaf,
  table: Capabilities,
  judged: ReadonlySet<Feature>,
): Capability | undefined {
  for (const feature of featuresOfLeaf(leaf))
    if (!judged.has(feature) && table[feature].kind !== 'exact') return table[feature];
  return undefined;
}

/** What a query of single events says together with the type of its rule. */
export const querySearches = {
  'search.events': exact,
  'search.union': refused('a rule has one query'),
  'search.pipeline': refused('a query of single events has no stages'),
  'search.sequence': refused('a query of single events knows no order of events'),
  'search.correlate': exact,
  'search.new-terms': exact,
  'search.indicator-match': exact,
} as const;

export const eqlSearches = {
  'search.events': exact,
  'search.union': refused('a rule has one query'),
  'search.pipeline': exact,
  'search.sequence': exact,
  'search.correlate': exact,
  'search.new-terms': refused('EQL has no history of values'),
  'search.indicator-match': refused('EQL has no lists of indicators'),
} as const;

export const esqlSearches = {
  'search.events': exact,
  'search.union': exact,
  'search.pipeline': exact,
  'search.sequence': refused('ES|QL knows no order of events'),
  'search.correlate': exact,
  'search.new-terms': refused('ES|QL has no history of values'),
  'search.indicator-match': refused('ES|QL has no lists of indicators'),
} as const;
