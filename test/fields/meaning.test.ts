import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import {
  dataSources,
  eventInTarget,
  targetScope,
  translateEvent,
  translateLeaf,
} from '../../src/fields/index.ts';
import { fieldTable } from '../../src/fields/registry.ts';
import {
  anyRun,
  contains,
  endsWith,
  equals,
  exists,
  field,
  type Leaf,
  type LogSource,
  like,
  type Pattern,
  startsWith,
  text,
  type Vendor,
} from '../../src/ir/index.ts';

const vendors: readonly Vendor[] = ['sigma', 'elastic', 'splunk', 'cim', 'panther'];

/** Words that paths, accounts and digests are made of, so that leaves meet events often. */
const words = fc.constantFrom('cmd', 'cmd.exe', 'Temp', 'a', 'evil.ps1', 'SYSTEM', 'bob', 'x y');
const windowsPath = fc.array(words, { minLength: 1, maxLength: 3 }).map(parts => `C:\\${parts.join('\\')}`);
const account = fc
  .tuple(fc.constantFrom('NT AUTHORITY', 'CORP', 'bob'), words)
  .map(parts => parts.join('\\'));
const digest = fc.constantFrom('D41D8CD98F00B204E9800998ECF8427E', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
const digests = fc.tuple(digest, digest).map(([md5, imphash]) => `MD5=${md5},IMPHASH=${imphash}`);

const event = fc.record(
  {
    Image: windowsPath,
    ParentImage: windowsPath,
    User: account,
    Hashes: digests,
    CommandLine: words,
    IntegrityLevel: fc.constantFrom('High', 'System'),
  },
  { requiredKeys: [] },
);

const piece = fc.oneof(
  words,
  words.map(word => `\\${word}`),
  account,
  digests,
  digest.map(one => `MD5=${one}`),
);
const pattern: fc.Arbitrary<Pattern> = fc.tuple(piece, fc.nat(4)).map(([value, form]) => {
  const parts: Pattern = [text(value)];
  return (
    [parts, contains(parts), endsWith(parts), startsWith(parts), [anyRun, ...parts, anyRun, text('e')]][
      form
    ] ?? parts
  );
});
const sigmaLeaf: fc.Arbitrary<Leaf> = fc
  .record({
    name: fc.constantFrom('Image', 'ParentImage', 'User', 'Hashes', 'CommandLine', 'IntegrityLevel'),
    patterns: fc.array(pattern, { minLength: 1, maxLength: 2 }),
    casing: fc.constantFrom('exact' as const, 'ignored' as const),
    form: fc.nat(9),
  })
  .map(({ name, patterns, casing, form }) =>
    form === 0 ? exists(field(name, 'sigma')) : like(field(name, 'sigma'), patterns, { casing }),
  );

const source = { id: 'windows.process_creation', sigma: {} };

/** Each digest in lower case is an assumption of its own; leaves that ask for the letters of one are left out. */
const asksForLetters = (leaf: Leaf): boolean =>
  leaf.kind === 'like' &&
  leaf.casing === 'exact' &&
  leaf.subject.kind === 'field' &&
  leaf.subject.name === 'Hashes';

describe('a translated leaf means what it did, for the event as the target holds it', () => {
  test.each(['elastic', 'splunk', 'panther'] as const)('from sigma to %s', vendor => {
    fc.assert(
      fc.property(sigmaLeaf, event, (leaf, written) => {
        fc.pre(!asksForLetters(leaf));
        const { predicate, verdict } = translateLeaf(leaf, source, vendor);
        fc.pre(verdict !== 'different');
        const before = compilePredicate(leaf)(written);
        const after = compilePredicate(predicate)(translateEvent(written, source, 'sigma', vendor));
        if (verdict === 'exact') expect(after).toBe(before);
        if (verdict === 'broader') expect(after || !before).toBe(true);
        if (verdict === 'narrower') expect(before || !after).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  const elasticLeaf = fc
    .record({
      name: fc.constantFrom(
        'process.name',
        'process.executable',
        'user.name',
        'user.domain',
        'process.parent.name',
      ),
      patterns: fc.array(
        fc.tuple(words, fc.nat(4)).map(([value, form]): Pattern => {
          const parts: Pattern = [text(value)];
          return (
            [parts, contains(parts), endsWith(parts), startsWith(parts), [text('c'), anyRun, text('e')]][
              form
            ] ?? parts
          );
        }),
        { minLength: 1, maxLength: 2 },
      ),
      casing: fc.constantFrom('exact' as const, 'ignored' as const),
    })
    .map(({ name, patterns, casing }): Leaf => like(field(name, 'elastic'), patterns, { casing }));

  test.each(['sigma', 'splunk', 'panther'] as const)('from elastic to %s', vendor => {
    fc.assert(
      fc.property(elasticLeaf, event, (leaf, written) => {
        const { predicate, verdict } = translateLeaf(leaf, source, vendor);
        const before = compilePredicate(leaf)(translateEvent(written, source, 'sigma', 'elastic'));
        const after = compilePredicate(predicate)(translateEvent(written, source, 'sigma', vendor));
        expect(verdict).toBe('exact');
        expect(after).toBe(before);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('names that are one to one', () => {
  const rows = dataSources().flatMap(source =>
    fieldTable(source).entries.map(entry => [source.id, entry] as const),
  );

  test('go to a vendor and come back the same', () => {
    const lost: string[] = [];
    let tried = 0;
    for (const [id, entry] of rows)
      for (const from of vendors)
        for (const to of vendors) {
          const [here, there] = [entry.view(from), entry.view(to)];
          if (typeof here !== 'string' || typeof there !== 'string' || from === to) continue;
          if (here.includes('*') || there.includes('*')) continue;
          // A time has a text in another field of Splunk.
          if (entry.logged !== undefined) continue;
          const table = fieldTable(dataSources().find(source => source.id === id));
          if (table.byName(from, here) !== table.byName(to, there)) continue;
          tried++;
          const leaf = equals(field(here, from), ['x y']);
          const away = translateLeaf(leaf, { id }, to).predicate;
          const back = away.kind === 'equals' ? translateLeaf(away, { id }, from).predicate : undefined;
          const name =
            back?.kind === 'equals' && back.subject.kind === 'field' ? back.subject.name : undefined;
          if (name !== here) lost.push(`${id}: ${here} → ${there} → ${name}`);
        }
    expect(lost).toEqual([]);
    expect(tried).toBeGreaterThan(5000);
  });

  test('enumerations go to a vendor and come back the same', () => {
    const lost: string[] = [];
    let tried = 0;
    for (const [id, entry] of rows)
      for (const vendor of vendors) {
        const view = entry.view(vendor);
        const own = entry.view('elastic');
        if (typeof view !== 'object' || !('values' in view) || typeof own !== 'string') continue;
        const table = fieldTable(dataSources().find(source => source.id === id));
        if (table.byName('elastic', own) !== table.byName(vendor, view.name)) continue;
        for (const value of new Set(Object.values(view.values).flat())) {
          const there = translateLeaf(equals(field(view.name, vendor), [value]), { id }, 'elastic').predicate;
          if (there.kind !== 'equals' || there.subject.kind !== 'field' || there.subject.name !== own)
            continue;
          tried++;
          const back = translateLeaf(there, { id }, vendor).predicate;
          const values = back.kind === 'equals' ? back.values : [];
          if (!values.includes(value)) lost.push(`${id}: ${view.name} ${value} → ${values.join()}`);
        }
      }
    expect(lost).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  });
});

describe('events in another product’s names', () => {
  const okta = { id: 'okta.system', elastic: { indices: [] } };
  const rows: readonly (readonly [string, string, Vendor, Vendor, unknown, unknown])[] = [
    [
      'no value stays none',
      'windows.process_creation',
      'sigma',
      'elastic',
      { User: null },
      { user: { domain: null, name: null } },
    ],
    ['nor of a plain field', 'okta.system', 'sigma', 'panther', { eventType: null }, { eventType: null }],
    [
      'arrays of objects are entered',
      'okta.system',
      'sigma',
      'elastic',
      { target: [{ type: 'A', alternateId: 'x' }, { type: 'B' }] },
      { okta: { target: [{ type: 'A', alternate_id: 'x' }, { type: 'B' }] } },
    ],
    [
      'are fields of many values in Splunk',
      'okta.system',
      'sigma',
      'splunk',
      { target: [{ type: 'A', alternateId: 'x' }, { type: 'B' }] },
      { 'target{}.type': ['A', 'B'], 'target{}.alternateId': ['x'] },
    ],
    [
      'and positions in names',
      'azure.auditlogs',
      'sigma',
      'elastic',
      { properties: { targetResources: [{ type: 'A' }, { modifiedProperties: [{ newValue: 'x' }] }] } },
      {
        azure: {
          auditlogs: {
            properties: {
              target_resources: { 0: { type: 'A' }, 1: { modified_properties: { 0: { new_value: 'x' } } } },
            },
          },
        },
      },
    ],
    [
      'which come back as an array',
      'azure.auditlogs',
      'elastic',
      'panther',
      { azure: { auditlogs: { properties: { target_resources: { 0: { type: 'A' }, 1: { type: 'B' } } } } } },
      { properties: { targetResources: [{ type: 'A' }, { type: 'B' }] } },
    ],
    [
      'a list of names and values is an object',
      'm365.audit',
      'sigma',
      'elastic',
      {
        Parameters: [
          { Name: 'ForwardTo', Value: 'x' },
          { Name: 'Enabled', Value: 'True' },
        ],
      },
      {
        event: { outcome: 'success' },
        o365: { audit: { Parameters: { ForwardTo: 'x', Enabled: 'True' } } },
      },
    ],
    [
      'and back',
      'm365.audit',
      'elastic',
      'panther',
      { o365: { audit: { ModifiedProperties: { Role: { NewValue: 'x', OldValue: '' } } } } },
      { ModifiedProperties: [{ Name: 'Role', NewValue: 'x', OldValue: '' }] },
    ],
    [
      'an outcome is what it is read off',
      'okta.system',
      'elastic',
      'panther',
      { event: { outcome: 'failure', dataset: 'okta.system' } },
      { outcome: { result: 'FAILURE' } },
    ],
    [
      'and is read off it',
      'okta.system',
      'sigma',
      'elastic',
      { 'outcome.result': 'DENY' },
      { okta: { outcome: { result: 'DENY' } }, event: { outcome: 'failure' } },
    ],
    [
      'halves of an account are put together',
      'windows.process_creation',
      'elastic',
      'splunk',
      { user: { name: 'bob', domain: 'CORP' } },
      { User: 'CORP\\bob' },
    ],
    [
      'a path is made of a name',
      'linux.process_creation',
      'elastic',
      'sigma',
      { process: { name: 'apt' } },
      { 'process.name': 'apt', Image: '/apt' },
    ],
    [
      'a number of the registry',
      'windows.registry_set',
      'elastic',
      'sigma',
      { registry: { data: { strings: ['1'] } } },
      { Details: 'DWORD (0x00000001)' },
    ],
    [
      'no values are none',
      'windows.process_creation',
      'sigma',
      'panther',
      { CommandLine: [] },
      { ExtraEventData: { CommandLine: null } },
    ],
    [
      'event data are texts',
      'windows.security',
      'sigma',
      'panther',
      { VirtualAccount: false },
      { ExtraEventData: { VirtualAccount: 'false' } },
    ],
    [
      'parts of a URL are put together',
      'proxy',
      'sigma',
      'panther',
      { 'cs-host': 'a.example', 'c-uri-query': 'q=1' },
      { url: 'https://a.example/?q=1' },
    ],
  ];

  test.each(rows)('%s', (_, id, from, to, before, after) => {
    expect(translateEvent(before as Record<string, unknown>, { id }, from, to)).toEqual(after);
  });

  test('an unknown source keeps the user', () => {
    const there = translateEvent({ user: { name: 'bob' } }, { elastic: { indices: [] } }, 'elastic', 'sigma');
    expect(Object.values(there).join()).toContain('bob');
  });

  test('one of the source bears what selects it in the target', () => {
    const source: LogSource = {
      id: 'linux.process_creation',
      elastic: { indices: [] },
      scope: equals(field('event.category', 'elastic'), ['process']),
    };
    const inside = { event: { category: ['process'] }, process: { executable: '/bin/sh' } };
    const panther = eventInTarget(inside, source, 'elastic', 'panther');
    expect(panther).toMatchObject({ fdr_event_type: 'ProcessRollup2', event: { ImageFileName: '/bin/sh' } });
    expect(compilePredicate(targetScope(source, 'panther').scope)(panther ?? {})).toBe(true);
    const outside = { event: { category: ['file'] }, process: { executable: '/bin/sh' } };
    expect(eventInTarget(outside, source, 'elastic', 'panther')).toEqual({
      event: { ImageFileName: '/bin/sh' },
    });
  });

  test('one of another source that the target would take for it is left out', () => {
    const scope = equals(field('event.dataset', 'elastic'), ['okta.system']);
    const source: LogSource = { ...okta, scope };
    expect(
      eventInTarget({ event: { dataset: 'x', action: 'a' } }, source, 'elastic', 'panther'),
    ).toBeUndefined();
  });
});
