import { expect, test } from 'vitest';
import { withinSource } from '../../src/fields/within-source.ts';
import {
  and,
  contains,
  equals,
  field,
  type Leaf,
  type LogSource,
  like,
  text,
  type Vendor,
} from '../../src/ir/index.ts';
import { elastic, into, is } from './into.ts';

// Elastic names the fields of Sysmon's events by their ids:
// https://github.com/elastic/integrations/blob/main/packages/windows/data_stream/sysmon_operational/elasticsearch/ingest_pipeline/default.yml
const md5 = 'a0'.repeat(16);
const hashes = (name = 'Hashes'): Leaf => like(field(name, 'sigma'), [contains([text(`MD5=${md5}`)])]);

function ofEvent(code: string, leaf: Leaf, vendor: Vendor): readonly [string, string, readonly string[]] {
  const asked: Readonly<Record<string, readonly [LogSource, Leaf]>> = {
    sigma: [{ sigma: { product: 'windows', service: 'sysmon' } }, is('EventID', code)],
    elastic: [{ elastic: { indices: [] } }, elastic('event.code', code)],
    splunk: [{ splunk: { search: '' } }, equals(field('EventCode', 'splunk'), [code])],
  };
  const author = 'subject' in leaf && leaf.subject.kind === 'field' ? leaf.subject.vendor : 'sigma';
  const [source, id] = asked[author] ?? [];
  if (source === undefined || id === undefined) throw new Error(author);
  const events = { ...source, id: 'windows.sysmon' };
  const found = withinSource({ kind: 'events', source: events, where: and([id, leaf]), origin: [] });
  return into(leaf, found.source.id ?? '', vendor);
}

test.each<[string, Leaf, string, readonly string[]]>([
  ['1', hashes(), `process.hash.md5 = "${md5}"`, ['lower-case-digest:MD5']],
  ['1', is('Company', 'x'), 'process.pe.company = "x"', []],
  ['6', is('ImageLoaded', 'C:\\x'), 'file.path = "C:\\\\x"', []],
  ['6', hashes(), `file.hash.md5 = "${md5}"`, ['lower-case-digest:MD5']],
  ['7', hashes(), `file.hash.md5 = "${md5}"`, ['lower-case-digest:MD5']],
  ['7', is('OriginalFileName', 'x'), 'file.pe.original_file_name = "x"', []],
  ['7', is('Company', 'x'), 'file.pe.company = "x"', []],
  ['7', is('Signed', 'false'), 'winlog.event_data.Signed = "false"', []],
  ['7', is('Signature', 'x'), 'file.code_signature.subject_name = "x"', []],
  ['7', is('SignatureStatus', 'Expired'), 'file.code_signature.status = "Expired"', []],
  [
    '8',
    is('UtcTime', '2026-11-22 01:02:03.456'),
    '@timestamp eq "2026-11-22T01:02:03.456Z" as time',
    ['time-spelling:@timestamp'],
  ],
  ['8', is('TargetProcessGuid', '{1}'), 'winlog.event_data.TargetProcessGUID = "{1}"', []],
  ['10', is('TargetProcessGUID', '{1}'), 'winlog.event_data.TargetProcessGUID = "{1}"', []],
  ['15', hashes('Hash'), `file.hash.md5 = "${md5}"`, ['lower-case-digest:MD5']],
  ['17', is('PipeName', '\\x'), 'file.name = "\\\\x"', []],
  ['20', is('Destination', 'x'), 'process.executable = "x"', []],
  ['23', hashes(), `process.hash.md5 = "${md5}"`, ['lower-case-digest:MD5']],
  ['25', is('Type', 'x'), 'message = "x"', []],
  ['26', hashes(), `file.hash.md5 = "${md5}"`, ['lower-case-digest:MD5']],
  [
    '27',
    hashes(),
    `related.hash = "${md5}"`,
    ['lower-case-digest:MD5', 'named-by-event:winlog.event_data.Hashes'],
  ],
  ['29', hashes(), `file.hash.md5 = "${md5}"`, ['lower-case-digest:MD5']],
  ['255', is('ID', 'x'), 'error.code = "x"', []],
])('a rule over all of Sysmon that asks for event %s: %o', (code, leaf, printed, given) => {
  expect(ofEvent(code, leaf, 'elastic')).toEqual([printed, 'exact', given]);
});

