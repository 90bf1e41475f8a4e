import { type Capability, type Leaf, type Like, type Predicate, patternForm } from '../../src/ir/index.ts';
import { networkOfPrefix } from './typed-values.ts';

/** Prefixes of dotted addresses on an ip field, which takes no wildcards, as networks; undefined for other patterns. */
export function addressPrefixes(leaf: Like): Capability | undefined {
  const networks = leaf.patterns.map(pattern => {
    const form = patternForm(pattern);
    return form.form === 'startsWith' ? networkOfPrefix(form.text) : undefined;
  });
  if (!networks.every(network => network !== undefined)) return undefined;
  return {
    kind: 'rewritten',
    by: 'the networks of the address prefixes',
    rewrite: (whole: Leaf): Predicate => ({
      kind: 'inNetwork',
      subject: leaf.subject,
      networks: networks.map(network => ({ version: 4, ...network })),
      quantifier: leaf.quantifier,
      origin: whole.origin,
    }),
  };
}
