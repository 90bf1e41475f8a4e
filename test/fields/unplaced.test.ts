import { expect, test } from 'vitest';
import { unplacedOf } from '../../src/fields/index.ts';
import { recogniseElastic } from '../../src/fields/recognise-elastic.ts';
import { tableOf } from '../../src/fields/registry.ts';
import { and, equals, field, type LogSource, or } from '../../src/ir/index.ts';

const dataset = (name: string) => equals(field('data_stream.dataset', 'elastic'), [name]);

const of = (indices: readonly string[], rest: Partial<LogSource> = {}): LogSource => ({
  elastic: { indices },
  ...rest,
});

test.each<[string, LogSource, RegExp | undefined]>([
  [
    'several logs among its indices',
    of(['logs-azure.signinlogs-*', 'logs-azure.activitylogs-*']),
    /several logs \(azure\.signinlogs, azure\.activitylogs\)/,
  ],
  [
    'several data sets that it asks for',
    of(['logs-*'], { scope: or([dataset('azure.signinlogs'), dataset('o365.audit')]) }),
    /several logs \(azure\.signinlogs, o365\.audit\)/,
  ],
  ['indices of many logs', of(['filebeat-*', 'logs-*']), /hold events of many logs/],
  ['indices that no source is of', of(['logs-acme.till-*']), /No data source is of the rule's indices/],
  ['a query by itself', of(['logs-*']), undefined],
  ['a source that is known', of(['filebeat-*'], { id: 'aws.cloudtrail' }), undefined],
])('why no data source is known of %s', (_, source, why) => {
  const told = unplacedOf(source, 'splunk');
  if (why === undefined) expect(told).toBeUndefined();
  else expect(told).toMatch(why);
  expect(unplacedOf(source, 'elastic')).toBeUndefined();
});

const bob = equals(field('user.name', 'elastic'), ['bob']);

test.each([
  ['a data set that no table has', ['logs-*'], and([dataset('acme.till'), bob]), undefined],
  ['an index that no table has', ['logs-acme.till-*'], bob, undefined],
  ['an index of many logs', ['filebeat-*'], bob, 'user.name'],
  ['an alias, which may hold any log', ['acme'], bob, 'user.name'],
] as const)('what Sysmon calls its fields is said of %s: %s', (_, indices, where, canonical) => {
  const { id, isForeign } = recogniseElastic(of(indices), where);
  expect(id).toBeUndefined();
  const table = tableOf({ ...(isForeign ? { isForeign } : {}) });
  expect(table.byName('elastic', 'user.name')?.canonical).toBe(canonical);
});
