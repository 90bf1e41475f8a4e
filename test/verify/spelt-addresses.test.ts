import { expect, test } from 'vitest';
import { printSearch } from '../../src/ir/index.ts';
import { withSpeltAddresses } from '../../src/verify/several/spelt-addresses.ts';
import { searchValue } from '../esql/reading.ts';

const assumed = ['address-spelling:source.ip'];
const firstAndLast =
  'from logs-* | stats f = first(source.ip, @timestamp), l = last(source.ip, @timestamp) by user.id';

function spelt(query: string, given: readonly string[]) {
  const search = searchValue(query);
  const found = withSpeltAddresses(search, given);
  return { given: found.given, isChanged: printSearch(found.search) !== printSearch(search) };
}

test('addresses of a group are compared by their texts where they are spelt in one way', () => {
  expect(spelt(`${firstAndLast} | where f != l`, assumed)).toEqual({
    given: ['ip:source.ip'],
    isChanged: true,
  });
});

test.each([
  ['without that assumption', `${firstAndLast} | where f != l`, []],
  ['put in order', `${firstAndLast} | where f < l`, assumed],
  [
    'where a column is made anew',
    `${firstAndLast} | eval f = ip_prefix(f, 24, 64) | where to_ip(f) != l`,
    assumed,
  ],
])('addresses stay addresses: %s', (_, query, given) => {
  expect(spelt(query, given)).toEqual({ given: [], isChanged: false });
});
