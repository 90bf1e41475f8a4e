import { type Field, keysOf } from '../../../src/ir/index.ts';
import { identifier, pathPart, reserved } from './literal.ts';

/** What a column or expression of SQL holds. A variant is what JSON holds, of any type. */
export type SqlType = 'text' | 'number' | 'boolean' | 'time' | 'variant' | 'array';

export interface SqlValue {
  readonly text: string;
  readonly type: SqlType;
  /** No row is without it. */
  readonly present?: boolean;
}

/** What a name means where a condition or expression stands. */
export interface Columns {
  readonly known: ReadonlyMap<string, SqlValue>;
  /** Whether other names are fields of the events; they are gone after an aggregation. */
  readonly open: boolean;
  /** Names that the events' fields have lost. */
  readonly hidden: ReadonlySet<string>;
  /** Of fields of the events: whether they hold arrays. */
  readonly isMultiValued: (field: string) => boolean;
}

/** The time of an event, which every table has. https://docs.panther.com/search/panther-fields */
export const eventTime: SqlValue = { text: 'p_event_time', type: 'time', present: true };

/** A column that the search made, or a path into the events. */
export function columnOf({ name }: Field, columns: Columns): SqlValue {
  const known = columns.known.get(name);
  if (known !== undefined) return known;
  const time = isTime(name) ? columns.known.get('@timestamp') : undefined;
  if (time !== undefined && !columns.hidden.has(name)) return time;
  if (!columns.open || columns.hidden.has(name)) return { text: 'NULL', type: 'text' };
  if (isTime(name)) return eventTime;
  const list = listAbove(name, columns.isMultiValued);
  if (list !== undefined) return { text: valuesBelow(list, name.slice(list.length + 1)), type: 'array' };
  const text = pathOf(name);
  return columns.isMultiValued(name)
    ? { text: `TO_ARRAY(${text})`, type: 'array' }
    : { text, type: 'variant' };
}

function listAbove(name: string, isMultiValued: (field: string) => boolean): string | undefined {
  const parts = name.split('.');
  return parts
    .map((_, index) => parts.slice(0, index).join('.'))
    .find(each => each !== '' && isMultiValued(each));
}

/**
 * A path ends at a list: what is below is taken from each element, and from each again where that holds a list. An element without
 * it is left out. https://docs.snowflake.com/en/sql-reference/functions/transform
 */
function valuesBelow(list: string, rest: string): string {
  return rest
    .split('.')
    .reduce(
      (text, key) =>
        `ARRAY_FLATTEN(ARRAY_COMPACT(TRANSFORM(${text}, value -> TO_ARRAY(value${pathPart(key)}))))`,
      `TO_ARRAY(${pathOf(list)})`,
    );
}

/** A log's own field for the time is not it: a text that an event may lack. */
function isTime(name: string): boolean {
  return name === '@timestamp' || name === 'p_event_time';
}

/** `requestParameters:bucketName`. https://docs.snowflake.com/en/user-guide/querying-semistructured */
export function pathOf(name: string): string {
  const [first = name, ...rest] = keysOf(name);
  return `${identifier(first)}${rest.map(pathPart).join('')}`;
}

/** The names that are free for a column of a search: letters and underscores, neither a field of the events nor taken. */
export function columnName(name: string, taken: ReadonlySet<string>): string {
  const plain = name.replaceAll(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_') || 'column';
  let free = reserved.has(plain.toLowerCase()) ? `${plain}_value` : plain;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${plain}_${number}`;
  return free;
}
