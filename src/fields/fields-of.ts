import type { ValueType, Vendor } from '../ir/index.ts';
import type { DataSource, FieldView, OpenNames } from './data-source.ts';
import type { FieldTable } from './field-table.ts';
import { fieldType } from './field-type.ts';
import { logNames } from './log-names.ts';
import type { MappedField } from './mapped-field.ts';
import { dataSource, fieldSet, fieldTable } from './registry.ts';

/** A field of a source as `ruleglot list fields` shows it: each vendor's name, where the vendor has it under one. */
export interface FieldListing {
  readonly canonical: string;
  readonly type: ValueType;
  readonly names: Readonly<Partial<Record<Vendor, string>>>;
  /** Further names that rules of a vendor use for it, which are read and never written. */
  readonly also: Readonly<Partial<Record<Vendor, readonly string[]>>>;
  /** How a vendor holds it, where that is not the plain value: its own spelling of values, a part of another field, … */
  readonly forms: Readonly<Partial<Record<Vendor, string>>>;
  /** Of a field that Elastic alone has, those that it stands among: `process.entry_leader.*`. */
  readonly among?: string;
}

/** The products whose names are told, in order; `cim` is Splunk by its data models. */
export const productNames = ['sigma', 'elastic', 'splunk', 'cim', 'panther'] as const;

/** The fields that have entries of their own; none for a source that is not known. */
export function fieldsOf(sourceId: string): readonly FieldListing[] {
  const source = dataSource(sourceId);
  if (source === undefined) return [];
  const table = fieldTable(source);
  const aliases = aliasesOf(source);
  const listed = [...table.entries, ...heldOf(table)].map((field): FieldListing => {
    const among = table.open.find(open => isOfElasticAlone(open) && isAmong(field.canonical, open));
    const views = productNames.map(vendor => [vendor, field.view(vendor)] as const);
    return {
      canonical: field.canonical,
      type: field.type ?? fieldType(field.canonical),
      names: Object.fromEntries(views.flatMap(([vendor, view]) => pair(vendor, view && nameOf(view)))),
      forms: Object.fromEntries(
        views.flatMap(([vendor, view]) => pair(vendor, view && (formOf(view) ?? loggedOf(field, view)))),
      ),
      also: aliases.get(field.canonical) ?? {},
      ...(among === undefined ? {} : { among: `${among.prefix.elastic}*` }),
    };
  });
  // An entry of a source's own comes before that of a set that it shares, which is not asked then.
  const keys = listed.map(({ canonical, names }) => `${canonical} ${names.sigma ?? ''}`);
  return listed.filter((_, at) => keys.indexOf(keys[at] ?? '') === at);
}

/** By the canonical names of the fields, those that the first of the source's sets gives which has any. */
function aliasesOf(source: DataSource): ReadonlyMap<string, FieldListing['also']> {
  const found = new Map<string, FieldListing['also']>();
  for (const set of source.fields)
    for (const { canonical, also } of fieldSet(set)?.entries ?? [])
      if (also !== undefined && !found.has(canonical)) found.set(canonical, also);
  return found;
}

/** Fields that Splunk's add-on makes of others: each name once, as it is made in the first set that has it. */
export function calculatedFieldsOf(source: DataSource): readonly (readonly [string, string])[] {
  const found = new Map<string, string>();
  for (const set of source.fields)
    for (const [name, how] of Object.entries(fieldSet(set)?.calculated ?? {}))
      if (!found.has(name)) found.set(name, how);
  return [...found];
}

/** Fields that are named alike and known one by one; objects are none. */
function heldOf(table: FieldTable): readonly MappedField[] {
  return table.open.flatMap(({ closed, prefix, types = {} }) =>
    Object.entries(closed === undefined ? {} : types).flatMap(([name, type]) =>
      type === 'unknown' ? [] : (table.byName('elastic', `${prefix.elastic ?? ''}${name}`) ?? []),
    ),
  );
}

