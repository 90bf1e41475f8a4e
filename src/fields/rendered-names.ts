/**
 * Splunk names the fields of a Windows event that it has as text after what that text calls them: `Logon Type:` is `Logon_Type`, where the
 * event's XML has `LogonType`.
 * https://help.splunk.com/en/splunk-enterprise/get-data-in/collect-log-data-from-files-and-directories/10.0/get-windows-data/monitor-windows-event-log-data-with-splunk-enterprise
 */
const form = /^[A-Z][A-Za-z]*(?:_[A-Z][A-Za-z]*)+$/;

/** Data of an event, and of which events: of all but those that are named, or of these alone. */
export interface RenderedPart {
  readonly name: string;
  readonly of?: readonly string[];
  readonly butOf?: readonly string[];
}

/**
 * Events about groups: what stands under Group is Group_Name, and who is made a member under Member
 * (https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/audit-security-group-management).
 */
const ofGroups = [
  ...['4727', '4728', '4729', '4730', '4731', '4732', '4733', '4734', '4735', '4737', '4744', '4745', '4746'],
  ...['4747', '4748', '4749', '4750', '4751', '4752', '4753', '4754', '4755', '4756', '4757', '4758', '4759'],
  ...['4760', '4761', '4762', '4763', '4764', '4799'],
];

/** What the text names otherwise than an account: that of 4776 is its Logon Account, those of 4781 are Old and New. */
const ofOtherNames = [...ofGroups, '4776', '4781'];

/** Of the text's names those that stand for several of the event's data, each under its own heading (Subject, New Logon). */
const severally: Readonly<Record<string, readonly RenderedPart[]>> = {
  account_name: [
    { name: 'SubjectUserName' },
    { name: 'TargetUserName', butOf: ofOtherNames },
    { name: 'MemberName', of: ofGroups },
  ],
  account_domain: [
    { name: 'SubjectDomainName' },
    { name: 'TargetDomainName', butOf: [...ofGroups, '4740', '4776'] },
  ],
  logon_id: [{ name: 'SubjectLogonId' }, { name: 'TargetLogonId' }],
  logon_guid: [{ name: 'LogonGuid' }, { name: 'TargetLogonGuid' }],
  security_id: [],
};

/** The same in the XML under another name (https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-4624). */
const otherwise: Readonly<Record<string, string | readonly string[]>> = {
  application_name: 'Application',
  authentication_package: 'AuthenticationPackageName',
  caller_process_id: 'ProcessId',
  caller_process_name: 'ProcessName',
  client_address: 'IpAddress',
  client_port: 'IpPort',
  creator_process_id: 'ProcessId',
  creator_process_name: 'ParentProcessName',
  destination_address: 'DestAddress',
  destination_port: 'DestPort',
  error_code: 'Status',
  failure_code: 'Status',
  group_domain: 'TargetDomainName',
  group_name: 'TargetUserName',
  ldap_display_name: 'AttributeLDAPDisplayName',
  logon_account: 'TargetUserName',
  logon_process: 'LogonProcessName',
  network_account_domain: 'TargetOutboundDomainName',
  network_account_name: 'TargetOutboundUserName',
  package_name_ntlm_only: 'LmPackageName',
  process_command_line: 'CommandLine',
  result_code: 'Status',
  service_account: ['ServiceAccount', 'AccountName'],
  service_file_name: ['ImagePath', 'ServiceFileName'],
  source_network_address: 'IpAddress',
  source_workstation: 'Workstation',
  supplied_realm_name: 'TargetDomainName',
  transited_services: 'TransmittedServices',
};

/** Data whose codes the text has as words: `%%2313` is `Unknown user name or bad password.`. */
const inWords = new Set([
  ...[
    'access_reasons',
    'elevated_token',
    'failure_reason',
    'impersonation_level',
    'logon_hours',
    'new_uac_value',
  ],
  ...[
    'old_uac_value',
    'privileges',
    'remote_credential_guard',
    'restricted_admin_mode',
    'service_start_type',
  ],
  ...['service_type', 'startup_type', 'task_content', 'token_elevation_type', 'user_account_control'],
  ...['user_parameters', 'virtual_account'],
]);

/** Of the text's head, whose parts are named otherwise there. */
const ofHead: Readonly<Record<string, string>> = {
  ComputerName: 'Computer',
  LogName: 'Channel',
  RecordNumber: 'EventRecordID',
};

export function isRenderedName(name: string): boolean {
  return form.test(name) && !name.endsWith('_Xml');
}

/** What the XML calls the field, if it is among the names that are known of it; undefined where nothing tells that it is one. */
export function nameInXml(name: string, known: readonly string[]): string | undefined {
  const small = name.toLowerCase();
  if (Object.hasOwn(severally, small) || inWords.has(small)) return undefined;
  const written = [otherwise[small] ?? small.replaceAll('_', '')].flat().map(each => each.toLowerCase());
  return written
    .map(plain => known.find(each => each.replaceAll(/[ _]/g, '').toLowerCase() === plain))
    .find(each => each !== undefined);
}

/** The data that a name of the text stands for, where they are several; none where they are not written alike. */
export function severalInXml(name: string): readonly RenderedPart[] | undefined {
  const small = name.toLowerCase();
  return isRenderedName(name) && Object.hasOwn(severally, small) ? severally[small] : undefined;
}

export function headInXml(name: string): string | undefined {
  return Object.hasOwn(ofHead, name) ? ofHead[name] : undefined;
}

/** How the text's head writes the keywords that say how an audited event ended. */
export const renderedKeywords: Readonly<Record<string, string>> = {
  'audit failure': '0x8010000000000000',
  'audit success': '0x8020000000000000',
};
