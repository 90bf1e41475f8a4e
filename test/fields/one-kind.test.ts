import { expect, test } from 'vitest';
import { oneKindOf, translateLeaf } from '../../src/fields/index.ts';
import { and, type Events, equals, exists, field, type Vendor } from '../../src/ir/index.ts';

const category = equals(field('event.category', 'elastic'), ['file']);
const type = equals(field('event.type', 'elastic'), ['creation']);
const change = equals(field('event.type', 'elastic'), ['change']);
const rename = equals(field('event.action', 'elastic'), ['rename']);
const where = exists(field('file.name', 'elastic'));

const events = (id: string, more: Partial<Events['source']>): Events => ({
  kind: 'events',
  source: { id, elastic: { indices: [] }, scope: category, ...more },
  where,
  origin: [],
});

test.each<readonly [string, Events, Vendor, boolean]>([
  ['of any type', events('windows.file_event', {}), 'splunk', true],
  ['of one type', events('windows.file_event', { scope: and([category, type]) }), 'splunk', false],
  ['changed in any way', events('windows.file_change', { scope: and([category, change]) }), 'splunk', true],
  [
    'changed in one way',
    events('linux.file_rename', { scope: and([category, change, rename]) }),
    'splunk',
    false,
  ],
  ['in the same names', events('windows.file_event', {}), 'elastic', false],
  ['a source of all kinds', events('windows.registry_event', {}), 'splunk', false],
  ['a source that is not known', events('no.such', {}), 'splunk', false],
])('events of a category %s', (_, given, vendor, loses) => {
  expect(oneKindOf(given, vendor) !== undefined).toBe(loses);
});

test.each([
  ['sigma', 'exact'],
  ['splunk', 'broader'],
  ['panther', 'broader'],
] as const)('of all that a system logs the kind of event is asked for in %s: %s', (vendor, verdict) => {
  const source = events('macos', {}).source;
  expect(translateLeaf(category, source, vendor).verdict).toBe(verdict);
});
