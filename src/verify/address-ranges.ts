import { type Address, addressNumber, addressText, parseAddress } from '../evaluate/ip-address.ts';
import type { Compares, Network, Value } from '../ir/index.ts';
import { before, type Range, type RangeSet, unite, without } from './range-set.ts';

/**
 * Addresses on one line: the IPv6 ones first, and beyond them the texts of IPv4, so that an IPv4-mapped address, which lies
 * in networks of both versions, has a place of its own.
 */
const version4Start = 1n << 128n;
const mappedStart = 0xffffn << 32n;
const version4Size = 1n << 32n;

export const allAddresses: RangeSet = [{ from: before(0n), to: before(version4Start + version4Size) }];

/** Where the address stands that a text is; undefined when it is none. */
export function addressPlace(text: string): bigint | undefined {
  const address = parseAddress(text);
  return address && placeOf(address);
}

function placeOf({ v4, v6 }: Address): bigint {
  return v6 ?? version4Start + BigInt(v4 ?? 0);
}

/** Where the texts stand that are put into one form and then in the ranges: a mapped address becomes the IPv4 text. */
export function beforeCoercion(ranges: RangeSet): RangeSet {
  const mapped = { from: before(mappedStart), to: before(mappedStart + version4Size) };
  const shift = version4Start - mappedStart;
  const version4 = ranges.flatMap(({ from, to }) => {
    const start = BigInt(from.value) > version4Start ? BigInt(from.value) : version4Start;
    return [{ from: before(start - shift), to: before(BigInt(to.value) - shift) }];
  });
  return unite([...without(unite(ranges), [mapped]), ...version4]);
}

/** The places of texts in the one form of their address; other texts are none that a coercion gives. */
export function placesOf(texts: readonly string[]): RangeSet {
  return unite(
    texts.flatMap(text => {
      const address = parseAddress(text);
      if (address === undefined || addressText(address) !== text) return [];
      const place = placeOf(address);
      return [{ from: before(place), to: before(place + 1n) }];
    }),
  );
}

/** As the evaluator's leaf: an IPv6 network that is not of mapped addresses holds no IPv4 text. */
export function networkRanges(networks: readonly Network[]): RangeSet {
  return unite(
    networks.flatMap(network => {
      const base = parseAddress(network.address);
      if (base === undefined) return [];
      const mappedLength = base.v6 === undefined ? network.prefixLength : network.prefixLength - 96;
      if (base.v4 !== undefined && mappedLength >= 0)
        return [mappedStart, version4Start].map(start =>
          block(start + BigInt(base.v4 ?? 0), 32 - mappedLength),
        );
      return [block(base.v6 ?? 0n, 128 - network.prefixLength)];
    }),
  );
}

function block(address: bigint, hostBits: number): Range {
  const size = 1n << BigInt(hostBits);
  const start = (address / size) * size;
  return { from: before(start), to: before(start + size) };
}

/** The addresses that stand in an order to a literal; an IPv4 text is compared as its mapped address. */
export function orderedAddresses(operator: Compares['operator'], literal: Value | null): RangeSet {
  const address = typeof literal === 'string' ? parseAddress(literal) : undefined;
  if (address === undefined) return [];
  const limit = addressNumber(address);
  const above = operator === 'gt' || operator === 'gte';
  const below = operator === 'lt' || operator === 'lte';
  const from = above ? (operator === 'gt' ? limit + 1n : limit) : below ? 0n : limit;
  const to = below ? (operator === 'lt' ? limit : limit + 1n) : above ? version4Start : limit + 1n;
  const inMapped = (value: bigint) =>
    value <= mappedStart ? 0n : value - mappedStart > version4Size ? version4Size : value - mappedStart;
  return unite([
    { from: before(from), to: before(to) },
    { from: before(version4Start + inMapped(from)), to: before(version4Start + inMapped(to)) },
  ]);
}

/** Texts of addresses in a range: one within, and the ends; then as they are written in full. */
export function addressTexts({ from, to }: Range): readonly string[] {
  const first = BigInt(from.value);
  const last = BigInt(to.value) - 1n;
  const middle = first + (last - first > 1n ? 1n : 0n);
  const places = [middle, first, last];
  return [...places.map(placeText), ...places.flatMap(longText)];
}

/** The eight groups of an IPv6 address, which has more than one text. */
function longText(place: bigint): readonly string[] {
  if (place >= version4Start) return [];
  const groups = place.toString(16).padStart(32, '0').match(/.{4}/g) ?? [];
  return [groups.map(group => group.replace(/^0{1,3}/, '')).join(':'), groups.join(':')];
}

function placeText(place: bigint): string {
  if (place >= version4Start) return addressText({ v4: Number(place - version4Start), v6: undefined });
  const hex = place.toString(16).padStart(32, '0');
  if (place >= mappedStart && place < mappedStart + version4Size)
    return `::ffff:${addressText({ v4: Number(place - mappedStart), v6: undefined })}`;
  return addressText({ v4: undefined, v6: BigInt(`0x${hex}`) });
}
