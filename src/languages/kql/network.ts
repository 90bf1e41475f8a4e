import type { Network } from '../../ir/index.ts';

/**
 * An address or a CIDR block (`10.0.0.0/8`, `fe80::/10`), host bits cleared; an address is a block of itself alone.
 * Undefined when the text is neither. Addresses of IPv4 within IPv6 (`::ffff:10.0.0.1`) are those of IPv4, as
 * Elasticsearch stores them: https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ip
 */
export function parseNetwork(text: string): Network | undefined {
  const [, address = '', length] = /^([\da-fA-F:.]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const four = parseFour(address);
  const groups = four === undefined ? parseSix(address) : undefined;
  const width = four === undefined ? 128 : 32;
  const prefixLength = length === undefined ? width : Number(length);
  if (prefixLength > width) return undefined;
  if (four !== undefined) return networkOfFour(four, prefixLength);
  return groups === undefined ? undefined : networkOfSix(groups, prefixLength);
}

export function isBlock(text: string): boolean {
  return text.includes('/') && parseNetwork(text) !== undefined;
}

function networkOfFour(bytes: readonly number[], prefixLength: number): Network {
  return { version: 4, address: cleared(bytes, 8, prefixLength).join('.'), prefixLength };
}

function networkOfSix(groups: readonly number[], prefixLength: number): Network {
  const [, , , , , mapped, high = 0, low = 0] = groups;
  if (prefixLength >= 96 && mapped === 0xffff && groups.slice(0, 5).every(group => group === 0))
    return networkOfFour([high >> 8, high & 255, low >> 8, low & 255], prefixLength - 96);
  return { version: 6, address: printSix(cleared(groups, 16, prefixLength)), prefixLength };
}

function cleared(units: readonly number[], bits: number, prefixLength: number): number[] {
  return units.map((unit, index) => {
    const kept = Math.max(0, Math.min(bits, prefixLength - index * bits));
    return unit & ~((1 << (bits - kept)) - 1);
  });
}

function parseFour(text: string): readonly number[] | undefined {
  const parts = text.split('.');
  const valid =
    parts.length === 4 && parts.every(part => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return valid ? parts.map(Number) : undefined;
}

function parseSix(text: string): readonly number[] | undefined {
  const sides = text.split('::');
  if (sides.length > 2) return undefined;
  const [left, right] = sides.map(groupsOf);
  if (left === undefined) return undefined;
  if (sides.length === 1) return left.length === 8 ? left : undefined;
  if (right === undefined || left.length + right.length > 7) return undefined;
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

/** Groups of one side of `::`; the last may be an IPv4 address. */
function groupsOf(side: string): readonly number[] | undefined {
  if (side === '') return [];
  const parts = side.split(':');
  const four = parseFour(parts.at(-1) ?? '');
  const words = four === undefined ? parts : parts.slice(0, -1);
  if (!words.every(word => /^[\da-f]{1,4}$/i.test(word))) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = four ?? [];
  return [...words.map(word => Number.parseInt(word, 16)), ...(four ? [(a << 8) | b, (c << 8) | d] : [])];
}

/** RFC 5952: lower case, the longest run of two or more zero groups as `::`, the first one of equals. */
function printSix(groups: readonly number[]): string {
  const text = groups.map(group => group.toString(16)).join(':');
  const runs = [...text.matchAll(/(?<![\da-f])0(?::0)+(?![\da-f])/g)];
  const longest = runs.reduce<RegExpMatchArray | undefined>(
    (best, run) => (best === undefined || run[0].length > best[0].length ? run : best),
    undefined,
  );
  if (longest?.index === undefined) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  return `${before}::${text.slice(longest.index + longest[0].length).replace(/^:/, '')}`;
}
