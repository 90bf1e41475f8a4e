import type { Network } from './predicate.ts';

/**
 * A CIDR block, or a lone address as the block of itself; host bits are cleared, IPv6 is put in the form of
 * https://www.rfc-editor.org/rfc/rfc5952. Undefined when the text is neither.
 */
export function parseNetwork(text: string): Network | undefined {
  const [, address = '', length] = /^([0-9A-Fa-f.:]{2,45})(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = address.includes(':') ? 6 : 4;
  const bits = version === 4 ? 32 : 128;
  const prefixLength = length === undefined ? bits : Number(length);
  const value = version === 4 ? version4(address) : version6(address);
  if (value === undefined || prefixLength > bits) return undefined;
  const hostBits = BigInt(bits - prefixLength);
  const cleared = (value >> hostBits) << hostBits;
  return { version, address: version === 4 ? dotted(cleared) : compressed(cleared), prefixLength };
}

function version4(text: string): bigint | undefined {
  const octets = text.split('.');
  if (
    octets.length !== 4 ||
    !octets.every(octet => /^(?:0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256)
  )
    return undefined;
  return octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n);
}

function version6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [groups(halves[0] ?? ''), groups(halves[1] ?? '')];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...new Array<bigint>(missing).fill(0n), ...tail];
  return all.reduce((value, group) => (value << 16n) | group, 0n);
}

/** The last group may be a dotted IPv4 address, which is two groups. */
function groups(text: string): readonly bigint[] | undefined {
  const result: bigint[] = [];
  for (const group of text === '' ? [] : text.split(':')) {
    const embedded = group.includes('.') && text.endsWith(group) ? version4(group) : undefined;
    if (embedded !== undefined) result.push(embedded >> 16n, embedded & 0xffffn);
    else if (/^[0-9A-Fa-f]{1,4}$/.test(group)) result.push(BigInt(`0x${group}`));
    else return undefined;
  }
  return result;
}

function dotted(value: bigint): string {
  return [24n, 16n, 8n, 0n].map(shift => (value >> shift) & 0xffn).join('.');
}

/** The longest run of two or more zero groups, the first of them when there are several, is `::`. */
function compressed(value: bigint): string {
  const hex = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(16 * (7 - index))) & 0xffffn).toString(16),
  ).join(':');
  const runs = hex.match(/(?<![^:])0(?::0)+(?![^:])/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return hex;
  const at = hex.search(new RegExp(`(?<![^:])${longest}(?![^:])`));
  return `${hex.slice(0, at).replace(/:$/, '')}::${hex.slice(at + longest.length).replace(/^:/, '')}`;
}

/** Whether a network of IPv6 addresses holds all those that IPv4 addresses are mapped to: `::ffff:0:0/96`. */
export function mappedAddresses({ version, address, prefixLength }: Network): boolean {
  const value = version === 6 && prefixLength < 96 ? version6(address) : undefined;
  const hostBits = BigInt(128 - prefixLength);
  return value !== undefined && value >> hostBits === 0xffff00000000n >> hostBits;
}

/** The network of IPv4 addresses that one of IPv6 addresses is mapped from: 10.0.0.0/8 of `::ffff:10.0.0.0/104`. */
export function mappedFrom({ version, address, prefixLength }: Network): Network | undefined {
  const value = version === 6 && prefixLength >= 96 ? version6(address) : undefined;
  if (value === undefined || value >> 32n !== 0xffffn) return undefined;
  return { version: 4, address: dotted(value & 0xffffffffn), prefixLength: prefixLength - 96 };
}
