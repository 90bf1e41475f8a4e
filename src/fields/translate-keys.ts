import type { Diagnostic } from '../diagnostics/index.ts';
import type { Expression, Field, Given, LogSource, Vendor } from '../ir/index.ts';
import type { FieldView } from './data-source.ts';
import type { FieldTable } from './field-table.ts';
import { clocks, findField } from './find-field.ts';
import type { MappedField } from './mapped-field.ts';
import { tableOf } from './registry.ts';
import { translateValue } from './translate-value.ts';

/** A key by which events are put together, in the names of another vendor; `of`: the place of the key that it stands for. */
export interface TranslatedKey {
  readonly expression: Expression;
  readonly of: number;
  /** How the target spells the values; the same text means that equal values are spelt alike, none that they are as they were. */
  readonly spelling?: string;
}

export interface KeysTranslation {
  readonly keys: readonly TranslatedKey[];
  readonly given: readonly Given[];
  readonly diagnostics: readonly Diagnostic[];
  /** One for each key by which the target makes other groups. */
  readonly losses: readonly { readonly of: number; readonly why: string }[];
}

/**
 * Keys make the same groups where their values are told apart in the same way, however they are spelt. So one key may become
 * several (`DOMAIN\user` its two halves), and several one.
 */
export function translateKeys(
  keys: readonly Expression[],
  source: LogSource,
  vendor: Vendor,
): KeysTranslation {
  const table = tableOf(source);
  const given = new Set<Given>();
  const diagnostics: Diagnostic[] = [];
  const losses: { of: number; why: string }[] = [];
  const found: TranslatedKey[] = [];
  const whole = wholeAccounts(keys, table, vendor);
  keys.forEach((key, of) => {
    const own = ownKeys(key, { table, vendor, whole });
    for (const expression of own?.keys ?? []) found.push({ expression, of, spelling: own?.spelling ?? '' });
    for (const each of own?.given ?? []) given.add(each);
    if (own !== undefined) return;
    const value = translateValue(key, source, vendor);
    for (const each of value.given) given.add(each);
    diagnostics.push(...value.diagnostics);
    if (value.why !== undefined) losses.push({ of, why: value.why });
    found.push({ expression: value.expression, of });
  });
  return { keys: found, given: [...given], diagnostics, losses };
}

interface Into {
  readonly table: FieldTable;
  readonly vendor: Vendor;
  /** Fields of the target whose domain and name are both among the keys. */
  readonly whole: ReadonlySet<string>;
}

interface OwnKeys {
  readonly keys: readonly Expression[];
  readonly given: readonly Given[];
  readonly spelling: string;
}

/** A key that is a field with its values spelt otherwise in the target; undefined where a translation as a value says all. */
function ownKeys(key: Expression, into: Into): OwnKeys | undefined {
  const mapped = mappedKey(key, into);
  if (key.kind !== 'field' || mapped === undefined) return undefined;
  const here = mapped.view(key.vendor);
  const there = mapped.view(into.vendor);
  const spelling = [here, there].map(spellingOf).join(' ');
  if (typeof there === 'object' && 'account' in there) {
    const halves = [there.account.domain, there.account.name].map(name => named(key, name, into));
    return halves.every(half => half !== undefined)
      ? { keys: halves, given: ['qualified-account'], spelling }
      : undefined;
  }
  if (typeof there === 'object' && 'half' in there && into.whole.has(there.name))
    return there.half === 'domain'
      ? { keys: [], given: [], spelling }
      : {
          keys: [target(key, there.name, mapped, into)],
          given: [there.between === '@' ? 'qualified-user' : 'qualified-account'],
          spelling,
        };
  const logged = textOfTime(key, mapped, into);
  if (logged !== undefined) return { keys: [logged], given: [], spelling };
  if (there === undefined || !(tellsApart(here) && tellsApart(there))) return undefined;
  const name = typeof there === 'string' ? there : 'name' in there ? there.name : '';
  const given = [here, there].flatMap(view => identified(view, name));
  const isPlain = given.length === 0 && typeof here !== 'object' && typeof there !== 'object';
  return isPlain ? undefined : { keys: [target(key, name, mapped, into)], given, spelling };
}

/** Splunk keeps the log's own field beside `_time`, which is a number, and there for events without that field too. */
function textOfTime(key: Field, { logged, view }: MappedField, { vendor }: Into): Field | undefined {
  if (vendor !== 'splunk' || view(vendor) !== '_time' || clocks[key.vendor] === key.name) return undefined;
  if (logged === undefined) return undefined;
  const { type: _, ...rest } = key;
  return { ...rest, name: logged, vendor, canonical: '@timestamp', type: 'string' };
}

/** A vendor's way to write the values of a field, whatever the field is called. */
function spellingOf(view: FieldView | undefined): string {
  if (typeof view !== 'object') return '';
  const { name: _, ...way } = { name: '', ...view };
  return JSON.stringify(way);
}

/** How the target spells a key in the logs of all of the sources; undefined where that is not alike. */
export function spellingIn(
  key: Expression,
  sources: readonly LogSource[],
  vendor: Vendor,
): string | undefined {
  const ways = sources.map(source =>
    translateKeys([key], source, vendor)
      .keys.map(({ spelling }) => spelling ?? '')
      .join(),
  );
  return new Set(ways).size === 1 ? ways[0] : undefined;
}

function mappedKey(key: Expression, { table, vendor }: Into): MappedField | undefined {
  if (key.kind !== 'field' || key.namedBy !== undefined || key.vendor === vendor) return undefined;
  return findField(key, table);
}

/** Whether a vendor's spelling of the field has another value for each of its values. */
function tellsApart(view: FieldView | undefined): boolean {
  if (typeof view !== 'object') return true;
  if ('oneToOne' in view && view.oneToOne !== undefined) return true;
  if ('quoted' in view) return true;
  if (!('values' in view)) return false;
  const theirs = Object.values(view.values);
  return theirs.every(value => typeof value === 'string') && new Set(theirs).size === theirs.length;
}

function identified(view: FieldView | undefined, name: string): readonly Given[] {
  return typeof view === 'object' && 'oneToOne' in view && view.oneToOne !== undefined
    ? [`${view.oneToOne}:${name}`]
    : [];
}

function wholeAccounts(keys: readonly Expression[], table: FieldTable, vendor: Vendor): ReadonlySet<string> {
  const halves = { domain: new Set<string>(), name: new Set<string>() };
  for (const key of keys) {
    const view = mappedKey(key, { table, vendor, whole: new Set() })?.view(vendor);
    if (typeof view === 'object' && 'half' in view) halves[view.half].add(view.name);
  }
  return new Set([...halves.name].filter(name => halves.domain.has(name)));
}

function named(key: Field, canonical: string, into: Into): Field | undefined {
  const mapped = into.table.byCanonical(canonical);
  const view = mapped?.view(into.vendor);
  return mapped && typeof view === 'string' ? target(key, view, mapped, into) : undefined;
}

function target(key: Field, name: string, { canonical, type }: MappedField, { vendor }: Into): Field {
  const { type: _, ...rest } = key;
  return { ...rest, name, vendor, canonical, ...(type === undefined ? {} : { type }) };
}
