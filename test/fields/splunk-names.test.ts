import { expect, test } from 'vitest';
import { fieldType } from '../../src/fields/index.ts';
import { equals, field } from '../../src/ir/index.ts';
import { into } from './into.ts';

// https://github.com/splunk/security_content/blob/develop/data_sources/sysmon_eventid_7.yml
test.each([
  ['windows.image_load', 'dest', 'winlog.computer_name = "x"'],
  ['windows.image_load', 'process_name', 'process.name = "x"'],
  ['windows.process_access', 'dest', 'winlog.computer_name = "x"'],
  ['windows.pipe_created', 'process_guid', 'process.entity_id = "x"'],
  ['windows.file_event', 'process_path', 'process.executable = "x"'],
  ['aws.cloudtrail', 'user_arn', 'aws.cloudtrail.user_identity.arn = "x"'],
  ['aws.cloudtrail', 'src', 'source.address = "x"'],
  ['aws.cloudtrail', 'region', 'cloud.region = "x"'],
  ['aws.cloudtrail', 'signature', 'event.action = "x"'],
  ['windows.image_load', 'loaded_file', 'dll.name = "x"'],
  ['windows.image_load', 'loaded_file_path', 'dll.path = "x"'],
  ['windows.image_load', 'IMPHASH', 'dll.pe.imphash = "x"'],
  ['windows.network_connection', 'dest_host', 'destination.domain = "x"'],
  ['windows.network_connection', 'transport', 'network.transport = "x"'],
  ['windows.process_access', 'granted_access', 'winlog.event_data.GrantedAccess = "x"'],
  ['windows.process_creation', 'parent_process_name', 'process.parent.name = "x"'],
  ['iis.access', 'uri_path', 'url.path = "x"'],
  ['zeek.conn', 'transport', 'network.transport = "x"'],
  ['zeek.http', 'http_user_agent', 'user_agent.original = "x"'],
  ['suricata', 'signature', 'rule.name = "x"'],
  ['cisco.asa', 'message_id', 'event.code = "x"'],
  ['paloalto.threat', 'url', 'panw.panos.misc = "x"'],
])('of %s, the name %s that an add-on gives', (id, name, printed) => {
  expect(into(equals(field(name, 'splunk'), ['x']), id, 'elastic')[0]).toBe(printed);
});

test.each([
  ['windows.network_connection', 'where a connection goes to'],
  ['windows.sysmon', 'what is another thing from event to event'],
])('the name dest of %s is no machine’s: it is %s', id => {
  expect(into(equals(field('dest', 'splunk'), ['x']), id, 'elastic')[0]).not.toContain('computer_name');
});

test('an address is one by the names of ECS and of Splunk’s data models; what counts addresses is none', () => {
  expect(
    ['source.ip', 'src_ip', 'dest_ip', 'Esql.distinct_count_src_ip', 'unique_ip'].map(fieldType),
  ).toEqual(['ip', 'ip', 'ip', 'string', 'string']);
});
