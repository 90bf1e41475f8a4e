import { expect, test } from 'vitest';
import { anyRun, field, type Leaf, like, parseNetwork, text } from '../../src/ir/index.ts';
import { comparePredicates } from '../../src/verify/index.ts';
import { withTypes } from '../../src/verify/typed.ts';

const address = field('destination.ip', 'elastic');
const prefixed = (...prefixes: string[]): Leaf =>
  like(
    address,
    prefixes.map(each => [text(each), anyRun]),
  );
const within = (...networks: string[]): Leaf => ({
  kind: 'inNetwork',
  subject: address,
  networks: networks.map(each => parseNetwork(each)).filter(each => each !== undefined),
  quantifier: 'any',
  origin: [],
});

test.each([
  ['10.', '10.0.0.0/8', 'equal'],
  ['192.168.', '192.168.0.0/16', 'equal'],
  ['10.1.2.', '10.1.2.0/24', 'equal'],
  ['10.', '10.0.0.0/9', 'narrower'],
  ['10.1', '10.1.0.0/16', 'different'],
])('addresses that begin with %s against %s: %s', (prefix, network, relation) => {
  const { expected, found } = withTypes(prefixed(prefix), within(network));
  expect(comparePredicates(expected, found, { isMultiValued: () => false }).relation).toBe(relation);
});
