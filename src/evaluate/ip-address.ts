import type { Item } from './values.ts';

/**
 * An address, of every textual form of RFC 4291 (https://www.rfc-editor.org/rfc/rfc4291#section-2.2). An IPv4-mapped
 * IPv6 address (`::ffff:10.0.0.1`) is both: it lies in networks of either version, an IPv4 address in those of version 4 and in
 * the part of ::ffff:0:0/96 that says the same. A zone (`%eth0`) is left out.
 */
export interface Address {
  readonly v4: number | undefined;
  readonly v6: bigint | undefined;
}

const mappedPrefix = 0xffffn << 32n;
const longestText = 64;

/** A text that is no address has none: `010.0.0.1` (octal or decimal?), `10.1`, `10.0.0.1:80` and `10.0.0.0/8` are not. */
export function parseAddress(text: string): Address | undefined {
  if (text.length > longestText) return undefined;
  if (!text.includes(':')) {
    const v4 = parseVersion4(text);
    return v4 === undefined ? undefined : { v4, v6: undefined };
  }
  const zone = text.indexOf('%');
  const v6 = parseVersion6(zone < 0 ? text : text.slice(0, zone));
  if (v6 === undefined) return undefined;
  return { v4: v6 >> 32n === 0xffffn ? Number(v6 & 0xffffffffn) : undefined, v6 };
}

export function addressOf(item: Item): Address | undefined {
  return typeof item === 'string' ? parseAddress(item) : undefined;
}

/** For ordering: all addresses in one space, IPv4 in ::ffff:0:0/96. */
export function addressNumber(address: Address): bigint {
  return address.v6 ?? mappedPrefix | BigInt(address.v4 ?? 0);
}

/** One form for each address: dotted for IPv4 and mapped ones, else that of RFC 5952. */
export function addressText(address: Address): string {
  const { v4, v6 } = address;
  if (v4 !== undefined) return [24, 16, 8, 0].map(shift => (v4 >>> shift) & 0xff).join('.');
  const hex = (v6 ?? 0n).toString(16).padStart(32, '0');
  const groups = (hex.match(/.{4}/g) ?? []).map(group => group.replace(/^0{1,3}/, ''));
  const run = longestZeros(groups);
  if (run.length < 2) return groups.join(':');
  return `${groups.slice(0, run.start).join(':')}::${groups.slice(run.start + run.length).join(':')}`;
}

function longestZeros(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let longest = { start: 0, length: 0 };
  let length = 0;
  for (const [index, group] of groups.entries()) {
    length = group === '0' ? length + 1 : 0;
    if (length > longest.length) longest = { start: index - length + 1, length };
  }
  return longest;
}

const octets = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

function parseVersion4(text: string): number | undefined {
  const match = octets.exec(text);
  if (match === null) return undefined;
  let value = 0;
  for (let index = 1; index <= 4; index++) {
    const octet = Number(match[index]);
    if (octet > 255) return undefined;
    value = value * 256 + octet;
  }
  return value;
}

function parseVersion6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? '', halves.length === 1);
  const tail = halves[1] === undefined ? [] : parseGroups(halves[1], true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail].reduce(
    (value, group) => (value << 16n) | BigInt(group),
    0n,
  );
}

/** Only the last group of all may be a dotted IPv4 address. */
function parseGroups(text: string, isLast: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const written = text.split(':');
  for (const [index, group] of written.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(group)) groups.push(Number.parseInt(group, 16));
    else {
      const v4 = isLast && index === written.length - 1 ? parseVersion4(group) : undefined;
      if (v4 === undefined) return undefined;
      groups.push(v4 >>> 16, v4 & 0xffff);
    }
  }
  return groups;
}
