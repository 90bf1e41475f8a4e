import { type Expression, type Network, parseNetwork } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { leafTruth, type Truth } from './truth.ts';

/**
 * Whether the address of a network is one of some, as the networks that an address lies in. Undefined for what is no address of a network
 * so long. https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/ip-functions/ip_prefix
 */
export function networkIsOneOf(
  value: Expression,
  wanted: readonly unknown[],
  origin: readonly Span[],
): Truth | undefined {
  if (value.kind !== 'call' || value.function !== 'ipPrefix') return undefined;
  const [subject, ...bits] = value.arguments;
  const [short, long] = bits.map(each => (each.kind === 'literal' ? Number(each.value) : Number.NaN));
  const networks = wanted.map(each => networkOf(String(each), short, long));
  if (subject === undefined || !networks.every(each => each !== undefined)) return undefined;
  return leafTruth({ kind: 'inNetwork', subject, networks, quantifier: 'single', origin }, [subject]);
}

/** Addresses of IPv4 stand among the first ones of IPv6, of which nothing is said. */
function networkOf(address: string, short = Number.NaN, long = Number.NaN): Network | undefined {
  const own = parseNetwork(address);
  if (own === undefined || (own.version === 6 && own.address.startsWith(':'))) return undefined;
  const network = parseNetwork(`${address}/${own.version === 4 ? short : long}`);
  return network?.address === own.address ? network : undefined;
}
