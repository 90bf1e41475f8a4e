import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { dataSources, translateEvent, translateLeaf } from '../../src/fields/index.ts';
import { fieldTable } from '../../src/fields/registry.ts';
import {
  anyRun,
  contains,
  endsWith,
  equals,
  exists,
  field,
  type Leaf,
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
      { numRuns: 2000 },
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
      { numRuns: 2000 },
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
