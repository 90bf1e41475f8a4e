import { mappedAddresses, mappedFrom, type Network, parseNetwork } from '../ir/index.ts';

/**
 * Elasticsearch keeps an IPv4 address as the IPv6 address that it is mapped to, and takes that for it: `::ffff:10.0.0.1` is 10.0.0.1.
 * A network around all of those (`::/0`) has every IPv4 address too. https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ip
 */
export function withMappedAddresses(networks: readonly Network[]): readonly Network[] {
  const every = parseNetwork('0.0.0.0/0');
  const plain = networks.map(each => mappedFrom(each) ?? each);
  return every !== undefined && plain.some(mappedAddresses) ? [...plain, every] : plain;
}
