import type { Expression, ValueType } from '../../ir/index.ts';
import { typeOf } from '../kql/subject.ts';

/** What is known of the type of a value. The mapping is not at hand, so that of most fields nothing is. */
export type Kind =
  | 'text'
  | 'version'
  | 'whole'
  | 'double'
  | 'boolean'
  | 'time'
  | 'ip'
  /** A point or shape on the Earth. */
  | 'geo'
  /** One on a plane. */
  | 'flat'
  /** Of times or numbers. */
  | 'range'
  | 'null'
  | 'unknown';

/** The least of versions is a version, and what they are ordered by is none. */
export const versionOrder = { name: 'to_version', reason: 'ruleglot finds no least and no greatest version' };

export function isNumber(kind: Kind): boolean {
  return kind === 'whole' || kind === 'double';
}

/** By its name, as the other languages of Elastic guess it. */
export function kindOfField(field: Expression): Kind {
  const type = typeOf(field);
  if (field.kind === 'field' && /(?:^|\.)geo\.location$/.test(field.name)) return 'geo';
  if (type === 'unknown' && field.kind === 'field' && fractions.test(field.name)) return 'double';
  return type === 'keyword' ? 'text' : type;
}

/**
 * Numbers of ECS that have a fraction: https://www.elastic.co/docs/reference/ecs/ecs-event#field-event-risk-score,
 * https://www.elastic.co/docs/reference/ecs/ecs-host#field-host-cpu-usage, https://www.elastic.co/docs/reference/ecs/ecs-vulnerability
 */
const fractions =
  /^event\.risk_score(?:_norm)?$|^host\.cpu\.usage$|(?:^|\.)risk\.(?:calculated|static)_score(?:_norm)?$|^vulnerability\.score\.(?:base|environmental|temporal)$/;

const kinds: Readonly<Record<string, Kind>> = {
  keyword: 'text',
  string: 'text',
  text: 'text',
  version: 'version',
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
  version: 'string',
  whole: 'number',
  double: 'number',
  boolean: 'boolean',
  time: 'time',
  ip: 'ip',
  geo: 'unknown',
  flat: 'unknown',
  range: 'unknown',
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
