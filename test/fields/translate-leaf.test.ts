import { describe, expect, test } from 'vitest';
import { compilePredicate } from '../../src/evaluate/index.ts';
import { isMultiValued, translateEvent, translateLeaf } from '../../src/fields/index.ts';
import {
  anyOne,
  anyRun,
  contains,
  type Expression,
  endsWith,
  equals,
  exists,
  field,
  keysOf,
  type Leaf,
  type LogSource,
  like,
  type Pattern,
  printPredicate,
  startsWith,
  text,
  type Vendor,
} from '../../src/ir/index.ts';

const source = (id: string): LogSource => ({ id, sigma: {} });
const ignored = { casing: 'ignored' } as const;
const sigma = (name: string, ...patterns: readonly Pattern[]): Leaf =>
  like(field(name, 'sigma'), patterns, ignored);
const elastic = (name: string, ...patterns: readonly Pattern[]): Leaf =>
  like(field(name, 'elastic'), patterns, ignored);
const is = (name: string, vendor: Vendor, ...values: readonly (string | number | boolean)[]): Leaf =>
  equals(field(name, vendor), values, ignored);

interface Row {
  readonly source: string;
  readonly leaf: Leaf;
  readonly to: Vendor;
  readonly becomes: string;
  readonly verdict?: 'broader' | 'narrower' | 'different';
  readonly given?: readonly string[];
}

/** Printed without the canonical names of the fields. */
function said(row: Row): string {
  const { predicate } = translateLeaf(row.leaf, source(row.source), row.to);
  return printPredicate(predicate)
    .replace(/→[\w.]+/g, '')
    .replace(/\n\s*/g, ' ');
}

function check(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    test.each(rows.map(row => [`${row.becomes} (${row.to}, ${row.source})`, row] as const))(
      '%s',
      (_, row) => {
        const { verdict, given, why } = translateLeaf(row.leaf, source(row.source), row.to);
        expect(said(row)).toBe(row.becomes);
        expect(verdict).toBe(row.verdict ?? 'exact');
        expect(given).toEqual(row.given ?? []);
        expect(why === undefined).toBe(verdict === 'exact');
      },
    );
  });
}

const windows = 'windows.process_creation';
const linux = 'linux.process_creation';

check('plain names', [
  {
    source: windows,
    leaf: is('CommandLine', 'sigma', 'x'),
    to: 'elastic',
    becomes: 'process.command_line =~ "x"',
  },
  { source: windows, leaf: is('CommandLine', 'sigma', 'x'), to: 'splunk', becomes: 'CommandLine =~ "x"' },
  { source: windows, leaf: is('CommandLine', 'sigma', 'x'), to: 'cim', becomes: 'Processes.process =~ "x"' },
  // https://github.com/splunk/security_content/blob/develop/detections/endpoint/windows_suspect_process_with_authentication_traffic.yml
  {
    source: 'windows.network_connection',
    leaf: is('Image', 'sigma', 'x'),
    to: 'cim',
    becomes: 'All_Traffic.app =~ "x"',
  },
  {
    source: 'windows.network_connection',
    leaf: is('DestinationPortName', 'sigma', 'http'),
    to: 'cim',
    becomes: 'DestinationPortName =~ "http"',
    given: ['same-name:DestinationPortName'],
  },
  ...([
    ['process.real_user.id', 'uid'],
    ['user.Ext.real.id', 'uid'],
    ['process.real_group.id', 'gid'],
    ['group.Ext.real.id', 'gid'],
    ['user.effective.id', 'euid'],
    ['process.group.id', 'egid'],
  ].map(([name = '', record = '']) => ({
    source: linux,
    leaf: is(name, 'elastic', '0'),
    to: 'sigma' as const,
    becomes: `${record} =~ "0"`,
  })) satisfies readonly Row[]),
  {
    source: windows,
    leaf: is('CommandLine', 'sigma', 'x'),
    to: 'panther',
    becomes: 'ExtraEventData.CommandLine =~ "x"',
  },
  { source: windows, leaf: is('CommandLine', 'sigma', 'x'), to: 'sigma', becomes: 'CommandLine =~ "x"' },
  {
    source: 'windows.security',
    leaf: is('ObjectName', 'sigma', 'x'),
    to: 'elastic',
    becomes: 'winlog.event_data.ObjectName =~ "x"',
  },
  {
    source: 'windows.security',
    leaf: is('winlog.event_data.ObjectName', 'elastic', 'x'),
    to: 'sigma',
    becomes: 'ObjectName =~ "x"',
  },
  {
    source: 'windows.security',
    leaf: is('EventID', 'sigma', 4624),
    to: 'elastic',
    becomes: 'event.code =~ "4624"',
  },
  {
    source: 'windows.security',
    leaf: is('event.code', 'elastic', '4624'),
    to: 'splunk',
    becomes: 'EventCode =~ "4624"',
  },
  {
    source: 'windows.network_connection',
    leaf: is('DestinationPort', 'sigma', '389'),
    to: 'elastic',
    becomes: 'destination.port =~ 389',
  },
  {
    source: 'aws.cloudtrail',
    leaf: is('eventName', 'sigma', 'DeleteTrail'),
    to: 'panther',
    becomes: 'eventName =~ "DeleteTrail"',
  },
  {
    source: 'aws.cloudtrail',
    leaf: is('event.action', 'elastic', 'DeleteTrail'),
    to: 'splunk',
    becomes: 'eventName =~ "DeleteTrail"',
  },
  {
    source: 'okta.system',
    leaf: is('debugContext.debugData.url', 'sigma', 'x'),
    to: 'elastic',
    becomes: 'okta.debug_context.debug_data.url =~ "x"',
  },
  {
    source: 'okta.system',
    leaf: is('okta.debug_context.debug_data.url', 'elastic', 'x'),
    to: 'sigma',
    becomes: 'debugContext.debugData.url =~ "x"',
  },
  {
    source: 'kubernetes.audit',
    leaf: is('objectRef.resource', 'sigma', 'pods'),
    to: 'elastic',
    becomes: 'kubernetes.audit.objectRef.resource =~ "pods"',
  },
  { source: 'zeek.dns', leaf: is('query', 'sigma', 'x'), to: 'elastic', becomes: 'zeek.dns.query =~ "x"' },
]);

