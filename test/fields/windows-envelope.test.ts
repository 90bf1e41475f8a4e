import { expect, test } from 'vitest';
import { withoutWindowsEnvelope } from '../../src/fields/index.ts';

const system = {
  Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon', Guid: '{57}' } },
  EventID: 1,
  TimeCreated: { '#attributes': { SystemTime: '2026-01-01T00:00:00Z' } },
  Correlation: null,
  Execution: { '#attributes': { ProcessID: 4, ThreadID: 8 } },
  Channel: 'Microsoft-Windows-Sysmon/Operational',
};
const head = {
  Provider_Name: 'Microsoft-Windows-Sysmon',
  ProviderGuid: '{57}',
  EventID: 1,
  TimeCreated: '2026-01-01T00:00:00Z',
  ExecutionProcessID: 4,
  ExecutionThreadID: 8,
  Channel: 'Microsoft-Windows-Sysmon/Operational',
};

test.each([
  [
    'named data',
    { Event: { System: system, EventData: { Image: 'C:\\a.exe' } } },
    { ...head, Image: 'C:\\a.exe' },
  ],
  ['no data', { Event: { System: system, EventData: null } }, head],
  [
    'data without names',
    { Event: { System: system, EventData: { Data: { '#text': ['a', 'b'] }, Binary: null } } },
    { ...head, Data: ['a', 'b'], Binary: null },
  ],
  [
    'data of the user',
    {
      Event: {
        System: system,
        UserData: { CompatibilityFixEvent: { '#attributes': { xmlns: 'x' }, ExePath: 'e' } },
      },
    },
    { ...head, ExePath: 'e' },
  ],
  [
    'an id with qualifiers, without the outer element',
    {
      System: { EventID: { '#text': 7045, '#attributes': { Qualifiers: 16384 } } },
      EventData: { ServiceName: 's' },
    },
    { EventID: 7045, EventIDQualifiers: 16384, ServiceName: 's' },
  ],
  [
    'as Velociraptor has it',
    {
      System: { Provider: { Name: 'p' }, EventID: { Value: 4688 }, Channel: 'Security' },
      EventData: { a: 1 },
    },
    { Provider_Name: 'p', EventID: 4688, Channel: 'Security', a: 1 },
  ],
])('a Windows event in its envelope: %s', (_, event, expected) => {
  expect(withoutWindowsEnvelope(event)).toEqual(expected);
});

test.each([
  [{ System: 'x', EventData: {} }],
  [{ Event: 'x' }],
  [{ System: {}, other: 1 }],
  [{ a: { System: {} } }],
])('anything else stays as it is: %j', event => {
  expect(withoutWindowsEnvelope(event)).toBe(event);
});
