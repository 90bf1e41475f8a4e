import { expect, test } from 'vitest';
import { elastic } from '../../backends/elastic/index.ts';
import { compile, defaultProfile } from '../../src/compile/index.ts';
import { resolve } from '../../src/fields/index.ts';
import { anyRun, field, type Leaf, like, parseNetwork, printPredicate, text } from '../../src/ir/index.ts';
import { readerFor } from '../../src/readers/index.ts';
import { SourceFile } from '../../src/source/index.ts';
import { comparePredicates, verifyTranslation } from '../../src/verify/index.ts';
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

test.each(['kql', 'lucene'])(
  'the reading of a query that was compared knows which of its fields hold addresses: %s',
  async dialect => {
    const file = new SourceFile(
      'a.yml',
      'title: T\nlogsource:\n  product: acme\ndetection:\n  s:\n    a|cidr: 10.0.0.0/8\n  condition: s\n',
    );
    const [read] = (await readerFor(file))?.read(file, { placeholders: new Map() }) ?? [];
    if (read?.rule === undefined) throw new Error('no rule');
    const rule = resolve(read.rule).value;
    if (rule === undefined) throw new Error('no rule');
    const translation = compile(rule, elastic, {
      casing: 'keep',
      strictFields: false,
      profile: defaultProfile,
      dialect,
    });
    const { readings } = await verifyTranslation(rule, translation);
    expect(readings && printPredicate(readings.query)).toBe('a in-network 10.0.0.0/8');
  },
);
