import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { datasetOf } from '../../src/fields/data-models.ts';
import type { FieldView } from '../../src/fields/data-source.ts';
import { families } from '../../src/fields/families.ts';
import { gapPage } from '../../src/fields/gaps.ts';
import { dataSources, fieldsOf, targetScope } from '../../src/fields/index.ts';
import { fieldTable } from '../../src/fields/registry.ts';
import { equals, field, type Predicate, type Vendor } from '../../src/ir/index.ts';
import { violations } from './json-schema.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'src/fields/data');
const schema = JSON.parse(readFileSync(join(root, 'schemas/data-source.schema.json'), 'utf8'));
const files = readdirSync(folder);

describe('each data file', () => {
  test.each(files)('%s fits its schema', name => {
    expect(violations(JSON.parse(readFileSync(join(folder, name), 'utf8')), schema)).toEqual([]);
  });

  test('is loaded', () => {
    expect(families).toHaveLength(files.length);
  });
});

test('the schema refuses what it should', () => {
  const family = { family: 'a', references: ['https://a'], fieldSets: {}, dataSources: [] };
  expect(violations(family, schema)).toEqual([]);
  expect(violations({ ...family, references: [] }, schema)).toEqual(['$.references: has too few items']);
  expect(violations({ ...family, dataSources: [{ id: 'X' }] }, schema)).toHaveLength(7);
  const entry = { canonical: 'a', sigma: { name: 'b', values: { c: 1 } } };
  expect(violations({ ...family, fieldSets: { s: { entries: [entry] } } }, schema)).toHaveLength(1);
});

