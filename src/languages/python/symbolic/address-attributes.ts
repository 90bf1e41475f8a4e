import { contains, like, type Network, parseNetwork, text as textPart } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import { inNetwork, isNetworkWithin } from './addresses.ts';
import { disjunction } from './connective.ts';
import type { Context } from './context.ts';
import { negate } from './iteration.ts';
import type { AddressValue, Guarded } from './value.ts';

/**
 * Networks set apart, as Python 3.11 lists them (https://docs.python.org/3.11/library/ipaddress.html#ipaddress.IPv4Address.is_private,
 * after https://www.iana.org/assignments/iana-ipv4-special-registry). Later versions tell a few of them differently.
 */
const privateNetworks = networks(
  ...['0.0.0.0/8', '10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/29'],
  ...['192.0.0.170/31', '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '240.0.0.0/4'],
  ...['::/127', '100::/64', '2001::/23', '2001:db8::/32', 'fc00::/7', 'fe80::/10'],
);
const sharedNetworks = networks('100.64.0.0/10');

const properties: ReadonlyMap<string, readonly Network[]> = new Map([
  ['is_loopback', networks('127.0.0.0/8', '::1/128')],
  ['is_link_local', networks('169.254.0.0/16', 'fe80::/10')],
  ['is_multicast', networks('224.0.0.0/4', 'ff00::/8')],
]);

function networks(...written: readonly string[]): readonly Network[] {
  return written.flatMap(each => parseNetwork(each) ?? []);
}

export function addressAttribute(context: Context, address: AddressValue, name: string, at: Extent): Guarded {
  const { guards, formulas } = context;
  const origin = [context.span(at)];
  const isVersion6 = formulas.leaf(
    like(address.subject, [contains([textPart(':')])], { origin }),
    address.places,
  );
  if (address.isNetwork && name !== 'is_private' && name !== 'is_global' && name !== 'version')
    return context.unsupported(`the property ${name} of a network`, at);
  switch (name) {
    case 'version':
      if (address.unwrapped !== undefined)
        return context.unsupported('the version of an unwrapped address', at);
      return guards.choose([
        { when: isVersion6, gives: guards.always({ kind: 'number', value: 6 }) },
        { when: formulas.not(isVersion6), gives: guards.always({ kind: 'number', value: 4 }) },
      ]);
    case 'ipv4_mapped': {
      const mapped = parseNetwork('::ffff:0:0/96');
      if (mapped === undefined || address.unwrapped !== undefined) return context.raise('AttributeError');
      const inside = formulas.leaf(
        { kind: 'inNetwork', subject: address.subject, networks: [mapped], quantifier: 'any', origin },
        [...address.places, address.made],
      );
      return guards.choose([
        { when: formulas.not(isVersion6), gives: context.raise('AttributeError') },
        {
          when: formulas.and([isVersion6, inside]),
          gives: guards.always({ ...address, unwrapped: formulas.and([isVersion6, inside]) }),
        },
        { when: formulas.and([isVersion6, formulas.not(inside)]), gives: guards.always({ kind: 'none' }) },
      ]);
    }
    default:
      return (
        specialProperty(context, address, name, at) ??
        context.unsupported(`the property ${name} of an address`, at)
      );
  }
}

/** What an address is by the network that holds it; undefined for other properties. */
function specialProperty(
  context: Context,
  address: AddressValue,
  name: string,
  at: Extent,
): Guarded | undefined {
  const among = properties.get(name);
  if (among === undefined && name !== 'is_private' && name !== 'is_global') return undefined;
  for (const place of address.places) context.assumed.add(`settled-range:${place.written}`);
  if (among !== undefined)
    return disjunction(
      context,
      among.map(network => () => inNetwork(context, address, network, at)),
    );
  return name === 'is_private'
    ? isWithin(context, address, privateNetworks, at)
    : negate(context, isWithin(context, address, [...sharedNetworks, ...privateNetworks], at));
}

/** Of a constant. */
export function constantAttribute(context: Context, network: Network, name: string, at: Extent): Guarded {
  const { guards } = context;
  const isAmong = (all: readonly Network[]) => all.some(each => isNetworkWithin(network, each));
  const among = properties.get(name);
  if (among !== undefined) return guards.constant(isAmong(among));
  switch (name) {
    case 'version':
      return guards.always({ kind: 'number', value: network.version });
    case 'is_private':
      return guards.constant(isAmong(privateNetworks));
    case 'is_global':
      return guards.constant(!isAmong(privateNetworks) && !isAmong(sharedNetworks));
    default:
      return context.unsupported(`the property ${name} of an address`, at);
  }
}

/** An IPv4 address as IPv6 writes it is private where the address in it is, which is how the IR finds it too. */
function isWithin(
  context: Context,
  { subject, places, made }: AddressValue,
  among: readonly Network[],
  at: Extent,
): Guarded {
  const origin = [context.span(at)];
  return context.guards.truth(
    context.formulas.leaf({ kind: 'inNetwork', subject, networks: among, quantifier: 'any', origin }, [
      ...places,
      made,
    ]),
  );
}
