import { describe, expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { translateEvent, translateLeaf } from '../../src/fields/index.ts';
import {
  anyOne,
  anyRun,
  equals,
  field,
  type Leaf,
  like,
  type Pattern,
  printPredicate,
  text,
  type Vendor,
} from '../../src/ir/index.ts';
import { parseRegex } from '../../src/regex/index.ts';

const fits = (name: string, vendor: Vendor, ...asked: readonly Pattern[]): Leaf =>
  like(field(name, vendor), asked, { casing: 'ignored' });

function matches(name: string, vendor: Vendor, written: string): Leaf {
  const found = parseRegex(written, 'pcre', 'search');
  if (!('regex' in found)) throw new Error(written);
  return { kind: 'matches', subject: field(name, vendor), regex: found.regex, quantifier: 'any', origin: [] };
}

type Row = readonly [leaf: Leaf, source: string, to: Vendor, verdict: string, becomes: string];

const rows: Readonly<Record<string, Row>> = {
  'a pattern that one of all values fits': [
    fits('EventType', 'sigma', [anyRun, text('Value')]),
    'windows.registry_delete',
    'elastic',
    'exact',
    'exists registry.value',
  ],
  'a pattern that all values fit': [
    fits('EventType', 'sigma', [text('Delete'), anyRun]),
    'windows.registry_delete',
    'elastic',
    'exact',
    'always',
  ],
  'a pattern that none fits': [
    fits('EventType', 'sigma', [text('Create'), anyRun]),
    'windows.registry_delete',
    'elastic',
    'exact',
    'never',
  ],
  'a regex that one of all values fits': [
    matches('EventType', 'sigma', 'Key$'),
    'windows.registry_add',
    'elastic',
    'exact',
    'not exists registry.value',
  ],
  'a pattern, where there may be other values': [
    fits('event.outcome', 'elastic', [text('fail'), anyRun]),
    'windows.security',
    'sigma',
    'narrower',
    'Keywords =~ "0x8010000000000000"',
  ],
  'a known value beside another': [
    equals(field('event.outcome', 'elastic'), ['failure', 'unknown']) as Leaf,
    'windows.security',
    'splunk',
    'narrower',
    'Keywords =~ "0x8010000000000000"',
  ],
  'data of so many characters may be a number': [
    fits('Details', 'sigma', [anyOne]),
    'windows.registry_set',
    'elastic',
    'different',
    'registry.data.strings like~ ?',
  ],
};

describe('what is asked of a field of known values', () => {
  test.each(Object.entries(rows))('%s', (_name, [leaf, id, to, verdict, becomes]) => {
    const found = translateLeaf(leaf, { id }, to);
    expect(found.verdict).toBe(verdict);
    expect(
      printPredicate(found.predicate)
        .replaceAll(/→[\w.]+/g, '')
        .replaceAll(/\s+/g, ' '),
    ).toBe(becomes);
  });
});

test('one character of a text in XML may be written as several', () => {
  const leaf = fits('Channel', 'sigma', [text('x'), anyOne, text('y')]);
  const { predicate } = translateLeaf(leaf, { id: 'windows.system.log-cleared' }, 'splunk');
  const holds = compilePredicate(predicate);
  for (const value of ['x&y', 'x<y', 'x-y', 'x&&y', 'x&amp;y'])
    expect([
      value,
      holds(translateEvent({ Channel: value }, { id: 'windows.system.log-cleared' }, 'sigma', 'splunk')),
    ]).toEqual([value, value.length === 3]);
});

test('of values that are one to Elastic, products that keep what was logged keep each', () => {
  for (const Level of ['0', '4'])
    expect(translateEvent({ Level }, { id: 'windows.process_creation' }, 'sigma', 'splunk')).toMatchObject({
      Level,
    });
});

test('fields of one spelling are compared where both products have it', () => {
  const leaf: Leaf = {
    kind: 'compares',
    left: field('Initiated', 'sigma'),
    operator: 'eq',
    right: field('SourceIsIpv6', 'sigma'),
    as: 'string',
    casing: 'ignored',
    quantifier: 'any',
    origin: [],
  };
  const verdicts = (['splunk', 'panther', 'elastic'] as const).map(
    to => translateLeaf(leaf, { id: 'windows.network_connection' }, to).verdict,
  );
  expect(verdicts).toEqual(['exact', 'exact', 'different']);
});
