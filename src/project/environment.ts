import { defaultProfile } from '../compile/index.ts';
import type { FieldEntry, OwnSource, OwnTables } from '../fields/index.ts';
import type { Profile, Vendor } from '../ir/index.ts';
import type {
  Config,
  FieldConfig,
  PackConfig,
  ProfileConfig,
  SourceConfig,
  ValuedConfig,
  ViewConfig,
} from './config.ts';
import { nameMatcher } from './glob.ts';

/** What a pack is made for: facts of the environment, and data sources and fields as they are there. */
export interface Environment {
  readonly profile: (vendor: Vendor) => Profile;
  /** Absent when the project says nothing of its own. */
  readonly tables: OwnTables | undefined;
  readonly model: 'raw' | 'cim';
  readonly macros: Readonly<Record<string, string>>;
}

/** The profile that a pack is made for: its own, else the one asked for, else the project's. */
export function profileNameOf(
  config: Config,
  pack: PackConfig,
  asked: string | undefined,
): string | undefined {
  return pack.profile ?? asked ?? config.profile;
}

/** Without a name: the environment when nobody describes it, with the project's own sources and fields. */
export function environmentOf(config: Config, name: string | undefined): Environment {
  const { elastic = {}, splunk = {}, panther = {} } = wholeProfile(config, name);
  const valued: Readonly<Record<Vendor, ValuedConfig>> = { elastic, splunk, cim: splunk, panther, sigma: {} };
  const ownText = ownTextOf(elastic);
  const profiles = new Map<Vendor, Profile>();
  const profile = (vendor: Vendor): Profile => {
    const known = profiles.get(vendor);
    if (known !== undefined) return known;
    const usual = defaultProfile(vendor);
    const isSeveral = nameMatcher(valued[vendor]['multi-valued'] ?? []);
    const isSingle = nameMatcher(valued[vendor]['single-valued'] ?? []);
    const made: Profile = {
      ...usual,
      isText: field => (vendor === 'elastic' ? ownText?.(field) : undefined) ?? usual.isText(field),
      isKeyword: field => vendor === 'elastic' && ownText?.(field) === false,
      isMultiValued: field => isSeveral(field) || (usual.isMultiValued(field) && !isSingle(field)),
      caselessSubfield: field => (vendor === 'elastic' ? own(elastic.caseless, field) : undefined),
    };
    profiles.set(vendor, made);
    return made;
  };
  return {
    profile,
    tables: tablesOf({
      sources: sourcesOf(config.sources ?? {}),
      fields: fieldsOf(config.fields ?? {}),
      indices: elastic.indices ?? {},
      searches: splunk.searches ?? {},
      logTypes: panther['log-types'] ?? {},
      ...(ownText === undefined ? {} : { isText: ownText }),
      ...(elastic.caseless === undefined ? {} : { caseless: elastic.caseless }),
    }),
    model: splunk.model ?? 'raw',
    macros: splunk.macros ?? {},
  };
}

function fieldsOf(fields: NonNullable<Config['fields']>): OwnTables['fields'] {
  return Object.fromEntries(Object.entries(fields).map(([id, entries]) => [id, entries.map(entryOf)]));
}

const productNames = ['sigma', 'elastic', 'splunk', 'cim', 'panther'] as const;

function entryOf(field: FieldConfig): FieldEntry {
  const views = productNames.flatMap(vendor =>
    field[vendor] === undefined ? [] : [[vendor, viewOf(field[vendor])] as const],
  );
  return { ...(field as Pick<FieldEntry, 'canonical' | 'type' | 'also'>), ...Object.fromEntries(views) };
}

/** A name by itself is a name however it is written. */
function viewOf(view: ViewConfig): FieldEntry['sigma'] {
  const isPlain = typeof view === 'object' && view !== null && Object.keys(view).length === 1;
  return (isPlain ? view.name : view) as FieldEntry['sigma'];
}

/** A field of both lists is a keyword: it is one of those that the patterns of text take in. */
function ownTextOf({
  text = [],
  keyword = [],
}: NonNullable<ProfileConfig['elastic']>): OwnTables['isText'] | undefined {
  if (text.length === 0 && keyword.length === 0) return undefined;
  const isText = nameMatcher(text);
  const isKeyword = nameMatcher(keyword);
  const known = new Map<string, boolean | undefined>();
  return field => {
    if (!known.has(field)) known.set(field, isKeyword(field) ? false : isText(field) || undefined);
    return known.get(field);
  };
}

function tablesOf(tables: OwnTables): OwnTables | undefined {
  const isTold = Object.values(tables).some(
    part => typeof part === 'function' || Object.keys(part).length > 0,
  );
  return isTold ? tables : undefined;
}

function own(map: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}

/** A profile with what it extends, product by product and key by key. */
function wholeProfile({ profiles = {} }: Config, name: string | undefined): ProfileConfig {
  const profile = name === undefined ? undefined : profiles[name];
  if (profile === undefined) return {};
  const base = wholeProfile({ profiles } as Config, profile.extends);
  return {
    elastic: { ...base.elastic, ...profile.elastic },
    splunk: { ...base.splunk, ...profile.splunk },
    panther: { ...base.panther, ...profile.panther },
  };
}

function sourcesOf(sources: Readonly<Record<string, SourceConfig>>): OwnTables['sources'] {
  return Object.fromEntries(
    Object.entries(sources).map(([id, { splunk, panther, ...rest }]) => [
      id,
      {
        ...rest,
        ...(splunk === undefined ? {} : { splunk: splunkOf(splunk) }),
        ...(panther === undefined ? {} : { panther: pantherOf(panther) }),
      },
    ]),
  );
}

function splunkOf(splunk: NonNullable<SourceConfig['splunk']>): NonNullable<OwnSource['splunk']> {
  const { model, 'model-scope': scope, ...rest } = splunk;
  return {
    ...rest,
    ...(model === undefined ? {} : { dataModel: model }),
    ...(scope === undefined ? {} : { dataModelScope: scope }),
  };
}

function pantherOf(panther: NonNullable<SourceConfig['panther']>): NonNullable<OwnSource['panther']> {
  const { 'log-types': logTypes, ...rest } = panther;
  return { ...rest, ...(logTypes === undefined ? {} : { logTypes }) };
}
