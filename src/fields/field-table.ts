import { nearestName } from '../diagnostics/index.ts';
import type { Vendor } from '../ir/index.ts';
import type { FieldEntry, FieldSet, FieldView, NamedList, OpenNames } from './data-source.ts';
import { LogNames } from './log-names.ts';
import type { MappedField } from './mapped-field.ts';
import { isOfWindows, knownNames, openedBy } from './open-names.ts';
import { withOwnFields } from './own-fields.ts';
import { headInXml, isRenderedName, nameInXml } from './rendered-names.ts';

const vendors = ['sigma', 'elastic', 'splunk', 'cim', 'panther'] as const;

/** The fields of one data source, found by a vendor's name or by canonical name. */
export class FieldTable {
  readonly entries: readonly MappedField[];
  readonly lists: readonly NamedList[];
  readonly #byName = new Map<string, MappedField>();
  readonly #byCanonical = new Map<string, MappedField>();
  readonly open: readonly OpenNames[];
  readonly log: LogNames;
  /** Sigma's names in small letters, of sources whose logs write them in several ways. */
  readonly #anyCase = new Map<string, MappedField>();
  readonly #shared = new Map<string, boolean>();
  readonly #nearest = new Map<string, string | undefined>();
  #panther: ReadonlyMap<string, MappedField> | undefined;
  #models: ReadonlyMap<string, MappedField> | undefined;
  readonly #opened = new Map<string, MappedField | undefined>();

  /**
   * `dataset`: of the Splunk data model that the source belongs to; names of other datasets are not its fields. `own`: what a
   * project says of its fields, before all that is known. `log`: the names that the source's log is known to have.
   */
  constructor(
    sets: readonly FieldSet[],
    dataset: string | undefined,
    own: readonly FieldEntry[] = [],
    log: LogNames = new LogNames([]),
  ) {
    this.log = log;
    const known = sets.flatMap(set => set.entries.map(entry => mappedField(entry, set, dataset)));
    this.entries = own.length === 0 ? known : withOwnFields(own, known);
    this.open = sets.flatMap(({ open = [], blanks }) =>
      blanks === 'empty' ? open.map(each => ({ ...each, blanks })) : open,
    );
    this.lists = sets.flatMap(set => set.lists ?? []);
    for (const field of this.entries) this.#addCanonical(field);
    for (const field of this.entries)
      for (const vendor of vendors) this.#addName(vendor, nameIn(field, vendor), field);
    for (const { entries } of [{ entries: own }, ...sets])
      for (const entry of entries) this.#addAliases(entry);
    for (const field of this.entries) if (field.logged) this.#addName('splunk', field.logged, field);
    if (sets.some(({ spelling }) => spelling === 'log-analytics')) this.#addAnyCase();
  }

