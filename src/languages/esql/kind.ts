import type { Expression, ValueType } from '../../ir/index.ts';
import { typeOf } from '../kql/subject.ts';

/** What is known of the type of a value. The mapping is not at hand, so that of most fields nothing is. */
export type Kind = 'text' | 'whole' | 'double' | 'boolean' | 'time' | 'ip' | 'null' | 'unknown';

export function isNumber(kind: Kind): boolean {
  return kind === 'whole' || kind === 'double';
}

/** By its name, as the other languages of Elastic guess it. */
export function kindOfField(field: Expression): Kind {
  const type = typeOf(field);
  return type === 'keyword' ? 'text' : type;
}

const kinds: Readonly<Record<string, Kind>> = {
  keyword: 'text',
  string: 'text',
  text: 'text',
  version: 'text',
  integer: 'whole',
  int: 'whole',
  long: 'whole',
  unsigned_long: 'whole',
  ul: 'whole',
  double: 'double',
  boolean: 'boolean',
  bool: 'boolean',
  ip: 'ip',
  datetime: 'time',
  date: 'time',
  date_nanos: 'time',
};

/** Of a type as `::` names it. */
export function kindOfType(type: string): Kind | undefined {
  return kinds[type];
}

const types: Readonly<Record<Kind, ValueType>> = {
  text: 'string',
  whole: 'number',
  double: 'number',
  boolean: 'boolean',
  time: 'time',
  ip: 'ip',
  null: 'unknown',
  unknown: 'unknown',
};

export function typeOfKind(kind: Kind): ValueType {
  return types[kind];
}

/** The kind that values of several branches share. */
export function sharedKind(kinds: readonly Kind[]): Kind {
  const distinct = [...new Set(kinds.filter(kind => kind !== 'null'))];
  const [only] = distinct;
  if (distinct.length === 1 && only !== undefined) return only;
  return distinct.length > 0 && distinct.every(isNumber) ? 'double' : 'unknown';
}