check('parts of paths', [
  {
    source: windows,
    leaf: sigma('Image', endsWith([text('\\cmd.exe')])),
    to: 'elastic',
    becomes: 'process.name =~ "cmd.exe"',
    given: ['absolute-path:process.executable'],
  },
  {
    source: windows,
    leaf: sigma('Image', endsWith([text('\\cmd.exe')]), endsWith([text('\\a\\b.exe')])),
    to: 'elastic',
    becomes: 'process.executable like~ *"\\\\cmd.exe", *"\\\\a\\\\b.exe"',
  },
  {
    source: linux,
    leaf: sigma('Image', endsWith([text('/sh')])),
    to: 'elastic',
    becomes: 'process.name =~ "sh"',
    given: ['absolute-path:process.executable'],
  },
  {
    source: windows,
    leaf: is('process.name', 'elastic', 'cmd.exe'),
    to: 'sigma',
    becomes: 'Image like~ *"\\\\cmd.exe"',
    given: ['absolute-path:process.executable'],
  },
  {
    source: linux,
    leaf: is('process.name', 'elastic', 'sh'),
    to: 'splunk',
    becomes: 'Image like~ *"/sh"',
    given: ['absolute-path:process.executable'],
  },
  {
    source: windows,
    leaf: elastic('process.name', endsWith([text('.scr')])),
    to: 'sigma',
    becomes: 'Image like~ *".scr"',
  },
  {
    source: windows,
    leaf: elastic('process.name', startsWith([text('cmd')])),
    to: 'sigma',
    becomes: 'Image matches search ignoreCase dotAll "\\\\" "cmd" ([^\\u{5c}]){0,} <lineEnd>',
    given: ['absolute-path:process.executable'],
  },
  {
    source: linux,
    leaf: elastic('process.name', [text('a'), anyOne]),
    to: 'sigma',
    becomes: 'Image matches search ignoreCase dotAll "/" "a" [^/] <lineEnd>',
    given: ['absolute-path:process.executable'],
  },
  {
    source: windows,
    leaf: is('process.name', 'elastic', 'cmd.exe'),
    to: 'cim',
    becomes: 'Processes.process_name =~ "cmd.exe"',
  },
  {
    source: 'windows.file_event',
    leaf: is('file.extension', 'elastic', 'ps1'),
    to: 'sigma',
    becomes: 'TargetFilename like~ *".ps1"',
    given: ['name-before-extension:file.path'],
  },
  {
    source: 'linux.file_event',
    leaf: is('file.directory', 'elastic', '/tmp'),
    to: 'sigma',
    becomes: 'TargetFilename matches search ignoreCase dotAll <lineStart> "/tmp" "/" ([^/]){0,} <lineEnd>',
    given: ['absolute-path:file.path'],
  },
  {
    source: 'windows.registry_set',
    leaf: is('registry.value', 'elastic', 'Start'),
    to: 'sigma',
    becomes: 'TargetObject like~ *"\\\\Start"',
    given: ['absolute-path:registry.path'],
  },
  {
    source: windows,
    leaf: exists(field('process.name', 'elastic')),
    to: 'sigma',
    becomes: 'exists Image',
    given: ['absolute-path:process.executable', 'blank:process.name'],
  },
  {
    source: 'macos.process_creation',
    leaf: sigma('ParentImage', endsWith([text('/bash')])),
    to: 'panther',
    becomes: 'event.ParentBaseFileName =~ "bash"',
    given: ['absolute-path:process.parent.executable'],
  },
  {
    source: 'macos.process_creation',
    leaf: sigma('ParentImage', contains([text('/Users/')])),
    to: 'panther',
    becomes: 'exists event.ParentBaseFileName',
    verdict: 'broader',
    given: ['absolute-path:process.parent.executable'],
  },
  {
    source: 'macos.process_creation',
    leaf: exists(field('ParentImage', 'sigma')),
    to: 'panther',
    becomes: 'exists event.ParentBaseFileName',
    given: ['absolute-path:process.parent.executable'],
  },
]);

const unknown = (...systems: readonly string[]): LogSource => ({
  elastic: { indices: ['logs-*'] },
  ...(systems.length === 0 ? {} : { scope: is('host.os.type', 'elastic', ...systems) }),
});

describe('a path of a system that is not known', () => {
  const bare = is('process.name', 'elastic', 'dpkg');
  const either = 'Image like~ *"\\\\dpkg", *"/dpkg", "dpkg"';
  test.each([
    ['no system', bare, unknown(), either],
    ['one system', bare, unknown('linux'), 'Image like~ *"/dpkg"'],
    ['two systems, one separator', bare, unknown('linux', 'macos'), 'Image like~ *"/dpkg"'],
    ['two systems, two separators', bare, unknown('linux', 'windows'), either],
    ['Windows', bare, unknown('windows'), 'Image like~ *"\\\\dpkg"'],
    [
      'a run inside the name',
      elastic('process.name', [text('a'), anyRun, text('z')]),
      unknown(),
      'Image matches search ignoreCase dotAll (<lineStart> | [\\u{5c}/]) "a" ([^\\u{5c}/]){0,} "z" <lineEnd>',
    ],
    ['of any system', bare, source('endpoint.process_creation'), either],
  ])('%s', (_, leaf, of, becomes) => {
    const { predicate, verdict, given } = translateLeaf(leaf, of, 'sigma');
    expect(printPredicate(predicate).replace(/→[\w.]+/g, '')).toBe(becomes);
    expect([verdict, given]).toEqual(['exact', ['absolute-path:process.executable']]);
  });

  test('comes back as the name', () => {
    const there = translateLeaf(bare, unknown(), 'sigma').predicate as Leaf;
    const back = translateLeaf(there, { sigma: { category: 'x' } }, 'elastic');
    expect(printPredicate(back.predicate)).toBe('process.name =~ "dpkg"');
  });

  test('keeps a path that parts in one way', () => {
    const leaf = sigma('Image', endsWith([text('\\cmd.exe')]));
    const { predicate } = translateLeaf(leaf, { sigma: { category: 'x' } }, 'elastic');
    expect(printPredicate(predicate)).toBe('process.executable like~ *"\\\\cmd.exe"');
  });
});

describe('a path where the target has the name of the file alone', () => {
  const of = (...values: readonly Pattern[]): Leaf => sigma('ParentImage', ...values);
  test.each([
    ['its last part', of([text('/usr/bin/apt')]), true, 'like~ "apt"', 'broader'],
    ['of a folder with wildcards', of([text('/opt/'), anyRun, text('/run')]), true, 'like~ "run"', 'broader'],
    ['the end of a name', of(endsWith([text('.sh')])), true, 'like~ *".sh"', 'exact'],
    ['a folder that is asked for', of(startsWith([text('/opt/')])), true, 'exists', 'broader'],
    ['a folder that is excluded', of(startsWith([text('/opt/')])), false, 'never', 'narrower'],
    ['a file that is excluded', of([text('/usr/bin/apt')]), false, 'like~ "apt"', 'broader'],
    [
      'a file and a folder that are excluded',
      of([text('/usr/bin/apt')], startsWith([text('/opt/')])),
      false,
      'like~ "apt"',
      'different',
    ],
    ['an open end', of([text('/opt/a'), anyOne]), true, 'exists', 'broader'],
  ])('%s', (_, leaf, positive, becomes, verdict) => {
    const found = translateLeaf(leaf, source(linux), 'panther', positive);
    const words = printPredicate(found.predicate).replace(/event\.ParentBaseFileName\S*/, '');
    expect(words.trim().replace(/\s+/g, ' ')).toBe(becomes);
    expect(found.verdict).toBe(verdict);
  });
});

