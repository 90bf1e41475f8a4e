import {
  contains,
  like,
  type Network,
  parseNetwork,
  type Expression as Subject,
  text as textPart,
} from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import { byKind, textAt, typeName } from './coerce.ts';
import type { Context } from './context.ts';
import { frozen } from './text-test.ts';
import type { AddressValue, DerivedText, FieldValue, Guarded, Value } from './value.ts';

/** `ipaddress.ip_address(value)`: ValueError for all that is no address (https://docs.python.org/3/library/ipaddress.html). */
export function addressOf(context: Context, value: Value, at: Extent): Guarded {
  const { guards, formulas } = context;
  switch (value.kind) {
    case 'field': {
      context.vote(value.place, 'text', 4);
      const text = () => addressOf(context, textAt(context, value.place, at), at);
      const number = () => context.misfit('the address of a number', at);
      return byKind(context, value, { text, number, boolean: number }, context.raise('ValueError'));
    }
    case 'derivedText': {
      const { subject } = frozen(value);
      const coerced: Subject = { kind: 'coercion', to: 'ip', operand: subject, origin: subject.origin };
      const made = context.places.made(coerced, value.places);
      const isAddress = formulas.is(made, 'valued');
      const address: AddressValue = { kind: 'address', subject, places: value.places, made };
      return guards.choose([
        { when: isAddress, gives: guards.always(address) },
        { when: formulas.not(isAddress), gives: context.raise('ValueError') },
      ]);
    }
    case 'address':
      return guards.always(value);
    case 'none':
      return context.raise('ValueError');
    case 'text': {
      const network = value.text.includes('/') ? undefined : parseNetwork(value.text);
      return network === undefined
        ? context.raise('ValueError')
        : guards.always({ kind: 'network', network });
    }
    default:
      return context.unsupported(`an address of ${typeName(value)}`, at);
  }
}

/** `ipaddress.ip_network(text, strict)`. With `strict`, which is the default, bits beyond the prefix are an error. */
export function networkOf(context: Context, value: Value, strict: boolean, at: Extent): Guarded {
  const { guards } = context;
  if (value.kind === 'network') return guards.always(value);
  if (value.kind === 'field' || value.kind === 'derivedText') return networkOfAddress(context, value, at);
  if (value.kind === 'none') return context.raise('ValueError');
  if (value.kind !== 'text') return context.unsupported('a network that is no constant', at);
  const network = parseNetwork(value.text);
  if (network === undefined) return context.raise('ValueError');
  const [address = ''] = value.text.split('/');
  const bits = network.version === 4 ? 32 : 128;
  const written = parseNetwork(`${address}/${bits}`);
  if (strict && written?.address !== network.address) return context.raise('ValueError');
  return guards.always({ kind: 'network', network });
}

/** What is given is taken for an address, of which the network is of one. */
function networkOfAddress(context: Context, value: FieldValue | DerivedText, at: Extent): Guarded {
  const places = value.kind === 'field' ? [value.place] : value.places;
  for (const place of places) context.assumed.add(`ip:${place.written}`);
  return context.guards.map(addressOf(context, value, at), made =>
    context.guards.always(made.kind === 'address' ? { ...made, isNetwork: true } : made),
  );
}

/** IPv4 addresses as IPv6 writes them: https://datatracker.ietf.org/doc/html/rfc4291#section-2.5.5.2 */
const mapped = ['::ffff:0:0/96'].flatMap(each => parseNetwork(each) ?? []);

/**
 * `address in network`: never of the other version. The IR also finds an IPv4 address in an IPv6 one, which Python does only when the
 * rule takes it out (`ipv4_mapped`).
 */
export function inNetwork(context: Context, item: Value, network: Network, at: Extent): Guarded {
  const { guards, formulas } = context;
  const origin = [context.span(at)];
  if (item.kind === 'network') return guards.constant(isNetworkWithin(item.network, network));
  if (item.kind !== 'address') return context.raise('AttributeError');
  if (item.isNetwork) return guards.constant(false);
  const inside = formulas.leaf(
    { kind: 'inNetwork', subject: item.subject, networks: [network], quantifier: 'any', origin },
    [...item.places, item.made],
  );
  const isVersion6 = formulas.leaf(like(item.subject, [contains([textPart(':')])], { origin }), item.places);
  if (network.version === 6) {
    if (!overlapsMapped(network)) return guards.truth(inside);
    if (item.unwrapped === undefined) return guards.truth(formulas.and([inside, isVersion6]));
    const isMapped = formulas.leaf(
      { kind: 'inNetwork', subject: item.subject, networks: mapped, quantifier: 'any', origin },
      [...item.places, item.made],
    );
    return guards.truth(formulas.and([inside, isVersion6, formulas.not(isMapped)]));
  }
  return guards.truth(
    item.unwrapped !== undefined ? inside : formulas.and([inside, formulas.not(isVersion6)]),
  );
}

/** A constant address is a network of its own. */
export function isNetworkWithin(inner: Network, outer: Network): boolean {
  const cut = parseNetwork(`${inner.address}/${outer.prefixLength}`);
  return (
    inner.version === outer.version &&
    inner.prefixLength >= outer.prefixLength &&
    cut?.address === outer.address
  );
}

/** Whether ::ffff:0:0/96 and the network have addresses in common. */
function overlapsMapped(network: Network): boolean {
  const shared = Math.min(network.prefixLength, 96);
  const mapped = parseNetwork(`::ffff:0:0/${shared}`);
  return parseNetwork(`${network.address}/${shared}`)?.address === mapped?.address;
}
