import { describe, expect, test } from 'vitest';
import { gapPage } from '../../src/fields/gaps.ts';
import {
  dataSources,
  fieldsOf,
  isMultiValued,
  lackOf,
  openFieldsOf,
  translateEvent,
  translateLeaf,
} from '../../src/fields/index.ts';
import type { Vendor } from '../../src/ir/index.ts';
import { elastic, into } from './into.ts';

const pageOf = (id: string, name: string, product: Vendor): string | undefined => {
  const source = dataSources().find(each => each.id === id);
  return source && gapPage(source, 'elastic', name, product);
};

// https://github.com/elastic/integrations/tree/main/packages/crowdstrike/data_stream/fdr/_dev/test/pipeline
describe('what CrowdStrike has of a process on Linux and macOS', () => {
  test.each<[string, string, Vendor, string, string]>([
    ['linux.process_creation', 'container.id', 'panther', 'event.OciContainerId = "x"', 'exact'],
    ['linux.process_creation', 'process.real_user.id', 'panther', 'event.RUID = "x"', 'exact'],
    ['linux.process_creation', 'user.Ext.real.id', 'sigma', 'uid = "x"', 'exact'],
    ['linux.process_creation', 'group.id', 'panther', 'event.GID = "x"', 'exact'],
    ['linux.process_creation', 'process.user.name', 'sigma', 'User = "x"', 'exact'],
    ['macos.file_event', 'process.name', 'splunk', 'ContextBaseFileName = "x"', 'exact'],
    ['linux.file_event', 'process.name', 'panther', 'event.ContextBaseFileName = "x"', 'exact'],
    ['macos.process_creation', 'process.real_group.id', 'splunk', 'RGID = "x"', 'exact'],
    ['macos.process_creation', 'process.code_signature.team_id', 'panther', 'event.TeamId = "x"', 'exact'],
    [
      'linux.process_creation',
      'process.thread.capabilities.permitted',
      'panther',
      'event.CapPrm = "x"',
      'different',
    ],
  ])('%s: %s in %s', (source, name, vendor, printed, verdict) => {
    expect(into(elastic(name, 'x'), source, vendor).slice(0, 2)).toEqual([printed, verdict]);
  });
});

test.each<[string, Vendor, string]>([
  ['google_workspace.token', 'splunk', 'sourcetype = "gws:reports:token"'],
  ['google_workspace.device', 'panther', 'id.applicationName = "mobile"'],
])('%s is a log of its own in %s', (dataset, vendor, printed) => {
  const leaf = elastic('data_stream.dataset', dataset);
  expect(into(leaf, 'google_workspace', vendor).slice(0, 2)).toEqual([printed, 'exact']);
});

// https://docs.splunk.com/Documentation/StreamApp/7.3.0/DeployStreamApp/SimpleTransport
describe('what is seen on the network', () => {
  test.each<[string, string, string, Vendor, string, string]>([
    ['network_traffic.nfs', 'network.transport', 'udp', 'splunk', 'transport = "udp"', 'exact'],
    ['network_traffic.icmp', 'client.address', 'x', 'splunk', 'src_ip = "x"', 'exact'],
    ['network_traffic.http', 'network.direction', 'x', 'panther', 'network.direction = "x"', 'exact'],
    ['firewall', 'network.direction', 'ingress', 'splunk', 'direction = "inbound"', 'exact'],
    ['firewall', 'network.direction', 'inbound', 'cim', 'All_Traffic.direction = "inbound"', 'exact'],
  ])('%s: %s is %s in %s', (source, name, value, vendor, printed, verdict) => {
    expect(into(elastic(name, value), source, vendor).slice(0, 2)).toEqual([printed, verdict]);
  });

  test('Splunk Stream takes no events of some protocols', () => {
    expect(lackOf({ id: 'network_traffic.redis', elastic: { indices: [] } }, 'splunk')).toMatch(/StreamApp/);
    expect(lackOf({ id: 'network_traffic.nfs', elastic: { indices: [] } }, 'splunk')).toBeUndefined();
  });
});

describe('fields that Elastic alone has', () => {
  test.each<[string, string, Vendor, RegExp]>([
    ['linux.process_creation', 'process.entry_leader.name', 'sigma', /sigma-specification/],
    ['linux.process_creation', 'container.id', 'splunk', /splunk/],
    ['macos.process_creation', 'process.Ext.effective_parent.executable', 'panther', /panther/],
    ['endpoint.process_creation', 'process.Ext.token.integrity_level_name', 'sigma', /sigma-specification/],
  ])('%s: %s is missing in %s, as a page tells', (source, name, vendor, page) => {
    const { diagnostics, given } = translateLeaf(elastic(name, 'x'), { id: source }, vendor);
    expect(pageOf(source, name, vendor)).toMatch(page);
    expect(given).toEqual([`same-name:${name}`]);
    expect(diagnostics.map(({ help }) => help?.includes('has no such field'))).toEqual([true]);
  });

  test('Elastic Defend has other fields of processes on Linux than on macOS', () => {
    const namesOf = (id: string): ReadonlySet<string> =>
      new Set(fieldsOf(id).map(({ canonical }) => canonical));
    expect(namesOf('linux.process_creation').has('process.code_signature.trusted')).toBe(false);
    expect(namesOf('macos.process_creation').has('process.code_signature.trusted')).toBe(true);
    expect(namesOf('macos.process_creation').has('process.entry_leader.name')).toBe(false);
  });

  test('are listed one by one, and never as any name', () => {
    expect(openFieldsOf('linux.process_creation')).toEqual([]);
    const listed = fieldsOf('linux.process_creation').find(
      ({ canonical }) => canonical === 'process.entry_leader.interactive',
    );
    expect(listed).toMatchObject({
      type: 'boolean',
      names: { elastic: 'process.entry_leader.interactive' },
      among: 'process.entry_leader.*',
    });
  });

  test('what Elastic writes of every event is known of every source', () => {
    expect(pageOf('aws.cloudtrail', 'data_stream.namespace', 'splunk')).toMatch(/splunk/);
    expect(pageOf('aws.cloudtrail', 'agent.madeup', 'splunk')).toBeUndefined();
  });

  test('an event leaves ECS’s classification behind, and keeps the rest by its name', () => {
    const event = { event: { category: ['process'] }, process: { entry_leader: { name: 'sshd' } } };
    expect(translateEvent(event, { id: 'linux.process_creation' }, 'elastic', 'splunk')).toEqual({
      'process.entry_leader.name': 'sshd',
    });
  });
});

test.each([
  'process.parent.supplemental_groups.id',
  'process.Ext.ancestry',
  'tls.client.x509.issuer.common_name',
  'threat.technique.subtechnique.id',
  'user.target.roles',
])('%s may hold several values', name => {
  expect(isMultiValued('elastic', name)).toBe(true);
});
