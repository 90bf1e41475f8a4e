import type { Equals, Expression, Field, PlannedRule, Profile } from '../../src/ir/index.ts';

/**
 * How Elasticsearch holds a field. `unknown`: no map says; it is then taken for a keyword, given `keyword:FIELD`.
 * https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/field-data-types
 */
export type FieldKind = 'keyword' | 'text' | 'number' | 'boolean' | 'ip' | 'time' | 'unknown';

export function kindOfField(field: Field, profile: Profile): FieldKind {
  if (profile.isText(field.name)) return 'text';
  if (field.type === 'ip') return 'ip';
  if (field.type === undefined || field.type === 'unknown' || !wellKnown.test(field.name)) return 'unknown';
  return field.type === 'string' ? 'keyword' : field.type;
}

/**
 * Field sets of ECS, and those of Windows logs, whose mappings come with Elastic's own index templates. The type of any
 * other field is a guess by its name, on which nothing is refused.
 * https://www.elastic.co/docs/reference/ecs/ecs-field-reference
 */
const wellKnown =
  /^(?:@timestamp$|(?:agent|client|cloud|container|data_stream|destination|device|dll|dns|email|error|event|faas|file|group|host|http|log|network|observer|orchestrator|organization|package|powershell|process|registry|related|rule|server|service|source|sysmon|threat|tls|url|user|user_agent|vulnerability|winlog)\.)/;

/** A word that is looked for in a text field of one word a value: it is the value, in either case. */
export function isWholeWord({ subject, values, casing }: Equals, { isOneWord }: Profile): boolean {
  return (
    subject.kind === 'field' &&
    isOneWord?.(subject.name) === true &&
    casing === 'ignored' &&
    values.every(value => typeof value === 'string' && /^[A-Za-z0-9]+$/.test(value))
  );
}

/** Of a subject that is no field, the kind of its result. */
export function kindOf(subject: Expression, profile: Profile): FieldKind {
  switch (subject.kind) {
    case 'field':
      return kindOfField(subject, profile);
    case 'arithmetic':
    case 'valueCount':
      return 'number';
    case 'coercion':
      return subject.to === 'string' ? 'keyword' : subject.to;
    case 'call':
      return /^(length|indexOf|minute|hour|day|week|month|year)$/.test(subject.function)
        ? 'number'
        : 'keyword';
    default:
      return 'unknown';
  }
}

/** Kinds that have no text of their own in the index. */
export function isTyped(kind: FieldKind): boolean {
  return kind === 'number' || kind === 'boolean' || kind === 'ip' || kind === 'time';
}

/** Beats and agents index what Windows logs as keywords, and event codes too. */
const keywordNames = /^(?:winlog\.|event\.code$|.*\.(?:id|code)$)/;

/**
 * Whether a number or boolean beside this field is written as a string: beside a keyword, unless an Elastic rule has it
 * bare, whose author knows the mapping.
 */
export function takesStrings(subject: Expression, { profile, rule }: PlannedRule): boolean {
  const kind = kindOf(subject, profile);
  if (kind === 'number' || kind === 'boolean') return false;
  if (subject.kind === 'field' && keywordNames.test(subject.name)) return true;
  return kind !== 'unknown' && rule.metadata.vendor !== 'elastic';
}

/** Values of several types are those of a keyword, since no field takes a bare number and a string. */
export function takesStringValues({ subject, values }: Equals, rule: PlannedRule): boolean {
  const isMixed = new Set(values.map(value => typeof value)).size > 1;
  return takesStrings(subject, rule) || (isMixed && kindOf(subject, rule.profile) === 'unknown');
}
