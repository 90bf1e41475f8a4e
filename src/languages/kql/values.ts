import { fieldType } from '../../fields/index.ts';
import {
  type Analysed,
  type Compares,
  type Equals,
  type Expression,
  equals,
  exists,
  type InNetwork,
  type Like,
  like,
  or,
  type Pattern,
  type Predicate,
  parseNetwork,
  plainText,
  printExpression,
  typeWithoutText,
  type Value,
} from '../../ir/index.ts';
import type { Span } from '../../source/index.ts';
import { withMappedAddresses } from '../mapped-networks.ts';
import { instantOfNumber, isInstant, lastOf } from './instant.ts';
import { typeOf } from './subject.ts';

type Origin = readonly Span[];

/**
 * `field:value` of KQL and of Lucene on a keyword field: the whole value, exact case, some element of an array.
 * A wildcard alone is existence. Quotes make `*`, `true` and `403` texts.
 */
export function fieldValue(subject: Expression, value: Pattern, quoted: boolean, origin: Origin): Predicate {
  const text = plainText(value);
  if (text === undefined)
    return value.length === 1 && value[0]?.kind === 'anyRun'
      ? exists(subject, origin)
      : like(subject, [value], { origin });
  const type = typeOf(subject);
  if (type === 'ip' && /[/:]/.test(text)) {
    const network = parseNetwork(text);
    if (network !== undefined)
      return {
        kind: 'inNetwork',
        subject,
        networks: withMappedAddresses([network]),
        quantifier: 'any',
        origin,
      };
  }
  if (type === 'time' && isTime(text)) return within(subject, text, origin);
  return equals(subject, [asNumber(subject, text) ?? (quoted ? text : typed(text))], { origin });
}

/** Wildcards beside a time, which Elasticsearch refuses: an index has no text of it. */
export function isPatternOfTime(subject: Expression, value: Pattern): boolean {
  const isLone = value.length === 1 && value[0]?.kind === 'anyRun';
  return plainText(value) === undefined && !isLone && typeOf(subject) === 'time';
}

/** Of what type a field is beside a pattern, where an index has no text of that type. */
export function typeOfPattern(
  subject: Expression,
  value: Pattern,
): 'address' | 'time' | 'number' | 'Boolean' | undefined {
  const isLone = value.length === 1 && value[0]?.kind === 'anyRun';
  return subject.kind === 'field' && !isLone && plainText(value) === undefined
    ? typeWithoutText(subject.name)
    : undefined;
}

/** A field of numbers finds 5 by `05`, `5.0` and `5e0` too; undefined for what is written as its number is. */
export function asNumber(subject: Expression, text: string): number | undefined {
  if (subject.kind !== 'field' || fieldType(subject.name) !== 'number' || !isNumeral(text)) return undefined;
  return String(Number(text)) === text ? undefined : Number(text);
}

/** A date stands for all the instants that it leaves open: `@timestamp:2025-03-04` is that day. */
export function within(subject: Expression, text: string, origin: Origin): Predicate {
  const operands = (['gte', 'lte'] as const).map(operator => fieldRange(subject, operator, text, origin));
  return { kind: 'and', operands, origin };
}

/**
 * A comparison. The mapping decides in Elasticsearch (texts by code unit, numbers as numbers, dates, addresses); here the
 * value does: an address beside an ip field, a date or date mathematics, a decimal number, else text.
 */
export function fieldRange(
  left: Expression,
  operator: 'lt' | 'lte' | 'gt' | 'gte',
  text: string,
  origin: Origin,
  as: Compares['as'] = typeOfBound(left, text),
): Compares {
  const isLast = as === 'time' && (operator === 'gt' || operator === 'lte');
  const instant = (as === 'time' ? instantOfNumber(text) : undefined) ?? text;
  const value = as === 'number' && isNumeral(text) ? Number(text) : isLast ? lastOf(instant) : instant;
  const right: Expression = { kind: 'literal', value, origin };
  const range = { kind: 'compares', left, operator, right, as, casing: 'exact', quantifier: 'any' } as const;
  return as === 'number' && isOfUnknownType(left)
    ? { ...range, origin, granted: ['numeric'] }
    : { ...range, origin };
}

/** Whether it is for the mapping to say if a field holds numbers. */
function isOfUnknownType(subject: Expression): boolean {
  return subject.kind !== 'field' || fieldType(subject.name) !== 'number';
}