check('enumerations', [
  {
    source: 'windows.network_connection',
    leaf: is('Initiated', 'sigma', 'true'),
    to: 'elastic',
    becomes: 'network.direction =~ "egress"',
  },
  {
    source: 'windows.network_connection',
    leaf: is('Initiated', 'sigma', true),
    to: 'cim',
    becomes: 'All_Traffic.direction =~ "outbound"',
  },
  {
    source: 'windows.network_connection',
    leaf: is('network.direction', 'elastic', 'egress', 'outgoing'),
    to: 'sigma',
    becomes: 'Initiated =~ "true"',
  },
  {
    source: 'windows.network_connection',
    leaf: is('network.direction', 'elastic', 'egress', 'unknown'),
    to: 'sigma',
    becomes: 'Initiated =~ "true"',
    verdict: 'narrower',
  },
  {
    source: windows,
    leaf: is('process.Ext.token.integrity_level_name', 'elastic', 'system'),
    to: 'sigma',
    becomes: 'IntegrityLevel =~ "System"',
  },
  {
    source: windows,
    leaf: is('user.id', 'elastic', 'S-1-5-18'),
    to: 'splunk',
    becomes: 'User =~ "NT AUTHORITY\\\\SYSTEM"',
    given: ['english-names:user.id'],
  },
  {
    source: 'windows.security',
    leaf: is('winlog.logon.type', 'elastic', 'Network'),
    to: 'splunk',
    becomes: 'LogonType =~ "3"',
  },
  {
    source: 'windows.security',
    leaf: is('event.action', 'elastic', 'logged-out'),
    to: 'panther',
    becomes: 'EventID =~ "4634", "4647"',
  },
  {
    source: 'aws.cloudtrail',
    leaf: is('additionalEventData.MFAUsed', 'sigma', 'No'),
    to: 'elastic',
    becomes: 'aws.cloudtrail.console_login.additional_eventdata.mfa_used =~ false',
  },
  {
    source: 'okta.system',
    leaf: is('event.outcome', 'elastic', 'failure'),
    to: 'splunk',
    becomes: 'outcome.result =~ "FAILURE", "DENY"',
    given: ['derived:event.outcome'],
  },
  {
    source: 'aws.cloudtrail',
    leaf: is('event.outcome', 'elastic', 'success'),
    to: 'sigma',
    becomes: 'and not exists errorCode not exists errorMessage',
    given: ['derived:event.outcome'],
  },
]);

check('registry hives', [
  {
    source: 'windows.registry_set',
    leaf: sigma('TargetObject', startsWith([text('HKLM\\Run')])),
    to: 'cim',
    becomes: 'Registry.registry_path like~ "HKLM\\\\Run"*, "HKEY_LOCAL_MACHINE\\\\Run"*',
    given: ['registry-hive-spelling'],
  },
  {
    source: 'windows.registry_set',
    leaf: sigma('TargetObject', contains([text('\\Run\\')])),
    to: 'cim',
    becomes: 'Registry.registry_path like~ *"\\\\Run\\\\"*',
  },
  {
    source: 'windows.registry_set',
    leaf: elastic('registry.path', startsWith([text('HKEY_LOCAL_MACHINE\\Run')])),
    to: 'sigma',
    becomes: 'TargetObject like~ "HKLM\\\\Run"*',
    given: ['registry-hive-spelling'],
  },
  {
    source: 'windows.registry_set',
    leaf: elastic('registry.path', contains([text('HKEY_USERS\\S-1')])),
    to: 'splunk',
    becomes: 'TargetObject like~ *"HKEY_USERS\\\\S-1"*, "HKU\\\\S-1"*',
    given: ['registry-hive-spelling'],
  },
  {
    source: 'windows.registry_set',
    leaf: sigma('TargetObject', contains([text('HKU\\S-1')])),
    to: 'elastic',
    becomes: 'registry.path like~ *"HKU\\\\S-1"*, "HKEY_USERS\\\\S-1"*',
    given: ['registry-hive-spelling'],
  },
  {
    source: 'windows.registry_set',
    leaf: is('registry.hive', 'elastic', 'HKEY_USERS'),
    to: 'sigma',
    becomes: 'TargetObject like~ "HKU\\\\"*',
    given: ['absolute-path:registry.path', 'registry-hive-spelling'],
  },
]);

const md5 = 'D41D8CD98F00B204E9800998ECF8427E';
check('digests', [
  {
    source: windows,
    leaf: sigma('Hashes', contains([text(`MD5=${md5}`)])),
    to: 'elastic',
    becomes: `process.hash.md5 = "${md5.toLowerCase()}"`,
    given: ['lower-case-digest:MD5'],
  },
  {
    source: windows,
    leaf: sigma('Hashes', contains([text(`IMPHASH=${md5}`)])),
    to: 'elastic',
    becomes: `process.pe.imphash = "${md5.toLowerCase()}"`,
    given: ['lower-case-digest:IMPHASH'],
  },
  {
    source: windows,
    leaf: sigma('Hashes', contains([text(`MD5=${md5}`)])),
    to: 'splunk',
    becomes: `Hashes like~ *"MD5=${md5}"*`,
  },
  {
    source: windows,
    leaf: is('process.hash.md5', 'elastic', md5),
    to: 'sigma',
    becomes: `Hashes like~ *"MD5=${md5}"*`,
    given: ['digest-list:MD5'],
  },
  {
    source: windows,
    leaf: sigma('Hashes', contains([text('MD5=d41d')])),
    to: 'elastic',
    becomes: 'process.hash.md5 like "d41d"*',
    given: ['lower-case-digest:MD5'],
  },
  {
    source: windows,
    leaf: sigma('Hashes', contains([text('MD5=d41d,')])),
    to: 'elastic',
    becomes: 'winlog.event_data.Hashes like~ *"MD5=d41d,"*',
    verdict: 'different',
  },
]);

check('accounts', [
  {
    source: windows,
    leaf: is('User', 'sigma', 'NT AUTHORITY\\SYSTEM'),
    to: 'elastic',
    becomes: 'and user.domain =~ "NT AUTHORITY" user.name =~ "SYSTEM"',
    given: ['qualified-account'],
  },
  {
    source: windows,
    leaf: sigma('User', contains([text('AUTHORI')])),
    to: 'elastic',
    becomes: 'or user.domain like~ *"AUTHORI"* user.name like~ *"AUTHORI"*',
    given: ['qualified-account'],
  },
  {
    source: windows,
    leaf: sigma('User', endsWith([text('\\bob')])),
    to: 'elastic',
    becomes: 'user.name =~ "bob"',
    given: ['qualified-account'],
  },
  {
    source: windows,
    leaf: is('user.name', 'elastic', 'bob'),
    to: 'sigma',
    becomes: 'User like~ *"\\\\bob"',
    given: ['qualified-account'],
  },
  {
    source: windows,
    leaf: is('user.domain', 'elastic', 'CORP'),
    to: 'splunk',
    becomes: 'User like~ "CORP\\\\"*',
    given: ['qualified-account'],
  },
]);

check('arguments', [
  {
    source: windows,
    leaf: exists(field('process.args', 'elastic')),
    to: 'sigma',
    becomes: 'exists CommandLine',
    given: ['plain-arguments', 'blank:process.args'],
  },
  {
    source: windows,
    leaf: is('process.args', 'elastic', '-enc'),
    to: 'sigma',
    becomes: String.raw`CommandLine matches search ignoreCase dotAll (<lineStart> | [\u{9} \u{22}\u{27}]) "-enc" ([\u{9} \u{22}\u{27}] | <lineEnd>)`,
    verdict: 'broader',
    given: ['plain-arguments'],
  },
  {
    source: windows,
    leaf: elastic('process.args', contains([text('http')])),
    to: 'sigma',
    becomes: 'CommandLine like~ *"http"*',
    given: ['plain-arguments'],
  },
  {
    source: windows,
    leaf: elastic('process.args', contains([text('a b')])),
    to: 'sigma',
    becomes: 'CommandLine like~ *"a b"*',
    verdict: 'broader',
    given: ['plain-arguments'],
  },
  {
    source: windows,
    leaf: elastic('process.args', startsWith([text('http')])),
    to: 'sigma',
    becomes: String.raw`CommandLine matches search ignoreCase dotAll (<lineStart> | [\u{9} \u{22}\u{27}]) "http"`,
    verdict: 'broader',
    given: ['plain-arguments'],
  },
]);