test.each<[string, Leaf, Vendor, string]>([
  ['7', elastic('file.path', 'C:\\x'), 'sigma', 'ImageLoaded = "C:\\\\x"'],
  ['10', elastic('process.executable', 'x'), 'sigma', 'SourceImage = "x"'],
  ['17', elastic('file.name', '\\x'), 'splunk', 'PipeName = "\\\\x"'],
  ['17', equals(field('PipeName', 'splunk'), ['\\x']), 'elastic', 'file.name = "\\\\x"'],
  ['8', equals(field('SourceProcessGuid', 'splunk'), ['{1}']), 'elastic', 'process.entity_id = "{1}"'],
])('from other vendors, of event %s: %o in %s', (code, leaf, vendor, printed) => {
  expect(ofEvent(code, leaf, vendor).slice(0, 2)).toEqual([printed, 'exact']);
});

test('without an id that says which, a digest may be that of a process or of a file', () => {
  expect(into(hashes(), 'windows.sysmon', 'elastic')).toEqual([
    `related.hash = "${md5}"`,
    'exact',
    ['lower-case-digest:MD5', 'named-by-event:winlog.event_data.Hashes'],
  ]);
  expect(into(elastic('related.hash', md5), 'windows.sysmon', 'sigma')[1]).toBe('different');
  const start = like(field('Hashes', 'sigma'), [contains([text('MD5=a0')])]);
  expect(into(start, 'windows.sysmon', 'elastic')[1]).toBe('different');
  expect(into(start, 'windows.file_event', 'elastic')[1]).toBe('exact');
});

// What Elastic selects are the events of its own sensor, whose fields
// https://github.com/elastic/endpoint-package/blob/main/custom_documentation/doc/endpoint/library/windows/windows_library_load.md lists.
test.each<[string, Leaf, string, string]>([
  ['image_load', is('SignatureStatus', 'Expired'), 'dll.code_signature.status = "errorExpired"', 'exact'],
  ['driver_load', is('SignatureStatus', 'Valid'), 'dll.code_signature.status = "trusted"', 'exact'],
  [
    'image_load',
    is('SignatureStatus', 'Unavailable'),
    'dll.code_signature.status = "Unavailable"',
    'different',
  ],
  ['registry_add', is('EventType', 'CreateKey'), 'not exists registry.value', 'exact'],
  ['registry_add', is('EventType', 'CreateKey', 'CreateValue'), 'always', 'exact'],
  ['registry_add', is('EventType', 'DeleteKey'), 'never', 'narrower'],
  ['registry_delete', is('EventType', 'DeleteKey', 'DeleteValue'), 'always', 'exact'],
  ['file_delete', hashes(), `related.hash = "${md5}"`, 'exact'],
  ['file_delete_detected', hashes(), `file.hash.md5 = "${md5}"`, 'exact'],
  ['network_connection', is('DestinationIsIpv6', 'true'), 'network.type = "ipv6"', 'exact'],
  ['clipboard_capture', is('Archived', 'true'), 'sysmon.file.archived = true', 'exact'],
])('of windows.%s: %o', (source, leaf, printed, verdict) => {
  expect(into(leaf, `windows.${source}`, 'elastic').slice(0, 2)).toEqual([printed, verdict]);
});

test.each([
  ['image_load', 'Company'],
  ['driver_load', 'Product'],
])('Elastic has nothing of windows.%s for %s', (source, name) => {
  expect(into(is(name, 'x'), `windows.${source}`, 'elastic')[0]).toBe(`?${name} = "x"`);
});

test('a digest of zeros is one that Elastic leaves out', () => {
  const zeros = '0'.repeat(32);
  const listed = like(field('Hashes', 'sigma'), [contains([text(`IMPHASH=${zeros}`)])]);
  const given = ['lower-case-digest:IMPHASH', 'blank:process.pe.imphash'];
  const absent = 'not exists process.pe.imphash';
  expect(into(listed, 'windows.process_creation', 'elastic')).toEqual([absent, 'exact', given]);
  expect(into(is('Imphash', zeros), 'windows.process_creation', 'elastic')).toEqual([
    absent,
    'exact',
    ['blank:process.pe.imphash'],
  ]);
  expect(into(is('Imphash', zeros), 'windows.process_creation', 'splunk')[0]).toContain(zeros);
});

test('a rule over every log of Windows asks for what Sysmon’s events have there, whichever they are', () => {
  expect(into(is('ImageLoaded', 'C:\\x'), 'windows', 'elastic')).toEqual([
    'file.path = "C:\\\\x"',
    'exact',
    ['named-by-event:file.path'],
  ]);
  expect(into(hashes(), 'windows', 'elastic')[2]).toContain('named-by-event:winlog.event_data.Hashes');
  expect(into(elastic('dll.path', 'C:\\x'), 'windows', 'sigma')[0]).toBe('ImageLoaded = "C:\\\\x"');
});
