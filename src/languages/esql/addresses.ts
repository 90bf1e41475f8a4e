import { and, type Expression, type Network, not, type Predicate, parseNetwork } from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { withMappedAddresses } from '../mapped-networks.ts';
import type { Truth } from './truth.ts';

/**
 * A text that is made an address is compared as one, of which there are many spellings: it is in the network of that address alone.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/type-conversion-functions#esql-to_ip
 */
export function sameAddress(left: Expression, right: Expression, origin: readonly Span[]): Truth | undefined {
  if (left.kind !== 'coercion' || left.to !== 'ip' || right.kind !== 'literal') return undefined;
  const address = String(right.value);
  const network = address.includes('/') ? undefined : parseNetwork(address);
  if (network === undefined) return undefined;
  return textInNetworks(left.operand, [network], origin);
}

/** Of a text that is no address nothing is true. */
export function textInNetworks(
  subject: Expression,
  networks: readonly Network[],
  origin: readonly Span[],
): Truth {
  const within = (all: readonly Network[]): Predicate => ({
    kind: 'inNetwork',
    subject,
    networks: all,
    quantifier: 'single',
    origin,
  });
  const yes = within(withMappedAddresses(networks));
  return { yes, no: and([within(everyAddress), not(yes, origin)], origin) };
}

const everyAddress = ['0.0.0.0/0', '::/0'].flatMap(text => parseNetwork(text) ?? []);