describe('an argument stands in the command line as a word', () => {
  const leaf = elastic('process.args', [text('-d')], startsWith([text('http:')]), endsWith([text('.ps1')]));
  const { predicate } = translateLeaf(leaf, source(windows), 'sigma');
  const holds = compilePredicate(predicate);

  test.each([
    ['tar -d x', true],
    ['-d', true],
    ['x "-D"', true],
    ["x '-d' y", true],
    ['x\t-d', true],
    ['x -debug', false],
    ['x --d', false],
    ['curl http://x', true],
    ['curl "http://x y"', true],
    ['curl xhttp://x', false],
    ['run c:\\x.ps1', true],
    ['run "c:\\a b.ps1" -x', true],
    ['run x.ps1x', false],
  ])('%s: %s', (line, expected) => {
    expect(holds({ CommandLine: line })).toBe(expected);
  });
});

check('fields of other form', [
  {
    source: 'aws.cloudtrail',
    leaf: sigma('requestParameters', contains([text('x')])),
    to: 'elastic',
    becomes: 'aws.cloudtrail.request_parameters like~ *"x"*',
    verdict: 'different',
  },
  {
    source: windows,
    leaf: is('process.name.caseless', 'elastic', 'cmd.exe'),
    to: 'cim',
    becomes: 'Processes.process_name =~ "cmd.exe"',
  },
]);

check('actions of Elastic that other vendors hold as values', [
  {
    source: 'windows.network_connection',
    leaf: is('event.action', 'elastic', 'connection_accepted'),
    to: 'sigma',
    becomes: 'Initiated =~ "false"',
  },
  {
    source: 'linux.network_connection',
    leaf: is('event.action', 'elastic', 'connection_attempted'),
    to: 'panther',
    becomes: 'event.ConnectionDirection =~ "0"',
  },
]);

check('names', [
  {
    source: windows,
    leaf: is('LogonId', 'sigma', 5),
    to: 'elastic',
    becomes: 'winlog.logon.id =~ "5"',
    given: ['canonical-number:winlog.logon.id'],
  },
  { source: windows, leaf: is('EventID', 'sigma', 1), to: 'elastic', becomes: 'event.code =~ "1"' },
  {
    source: 'proxy',
    leaf: is('r-dns', 'sigma', 'a'),
    to: 'elastic',
    becomes: 'url.domain =~ "a"',
    given: ['named-by-event:url.domain'],
  },
  {
    source: 'unknown',
    leaf: is('Foo*Bar', 'sigma', 'a'),
    to: 'elastic',
    becomes: '?Foo*Bar =~ "a"',
    given: ['same-name:Foo*Bar'],
  },
]);

test('a classification of events that no other vendor has is kept as other fields are', () => {
  const leaf = is('event.category', 'elastic', 'malware');
  const { verdict, given } = translateLeaf(leaf, { elastic: { indices: ['logs-x.alert-*'] } }, 'splunk');
  expect([verdict, given]).toEqual(['exact', ['same-name:event.category']]);
});

test('what a function makes of a classification is not asked for', () => {
  const subject: Expression = {
    kind: 'call',
    function: 'length',
    arguments: [field('event.type', 'elastic')],
    origin: [],
  };
  const leaf = equals(subject, [1]);
  expect(translateLeaf(leaf, source('aws.cloudtrail'), 'splunk').verdict).toBe('broader');
  expect(translateLeaf(leaf, source('aws.cloudtrail'), 'splunk', false).verdict).toBe('narrower');
});

test('a classification that is not asked for holds, and does not under a negation', () => {
  const leaf = is('event.type', 'elastic', 'change');
  const [asked, denied] = [true, false].map(positive =>
    translateLeaf(leaf, source('aws.cloudtrail'), 'splunk', positive),
  );
  expect([asked?.predicate.kind, asked?.verdict]).toEqual(['always', 'broader']);
  expect(asked?.predicate).toMatchObject({ value: true });
  expect(denied?.predicate).toMatchObject({ kind: 'always', value: false });
  expect(denied?.verdict).toBe('narrower');
});

describe('an unmapped field', () => {
  const leaf = is('process.env_vars', 'elastic', 3);
  const result = translateLeaf(leaf, source(windows), 'sigma');

  test('keeps its name, and says so', () => {
    expect(printPredicate(result.predicate)).toBe('process.env_vars =~ 3');
    expect(result).toMatchObject({ verdict: 'exact', given: ['same-name:process.env_vars'] });
    expect(result.diagnostics).toMatchObject([{ code: 'fields/unmapped', severity: 'warning' }]);
  });

  test('has the target’s vendor', () => {
    expect(result.predicate).toMatchObject({ subject: { vendor: 'sigma' } });
  });

  test('is helped by the nearest name', () => {
    const [found] = translateLeaf(is('cs-methd', 'sigma', 'GET'), source('proxy'), 'splunk').diagnostics;
    expect(found?.help).toContain('did you mean cs-method?');
  });
});

test('a leaf in the target’s own names is left alone', () => {
  const leaf = sigma('Anything', contains([text('x')]));
  expect(translateLeaf(leaf, source(windows), 'sigma')).toEqual({
    predicate: leaf,
    verdict: 'exact',
    given: [],
    diagnostics: [],
  });
});

describe('expressions', () => {
  test('a part of a path is a function of it', () => {
    const leaf: Leaf = {
      kind: 'compares',
      left: { kind: 'call', function: 'length', arguments: [field('process.name', 'elastic')], origin: [] },
      operator: 'gt',
      right: { kind: 'literal', value: 5, origin: [] },
      as: 'number',
      casing: 'exact',
      quantifier: 'any',
      origin: [],
    };
    const { predicate, verdict } = translateLeaf(leaf, source(windows), 'sigma');
    expect(printPredicate(predicate).replace(/→[\w.]+/g, '')).toBe('length(baseName(Image)) gt 5 as number');
    expect(verdict).toBe('exact');
  });

  test('an enumeration within one cannot be followed', () => {
    const leaf: Leaf = {
      kind: 'compares',
      left: field('Initiated', 'sigma'),
      operator: 'eq',
      right: field('Image', 'sigma'),
      as: 'string',
      casing: 'ignored',
      quantifier: 'any',
      origin: [],
    };
    expect(translateLeaf(leaf, source('windows.network_connection'), 'elastic').verdict).toBe('different');
  });

  test('the fields of an element go with its path', () => {
    const leaf: Leaf = {
      kind: 'element',
      path: field('target', 'sigma'),
      where: equals(field('target.type', 'sigma'), ['AppUser']),
      origin: [],
    };
    const { predicate } = translateLeaf(leaf, source('okta.system'), 'elastic');
    expect(predicate).toMatchObject({
      path: { name: 'okta.target', vendor: 'elastic' },
      where: { subject: { name: 'okta.target.type' } },
    });
  });

  test('a name with wildcards keeps them', () => {
    const leaf: Leaf = {
      kind: 'exists',
      subject: {
        kind: 'fieldPattern',
        pattern: [text('okta.target.'), anyRun],
        vendor: 'elastic',
        origin: [],
      },
      origin: [],
    };
    const { predicate } = translateLeaf(leaf, source('okta.system'), 'sigma');
    expect(predicate).toMatchObject({
      subject: { vendor: 'sigma', pattern: [{ text: 'target.' }, { kind: 'anyRun' }] },
    });
  });
});

