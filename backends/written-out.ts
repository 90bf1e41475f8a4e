import {
  type Call,
  type Expression,
  exists,
  type Given,
  type Predicate,
  parseNetwork,
} from '../src/ir/index.ts';

type Branch = Extract<Expression, { kind: 'choice' }>['branches'][number];

/** A call that other languages have no function for, in terms of those that they have; undefined where that cannot be. */
export function writtenOut(call: Call): Expression | undefined {
  switch (call.function) {
    case 'ipPrefix':
      return prefix(call);
    case 'mvZip':
      return zipped(call);
    case 'geoPoint':
      return pointText(call);
    default:
      return undefined;
  }
}

/** As Elasticsearch shows a point of a longitude and a latitude. */
function pointText({ arguments: [longitude, latitude], origin }: Call): Expression | undefined {
  if (longitude === undefined || latitude === undefined) return undefined;
  const text = (operand: Expression): Expression => ({ kind: 'coercion', to: 'string', operand, origin });
  return calling(
    'concat',
    ...[literal('POINT ('), text(longitude), literal(' '), text(latitude), literal(')')],
  );
}

/** Why a call of these cannot be written out, or undefined. */
export function whyNotWritten({ function: name }: Call): string | undefined {
  return name === 'ipPrefix'
    ? 'of addresses whole numbers between dots are kept, and of those of IPv6 all or none'
    : undefined;
}

function literal(value: string | number): Expression {
  return { kind: 'literal', value, origin: [] };
}

function calling(name: Call['function'], ...given: readonly Expression[]): Expression {
  return { kind: 'call', function: name, arguments: given, origin: [] };
}

/**
 * Of IPv4 whole numbers between dots are kept, of IPv6 all or none: how its zeros are written hangs on the whole address.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/ip-functions/ip_prefix
 */
function prefix({ arguments: [address, short, long], origin }: Call): Expression | undefined {
  const [bits, wide] = [numberOf(short), numberOf(long)];
  if (address === undefined || bits === undefined || bits % 8 !== 0 || bits < 0 || bits > 32)
    return undefined;
  if (wide !== 0 && wide !== 128) return undefined;
  const branches: readonly Branch[] = [
    { when: within('0.0.0.0/0', address), value: firstParts(address, bits / 8) },
    { when: within('::/0', address), value: wide === 0 ? literal('::') : address },
  ];
  return { kind: 'choice', branches, otherwise: undefined, origin };
}

function firstParts(address: Expression, count: number): Expression {
  if (count === 4) return address;
  if (count === 0) return literal('0.0.0.0');
  const kept = Array.from({ length: count }, () => '[0-9]+').join('[.]');
  return calling(
    'replaceRegex',
    address,
    literal(`^(${kept})[.][0-9.]*`),
    literal(`$1${'.0'.repeat(4 - count)}`),
  );
}

function within(block: string, subject: Expression): Predicate {
  const network = parseNetwork(block);
  return {
    kind: 'inNetwork',
    subject,
    networks: network === undefined ? [] : [network],
    quantifier: 'any',
    origin: [],
  };
}

function numberOf(expression: Expression | undefined): number | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'number'
    ? expression.value
    : undefined;
}

/**
 * Of one value each: where one is not there it is the other.
 * https://www.elastic.co/docs/reference/query-languages/esql/functions-operators/mv-functions/mv_zip
 */
function zipped({ arguments: [first, second, delimiter], origin }: Call): Expression | undefined {
  if (first === undefined || second === undefined) return undefined;
  const [one, other] = [ofOneValue(first), ofOneValue(second)];
  const both: Predicate = { kind: 'and', operands: [exists(one), exists(other)], origin: [] };
  const branches: readonly Branch[] = [
    { when: both, value: calling('concat', one, delimiter ?? literal(','), other) },
    { when: exists(one), value: one },
  ];
  return { kind: 'choice', branches, otherwise: other, origin };
}

/** One value is in order, and there once. */
function ofOneValue(values: Expression): Expression {
  const [inner] =
    values.kind === 'call' && /^mv(?:Sort|Dedupe)$/.test(values.function) ? values.arguments : [];
  return inner === undefined ? values : ofOneValue(inner);
}

/** Why lists cannot be zipped, or that there are none. */
export function zipsOf(
  node: unknown,
  isMultiValued: (name: string) => boolean,
): { readonly why?: string; readonly given: readonly Given[] } {
  const names: string[] = [];
  addZipped(node, false, names);
  const several = names.find(isMultiValued);
  if (several !== undefined)
    return { why: `the values of ${several}, which may be several, are put together one by one`, given: [] };
  return { given: names.map((name): Given => `single-valued:${name}`) };
}

function addZipped(node: unknown, isWithin: boolean, found: string[]): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const each of node) addZipped(each, isWithin, found);
    return;
  }
  const { kind, function: called, name } = node as { kind?: unknown; function?: unknown; name?: unknown };
  if (isWithin && kind === 'field' && typeof name === 'string') found.push(name);
  const zips = isWithin || (kind === 'call' && called === 'mvZip');
  for (const key in node)
    if (key !== 'origin' && key !== 'source') addZipped(Reflect.get(node, key), zips, found);
}
