import type { InNetwork, Network } from '../ir/index.ts';
import { type Address, addressOf, parseAddress } from './ip-address.ts';
import type { Scope, Test } from './scope.ts';
import { overItems } from './subject.ts';

/** A value that is no address is no value. */
export function compileInNetwork(leaf: InNetwork, scope: Scope): Test {
  const networks = leaf.networks.map(compileNetwork);
  return overItems(leaf.subject, leaf.quantifier, scope, addressOf, address =>
    networks.some(holds => holds(address)),
  );
}

function compileNetwork(network: Network): (address: Address) => boolean {
  const base = parseAddress(network.address);
  if (base === undefined) return () => false;
  if (base.v6 === undefined) return version4(base.v4 ?? 0, network.prefixLength);
  const mappedLength = network.prefixLength - 96;
  if (base.v4 !== undefined && mappedLength >= 0) return version4(base.v4, mappedLength);
  const shift = BigInt(128 - network.prefixLength);
  const prefix = base.v6 >> shift;
  return ({ v6 }) => v6 !== undefined && v6 >> shift === prefix;
}

function version4(base: number, prefixLength: number): (address: Address) => boolean {
  const size = 2 ** (32 - prefixLength);
  const prefix = Math.floor(base / size);
  return ({ v4 }) => v4 !== undefined && Math.floor(v4 / size) === prefix;
}