check('ECS’s classification below the top level', [
  {
    source: windows,
    leaf: is('event.category', 'elastic', 'process'),
    to: 'splunk',
    becomes: 'always',
    given: ['source:windows.process_creation'],
  },
  {
    source: windows,
    leaf: is('event.category', 'elastic', 'file'),
    to: 'splunk',
    becomes: 'never',
    given: ['source:windows.process_creation'],
  },
  {
    source: 'linux',
    leaf: is('event.category', 'elastic', 'process'),
    to: 'splunk',
    becomes: 'always',
    verdict: 'broader',
  },
  {
    source: 'windows.registry_event',
    leaf: is('event.type', 'elastic', 'access'),
    to: 'cim',
    becomes: 'always',
    verdict: 'broader',
  },
  {
    source: 'aws.cloudtrail',
    leaf: is('event.type', 'elastic', 'change'),
    to: 'panther',
    becomes: 'always',
    verdict: 'broader',
  },
]);

describe('names with wildcards, of the elements of an array', () => {
  const target = 'azure.auditlogs.properties.target_resources.';
  const wild = (name: string, value: string): Leaf => ({
    ...equals(field('', 'elastic'), [value]),
    subject: {
      kind: 'fieldPattern',
      pattern: name.split(/(\*)/).map(part => (part === '*' ? anyRun : text(part))),
      vendor: 'elastic',
      origin: [],
    },
  });
  const list = 'properties.targetResources';
  test.each([
    ['one field', wild(`${target}*.type`, 'User'), 'panther', `${list}.type = "User"`, 'exact'],
    ['in JSON by Splunk', wild(`${target}*.type`, 'User'), 'splunk', `${list}{}.type = "User"`, 'exact'],
    [
      'each field that it fits',
      wild(`${target}*.display_name`, 'x'),
      'sigma',
      `or ${list}.displayName = "x" ${list}.modifiedProperties.displayName = "x"`,
      'exact',
    ],
    [
      'a position that is not told',
      equals(field(`${target}0.type`, 'elastic'), ['User']),
      'sigma',
      `${list}.type = "User"`,
      'broader',
    ],
    [
      'is a pattern of names in Elastic',
      equals(field(`${list}.type`, 'sigma'), ['User']),
      'elastic',
      `"${target}"*".type" = "User"`,
      'exact',
    ],
    [
      'and may fit more',
      equals(field(`${list}.displayName`, 'sigma'), ['x']),
      'elastic',
      `"${target}"*".display_name" = "x"`,
      'broader',
    ],
  ] as const)('%s', (_, leaf, to, becomes, verdict) => {
    const found = translateLeaf(leaf, source('azure.auditlogs'), to);
    const words = printPredicate(found.predicate).replace(/→[\w.*]+/g, '');
    expect(words.replace(/\s+/g, ' ')).toBe(becomes);
    expect(found.verdict).toBe(verdict);
  });
});

const parameters = ['named-list:o365.audit.Parameters'];
const modified = ['named-list:o365.audit.ModifiedProperties'];
check('lists of names and values that Elastic makes an object of', [
  {
    source: 'm365.audit',
    leaf: is('o365.audit.Parameters.ForwardTo', 'elastic', 'x'),
    to: 'panther',
    becomes: 'element Parameters and Parameters.Name = "ForwardTo" Parameters.Value =~ "x"',
    given: parameters,
  },
  {
    source: 'm365.audit',
    leaf: exists(field('o365.audit.Parameters.ForwardTo', 'elastic')),
    to: 'splunk',
    becomes: 'Parameters{}.Name = "ForwardTo"',
    given: parameters,
  },
  {
    source: 'm365.audit',
    leaf: is('Parameters.Name', 'sigma', 'ForwardTo', 'RedirectTo'),
    to: 'elastic',
    becomes: 'or exists o365.audit.Parameters.ForwardTo exists o365.audit.Parameters.RedirectTo',
    given: parameters,
  },
  {
    source: 'm365.audit',
    leaf: sigma('Parameters.Name', startsWith([text('Forward')])),
    to: 'elastic',
    becomes: 'exists "o365.audit.Parameters.Forward"*',
    given: parameters,
  },
  {
    source: 'm365.audit',
    leaf: sigma('Parameters.Value', contains([text('invoice')])),
    to: 'elastic',
    becomes: '"o365.audit.Parameters."* like~ *"invoice"*',
    given: parameters,
  },
  {
    source: 'm365.audit',
    leaf: is('Parameters.Name', 'sigma', 'ForwardTo'),
    to: 'splunk',
    becomes: 'Parameters{}.Name =~ "ForwardTo"',
    given: ['no-list:Parameters{}.Name'],
  },
  {
    source: 'm365.audit',
    leaf: is('o365.audit.ModifiedProperties.Role_DisplayName.NewValue', 'elastic', 'Admin'),
    to: 'sigma',
    becomes:
      'element ModifiedProperties and ModifiedProperties.Name like "Role"?"DisplayName" ModifiedProperties.NewValue =~ "Admin"',
    given: modified,
  },
  {
    source: 'm365.audit',
    leaf: is('ModifiedProperties.Name', 'sigma', 'Role.DisplayName'),
    to: 'elastic',
    becomes: 'exists o365.audit.ModifiedProperties.Role_DisplayName.NewValue',
    given: modified,
  },
  {
    source: 'm365.audit',
    leaf: is('ModifiedProperties.OldValue', 'sigma', 'x'),
    to: 'elastic',
    becomes: '"o365.audit.ModifiedProperties."*".OldValue" =~ "x"',
    given: modified,
  },
]);

describe('fields that may hold several values', () => {
  test.each([
    ['panther', 'target.displayName'],
    ['panther', 'properties.targetResources.modifiedProperties.newValue'],
    ['panther', 'protoPayload.serviceData.policyDelta.bindingDeltas.action'],
    ['panther', 'Parameters.Name'],
    ['panther', 'ExtendedProperties.Value'],
    ['panther', 'tags'],
    ['splunk', 'tags'],
    ['splunk', 'a{}.b'],
    ['elastic', 'okta.target.type'],
  ] as const)('%s %s', (vendor, name) => {
    expect(isMultiValued(vendor, name)).toBe(true);
  });
  test.each([
    ['panther', 'properties.result'],
    ['panther', 'ExtraEventData.TargetObject'],
    ['splunk', 'TargetUserName'],
    ['elastic', 'process.name'],
  ] as const)('not %s %s', (vendor, name) => {
    expect(isMultiValued(vendor, name)).toBe(false);
  });
});

