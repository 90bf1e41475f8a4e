import { fieldType } from '../fields/index.ts';
import {
  type Expression,
  type Field,
  fieldsIn,
  fieldsOf,
  type Given,
  type Leaf,
  leaves,
  type Pattern,
  type Predicate,
  parseNetwork,
  subjects,
  type Vendor,
} from '../ir/index.ts';

/**
 * Elasticsearch compares a field of type ip by the address, of which `::ffff:10.0.0.1` is a spelling of 10.0.0.1 and
 * `2001:DB8:0::1` one of 2001:db8::1; the other products compare texts. Where a leaf crosses from one to the other, that the log
 * spells the address as the rule does is assumed. https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ip
 */
export function addressSpelling(written: Leaf, translated: Predicate, vendor: Vendor): readonly Given[] {
  if (vendor === 'elastic') {
    const isForeign = fieldsIn(written).some(each => each.vendor !== 'elastic');
    return isForeign ? addressesAsTexts(translated).map(({ name }) => spelling(name)) : [];
  }
  return addressesAsTexts(written).length === 0 ? [] : fieldsIn(translated).map(({ name }) => spelling(name));
}

function spelling(name: string): Given {
  return `address-spelling:${name}`;
}

/** Fields of Elastic that hold addresses, of which a text is asked. */
function addressesAsTexts(predicate: Predicate): readonly Field[] {
  return leaves(predicate).flatMap(({ leaf }) =>
    asksForText(leaf) || subjects(leaf).some(isTextOf) ? addressFields(leaf) : [],
  );
}

function addressFields(leaf: Leaf): readonly Field[] {
  return subjects(leaf).flatMap((subject: Expression) => fieldsOf(subject).filter(isAddress));
}

function isAddress({ name, type, vendor }: Field): boolean {
  return vendor === 'elastic' && (type === 'ip' || fieldType(name) === 'ip' || /_ip$/.test(name));
}

/** Presence, networks and orders are asked of the address; a text that is none is never found. */
function asksForText(leaf: Leaf): boolean {
  switch (leaf.kind) {
    case 'equals':
      return leaf.values.some(value => parseNetwork(String(value)) !== undefined);
    case 'like':
      return !leaf.patterns.some(isAnyText);
    case 'matches':
      return true;
    case 'compares':
      return leaf.as === 'string';
    default:
      return false;
  }
}

/** What functions make of an address is made of its text. */
function isTextOf(subject: Expression): boolean {
  return subject.kind === 'call' && !/^(?:ipPrefix|mv.*)$/.test(subject.function);
}

/** A wildcard alone, which every text fits. */
export function isAnyText(pattern: Pattern): boolean {
  return pattern.length === 1 && pattern[0]?.kind === 'anyRun';
}
