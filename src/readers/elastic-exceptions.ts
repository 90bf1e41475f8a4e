import {
  and,
  anyOne,
  anyRun,
  equals,
  exists,
  type Field,
  field,
  like,
  not,
  or,
  type Pattern,
  type Predicate,
  text,
} from '../ir/index.ts';
import { kql } from '../languages/kql/index.ts';
import { isOfWords } from '../languages/kql/words.ts';
import { EmbeddedText, SourceFile, type Span } from '../source/index.ts';
import { isTable, stringsOf } from './elastic-document.ts';
import { termOfWords } from './elastic-words.ts';

type Table = Readonly<Record<string, unknown>>;

/** An item of an exception list: what it names is left out, where it can be read. */
export interface ExceptionItem {
  readonly list: string;
  readonly where: Predicate | undefined;
}

/** The items of the lists that are at hand, by the id of their list. */
export type ExceptionItems = ReadonlyMap<string, readonly ExceptionItem[]>;

/**
 * An item holds where all of its entries do. Of a list of values, and of an item that ends some day, an export does not say enough.
 * https://www.elastic.co/docs/solutions/security/detect-and-alert/add-manage-exceptions
 */
export function readExceptionItem(data: Table, span: Span): ExceptionItem {
  const entries: unknown = data['entries'];
  const list = String(data['list_id']);
  if (!Array.isArray(entries) || entries.length === 0 || typeof data['expire_time'] === 'string')
    return { list, where: undefined };
  const read = (entries as readonly unknown[]).map(entry => readEntry(entry, '', [span]));
  return { list, where: read.every(each => each !== undefined) ? and(read, [span]) : undefined };
}

type Origin = readonly Span[];

function readEntry(entry: unknown, prefix: string, origin: Origin): Predicate | undefined {
  if (!isTable(entry) || typeof entry['field'] !== 'string') return undefined;
  const name = prefix + entry['field'];
  const found = entry['type'] === 'nested' ? nested(entry, name, origin) : test(entry, name, origin);
  return found !== undefined && entry['operator'] === 'excluded' ? not(found, origin) : found;
}

function test(entry: Table, name: string, origin: Origin): Predicate | undefined {
  const { value } = entry;
  const values = typeof value === 'string' ? [value] : stringsOf(value);
  if (entry['type'] === 'exists') return exists(field(name, 'elastic', origin), origin);
  if (values.length === 0) return undefined;
  switch (entry['type']) {
    case 'match':
    case 'match_any':
      return or(
        values.map(each => equality(name, each, origin)),
        origin,
      );
    case 'wildcard':
      return wildcard(field(name, 'elastic', origin), values.map(wildcards), origin);
    default:
      return undefined;
  }
}

function wildcard(subject: Field, patterns: readonly Pattern[], origin: Origin): Predicate {
  if (!isOfWords(subject)) return like(subject, patterns, { casing: 'exact', origin });
  return or(
    patterns.map(each => termOfWords(subject, each, 'exact', origin)),
    origin,
  );
}

/** Kibana asks for a phrase, as a quoted value of KQL does. */
function equality(name: string, value: string, origin: Origin): Predicate {
  const plain = equals(field(name, 'elastic', origin), [value], { origin });
  if (!/^[\w.@-]+$/.test(name)) return plain;
  const query = `${name}: "${value.replaceAll(/["\\]/g, '\\$&')}"`;
  const { value: search } = kql.lower(EmbeddedText.whole(new SourceFile('exception', query)), {});
  return search?.kind === 'events' ? placed(search.where, origin) : plain;
}

/** Where an item stands is where its parts stand. */
function placed<T>(node: T, origin: Origin): T {
  return JSON.parse(
    JSON.stringify(node, (key, each: unknown) => (key === 'origin' ? [] : each)),
    (key, each: unknown) => (key === 'origin' ? origin : each),
  ) as T;
}

function wildcards(value: string): Pattern {
  const parts = value.match(/\\[\s\S]|[*?]|[^\\*?]+|\\$/g) ?? [];
  return parts.map(part =>
    part === '*' ? anyRun : part === '?' ? anyOne : text(part.length === 2 ? part.replace(/^\\/, '') : part),
  );
}

/** Entries of one object of a list. */
function nested(entry: Table, name: string, origin: Origin): Predicate | undefined {
  const entries: unknown = entry['entries'];
  if (!Array.isArray(entries) || entries.length === 0) return undefined;
  const read = (entries as readonly unknown[]).map(each =>
    isTable(each) && each['type'] !== 'nested' ? readEntry(each, `${name}.`, origin) : undefined,
  );
  if (!read.every(each => each !== undefined)) return undefined;
  return { kind: 'element', path: field(name, 'elastic', origin), where: and(read, origin), origin };
}

/** What the lists of a rule leave out, and the names of those that are not at hand whole. */
export function exceptionsOf(
  rule: Table,
  items: ExceptionItems,
): { readonly conditions: readonly Predicate[]; readonly behind: readonly string[] } {
  const lists: unknown = rule['exceptions_list'];
  const conditions: Predicate[] = [];
  const behind: string[] = [];
  for (const each of Array.isArray(lists) ? (lists as readonly unknown[]) : []) {
    const found = isTable(each) ? items.get(String(each['list_id'])) : undefined;
    if (found === undefined || found.some(({ where }) => where === undefined)) behind.push(nameOf(each));
    for (const { where } of found ?? []) if (where !== undefined) conditions.push(not(where, where.origin));
  }
  return { conditions, behind };
}

function nameOf(list: unknown): string {
  if (!isTable(list)) return String(list);
  return String(list['list_id'] ?? list['id']);
}