const spelling = ['registry-number-spelling'];
const details = (to: Vendor, becomes: string, ...values: readonly string[]): Row => ({
  source: 'windows.registry_set',
  leaf: is('Details', 'sigma', ...values),
  to,
  becomes,
  given: spelling,
});
const strings = (becomes: string, ...values: readonly string[]): Row => ({
  source: 'windows.registry_set',
  leaf: is('registry.data.strings', 'elastic', ...values),
  to: 'sigma',
  becomes,
  given: spelling,
});
check('numbers of the registry', [
  details('elastic', 'registry.data.strings =~ "1", "0x00000001"', 'DWORD (0x00000001)'),
  details('cim', 'Registry.registry_value_data =~ "0x0000001f"', 'DWORD (0x0000001F)'),
  details(
    'elastic',
    'registry.data.strings =~ "4294967296", "0x0000000100000000"',
    'QWORD (0x00000001-0x00000000)',
  ),
  details('elastic', 'registry.data.strings =~ "0", "0x00000000", "off"', 'DWORD (0x00000000)', 'off'),
  { ...details('elastic', 'registry.data.strings =~ "(Empty)"', '(Empty)'), given: [] },
  { ...details('splunk', 'Details =~ "DWORD (0x00000001)"', 'DWORD (0x00000001)'), given: [] },
  {
    source: 'windows.registry_set',
    leaf: is('Details', 'sigma', 'Binary Data'),
    to: 'elastic',
    becomes: 'registry.data.strings =~ "Binary Data"',
    verdict: 'different',
  },
  {
    source: 'windows.registry_set',
    leaf: sigma('Details', contains([text('DWORD (0x00000001)')])),
    to: 'elastic',
    becomes: 'registry.data.strings =~ "1", "0x00000001"',
    given: spelling,
  },
  {
    source: 'windows.registry_set',
    leaf: sigma('Details', startsWith([text('DWORD')])),
    to: 'elastic',
    becomes: 'registry.data.strings like~ "DWORD"*',
    verdict: 'different',
  },
  {
    source: 'windows.registry_set',
    leaf: sigma('Details', endsWith([text('.dll')])),
    to: 'elastic',
    becomes: 'registry.data.strings like~ *".dll"',
  },
  {
    source: 'windows.registry_set',
    leaf: elastic('registry.data.strings', [anyOne, anyRun]),
    to: 'splunk',
    becomes: 'Details like~ ?*',
    given: ['blank:registry.data.strings'],
  },
  {
    source: 'windows.registry_set',
    leaf: elastic('registry.data.strings', [anyOne, anyOne, anyRun]),
    to: 'splunk',
    becomes: 'Details like~ ??*',
    given: ['blank:registry.data.strings'],
    verdict: 'different',
  },
  strings('Details =~ "DWORD (0x00000001)"', '1', '0x00000001'),
  strings('Details =~ "DWORD (0x00000003)", "3"', '3'),
  strings('Details =~ "DWORD (0x00000001)", "off"', '0x00000001', 'off'),
]);

check('parts of a URL', [
  {
    source: 'webserver',
    leaf: sigma('cs-uri-query', contains([text('cmd=')])),
    to: 'elastic',
    becomes: 'url.query like~ *"cmd="*',
  },
  {
    source: 'webserver',
    leaf: sigma('cs-uri-query', contains([text('cmd=')])),
    to: 'splunk',
    becomes: 'uri_query like~ *"cmd="*',
  },
  {
    source: 'webserver',
    leaf: sigma('cs-uri-query', contains([text('cmd=')])),
    to: 'panther',
    becomes: 'ClientRequestURI like~ *"?"*"cmd="*',
    given: ['url-parts:ClientRequestURI'],
  },
  {
    source: 'webserver',
    leaf: is('cs-uri-stem', 'sigma', '/a'),
    to: 'cim',
    becomes: 'Web.uri_path =~ "/a"',
  },
  { source: 'webserver', leaf: is('cs-uri', 'sigma', '/a'), to: 'elastic', becomes: 'url.original =~ "/a"' },
  {
    source: 'webserver',
    leaf: is('cs-version', 'sigma', 'HTTP/1.1'),
    to: 'elastic',
    becomes: 'http.version =~ "1.1"',
  },
]);

describe('a part of a URL is read off the URL', () => {
  const url = 'https://bob@a.example:8443/x/y.php?q=1&r=/z.asp';
  test.each([
    ['cs-host', [text('a.example')], true],
    ['cs-host', [text('example')], false],
    ['cs-host', startsWith([text('bob')]), false],
    ['cs-host', endsWith([text('.example')]), true],
    ['cs-host', endsWith([text('y.php')]), false],
    ['c-uri-stem', [text('/x/y.php')], true],
    ['c-uri-stem', contains([text('q=')]), false],
    ['c-uri-stem', startsWith([text('/x')]), true],
    ['c-uri-query', [text('q=1&r=/z.asp')], true],
    ['c-uri-query', startsWith([text('q=')]), true],
    ['c-uri-query', startsWith([text('r=')]), false],
    ['c-uri-query', contains([text('/x')]), false],
    ['c-uri-extension', [text('php')], true],
    ['c-uri-extension', [text('asp')], false],
  ] as const)('%s %j', (name, written, found) => {
    const leaf = sigma(name, written as Pattern);
    const { predicate, verdict } = translateLeaf(leaf, source('proxy'), 'panther');
    expect(verdict).toBe('exact');
    expect(compilePredicate(predicate)({ url })).toBe(found);
  });
});

check('what a firewall does', [
  {
    source: 'firewall',
    leaf: is('action', 'sigma', 'accept'),
    to: 'cim',
    becomes: 'All_Traffic.action =~ "allowed"',
    verdict: 'broader',
  },
  {
    source: 'firewall',
    leaf: is('action', 'sigma', 'denied'),
    to: 'splunk',
    becomes: 'action =~ "blocked"',
    verdict: 'broader',
  },
  {
    source: 'firewall',
    leaf: is('action', 'sigma', 'drop'),
    to: 'panther',
    becomes: 'action =~ "REJECT"',
    verdict: 'broader',
  },
  {
    source: 'firewall',
    leaf: is('action', 'sigma', 'teardown'),
    to: 'cim',
    becomes: 'All_Traffic.action =~ "teardown"',
    verdict: 'different',
  },
]);

check('names that were missing', [
  {
    source: 'aws.cloudtrail',
    leaf: is('eventTime', 'sigma', 'x'),
    to: 'elastic',
    becomes: '@timestamp =~ "x"',
  },
  {
    source: 'kubernetes.audit',
    leaf: is('event.action', 'elastic', 'get'),
    to: 'sigma',
    becomes: 'verb =~ "get"',
  },
  {
    source: 'm365.audit',
    leaf: is('event.outcome', 'elastic', 'success'),
    to: 'panther',
    becomes: 'not ResultStatus =~ "Failed", "False"',
    given: ['derived:event.outcome'],
  },
]);

test('a name that no table has may be missing from every index', () => {
  const { predicate } = translateLeaf(is('Odd', 'sigma', 'x'), source('aws.guardduty.none'), 'elastic');
  expect(predicate).toMatchObject({ subject: { name: 'Odd', optional: true } });
});

const filled = (name: string): readonly string[] => [`filled-value:${name}`];

check('data models that fill in what an event lacks', [
  {
    source: windows,
    leaf: exists(field('CommandLine', 'sigma')),
    to: 'cim',
    becomes: 'not Processes.process =~ "unknown"',
    given: filled('Processes.process'),
  },
  {
    source: windows,
    leaf: sigma('CommandLine', contains([text('nkn')])),
    to: 'cim',
    becomes: 'and Processes.process like~ *"nkn"* not Processes.process =~ "unknown"',
    given: filled('Processes.process'),
  },
  {
    source: windows,
    leaf: sigma('CommandLine', contains([text('nine')])),
    to: 'cim',
    becomes: 'Processes.process like~ *"nine"*',
  },
  {
    source: windows,
    leaf: is('User', 'sigma', 'unknown'),
    to: 'cim',
    becomes: 'Processes.user =~ "unknown"',
    verdict: 'broader',
    given: filled('Processes.user'),
  },
  {
    source: windows,
    leaf: is('User', 'sigma', '', 'bob'),
    to: 'cim',
    becomes: 'Processes.user =~ "", "bob"',
    verdict: 'narrower',
    given: filled('Processes.user'),
  },
  {
    source: 'windows.network_connection',
    leaf: is('DestinationPort', 'sigma', 0),
    to: 'cim',
    becomes: 'All_Traffic.dest_port =~ 0',
    verdict: 'broader',
    given: filled('All_Traffic.dest_port'),
  },
  {
    source: windows,
    leaf: exists(field('ParentImage', 'sigma')),
    to: 'cim',
    becomes: 'exists Processes.parent_process_path',
  },
  {
    source: windows,
    leaf: exists(field('Processes.process', 'cim')),
    to: 'sigma',
    becomes: 'always',
    given: filled('Processes.process'),
  },
  {
    source: windows,
    leaf: is('Processes.user', 'cim', 'unknown'),
    to: 'sigma',
    becomes: 'or User =~ "unknown" not exists User',
    given: filled('Processes.user'),
  },
  { source: windows, leaf: is('Processes.user', 'cim', 'bob'), to: 'sigma', becomes: 'User =~ "bob"' },
  {
    source: windows,
    leaf: exists(field('Processes.process', 'cim')),
    to: 'cim',
    becomes: 'exists Processes.process',
  },
]);

