import type { Equals, Field, ValueType } from '../ir/index.ts';

/** Elastic's fields have one type: a number for a keyword is written as text, and the reverse. */
export function typed(value: Equals['values'][number], subject: Field): Equals['values'][number] {
  if (subject.vendor !== 'elastic') return value;
  const type: ValueType | undefined = subject.type;
  if (type === 'string' && typeof value !== 'string') return String(value);
  if (type === 'number' && typeof value === 'string' && /^(0|[1-9]\d{0,14})$/.test(value))
    return Number(value);
  if (type === 'boolean' && typeof value === 'string' && /^(true|false)$/i.test(value))
    return /^true$/i.test(value);
  return value;
}
