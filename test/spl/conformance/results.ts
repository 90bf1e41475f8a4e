import type { EventData } from '../../../src/evaluate/index.ts';

/** A search, events in their order with what they are called, and the names of those that it finds together. */
export type ResultCase = readonly [
  query: string,
  events: Readonly<Record<string, EventData>>,
  found: readonly string[],
];

const reference = 'https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands';

/** Tables that the searches look up. */
export const tables = {
  'bad.csv': [
    { ip: '10.0.0.1', user: 'eve' },
    { ip: '10.0.0.2', user: 'mallory' },
  ],
};

const alerts = {
  near: { _time: 1, index: 'a', src: '10.0.0.1', user: 'eve' },
  far: { _time: 2, index: 'a', src: '10.9.9.9', user: 'bob' },
  bare: { _time: 3, index: 'a' },
  threat: { _time: 4, index: 't', ip: '10.9.9.9', user: 'eve' },
} as const;

const steps = {
  on1: { _time: 0, EventCode: '1', user: 'x' },
  on2: { _time: 100, EventCode: '1', user: 'x' },
  off: { _time: 160, EventCode: '2', user: 'x' },
  late: { _time: 500, EventCode: '2', user: 'x' },
  other: { _time: 170, EventCode: '2', user: 'y' },
  nobody: { _time: 180, EventCode: '2' },
} as const;

/** By the page of the manual that they follow. */
export const resultCases: Readonly<Record<string, readonly ResultCase[]>> = {
  [`${reference}/inputlookup`]: [
    ['index=a [| inputlookup bad.csv | fields user]', alerts, ['near']],
    ['index=a [| inputlookup bad.csv | fields user | format]', alerts, ['near']],
    ['index=a NOT [| inputlookup bad.csv | fields user]', alerts, ['far', 'bare']],
    ['index=a | search NOT [| inputlookup bad.csv | fields user]', alerts, ['far', 'bare']],
    ['index=a [| inputlookup bad.csv | rename ip AS src | fields src]', alerts, ['near']],
    ['index=a [| inputlookup bad.csv | fields ip | rename ip AS src]', alerts, ['near']],
    ['index=a NOT [| inputlookup bad.csv | rename ip AS src | fields src]', alerts, ['far', 'bare']],
    ['index=a [| inputlookup bad.csv | rename ip AS src | fields src user]', alerts, ['near']],
    ['index=* [| inputlookup bad.csv | table user] index=t', alerts, ['threat']],
    ['index=a NOT NOT [| inputlookup bad.csv | fields user]', alerts, ['near']],
  ],
  [`${reference}/return`]: [
    ['index=a [| inputlookup bad.csv | return 10 user]', alerts, ['near']],
    ['index=a [| inputlookup bad.csv | return 10 src=ip]', alerts, ['near']],
    ['index=a [search index=t | return 10 src=ip]', alerts, ['far']],
  ],
  [`${reference}/format`]: [
    ['index=a [search index=t | fields user]', alerts, ['near']],
    ['index=a [search index=t | rename ip AS src | fields src | format]', alerts, ['far']],
    ['index=a [search index=t | stats count by ip | rename ip AS src | fields src]', alerts, ['far']],
    ['index=a [search index=t | dedup ip | rename ip AS src | table src user]', alerts, []],
    ['index=a [search index=none | fields user]', alerts, []],
  ],
  [`${reference}/append`]: [
    ['index=a user=eve | append [search index=t]', alerts, ['near', 'threat']],
    [
      'index=a user=eve | append [search index=a src=10.9*] [search index=t]',
      alerts,
      ['near', 'far', 'threat'],
    ],
  ],
  [`${reference}/union`]: [
    ['| union [search index=a user=bob] [search index=t]', alerts, ['far', 'threat']],
    ['index=a user=bob | union [search index=t]', alerts, ['far', 'threat']],
  ],
  [`${reference}/multisearch`]: [
    ['| multisearch [search index=a user=bob] [search index=t]', alerts, ['far', 'threat']],
  ],
  [`${reference}/iplocation`]: [
    ['index=a user=eve | iplocation src', alerts, ['near']],
    [
      'index=a | iplocation prefix=s_ allfields=true src | search user=bob Country!=x*',
      { ...alerts, abroad: { ...alerts.far, Country: 'y' } },
      ['abroad'],
    ],
    ['index=a | iplocation src | search user=bob | table _time, src, Country', alerts, ['far']],
  ],
  [`${reference}/transaction`]: [
    [
      '* | transaction user startswith=(EventCode=1) endswith=(EventCode=2) maxspan=2m',
      steps,
      ['on2', 'off'],
    ],
    ['* | transaction user startswith="EventCode=1" endswith=EventCode=2 maxspan=2m', steps, ['on2', 'off']],
    [
      '* | transaction user startswith=eval(EventCode=1) endswith=eval(EventCode==2) maxspan=2m',
      steps,
      ['on2', 'off'],
    ],
    [
      '* | transaction user maxspan=1m startswith=(EventCode=1) endswith=(EventCode=2)',
      steps,
      ['on2', 'off'],
    ],
    ['* | transaction user maxspan=59s startswith=(EventCode=1) endswith=(EventCode=2)', steps, []],
    [
      '* | transaction user startswith=(EventCode=1) endswith=(EventCode=2) | table _time duration',
      steps,
      ['on2', 'off'],
    ],
  ],
};