test('an event of a data model has what its definition fills in', () => {
  const event = translateEvent({ Image: 'C:\\a.exe', User: '' }, source(windows), 'sigma', 'cim');
  expect(event).toMatchObject({
    'Processes.process_path': 'C:\\a.exe',
    'Processes.process': 'unknown',
    'Processes.user': 'unknown',
  });
});

check('data models that have no field of their own for a name', [
  {
    source: 'windows.network_connection',
    leaf: is('DestinationHostname', 'sigma', 'a.example'),
    to: 'cim',
    becomes: 'All_Traffic.dest =~ "a.example"',
    verdict: 'different',
  },
  {
    source: 'windows.security',
    leaf: is('EventID', 'sigma', 1102),
    to: 'cim',
    becomes: 'Signatures.signature_id =~ 1102',
  },
]);

check('attributes of XML, which Splunk keeps in their quotes', [
  {
    source: 'windows.system',
    leaf: is('Provider_Name', 'sigma', 'Service Control Manager'),
    to: 'splunk',
    becomes: 'Name =~ "\'Service Control Manager\'"',
  },
  {
    source: 'windows.system',
    leaf: sigma('Provider_Name', startsWith([text('Serv')])),
    to: 'splunk',
    becomes: 'Name like~ "\'Serv"*"\'"',
  },
  {
    source: 'windows.system',
    leaf: sigma('Provider_Name', contains([text('Serv')])),
    to: 'splunk',
    becomes: 'Name like~ "\'"*"Serv"*"\'"',
  },
  {
    source: 'windows.application',
    leaf: exists(field('UserID', 'sigma')),
    to: 'splunk',
    becomes: 'exists UserID',
    given: ['blank:UserID'],
  },
  {
    source: 'windows.system',
    leaf: is('Name', 'splunk', "'a'"),
    to: 'sigma',
    becomes: 'Provider_Name =~ "a"',
  },
  {
    source: 'windows.system',
    leaf: like(field('Name', 'splunk'), [contains([text('a')])], ignored),
    to: 'sigma',
    becomes: 'Provider_Name like~ *"a"*',
  },
  {
    source: 'windows.system',
    leaf: is('Name', 'splunk', 'a'),
    to: 'sigma',
    becomes: 'Provider_Name =~ "a"',
    verdict: 'different',
  },
  {
    source: 'windows.system',
    leaf: is('winlog.provider_name', 'elastic', 'a'),
    to: 'panther',
    becomes: 'ProviderName =~ "a"',
  },
]);

test('an event bears the quotes where its product keeps them', () => {
  const event = translateEvent({ Provider_Name: 'a' }, source('windows.system'), 'sigma', 'splunk');
  expect(event).toMatchObject({ Name: "'a'" });
  expect(translateEvent(event, source('windows.system'), 'splunk', 'sigma')).toMatchObject({
    Provider_Name: 'a',
  });
});

check('texts of XML, whose escapes Splunk keeps', [
  {
    source: windows,
    leaf: sigma('CommandLine', contains([text('2>&1')])),
    to: 'splunk',
    becomes: 'CommandLine like~ *"2>&1"*',
    given: ['xml-text:CommandLine'],
  },
  {
    source: 'linux.process_creation',
    leaf: sigma('CommandLine', contains([text('2>&1')])),
    to: 'panther',
    becomes: 'event.CommandLine like~ *"2>&1"*',
  },
]);

check('fields of JSON that are null, which Splunk gives the text null', [
  {
    source: 'aws.cloudtrail',
    leaf: exists(field('errorCode', 'sigma')),
    to: 'splunk',
    becomes: 'and exists errorCode not errorCode =~ "success", "failure"',
    given: ['not-null:errorCode'],
  },
  {
    source: 'aws.cloudtrail',
    leaf: sigma('errorCode', contains([text('ul')])),
    to: 'splunk',
    becomes: 'errorCode like~ *"ul"*',
    given: ['not-null:errorCode'],
  },
  {
    source: 'aws.cloudtrail',
    leaf: sigma('errorCode', contains([text('Denied')])),
    to: 'splunk',
    becomes: 'errorCode like~ *"Denied"*',
  },
  {
    source: 'aws.cloudtrail',
    leaf: exists(field('errorCode', 'splunk')),
    to: 'sigma',
    becomes: 'exists errorCode',
    given: ['not-null:errorCode'],
  },
  {
    source: windows,
    leaf: exists(field('CommandLine', 'sigma')),
    to: 'splunk',
    becomes: 'exists CommandLine',
    given: ['blank:CommandLine'],
  },
]);

check('hives that Sysmon and Elastic spell in their own ways', [
  {
    source: 'windows.registry_set',
    leaf: sigma('TargetObject', startsWith([text('HKU\\S-1-5-21')])),
    to: 'elastic',
    becomes: 'registry.path like~ "HKU\\\\S-1-5-21"*, "HKEY_USERS\\\\S-1-5-21"*',
    given: ['registry-hive-spelling'],
  },
  {
    source: 'windows.registry_set',
    leaf: sigma('TargetObject', startsWith([text('HKLM\\Software')])),
    to: 'elastic',
    becomes: 'registry.path like~ "HKLM\\\\Software"*',
  },
  {
    source: 'windows.registry_set',
    leaf: elastic('registry.path', startsWith([text('HKEY_USERS\\')]), startsWith([text('HKU\\')])),
    to: 'sigma',
    becomes: 'TargetObject like~ "HKU\\\\"*',
    given: ['registry-hive-spelling'],
  },
  {
    source: 'windows.registry_set',
    leaf: elastic('registry.path', startsWith([text('HKEY_USERS\\')])),
    to: 'splunk',
    becomes: 'TargetObject like~ "HKU\\\\"*',
    given: ['registry-hive-spelling'],
  },
  {
    source: 'windows.registry_set',
    leaf: sigma('TargetObject', startsWith([text('HKU\\')])),
    to: 'panther',
    becomes: 'ExtraEventData.TargetObject like~ "HKU\\\\"*',
  },
]);

check('addresses that Elasticsearch writes otherwise than they were logged', [
  {
    source: 'windows.security',
    leaf: sigma('IpAddress', startsWith([text('::ffff:10.')])),
    to: 'elastic',
    becomes: 'source.ip like~ "10."*',
    verdict: 'broader',
    given: ['named-by-event:source.ip'],
  },
  {
    source: 'windows.security',
    leaf: sigma('IpAddress', startsWith([text('::ffff:10.')])),
    to: 'splunk',
    becomes: 'IpAddress like~ "::ffff:10."*',
  },
]);

