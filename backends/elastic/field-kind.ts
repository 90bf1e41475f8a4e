import type { Expression, Field, Profile } from '../../src/ir/index.ts';

/**
 * How Elasticsearch holds a field. `unknown`: no map says; it is then taken for a keyword, given `keyword:FIELD`.
 * https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/field-data-types
 */
export type FieldKind = 'keyword' | 'text' | 'number' | 'boolean' | 'ip' | 'time' | 'unknown';

export function kindOfField(field: Field, profile: Profile): FieldKind {
  if (profile.isText(field.name)) return 'text';
  if (field.type === undefined || field.type === 'unknown') return 'unknown';
  return field.type === 'string' ? 'keyword' : field.type;
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

/** Beats and agents index what Windows logs as keywords, and event codes too; other numbers are taken for numbers. */
const keywordNames = /^(winlog\.|event\.code$|.*\.(?:id|code)$)/;

/** Whether a number beside this field is written as a string. */
export function takesStrings(subject: Expression, profile: Profile): boolean {
  const kind = kindOf(subject, profile);
  if (kind === 'number') return false;
  return kind !== 'unknown' || (subject.kind === 'field' && keywordNames.test(subject.name));
}
