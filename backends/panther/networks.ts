import type { Expression, InNetwork, Network } from '../../src/ir/index.ts';
import { type Code, leaf as code } from './layout.ts';
import type { Reader } from './scope.ts';
import { pythonValue } from './value.ts';

/** The address of a text in one of the networks of a leaf. */
export function inNetworks(text: string, name: string, leaf: InNetwork, scope: Reader): Code {
  return among(text, name, leaf.networks.map(unmapped), scope);
}

/** In one of the networks that hold all addresses. */
export function isAddress(operand: Expression, scope: Reader): Code {
  return among(pythonValue(operand, 'raw', scope).text, 'all', ['0.0.0.0/0', '::/0'], scope);
}

function among(text: string, name: string, networks: readonly string[], scope: Reader): Code {
  scope.support.add('in_networks');
  scope.imports.add('from ipaddress import ip_address, ip_network');
  const written = networks.map(network => `ip_network("${network}")`);
  return code(`in_networks(${text}, ${scope.constant(name, 'networks', written)})`);
}

/** A network of IPv4 addresses in the form of IPv6 is one of IPv4: `in_networks` takes addresses out of that form. */
function unmapped({ address, prefixLength }: Network): string {
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(address) ?? [];
  if (high === undefined || low === undefined || prefixLength < 96) return `${address}/${prefixLength}`;
  const octets = [high, low].flatMap(each => {
    const pair = Number.parseInt(each, 16);
    return [pair >> 8, pair & 0xff];
  });
  return `${octets.join('.')}/${prefixLength - 96}`;
}
