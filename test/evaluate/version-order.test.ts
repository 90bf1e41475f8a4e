import { expect, test } from 'vitest';
import { versionOrder } from '../../src/evaluate/version-order.ts';

/** As https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/version and https://semver.org/#spec-item-11 have it. */
const ascending = [
  ...['0.9', '1.0.0-2', '1.0.0-11', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta.2'],
  ...[
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '1.0.0+build',
    '1.2-rc',
    '1.2',
    '1.2.0',
    '1.9',
    '1.10',
    '2.0',
    '10.0',
  ],
  ...['', '01.2', '1..2', 'latest'],
];

test('versions come in the order of their numbers, and what is none behind them', () => {
  const order = ascending
    .toReversed()
    .toSorted((one, other) => (versionOrder(one) < versionOrder(other) ? -1 : 1));
  expect(order).toEqual(ascending);
});