  byName(vendor: Vendor, name: string): MappedField | undefined {
    const found = this.#byName.get(`${vendor} ${name}`);
    if (found !== undefined) return found;
    if (vendor === 'panther') return this.#ofPanther(name) ?? this.#openField(vendor, name);
    if (vendor === 'splunk') return this.#ofSplunk(name);
    return (vendor === 'sigma' ? this.#ofLogAnalytics(name) : undefined) ?? this.#openField(vendor, name);
  }

  /** The entry of a name alone: none where the name is only one of many that are alike. */
  listed(vendor: Vendor, name: string): MappedField | undefined {
    return this.#byName.get(`${vendor} ${name}`);
  }

  byCanonical(canonical: string): MappedField | undefined {
    return this.#byCanonical.get(canonical) ?? this.#openField('elastic', canonical);
  }

  /** Whether the logs have a field beside that which holds its value as a part: the name of a process, which need not be that of its file. */
  isLogged(canonical: string): boolean {
    return typeof this.byCanonical(canonical)?.view('sigma') === 'string';
  }

  /** The vendor's name nearest to a name that is not known. Rules repeat their mistakes, so answers are kept. */
  nearest(vendor: Vendor, name: string): string | undefined {
    const key = `${vendor} ${name}`;
    if (!this.#nearest.has(key)) {
      const known =
        vendor === 'elastic' || vendor === 'cim' || this.log.has(name, 'exact') ? [] : this.log.all();
      const near = [...this.names(vendor), ...known].filter(each => Math.abs(each.length - name.length) <= 2);
      this.#nearest.set(key, nearestName(name, near));
    }
    return this.#nearest.get(key);
  }

  /** The name that one without an entry nearly is; names of other fields are not so near to one that is known. */
  misspelt(vendor: Vendor, name: string): string | undefined {
    if (this.#byName.has(`${vendor} ${name}`) || this.#ofLogAnalytics(name) !== undefined) return undefined;
    // A name that the log is known to have is no slip of the one beside it.
    if (this.log.has(name, 'exact') && !this.log.isOpen(name, 'exact')) return undefined;
    const key = `${vendor} misspelt ${name}`;
    if (!this.#nearest.has(key)) {
      const known = vendor === 'sigma' ? this.open.flatMap(knownNames) : [];
      const most = known.length > 0 && name.length > 7 ? 2 : 1;
      const near = [...this.names(vendor), ...known].filter(
        each => Math.abs(each.length - name.length) <= most,
      );
      this.#nearest.set(key, known.includes(name) ? undefined : nearestName(name, near, most));
    }
    return this.#nearest.get(key);
  }

  /** Whether other names of a vendor are the same canonical field in other events of the source (IpAddress and ClientAddress). */
  isShared(canonical: string, vendor: Vendor): boolean {
    const key = `${vendor} ${canonical}`;
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const names = new Set<string>();
    for (const field of this.entries) {
      const view = field.canonical === canonical ? field.view(vendor) : undefined;
      if (typeof view === 'string') names.add(view);
      else if (view && ('number' in view || 'values' in view || 'quoted' in view)) names.add(view.name);
    }
    this.#shared.set(key, names.size > 1);
    return names.size > 1;
  }

  /** Fields that are read off the same name by way of its values (`event.action` off EventID). */
  readingOf(vendor: Vendor, name: string): readonly MappedField[] {
    return this.entries.filter(field => {
      const view = field.view(vendor);
      return typeof view === 'object' && 'values' in view && view.name === name;
    });
  }

  /** The list of arguments that a vendor's command line holds. */
  listOf(vendor: Vendor, name: string): MappedField | undefined {
    return this.entries.find(field => {
      const view = field.view(vendor);
      return typeof view === 'object' && 'arguments' in view && view.name === name;
    });
  }

  /** The vendor's names of fields with entries: candidates for a misspelt one. */
  names(vendor: Vendor): readonly string[] {
    return this.entries.flatMap(field => nameIn(field, vendor) ?? []);
  }

  #addCanonical(field: MappedField): void {
    if (!this.#byCanonical.has(field.canonical)) this.#byCanonical.set(field.canonical, field);
  }

  #addName(vendor: Vendor, name: string | undefined, field: MappedField): void {
    const key = `${vendor} ${name}`;
    if (name !== undefined && !this.#byName.has(key)) this.#byName.set(key, field);
  }

  #addAliases(entry: FieldEntry): void {
    const field = this.#byCanonical.get(entry.canonical);
    for (const [vendor, names] of Object.entries(entry.also ?? {}))
      for (const name of names ?? [])
        if (field) this.#addName(vendor as Vendor, name, ofAlias(field, vendor as Vendor, name));
  }

  #addAnyCase(): void {
    for (const [key, field] of this.#byName) {
      const [vendor, name] = key.split(' ', 2);
      const small = name?.toLowerCase() ?? '';
      if (vendor === 'sigma' && !this.#anyCase.has(small)) this.#anyCase.set(small, field);
    }
  }

  /**
   * Log Analytics holds Azure's logs in tables, whose columns are the members of `properties` beside the others, each with a capital:
   * `DeviceDetail.operatingSystem` (https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/signinlogs).
   */
  #ofLogAnalytics(name: string): MappedField | undefined {
    if (this.#anyCase.size === 0) return undefined;
    const small = name.toLowerCase();
    const listed = this.#anyCase.get(small) ?? this.#anyCase.get(`properties.${small}`);
    if (listed !== undefined || small.startsWith('properties.')) return listed;
    const member = this.#openField('sigma', `properties.${name.charAt(0).toLowerCase()}${name.slice(1)}`);
    return member?.view('elastic') === undefined || member.type === undefined ? undefined : member;
  }

  /**
   * The events of Panther find a key in any case, that of the field itself first: https://docs.panther.com/detections/rules/python
   * (EnrichedEvent of https://github.com/panther-labs/panther-core looks keys up in any case).
   */
  #ofPanther(name: string): MappedField | undefined {
    this.#panther ??= new Map(
      [...this.#byName]
        .filter(([key]) => key.startsWith('panther '))
        .map(([key, field]) => [key.slice('panther '.length).toLowerCase(), field]),
    );
    return this.#panther.get(name.toLowerCase());
  }

