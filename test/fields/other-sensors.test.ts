import { expect, test } from 'vitest';
import { translateEvent } from '../../src/fields/index.ts';
import { equals, field, like, type Vendor } from '../../src/ir/index.ts';
import { contains, text } from '../../src/ir/pattern.ts';
import { elastic, into, is } from './into.ts';

/** Sysmon and Elastic Defend hold the same in fields of their own. */
test.each([
  [
    is('IntegrityLevel', 'System'),
    'windows.process_creation',
    'or ?winlog.event_data.IntegrityLevel = "System" ?process.Ext.token.integrity_level_name = "system"',
    [],
  ],
  [
    is('IntegrityLevel', 'High', 'S-1-16-16384'),
    'windows.process_creation',
    'or ?winlog.event_data.IntegrityLevel = "High", "S-1-16-16384" ?process.Ext.token.integrity_level_name = "high"',
    [],
  ],
  [
    is('IntegrityLevel', 'S-1-16-16384'),
    'windows.process_creation',
    'winlog.event_data.IntegrityLevel = "S-1-16-16384"',
    [],
  ],
  [is('IntegrityLevel', 'System'), 'windows.sysmon', 'winlog.event_data.IntegrityLevel = "System"', []],
  [
    is('EventType', 'DeleteValue'),
    'windows.registry_event',
    'or ?winlog.event_data.EventType = "DeleteValue" and exists registry.value event.action =~ "deletion"',
    ['derived:winlog.event_data.EventType'],
  ],
  [
    is('EventType', 'CreateKey'),
    'windows.registry_add',
    'not exists registry.value',
    ['derived:winlog.event_data.EventType'],
  ],
])('%j of %s in Elastic', (leaf, source, expected, given) => {
  expect(into(leaf, source, 'elastic')).toEqual([expected, 'exact', given]);
});

const codes = (...words: string[]) =>
  like(
    field('UserAccountControl', 'sigma'),
    words.map(word => contains([text(word)])),
  );

/** Codes of messages stand in one text, which Elastic makes a list of. */
test('a code within the text is one of the list', () => {
  expect(into(codes('%%2089', '%%2082'), 'windows.security', 'elastic')).toEqual([
    'winlog.event_data.UserAccountControl = "2089", "2082"',
    'exact',
    [],
  ]);
  for (const other of ['%%208', '2089', '%%2089%%2090'])
    expect(into(codes(other), 'windows.security', 'elastic')[1]).toBe('different');
  const [back, verdict] = into(
    elastic('winlog.event_data.UserAccountControl', '2089'),
    'windows.security',
    'splunk',
  );
  expect([back, verdict]).toEqual(['UserAccountControl like~ *"%%2089"*', 'exact']);
});

test.each([
  [equals(field('PrivilegeList', 'sigma'), ['SeDebugPrivilege']), 'elastic', 'broader'],
  [elastic('winlog.event_data.PrivilegeList', 'SeDebugPrivilege'), 'sigma', 'exact'],
  [elastic('winlog.event_data.PrivilegeList', 'Se Debug'), 'sigma', 'different'],
] as const)('a privilege of a list: %j in %s is %s', (leaf, vendor, verdict) => {
  expect(into(leaf, 'windows.security', vendor as Vendor)[1]).toBe(verdict);
});

/** Elastic names the bits of the number that the log has. */
test.each([
  ['USER_DONT_EXPIRE_PASSWORD', ['0x210', '0x10a00'], ['0x10', '0x15', '-', '0x2']],
  ['USER_ACCOUNT_DISABLED', ['0x11', '0x1'], ['0x10']],
] as const)('%s is a bit of NewUacValue', async (name, set, unset) => {
  const { compilePredicate } = await import('../../src/evaluate/index.ts');
  const { translateLeaf } = await import('../../src/fields/index.ts');
  const leaf = elastic('winlog.event_data.NewUACList', name);
  const { predicate, verdict } = translateLeaf(leaf, { id: 'windows.security' }, 'splunk');
  expect(verdict).toBe('exact');
  const matches = compilePredicate(predicate);
  for (const value of set) expect(matches({ NewUacValue: value }), value).toBe(true);
  for (const value of unset) expect(matches({ NewUacValue: value }), value).toBe(false);
});

test('an event of Elastic has the number of its names in Splunk', () => {
  const event = { 'winlog.event_data.NewUACList': ['USER_NORMAL_ACCOUNT', 'USER_DONT_EXPIRE_PASSWORD'] };
  expect(translateEvent(event, { id: 'windows.security' }, 'elastic', 'splunk')).toEqual({
    NewUacValue: '0x210',
  });
});
