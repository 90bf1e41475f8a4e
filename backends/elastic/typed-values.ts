import { always, type Capability, type Equals, equals, type Leaf, type Value } from '../../src/ir/index.ts';
import type { FieldKind } from './field-kind.ts';

/**
 * What an equality over a field that is no text becomes, when one of its values is none that the field can hold: the
 * engine would refuse the whole query (`n:abc`), or read another value into it (`ip:10.0.0.0/8`), while the leaf is
 * simply never true of it. Undefined when all values fit.
 */
export function fitValues(leaf: Equals, kind: FieldKind): Capability | undefined {
  const fits = tests[kind];
  if (fits === undefined) return undefined;
  const large = kind === 'number' ? leaf.values.find(isTooLarge) : undefined;
  if (large !== undefined)
    return { kind: 'refused', why: `${large} is too large to be compared exactly as a number` };
  const kept = leaf.values.filter(value => fits(value, leaf));
  if (kept.length === leaf.values.length) return undefined;
  return {
    kind: 'rewritten',
    by: `leaving out values that a field of this type never has`,
    rewrite: (whole: Leaf) =>
      kept.length === 0 ? always(false, whole.origin) : equals(leaf.subject, kept, leaf),
  };
}

const tests: Readonly<Record<FieldKind, ((value: Value, leaf: Equals) => boolean) | undefined>> = {
  keyword: undefined,
  text: undefined,
  unknown: undefined,
  number: value => typeof value === 'number' || isPlainNumber(value),
  // How a Boolean is spelt as a text is each product's own: Splunk has True of what JSON has as true.
  boolean: value => /^(true|false)$/i.test(String(value)),
  ip: value => typeof value === 'string' && isAddress(value),
  time: value => typeof value === 'number' || isTime(String(value)),
};

/**
 * A date as ISO 8601 has it, from the year on, or milliseconds since 1970, which is what Elasticsearch reads dates from
 * (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/date).
 */
function isTime(text: string): boolean {
  return (
    /^-?\d+$/.test(text) ||
    (/^\d{4}(?:-\d\d)?(?:-\d\d)?(?:T.*)?$/.test(text) && !Number.isNaN(Date.parse(text)))
  );
}

/** A text that is how its number is written, so that comparing texts and comparing numbers are the same. */
function isPlainNumber(value: Value): boolean {
  return typeof value === 'string' && value !== '' && String(Number(value)) === value && /^-?\d/.test(value);
}

/** A whole number that no double holds is kept as the text that it is written as. */
function isTooLarge(value: Value): boolean {
  return typeof value === 'string' && /^-?[1-9]\d*$/.test(value) && !isPlainNumber(value);
}

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const addressV4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

export function isAddress(text: string): boolean {
  return addressV4.test(text) || /^(?=.*:)[0-9a-fA-F:]{2,39}(?:\.\d{1,3}){0,3}$/.test(text);
}

/** The value as a field of the kind holds it: 5 of "5" for a number, true of "TRUE" for a boolean. */
export function valueAs(value: Value, kind: FieldKind): Value {
  if (kind === 'number') return Number(value);
  if (kind === 'boolean') return String(value).toLowerCase() === 'true';
  return value;
}

const leadingOctets = new RegExp(`^(?:${octet}\\.){1,3}$`);

/** `10.*` over an address is the network 10.0.0.0/8; undefined unless the prefix ends with an octet. */
export function networkOfPrefix(
  prefix: string,
): { readonly address: string; readonly prefixLength: number } | undefined {
  if (!leadingOctets.test(prefix)) return undefined;
  const octets = prefix.slice(0, -1).split('.');
  const address = [...octets, '0', '0', '0'].slice(0, 4).join('.');
  return { address, prefixLength: octets.length * 8 };
}