  /**
   * Splunk's add-ons give a Windows event the names of the data models beside its own (`process_name`)
   * (https://splunk.github.io/splunk-add-on-for-microsoft-sysmon/).
   */
  #byModelName(name: string): MappedField | undefined {
    this.#models ??= this.open.some(isOfWindows) ? modelled(this.entries) : new Map();
    return this.#models.get(name);
  }

  #ofSplunk(name: string): MappedField | undefined {
    const modelled = this.#byModelName(name);
    if (modelled !== undefined) return modelled;
    const head = headInXml(name);
    if (head !== undefined && this.open.some(isOfWindows)) return this.#byName.get(`splunk ${head}`);
    const windows = isRenderedName(name) ? this.open.find(isOfWindows) : undefined;
    if (windows === undefined) return this.#openField('splunk', name);
    const known = nameInXml(name, this.names('sigma')) ?? nameInXml(name, this.log.all());
    return known === undefined ? undefined : this.byName('sigma', known);
  }

  #openField(vendor: Vendor, name: string): MappedField | undefined {
    if (this.open.length === 0) return undefined;
    const key = `${vendor} ${name}`;
    if (!this.#opened.has(key)) this.#opened.set(key, openedBy(this.open, vendor, name, this.log));
    return this.#opened.get(key);
  }
}

/** The name under which a vendor's rules write the field with its own values; undefined where other fields stand for it. */
export function nameIn(field: MappedField, vendor: Vendor): string | undefined {
  const view = field.view(vendor);
  if (typeof view === 'string') return view;
  return view &&
    'name' in view &&
    ['values', 'hive', 'unlike', 'registry', 'number', 'quoted'].some(form => form in view)
    ? view.name
    : undefined;
}

function mappedField(entry: FieldEntry, set: FieldSet, dataset: string | undefined): MappedField {
  const views = new Map<Vendor, FieldView | undefined>();
  const make = (vendor: Vendor): FieldView | undefined => {
    const view =
      entry[vendor] === undefined ? templated(entry, set.names?.[vendor]) : (entry[vendor] ?? undefined);
    return vendor === 'cim' && !isOfDataset(view, dataset) ? undefined : view;
  };
  const blanks = entry.blanks ?? set.blanks;
  return {
    canonical: entry.canonical,
    type: entry.type,
    ...(blanks === undefined ? {} : { blanks }),
    ...(entry.assumes === undefined ? {} : { assumes: entry.assumes }),
    ...(entry.assumedOf === undefined ? {} : { assumedOf: entry.assumedOf }),
    ...(entry.beside === undefined ? {} : { beside: entry.beside }),
    ...(entry.logged === undefined ? {} : { logged: entry.logged }),
    view: vendor => {
      if (!views.has(vendor)) views.set(vendor, make(vendor));
      return views.get(vendor);
    },
  };
}

function templated(entry: FieldEntry, template: string | undefined): FieldView | undefined {
  if (template === undefined) return undefined;
  return template.includes('{sigma}')
    ? followed(entry.sigma, template)
    : template.replace('{canonical}', entry.canonical);
}

/** A vendor that follows Sigma's names holds the field as Sigma does, whatever that is. */
function followed(view: FieldView | null | undefined, template: string): FieldView | undefined {
  if (typeof view === 'string') return template.replace('{sigma}', view);
  if (!view || !('name' in view)) return view ?? undefined;
  return { ...view, name: template.replace('{sigma}', view.name) };
}

/** What a vendor has within a list under one name, and by itself under another. */
function ofAlias(field: MappedField, vendor: Vendor, name: string): MappedField {
  const view = field.view(vendor);
  if (vendor !== 'splunk' || typeof view !== 'object' || !('part' in view)) return field;
  return { ...field, view: other => (other === vendor ? name : field.view(other)) };
}

function isOfDataset(view: FieldView | undefined, dataset: string | undefined): boolean {
  const name = typeof view === 'object' && 'name' in view ? view.name : view;
  return typeof name === 'string' && dataset !== undefined && name.startsWith(`${dataset}.`);
}

/** The fields by the names that a data model has for them; the first that has a name. */
function modelled(entries: readonly MappedField[]): ReadonlyMap<string, MappedField> {
  const named = entries.flatMap(entry => {
    const view = entry.view('cim');
    return typeof view === 'string' ? [[view.slice(view.indexOf('.') + 1), entry] as const] : [];
  });
  return new Map([...named].reverse());
}
