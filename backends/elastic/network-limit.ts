import { always, type Capability, type InNetwork, mappedAddresses } from '../../src/ir/index.ts';
import { approximate, exact } from './capability.ts';
import { type FieldKind, isTyped } from './field-kind.ts';

/**
 * Elasticsearch keeps IPv4 addresses as the IPv6 addresses that they are mapped to, so that a network around those finds them too.
 * https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ip
 */
export function limitOfNetworks({ networks }: InNetwork, kind: FieldKind): Capability {
  if (isTyped(kind) && kind !== 'ip') return neverAddresses;
  const holdsAll = networks.some(({ version, prefixLength }) => version === 4 && prefixLength === 0);
  return holdsAll || !networks.some(mappedAddresses)
    ? exact
    : approximate('broader', 'Elasticsearch finds IPv4 addresses in networks around ::ffff:0:0/96');
}

/** Of a field of another type the engine would refuse the whole query. */
const neverAddresses: Capability = {
  kind: 'rewritten',
  by: 'leaving out networks of a field that never has addresses',
  rewrite: ({ origin }) => always(false, origin),
};
