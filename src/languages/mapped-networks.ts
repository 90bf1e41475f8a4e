import { mappedAddresses, type Network, parseNetwork } from '../ir/index.ts';

/**
 * Elasticsearch keeps an IPv4 address as the IPv6 address that it is mapped to: a network around all of those (`::/0`) has every IPv4
 * address too. https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ip
 */
export function withMappedAddresses(networks: readonly Network[]): readonly Network[] {
  const every = parseNetwork('0.0.0.0/0');
  return every !== undefined && networks.some(mappedAddresses) ? [...networks, every] : networks;
}
