import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DataSource } from '../../src/fields/data-source.ts';
import { dataSources, translateLeaf } from '../../src/fields/index.ts';
import { LogNames, logNames, nameLists, unpacked } from '../../src/fields/log-names.ts';
import { fieldTable } from '../../src/fields/registry.ts';
import { equals, field, type Vendor } from '../../src/ir/index.ts';
import { violations } from './json-schema.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'src/fields/names');
const files = readdirSync(folder);

describe('each file of names', () => {
  const schema = JSON.parse(readFileSync(join(root, 'schemas/log-names.schema.json'), 'utf8'));
  const texts = files.map(name => ({ name, value: JSON.parse(readFileSync(join(folder, name), 'utf8')) }));

  test.each(texts)('$name fits its schema', ({ value }) => {
    expect(violations(value, schema)).toEqual([]);
  });

  test('is loaded, with lists of known sources', () => {
    expect(texts.flatMap(({ value }) => value.lists)).toHaveLength(nameLists.length);
    const ids = new Set(dataSources().map(({ id }) => id));
    expect(nameLists.flatMap(({ sources }) => sources.filter(id => !ids.has(id)))).toEqual([]);
  });
});

test('names are unpacked, and found with their objects, in lists and in objects with any members', () => {
  const names = 'a{b c{*}} d items{id} userName';
  expect(unpacked(names)).toEqual(['a', 'a.b', 'a.c', 'a.c.*', 'd', 'items', 'items.id', 'userName']);
  const log = new LogNames([{ sources: ['x'], pages: ['https://x'], names }]);
  const has = (name: string): boolean => log.has(name, 'exact');
  expect(
    ['a', 'a.b', 'a.c.x.y', 'd', 'items{}.id', 'items.0.id', 'items[0].id', 'a.*'].filter(has),
  ).toHaveLength(8);
  expect(['b', 'a.d', 'd.e', 'username', 'user_name', 'z*'].filter(has)).toEqual([]);
  expect([log.has('USERNAME', 'any case'), log.has('user_name', 'snake')]).toEqual([true, true]);
});

const vendors = ['sigma', 'elastic', 'splunk', 'panther'] as const;
const targets: readonly Vendor[] = [...vendors, 'cim'];

/** What nobody is told of a name that the tables do not have: targets where no warning comes, or no `same-name`. */
function silentOn(name: string, { id }: DataSource, from: Vendor): readonly string[] {
  return targets.flatMap(to => {
    if (to === from || (from === 'splunk' && to === 'cim')) return [];
    const { diagnostics, given } = translateLeaf(equals(field(name, from), ['x']), { id }, to);
    const isTold = diagnostics.some(
      ({ code, message }) => code === 'fields/unmapped' && message.includes(name),
    );
    return isTold && given.includes(`same-name:${name}`) ? [] : [`${id}: ${name} from ${from} to ${to}`];
  });
}

/** Names under each prefix that names without an entry have; those of objects with any members are none of nobody's. */
function inventedIn(source: DataSource, vendor: Vendor): readonly string[] {
  const prefixes = fieldTable(source).open.map(({ prefix }) => prefix[vendor] ?? '');
  const log = logNames(source);
  return ['', ...new Set(prefixes)]
    .flatMap(prefix => [`${prefix}zzqNotThere`, `${prefix}qqx.zzy_nope`])
    .filter(name => !log.has(name, 'any case') && !isOfObject(source, vendor, name));
}

/** Whether the name is one in an object of the log's that has any members. */
function isOfObject(source: DataSource, vendor: Vendor, name: string): boolean {
  const log = logNames(source);
  return fieldTable(source).open.some(({ prefix, free = [] }) => {
    const start = prefix[vendor];
    if (start === undefined || !name.startsWith(start)) return false;
    const rest = name.slice(start.length);
    if (free.some(object => rest.startsWith(`${object}.`))) return true;
    const own = [prefix.sigma, prefix.panther, prefix.splunk].filter(each => each !== undefined);
    return free.length === 0 && start !== '' && own.some(each => log.has(`${each}${rest}`, 'any case'));
  });
}

describe('a name that no table and no list has is told, to each target', () => {
  test.each(vendors)('from %s', from => {
    const silent = dataSources().flatMap(source =>
      inventedIn(source, from).flatMap(name => silentOn(name, source, from)),
    );
    expect(silent).toEqual([]);
  });
});

test('so is a known name that is misspelt', () => {
  const silent = dataSources().flatMap(source =>
    vendors.flatMap(from => misspeltIn(source, from).flatMap(name => silentOn(name, source, from))),
  );
  expect(silent).toEqual([]);
});

/** Each tenth name without its last letter but one; none that is a name of its own so. */
function misspeltIn(source: DataSource, vendor: Vendor): readonly string[] {
  const table = fieldTable(source);
  const log = logNames(source);
  return table
    .names(vendor)
    .filter((name, at) => at % 10 === 0 && name.length > 7)
    .map(name => name.slice(0, -2) + name.slice(-1))
    .filter(
      name =>
        table.listed(vendor, name) === undefined &&
        !log.has(name, 'any case') &&
        !isOfObject(source, vendor, name),
    );
}

describe('what is told', () => {
  const rows: readonly (readonly [
    source: string,
    name: string,
    from: Vendor,
    to: Vendor,
    message: string,
    help: string,
  ])[] = [
    [
      'suricata',
      'alert.zzq',
      'sigma',
      'elastic',
      'it is written suricata.eve.alert.zzq.',
      'add it to fields: of ruleglot.config.yaml, under suricata',
    ],
    [
      'github.audit',
      'hashed_tokn',
      'sigma',
      'elastic',
      'it is written github.hashed_tokn.',
      'did you mean hashed_token?',
    ],
    ['windows.security', 'LogonTyp', 'splunk', 'sigma', 'its name is kept.', 'did you mean LogonType?'],
    ['asana.audit', 'evnt_type', 'panther', 'sigma', 'its name is kept.', 'did you mean event_type?'],
  ];
  test.each(rows)('of %s: %s', (id, name, from, to, message, help) => {
    const { diagnostics } = translateLeaf(equals(field(name, from), ['x']), { id }, to);
    expect(diagnostics.map(each => each.message)).toEqual([expect.stringContaining(message)]);
    expect(diagnostics[0]?.help).toContain(help);
  });
});

describe('what the products list is not told', () => {
  const rows: readonly (readonly [source: string, name: string, from: Vendor, to: Vendor])[] = [
    ['aws.cloudtrail', 'requestParameters.anything', 'sigma', 'elastic'],
    ['kubernetes.audit', 'requestObject.spec.anything', 'panther', 'splunk'],
    ['windows.sysmon', 'CallTrace', 'sigma', 'elastic'],
    ['windows.bits-client', 'RemoteName', 'sigma', 'panther'],
    ['github.audit', 'hashed_token', 'splunk', 'elastic'],
    ['zeek.ssl', 'validation_status', 'elastic', 'sigma'],
    // Beside saddr, and beside FileName.
    ['linux.auditd', 'addr', 'sigma', 'splunk'],
    ['windows.applocker', 'RuleName', 'sigma', 'splunk'],
    ['asana.audit', 'EVENT_TYPE', 'panther', 'sigma'],
  ];
  test.each(rows)('%s: %s', (id, name, from, to) => {
    const prefix = from === 'elastic' ? `${id}.` : '';
    const { diagnostics, given } = translateLeaf(equals(field(`${prefix}${name}`, from), ['x']), { id }, to);
    expect([diagnostics, given.filter(each => each.startsWith('same-name:'))]).toEqual([[], []]);
  });
});