/** Fields without entries that the source's log is known to have, by the names that products keep for them. */
export function listedFieldsOf(sourceId: string): readonly NamesOfField[] {
  const source = dataSource(sourceId);
  if (source === undefined) return [];
  const table = fieldTable(source);
  const names = logNames(source).all();
  const known = new Set(fieldsOf(sourceId).map(({ canonical }) => canonical));
  const objects = new Set(names.map(name => name.slice(0, Math.max(0, name.lastIndexOf('.')))));
  return names
    .filter(name => !name.endsWith('*') && !objects.has(name))
    .flatMap(name => namesIn(table, name))
    .filter(({ canonical }) => !known.has(canonical));
}

/** Objects of the source's log whose members have any names, as names that end in `*`. */
export function openFieldsOf(sourceId: string): readonly NamesOfField[] {
  const source = dataSource(sourceId);
  if (source === undefined) return [];
  const table = fieldTable(source);
  const free = logNames(source)
    .all()
    .filter(name => name.endsWith('.*'));
  return free.flatMap(name => namesIn(table, name));
}

type NamesOfField = Readonly<Record<'canonical' | (typeof productNames)[number], string>>;

/** Of a name of the log that is named alike by several products. */
function namesIn(table: FieldTable, name: string): readonly NamesOfField[] {
  const found = table.byName('sigma', name) ?? table.byName('panther', name);
  if (found === undefined || found.isUnlisted) return [];
  const { canonical } = found;
  const [sigma, elastic, splunk, cim, panther] = productNames.map(vendor => {
    const view = found.view(vendor);
    return view === undefined ? '' : nameOf(view);
  });
  return [{ canonical, sigma, elastic, splunk, cim, panther } as NamesOfField];
}

/** What Elastic has beyond the other vendors, name by name. */
function isOfElasticAlone({ closed, prefix }: OpenNames): boolean {
  return closed === true && Object.keys(prefix).every(vendor => vendor === 'elastic');
}

function isAmong(canonical: string, { prefix, types = {} }: OpenNames): boolean {
  const { elastic = '' } = prefix;
  return canonical.startsWith(elastic) && Object.hasOwn(types, canonical.slice(elastic.length));
}

function pair(vendor: Vendor, text: string | undefined): readonly (readonly [Vendor, string])[] {
  return text === undefined ? [] : [[vendor, text]];
}

/** Of a field that others stand for, those. */
function nameOf(view: FieldView): string {
  if (typeof view === 'string') return view;
  if ('name' in view) return view.name;
  if ('hashes' in view) return Object.values(view.hashes).join(' ');
  if ('account' in view) return `${view.account.domain} ${view.account.name}`;
  return Object.keys(view.cases).join(' ');
}

/** Splunk holds the time of an event as a number, and its text beside it. */
function loggedOf({ logged }: MappedField, view: FieldView): string | undefined {
  return logged === undefined || view !== '_time' ? undefined : `its text is ${logged}`;
}

function formOf(view: FieldView): string | undefined {
  if (typeof view === 'string') return undefined;
  if ('values' in view) return 'values of its own';
  if ('part' in view) return `${view.part} of a list`;
  if ('element' in view) return `<${view.element}> of XML`;
  if ('half' in view) return `${view.half} of ${view.between === '@' ? 'name@DOMAIN' : 'DOMAIN\\name'}`;
  if ('arguments' in view || 'count' in view) return 'in the command line';
  if ('hive' in view) return 'hive short or long';
  if ('unlike' in view) return 'values that do not compare';
  if ('registry' in view || 'number' in view) return 'numbers spelt its way';
  if ('quoted' in view) return 'in quotes';
  if ('url' in view) return 'a part of the URL';
  if ('hashes' in view) return 'a field for each digest';
  return 'account' in view ? 'a field for each half' : 'conditions on other fields';
}
