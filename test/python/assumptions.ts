import type { EventData } from './events.ts';

/** Whether an event is one that a rule's assumptions leave out. */
export function isLeftOut(assumes: readonly string[], event: EventData): boolean {
  if (holdsNulls(event)) return true;
  return assumes.some(assumption => {
    const colon = assumption.indexOf(':');
    const breaks = broken[assumption.slice(0, colon)] ?? (() => true);
    return valuesAt(event, assumption.slice(colon + 1).split('.')).some(value => breaks(value));
  });
}

/** A list of nulls alone is taken for an empty one. */
function holdsNulls(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value) && value.length > 0 && value.every(each => each === null)) return true;
  return Object.values(value).some(holdsNulls);
}

type Test = (value: unknown) => boolean;
const isObject: Test = value => typeof value === 'object' && value !== null && !Array.isArray(value);
/** What is no value to the IR. */
const isNothing: Test = value =>
  value === null || (typeof value === 'object' && Object.values(value).every(isNothing));
const isOther =
  (type: string): Test =>
  value =>
    value !== null && typeof value !== type;

const broken: Readonly<Record<string, Test>> = {
  text: isOther('string'),
  number: isOther('number'),
  boolean: isOther('boolean'),
  list: value => value !== null && !Array.isArray(value),
  object: value => value !== null && !isObject(value),
  'single-valued': value => Array.isArray(value),
  'not-null': value => value === null,
  'not-empty': value => typeof value === 'object' && value !== null && Object.values(value).every(isNothing),
  'no-zero-text': value => typeof value === 'string' && /^(?:true|false|[-+]?[0.]+(?:e\d+)?)$/i.test(value),
  scalar: value => typeof value !== 'string',
  'decimal-text': value => typeof value === 'string' && (value !== value.trim() || /_|nan|inf/i.test(value)),
  'base64-text': value =>
    typeof value === 'string' && !/^(?:(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?|[^\w+/]+)$/.test(value),
  'whole-number': value => typeof value === 'number' && !Number.isInteger(value),
  ascii: value => typeof value === 'string' && /\P{ASCII}/u.test(value),
  'iso-time': value => typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value),
  utc: value => typeof value !== 'string' || !value.endsWith('Z'),
  'json-object': value => typeof value === 'string' && !isFullObject(value),
  'settled-range': value =>
    typeof value === 'string' &&
    /^(?:192\.0\.0\.|64:ff9b:1:|2001:[01]?[\da-f]?[\da-f]?:|2002:|3fff:|::ffff:)/i.test(value),
  ip: value => typeof value !== 'string' || value.includes('/'),
  'flat-key': () => true,
  'as-compared': value => typeof value === 'string' && /^\d/.test(value),
  'no-failing-element': () => true,
};

/** Within the JSON of a text too. */
function isFullObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && !hasEmpty(value);
  } catch {
    return false;
  }
}

function plainJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? undefined : value;
  } catch {
    return undefined;
  }
}

function hasEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const inner = Object.values(value);
  return inner.length === 0 || inner.some(hasEmpty);
}

function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(each => valuesAt(each, path));
  if (typeof value === 'string' && /^[[{]/.test(value)) return valuesAt(plainJson(value), path);
  const [part = '', ...rest] = path;
  if (typeof value !== 'object' || value === null) return [];
  const [, name = part, position] = /^(.*)\[(\d*)\]$/.exec(part) ?? [];
  const held: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  if (held === undefined) return [];
  const inner = typeof held === 'string' && position !== undefined ? plainJson(held) : held;
  const found: readonly unknown[] =
    position === undefined || !Array.isArray(inner)
      ? [held]
      : position === ''
        ? inner
        : inner.slice(Number(position), Number(position) + 1);
  return rest.length === 0 ? found : found.flatMap(each => valuesAt(each, rest));
}
