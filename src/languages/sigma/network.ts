import type { Network } from '../../ir/index.ts';

/** A network as written, and what it is; `exact` is false when bits beyond the prefix length were set. */
export interface ParsedNetwork {
  readonly network: Network;
  readonly exact: boolean;
}

/** CIDR notation of either version; an address alone is a network of itself, as in Python's `ip_network`. */
export function parseNetwork(written: string): ParsedNetwork | undefined {
  const match = /^([0-9a-fA-F.:]{2,45})(?:\/(\d{1,3}))?$/.exec(written);
  const address = match?.[1] ?? '';
  const version = address.includes(':') ? 6 : 4;
  const groups = version === 6 ? parseIPv6(address) : parseIPv4(address);
  const bits = version === 6 ? 128 : 32;
  const prefixLength = match?.[2] === undefined ? bits : Number(match[2]);
  if (groups === undefined || prefixLength > bits) return undefined;
  const width = version === 6 ? 16 : 8;
  const masked = groups.map((group, index) => group & maskOf(prefixLength - index * width, width));
  const network = {
    version,
    address: version === 6 ? printIPv6(masked) : masked.join('.'),
    prefixLength,
  } as const;
  return { network, exact: masked.every((group, index) => group === groups[index]) };
}

function maskOf(bitsLeft: number, width: number): number {
  const kept = Math.min(width, Math.max(0, bitsLeft));
  return (2 ** width - 1) ^ (2 ** (width - kept) - 1);
}

/** Four decimal bytes. A leading zero is refused: some readers take it for octal. */
function parseIPv4(address: string): number[] | undefined {
  const parts = address.split('.');
  const valid =
    parts.length === 4 && parts.every(part => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return valid ? parts.map(Number) : undefined;
}

function parseIPv6(address: string): number[] | undefined {
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(parseGroups);
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  if (tail === undefined || head.length + tail.length > 7) return undefined;
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

/** Groups of 16 bits; the last may be an IPv4 address, which is two. */
function parseGroups(half: string): number[] | undefined {
  if (half === '') return [];
  const groups: number[] = [];
  const parts = half.split(':');
  for (const [index, part] of parts.entries()) {
    const bytes = index === parts.length - 1 && part.includes('.') ? parseIPv4(part) : undefined;
    if (bytes !== undefined) {
      const [a = 0, b = 0, c = 0, d = 0] = bytes;
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

/** https://www.rfc-editor.org/rfc/rfc5952: lower case, no leading zeros, the first longest run of two or more zeros as `::`. */
function printIPv6(groups: readonly number[]): string {
  const text = groups.map(group => group.toString(16)).join(':');
  const runs = [...text.matchAll(/(?<![0-9a-f])0(?::0(?![0-9a-f]))+/g)];
  const longest = runs.reduce<RegExpExecArray | undefined>(
    (best, run) => (run[0].length > (best?.[0].length ?? 0) ? run : best),
    undefined,
  );
  if (longest === undefined) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}
