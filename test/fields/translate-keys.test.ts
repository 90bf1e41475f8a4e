import { expect, test } from 'vitest';
import { translateKeys } from '../../src/fields/index.ts';
import { field, type LogSource, type Vendor } from '../../src/ir/index.ts';

const process: LogSource = { id: 'windows.process_creation', sigma: {} };
const network: LogSource = { id: 'windows.network_connection', sigma: {} };
const linux: LogSource = { id: 'linux.process_creation', sigma: {} };

interface Row {
  readonly source: LogSource;
  readonly keys: readonly string[];
  readonly from: Vendor;
  readonly to: Vendor;
  /** Names in the target, each after the place of the key that it stands for. */
  readonly become: readonly string[];
  readonly given?: readonly string[];
  readonly lost?: readonly number[];
}

const elastic = { source: process, from: 'elastic', to: 'splunk' } as const;

const rows: readonly Row[] = [
  {
    source: process,
    keys: ['Computer', 'User'],
    from: 'sigma',
    to: 'elastic',
    become: ['0 winlog.computer_name', '1 user.domain', '1 user.name'],
    given: ['qualified-account'],
  },
  { ...elastic, keys: ['user.name', 'user.domain'], become: ['0 User'], given: ['qualified-account'] },
  { ...elastic, keys: ['user.name'], become: ['0 User'], lost: [0] },
  { ...elastic, keys: ['host.id'], become: ['0 Computer'], given: ['host-id:Computer'] },
  {
    ...elastic,
    to: 'cim',
    keys: ['host.id'],
    become: ['0 Processes.dest'],
    given: ['host-id:Processes.dest'],
  },
  { ...elastic, keys: ['agent.id'], become: ['0 Computer'], given: ['agent-id:Computer'] },
  { ...elastic, keys: ['user.id'], become: ['0 User'], given: ['user-id:User'] },
  { ...elastic, keys: ['process.entity_id'], become: ['0 ProcessGuid'] },
  { ...elastic, source: linux, to: 'panther', keys: ['host.id'], become: ['0 aid'], given: ['host-id:aid'] },
  {
    source: process,
    keys: ['IntegrityLevel'],
    from: 'sigma',
    to: 'elastic',
    become: ['0 winlog.event_data.IntegrityLevel'],
  },
  // Egress and outgoing are both true of Initiated: fewer groups.
  { ...elastic, source: network, keys: ['network.direction'], become: ['0 Initiated'], lost: [0] },
  { ...elastic, keys: ['no.such'], become: ['0 no.such'], given: ['same-name:no.such'] },
  { source: process, keys: ['Image'], from: 'sigma', to: 'sigma', become: ['0 Image'] },
];

test.each(rows.map(row => [`${row.keys.join(', ')} to ${row.to}`, row] as const))('%s', (_, row) => {
  const keys = row.keys.map(name => field(name, row.from));
  const found = translateKeys(keys, row.source, row.to);
  const become = found.keys.map(({ expression, of }) => [of, expression.kind === 'field' && expression.name]);
  expect(become.map(each => each.join(' '))).toEqual(row.become);
  expect(found.given).toEqual(row.given ?? []);
  expect(found.losses.map(({ of }) => of)).toEqual(row.lost ?? []);
});
