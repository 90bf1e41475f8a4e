import type { LogSource, Vendor } from '../ir/index.ts';
import type { FieldView } from './data-source.ts';
import { derivedFrom, pathPart } from './derivations.ts';
import type { FieldTable } from './field-table.ts';
import { dataSource, fieldTable } from './registry.ts';

type EventData = Readonly<Record<string, unknown>>;

/**
 * An event of a source in another vendor's field names, as that product would hold it. Fields without a map keep their
 * names.
 */
export function translateEvent(event: EventData, source: LogSource, from: Vendor, to: Vendor): EventData {
  if (from === to) return event;
  const known = dataSource(source.id);
  const table = fieldTable(known);
  const result: Record<string, unknown> = {};
  for (const [name, value] of leavesOf(event)) {
    for (const [path, translated] of inTarget(name, value, from, to, table))
      place(result, path, translated, to === 'elastic' || to === 'panther');
  }
  return result;
}

/** Paths with their values; arrays are values, also arrays of objects. */
function* leavesOf(event: EventData, prefix = ''): Generator<readonly [string, unknown]> {
  for (const [key, value] of Object.entries(event)) {
    const path = prefix + key;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      yield* leavesOf(value as EventData, `${path}.`);
    else yield [path, value];
  }
}

function inTarget(
  name: string,
  value: unknown,
  from: Vendor,
  to: Vendor,
  table: FieldTable,
): readonly (readonly [string, unknown])[] {
  const mapped = table.byName(from, name);
  if (mapped === undefined) return [[name, value]];
  const here = mapped.view(from);
  const there = mapped.view(to);
  const canonical = canonicalValue(value, here);
  if (there === undefined) {
    const held = parts(mapped.canonical, canonical, to, table);
    return held.length > 0 ? held : [[name, value]];
  }
  return [
    ...viewed(canonical, there, to, table),
    ...parts(mapped.canonical, canonical, to, table),
    ...readings(name, value, from, to, table),
  ];
}

/** What the target reads off the same value in a field of its own. */
function readings(
  name: string,
  value: unknown,
  from: Vendor,
  to: Vendor,
  table: FieldTable,
): readonly (readonly [string, unknown])[] {
  return table.readingOf(from, name).flatMap(field => {
    const view = field.view(to);
    const read = canonicalValue(value, field.view(from));
    return typeof view === 'string' && read !== value ? [[view, read] as const] : [];
  });
}

/** The parts of a path that the target holds in fields of their own. */
function parts(
  whole: string,
  value: unknown,
  to: Vendor,
  table: FieldTable,
): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'string') return [];
  return derivedFrom(whole).flatMap(([canonical, take]) => {
    const view = table.byCanonical(canonical)?.view(to) ?? (to === 'elastic' ? canonical : undefined);
    const part = pathPart(value, take);
    return typeof view === 'string' && part !== undefined ? [[view, part] as const] : [];
  });
}

/** A vendor's spelling of an enumeration as the canonical one. */
function canonicalValue(value: unknown, view: FieldView | undefined): unknown {
  if (typeof view !== 'object' || !('values' in view)) return value;
  const written = String(value).toLowerCase();
  const found = Object.entries(view.values).find(([, theirs]) =>
    [theirs].flat().some(one => one.toLowerCase() === written),
  );
  return found?.[0] ?? value;
}

function viewed(
  value: unknown,
  view: FieldView,
  to: Vendor,
  table: FieldTable,
): readonly (readonly [string, unknown])[] {
  if (typeof view === 'string') return [[view, value]];
  if ('values' in view) return [[view.name, [view.values[String(value)] ?? value].flat()[0]]];
  if ('hashes' in view) return digests(String(value), view.hashes, to, table);
  if ('account' in view) return halves(String(value), view.account, to, table);
  return 'name' in view && !('part' in view) && !('half' in view) && !('arguments' in view)
    ? [[view.name, value]]
    : [];
}

function digests(
  list: string,
  fields: Readonly<Record<string, string>>,
  to: Vendor,
  table: FieldTable,
): [string, unknown][] {
  return list.split(',').flatMap((each): [string, unknown][] => {
    const [algorithm = '', digest = ''] = each.split('=');
    const canonical = fields[algorithm.trim().toUpperCase()];
    return canonical === undefined ? [] : [[nameOf(canonical, to, table), digest.toLowerCase()]];
  });
}

function halves(
  account: string,
  fields: { readonly domain: string; readonly name: string },
  to: Vendor,
  table: FieldTable,
): [string, unknown][] {
  const at = account.lastIndexOf('\\');
  const name: [string, unknown] = [nameOf(fields.name, to, table), account.slice(at + 1)];
  return at === -1 ? [name] : [[nameOf(fields.domain, to, table), account.slice(0, at)], name];
}

function nameOf(canonical: string, to: Vendor, table: FieldTable): string {
  const view = table.byCanonical(canonical)?.view(to);
  return typeof view === 'string' ? view : canonical;
}

function place(target: Record<string, unknown>, path: string, value: unknown, nested: boolean): void {
  const parts = nested ? path.split('.') : [path];
  const last = parts.pop() ?? path;
  let holder = target;
  for (const part of parts) {
    const next = Object.hasOwn(holder, part) ? holder[part] : undefined;
    if (typeof next === 'object' && next !== null && !Array.isArray(next))
      holder = next as Record<string, unknown>;
    else {
      const fresh: Record<string, unknown> = {};
      define(holder, part, fresh);
      holder = fresh;
    }
  }
  if (!Object.hasOwn(holder, last)) define(holder, last, value);
}

/** Also a key named `__proto__` is data. */
function define(holder: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}