test('ids of sources are their own', () => {
  const ids = dataSources().map(source => source.id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('every field set that a source names is there', () => {
  const sets = new Set(families.flatMap(family => Object.keys(family.fieldSets)));
  expect(dataSources().flatMap(source => source.fields.filter(name => !sets.has(name)))).toEqual([]);
});

test('canonical fields that a view names are in the table of the source', () => {
  const missing = dataSources().flatMap(source => {
    const table = fieldTable(source);
    return table.entries.flatMap(entry =>
      canonicalNames(entry.view('elastic'))
        .filter(name => table.byCanonical(name) === undefined)
        .map(name => `${source.id}: ${name}`),
    );
  });
  expect(missing).toEqual([]);
});

function canonicalNames(view: FieldView | undefined): readonly string[] {
  if (typeof view !== 'object') return [];
  if ('hashes' in view) return Object.values(view.hashes).filter(name => !name.endsWith('.pe.imphash'));
  return 'account' in view ? [view.account.domain, view.account.name] : [];
}

describe('scopes select what independent engines select', () => {
  const path = resolve(root, '../shared/events/windows-scoping.json');
  if (!existsSync(path)) {
    test('events are not here, nothing to compare with', context => {
      context.skip('../shared/events is absent');
    });
    return;
  }
  const known = JSON.parse(readFileSync(path, 'utf8')) as {
    sysmon_channel: string;
    category_to_sysmon_event_ids: Record<string, number[]>;
    category_to_channel_and_event_ids: Record<string, [string, number[]]>;
    service_to_channel: Record<string, string | string[]>;
  };
  const rows: [string, string | readonly string[], readonly number[] | undefined][] = [
    ...Object.entries(known.category_to_sysmon_event_ids).map(([name, ids]): [string, string, number[]] => [
      name,
      known.sysmon_channel,
      ids,
    ]),
    ...Object.entries(known.category_to_channel_and_event_ids).map(
      ([name, [channel, ids]]): [string, string, number[]] => [name, channel, ids],
    ),
    ...Object.entries(known.service_to_channel).map(
      ([name, channel]): [string, string | string[], undefined] => [name, channel, undefined],
    ),
  ];

  test.each(rows)('windows.%s', (name, channel, ids) => {
    const { scope, given } = targetScope({ id: `windows.${name}`, sigma: {} }, 'sigma');
    const wanted = [
      equals(field('Channel', 'sigma'), [channel].flat(), { casing: 'ignored' }),
      ...(ids === undefined ? [] : [equals(field('EventID', 'sigma'), ids, { casing: 'ignored' })]),
    ];
    expect(conjuncts(scope)).toEqual(wanted);
    expect(given).toEqual([]);
  });
});

function conjuncts(predicate: Predicate): readonly Predicate[] {
  return predicate.kind === 'and' ? predicate.operands : [predicate];
}

describe('data models', () => {
  test('fit their schema', () => {
    const shape = JSON.parse(readFileSync(join(root, 'schemas/data-models.schema.json'), 'utf8'));
    const data = JSON.parse(readFileSync(join(root, 'src/fields/data-models.json'), 'utf8'));
    expect(violations(data, shape)).toEqual([]);
  });

  test('have every field that the maps name', () => {
    const missing = dataSources().flatMap(source => {
      const { dataModel, dataModelScope = {} } = source.splunk;
      const names = fieldTable(source).entries.flatMap(field => field.view('cim') ?? []);
      const fields = names.flatMap(view =>
        typeof view === 'string' ? view : 'name' in view ? view.name : [],
      );
      return [...fields, ...Object.keys(dataModelScope)].filter(
        name => !datasetOf(dataModel)?.fields.includes(name.slice(name.indexOf('.') + 1)),
      );
    });
    expect([...new Set(missing)]).toEqual([]);
  });

  test.each<[string, Vendor, string, string | undefined]>([
    ['windows.process_creation', 'cim', 'Company', 'data-models/endpoint'],
    ['windows.process_creation', 'cim', 'Image', undefined],
    ['windows.ps_script', 'cim', 'ScriptBlockText', 'overview-of-the-splunk'],
    ['windows.process_creation', 'panther', 'Image', undefined],
    ['proxy', 'panther', 'cs-method', 'docs.panther.com'],
    ['macos.process_creation', 'elastic', 'CurrentDirectory', 'elastic/endpoint-package'],
    ['macos.process_creation', 'elastic', 'OriginalFileName', 'elastic/endpoint-package'],
    ['linux.process_creation', 'elastic', 'OriginalFileName', 'elastic/endpoint-package'],
    ['linux.process_creation', 'elastic', 'LogonId', 'elastic/endpoint-package'],
    ['linux.process_creation', 'panther', 'LogonId', 'docs.panther.com'],
    ['linux.sysmon', 'elastic', 'LogonId', undefined],
    ['endpoint.process_creation', 'elastic', 'OriginalFileName', undefined],
    ['gcp.audit', 'elastic', 'data.resource.type', 'integrations/gcp'],
  ])('what %s lacks in %s: %s', (id, product, name, page) => {
    const source = dataSources().find(each => each.id === id);
    const found = source && gapPage(source, 'sigma', name, product);
    expect(page === undefined ? found : found?.includes(page)).toBe(page === undefined ? undefined : true);
  });
});

describe('values', () => {
  const vendors: readonly Vendor[] = ['sigma', 'elastic', 'splunk', 'cim', 'panther'];
  const views = dataSources().flatMap(source =>
    fieldTable(source).entries.flatMap(entry =>
      vendors.map(vendor => [source.id, entry.canonical, entry.view(vendor)] as const),
    ),
  );

  test('no enumeration is empty', () => {
    const empty = views.filter(
      ([, , view]) => typeof view === 'object' && 'values' in view && Object.keys(view.values).length === 0,
    );
    expect(empty).toEqual([]);
  });

  test('cases are keyed by lower-case values, since they are looked up so', () => {
    const keys = views.flatMap(([, , view]) =>
      typeof view === 'object' && 'cases' in view ? Object.keys(view.cases) : [],
    );
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter(key => key !== key.toLowerCase())).toEqual([]);
  });
});

test('a field is listed once, with the names that it is translated by', () => {
  for (const { id } of dataSources()) {
    const keys = fieldsOf(id).map(({ canonical, names }) => `${canonical} ${names.sigma ?? ''}`);
    expect(new Set(keys).size, id).toBe(keys.length);
  }
  const image = fieldsOf('windows.network_connection').find(({ names }) => names.sigma === 'Image');
  expect(image?.names.cim).toBe('All_Traffic.app');
});