check('what one log says twice is not one field', [
  {
    source: 'linux.auditd',
    leaf: sigma('exe', endsWith([text('/nc')])),
    to: 'splunk',
    becomes: 'exe like~ *"/nc"',
  },
  {
    source: 'linux.auditd',
    leaf: sigma('exe', endsWith([text('/nc')])),
    to: 'elastic',
    becomes: 'process.executable like~ *"/nc"',
  },
  { source: 'linux.auditd', leaf: is('comm', 'sigma', 'nc'), to: 'elastic', becomes: 'process.name =~ "nc"' },
  {
    source: 'azure.auditlogs',
    leaf: is('Category', 'sigma', 'RoleManagement'),
    to: 'splunk',
    becomes: 'properties.category =~ "RoleManagement"',
    given: ['named-by-event:azure.auditlogs.properties.category'],
  },
  {
    source: 'azure.auditlogs',
    leaf: is('category', 'sigma', 'AuditLogs'),
    to: 'panther',
    becomes: 'category =~ "AuditLogs"',
  },
  { source: 'fortigate.event', leaf: is('remip', 'sigma', 'x'), to: 'splunk', becomes: 'remip =~ "x"' },
  { source: 'fortigate.event', leaf: is('srcip', 'sigma', 'x'), to: 'panther', becomes: 'srcip =~ "x"' },
  {
    source: 'linux.network_connection',
    leaf: sigma('Image', endsWith([text('/nc')])),
    to: 'panther',
    becomes: 'event.ContextBaseFileName =~ "nc"',
    given: ['absolute-path:process.executable'],
  },
  { source: 'aws.vpcflow', leaf: is('protocol', 'sigma', 'tcp'), to: 'panther', becomes: 'protocol =~ "6"' },
  {
    source: 'zeek.x509',
    leaf: is('certificate.issuer', 'sigma', 'x'),
    to: 'splunk',
    becomes: 'certificate.issuer =~ "x"',
  },
  {
    source: 'zeek.x509',
    leaf: is('zeek.x509.certificate.issuer', 'elastic', 'x'),
    to: 'splunk',
    becomes: 'certificate.issuer =~ "x"',
    verdict: 'different',
  },
]);

test('an event of the audit daemon keeps the name that a process gives itself', () => {
  const event = translateEvent(
    { exe: '/usr/bin/python3', comm: 'job' },
    source('linux.auditd'),
    'sigma',
    'elastic',
  );
  expect(event).toMatchObject({ process: { executable: '/usr/bin/python3', name: 'job' } });
  const other = translateEvent({ exe: '/usr/bin/python3' }, source('linux.auditd'), 'sigma', 'splunk');
  expect(other).toEqual({ exe: '/usr/bin/python3' });
});

test('the key of an annotation is one key of a nested event', () => {
  const name = 'annotations.authorization.k8s.io/decision';
  const event = translateEvent({ [name]: 'allow' }, source('kubernetes.audit'), 'sigma', 'panther');
  expect(event).toEqual({ annotations: { 'authorization.k8s.io/decision': 'allow' } });
  const leaf = translateLeaf(is(name, 'sigma', 'allow'), source('kubernetes.audit'), 'panther').predicate;
  expect(compilePredicate(leaf)(event)).toBe(true);
});

test.each([
  ['a.b', ['a', 'b']],
  ['annotations.authorization.k8s.io/decision', ['annotations', 'authorization.k8s.io/decision']],
  ['x.metadata.labels.app.kubernetes.io/name', ['x', 'metadata', 'labels', 'app.kubernetes.io/name']],
  ['identity.claims.http://schemas.x.org/name', ['identity', 'claims', 'http://schemas.x.org/name']],
  ['resource.labels.project_id', ['resource', 'labels', 'project_id']],
])('the keys on the way to %s', (name, keys) => {
  expect(keysOf(name)).toEqual(keys);
});

check('texts that are empty, which make no field of a Windows event', [
  {
    source: windows,
    leaf: is('CommandLine', 'sigma', ''),
    to: 'splunk',
    becomes: 'not exists CommandLine',
    given: ['blank:CommandLine'],
  },
  {
    source: windows,
    leaf: is('CommandLine', 'sigma', 'a', ''),
    to: 'splunk',
    becomes: 'or CommandLine =~ "a" not exists CommandLine',
    given: ['blank:CommandLine'],
  },
  {
    source: windows,
    leaf: is('CommandLine', 'sigma', ''),
    to: 'elastic',
    becomes: 'not exists process.command_line',
    given: ['blank:process.command_line'],
  },
  {
    source: windows,
    leaf: sigma('ParentCommandLine', contains([text('-')])),
    to: 'elastic',
    becomes: 'process.parent.command_line like~ *"-"*',
    given: ['blank:process.parent.command_line'],
  },
  {
    source: windows,
    leaf: sigma('ParentCommandLine', contains([text('-enc')])),
    to: 'elastic',
    becomes: 'process.parent.command_line like~ *"-enc"*',
  },
  {
    source: windows,
    leaf: exists(field('process.parent.command_line', 'elastic')),
    to: 'sigma',
    becomes: 'exists ParentCommandLine',
    given: ['blank:process.parent.command_line'],
  },
  {
    source: windows,
    leaf: exists(field('ParentCommandLine', 'splunk')),
    to: 'sigma',
    becomes: 'exists ParentCommandLine',
    given: ['blank:ParentCommandLine'],
  },
  {
    source: windows,
    leaf: exists(field('CommandLine', 'sigma')),
    to: 'elastic',
    becomes: 'exists process.command_line',
    given: ['blank:process.command_line'],
  },
  {
    source: 'aws.cloudtrail',
    leaf: is('userAgent', 'sigma', ''),
    to: 'splunk',
    becomes: 'userAgent =~ ""',
  },
]);

test('an event of Windows has no field in Splunk where the text is empty', () => {
  const event = { Image: 'a.exe', CommandLine: '' };
  expect(translateEvent(event, source(windows), 'sigma', 'splunk')).not.toHaveProperty('CommandLine');
  expect(translateEvent(event, source(windows), 'sigma', 'panther')).toHaveProperty(
    'ExtraEventData.CommandLine',
    '',
  );
});

/** https://github.com/elastic/integrations/blob/main/packages/system/data_stream/security/elasticsearch/ingest_pipeline/standard.yml */
check('the id of a logon, which Elastic takes from one of several fields of the Security log', [
  ...(
    [
      ['windows.security.logon', 'SubjectLogonId'],
      ['windows.security.subject', 'SubjectLogonId'],
      ['windows.security.logoff', 'TargetLogonId'],
      ['windows.security.session', 'LogonID'],
    ] as const
  ).map(([source, name]) => ({
    source,
    leaf: is('winlog.logon.id', 'elastic', 'x'),
    to: 'sigma' as const,
    becomes: `${name} =~ "x"`,
  })),
  ...(
    [
      ['windows.security', 'SubjectLogonId'],
      ['windows', 'LogonId'],
    ] as const
  ).map(([source, name]) => ({
    source,
    leaf: is('winlog.logon.id', 'elastic', 'x'),
    to: 'sigma' as const,
    becomes: `${name} =~ "x"`,
    verdict: 'different' as const,
  })),
]);
