import { isIP } from 'node:net';
import { fieldReader, isRecord } from '../evaluate/field-path.ts';
import type { EventData } from '../evaluate/index.ts';
import { type Given, mappedFrom, parseNetwork } from '../ir/index.ts';

type Values = readonly unknown[];

const ofType = (type: string) => (values: Values) => values.every(value => typeof value === type);

/** What an assumption asks of the values of the field that it names, as they stand in an event (null and [] too). */
const asks: Readonly<Record<string, (values: Values, raw: unknown) => boolean>> = {
  'single-valued': (values, raw) => values.length <= 1 && !Array.isArray(raw),
  numeric: ofType('number'),
  number: ofType('number'),
  text: ofType('string'),
  boolean: values => values.every(value => typeof value === 'boolean'),
  scalar: values => values.length <= 1 && !values.some(value => typeof value === 'object'),
  object: values => values.every(isRecord),
  list: (_, raw) => raw === undefined || raw === null || Array.isArray(raw),
  'iso-time': values =>
    values.every(value => typeof value === 'string' && /^\d{4}-\d\d-\d\d(?:T[^a-z]*)?$/.test(value)),
  // A number of four digits is a year to Elasticsearch, and one of milliseconds to others.
  time: values => values.every(value => !/^\d{4}$/.test(String(value))),
  'whole-number': values => values.every(value => typeof value !== 'number' || Number.isInteger(value)),
  'indexed-whole': values => values.every(value => String(value).length <= 1024),
  ip: values => values.every(value => isIP(String(value)) !== 0),
  'address-spelling': values => values.every(value => isUsuallySpelt(String(value))),
  'canonical-number': values => values.every(isCanonical),
  'plain-numbers': values => values.every(isCanonical),
  'not-null': (_, raw) => raw !== null,
  'not-empty': (_, raw) => !isEmpty(raw),
  'usual-blanks': values => values.every(value => !hasOddEnds(String(value))),
  'no-line-breaks': values => values.every(value => !/[\r\n]/.test(String(value))),
  'no-zero-text': values =>
    !values.some(each => typeof each === 'string' && /^(?:true|false|[-+]?[0.]+(?:e\d+)?)$/i.test(each)),
};

/** A blank at an end of a text that is no space, tab or line break; some languages take separators of files and records for blanks. */
function hasOddEnds(text: string): boolean {
  return [text.at(0) ?? 'x', text.at(-1) ?? 'x'].some(end => {
    const code = end.charCodeAt(0);
    return (end.trim() === '' && !' \t\n\r'.includes(end)) || (code >= 0x1c && code <= 0x1f) || code === 0x85;
  });
}

/** Whether an event is one of those that a translation with these assumptions speaks of. */
export function holdsGivens(given: readonly Given[], event: EventData): boolean {
  if (given.some(each => each === 'ascii-case-folding' || each === 'ascii') && !isAscii(event)) return false;
  if (given.includes('text:*') && !/^(?:[^:]|:(?!-?\d|true|false))*$/.test(JSON.stringify(event)))
    return false;
  return given.every(each => {
    const at = each.indexOf(':');
    const ask = at === -1 ? undefined : asks[each.slice(0, at)];
    if (ask === undefined) return true;
    // What holds of the elements of a list is asked of each value.
    const name = each.slice(at + 1).replace(/\[\]$/, '');
    if (name.endsWith('*')) return [...scalarsIn(event)].every(value => ask([value], value));
    const values = fieldReader(name)(event);
    // A field is indexed in one way: one that is given to be two has no value.
    if (each.startsWith('number:') && given.includes(`keyword:${name}`)) return values === undefined;
    return ask(values === undefined ? [] : [values].flat(), rawAt(name, event));
  });
}

/** Every value of an event, where a pattern names the fields. */
function* scalarsIn(value: unknown): Generator {
  if (typeof value !== 'object' || value === null) yield value;
  else for (const inner of Object.values(value)) yield* scalarsIn(inner);
}

const isAscii = (event: EventData) => /^[\0-\x7f]*$/.test(JSON.stringify(event));

/** No address, or one in the one form of RFC 5952 that is no IPv4 address in the form of IPv6. */
function isUsuallySpelt(text: string): boolean {
  const address = text.includes('/') ? undefined : parseNetwork(text);
  return address === undefined || (address.address === text && mappedFrom(address) === undefined);
}

/** A number is written in the one way that numbers are printed in. */
function isCanonical(value: unknown): boolean {
  return typeof value !== 'string' || Number.isNaN(Number(value)) || String(Number(value)) === value;
}

function isEmpty(raw: unknown): boolean {
  return Array.isArray(raw) ? raw.length === 0 : isRecord(raw) && Object.keys(raw).length === 0;
}

function rawAt(name: string, event: EventData): unknown {
  if (Object.hasOwn(event, name)) return event[name];
  return name
    .split('.')
    .reduce<unknown>((holder, part) => (isRecord(holder) ? holder[part] : undefined), event);
}
