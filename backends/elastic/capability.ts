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

const severalEvents = refused('searches over several events are not written as Elastic rules');

/** Of the kinds of search, a rule's query holds one that looks at single events. */
export const searchCapabilities = {
  'search.events': exact,
  'search.union': severalEvents,
  'search.pipeline': severalEvents,
  'search.sequence': severalEvents,
  'search.correlate': severalEvents,
  'search.new-terms': severalEvents,
  'search.indicator-match': severalEvents,
} as const;
