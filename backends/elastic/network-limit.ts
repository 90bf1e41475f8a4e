import { always, type Capability, type InNetwork, mappedAddresses, mappedFrom } from '../../src/ir/index.ts';
import { approximate, exact } from './capability.ts';
import { type FieldKind, isTyped } from './field-kind.ts';

/**
 * Elasticsearch keeps IPv4 addresses as the IPv6 addresses that they are mapped to, so that a network around those finds them too.
 * https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ip
 */
export function limitOfNetworks({ networks }: InNetwork, kind: FieldKind): Capability {
  if (isTyped(kind) && kind !== 'ip') return neverAddresses;
  if (networks.some(each => mappedFrom(each) !== undefined)) return asIpv4;
  const holdsAll = networks.some(({ version, prefixLength }) => version === 4 && prefixLength === 0);
  return holdsAll || !networks.some(mappedAddresses)
    ? exact
    : approximate('broader', 'Elasticsearch finds IPv4 addresses in networks around ::ffff:0:0/96');
}

/** Elasticsearch refuses a prefix of the IPv6 form of an IPv4 address: of which form its length is cannot be told. */
const asIpv4: Capability = {
  kind: 'rewritten',
  by: 'writing an IPv4 address as one',
  rewrite: leaf =>
    leaf.kind === 'inNetwork'
      ? { ...leaf, networks: leaf.networks.map(each => mappedFrom(each) ?? each) }
      : undefined,
};

/** Of a field of another type the engine would refuse the whole query. */
const neverAddresses: Capability = {
  kind: 'rewritten',
  by: 'leaving out networks of a field that never has addresses',
  rewrite: ({ origin }) => always(false, origin),
};