/** Comparisons of which Elasticsearch wants all of one value, where several may be there. */
export function ofOneValue(leaf: Compares): Compares {
  return { ...leaf, granted: [...(leaf.granted ?? []), 'single-valued'] };
}

function isTime(text: string): boolean {
  return isInstant(text) || instantOfNumber(text) !== undefined;
}

/** The type of a field of ECS that has no such bound: a query of KQL fails over it, and one of Lucene finds nothing by it. */
export function typeWithoutBound(subject: Expression, text: string): ReturnType<typeof typeWithoutText> {
  const type = subject.kind === 'field' ? typeWithoutText(subject.name) : undefined;
  const as = typeOfBound(subject, text);
  if (type === 'Boolean') return /^(?:true|false)$/.test(text) ? undefined : type;
  const fits = { address: as === 'ip', time: as === 'time', number: as === 'number' };
  return type === undefined || fits[type] ? undefined : type;
}

/** As what a value is compared, where the mapping is not at hand. */
export function typeOfBound(subject: Expression, text: string): Compares['as'] {
  const type = typeOf(subject);
  if (type === 'keyword') return 'string';
  if (type === 'ip' && !text.includes('/') && parseNetwork(text) !== undefined) return 'ip';
  if (isInstant(text) || (type === 'time' && isTime(text))) return 'time';
  return isNumeral(text) || /^-?\d+(?:\.\d+)?$/.test(text) ? 'number' : 'string';
}

/** Only a number written as a number is printed is one: `007` and `1.10` stay texts, so that nothing of them is lost. */
function typed(text: string): Value {
  if (text === 'true' || text === 'false') return text === 'true';
  return isExact(text) && String(Number(text)) === text ? Number(text) : text;
}

/** A decimal number that a number of JavaScript holds without loss; longer ones stay texts. */
function isExact(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= 15;
}

/** A number in any form that Elasticsearch reads beside a field of numbers, as long as a number of JavaScript holds it without loss. */
function isNumeral(text: string): boolean {
  if (text.length > longestNumeral || !/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) return false;
  const [digits = '', exponent = '0'] = text.toLowerCase().split('e');
  return digits.replace(/\D/g, '').length + Math.max(Number(exponent), 0) <= 15;
}

const longestNumeral = 24;

/** One leaf a subject for the values that are alternatives of one another, in linear time; others stay where they are. */
export function alternatives(operands: readonly Predicate[], origin: Origin): Predicate {
  const groups = new Map<string, Joinable[]>();
  const order: (Predicate | Joinable[])[] = [];
  for (const operand of operands) {
    if (!isJoinable(operand)) {
      order.push(operand);
      continue;
    }
    const key = `${operand.kind} ${printExpression(operand.subject)}`;
    const group = groups.get(key);
    if (group !== undefined) group.push(operand);
    else {
      const created = [operand];
      groups.set(key, created);
      order.push(created);
    }
  }
  return or(
    order.map(each => (Array.isArray(each) ? joined(each) : (each as Predicate))),
    origin,
  );
}

type Joinable = Equals | Like | InNetwork | Analysed;

function isJoinable(predicate: Predicate): predicate is Joinable {
  if (predicate.kind === 'analysed') return predicate.mode === 'any';
  return predicate.kind === 'equals' || predicate.kind === 'like' || predicate.kind === 'inNetwork';
}

/** Leaves of one kind and subject. */
function joined(leaves: readonly Joinable[]): Predicate {
  const [first] = leaves;
  if (first === undefined || leaves.length === 1) return first ?? or([]);
  const origin = leaves.flatMap(leaf => leaf.origin);
  const of = <Kind extends Joinable['kind']>(kind: Kind) =>
    leaves.filter((leaf): leaf is Extract<Joinable, { kind: Kind }> => leaf.kind === kind);
  switch (first.kind) {
    case 'equals':
      return { ...first, values: of('equals').flatMap(leaf => leaf.values), origin };
    case 'like':
      return { ...first, patterns: of('like').flatMap(leaf => leaf.patterns), origin };
    case 'analysed':
      return { ...first, tokens: of('analysed').flatMap(leaf => leaf.tokens), origin };
    case 'inNetwork':
      return { ...first, networks: of('inNetwork').flatMap(leaf => leaf.networks), origin };
  }
}
