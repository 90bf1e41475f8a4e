import { translateLeaf } from '../../src/fields/index.ts';
import {
  equals,
  field,
  type Leaf,
  printPredicate,
  type Rule,
  type Search,
  type Vendor,
} from '../../src/ir/index.ts';

/** A leaf of one vendor in another's names: how it prints, how that stands to it, and what it rests on. */
export function into(leaf: Leaf, id: string, vendor: Vendor): readonly [string, string, readonly string[]] {
  const { predicate, verdict, given } = translateLeaf(leaf, { id }, vendor);
  const printed = printPredicate(predicate)
    .replaceAll(/→[\w.]+/g, '')
    .replaceAll(/\s+/g, ' ');
  return [printed.trim(), verdict, given];
}

export const is = (name: string, ...values: (string | number)[]): Leaf =>
  equals(field(name, 'sigma'), values);

export const elastic = (name: string, ...values: string[]): Leaf => equals(field(name, 'elastic'), values);

/** A rule of nothing but a search. */
export function ruleOf(search: Search, vendor: Rule['metadata']['vendor'] = 'elastic'): Rule {
  const metadata = {
    vendor,
    title: 'A rule',
    authors: [],
    references: [],
    falsePositives: [],
    attack: [],
    tags: [],
    related: [],
    fields: [],
    extra: {},
  } as const;
  return { metadata, search };
}
