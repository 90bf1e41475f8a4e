/**
 * Splunk names the fields of a Windows event that it has as text after what that text calls them: `Logon Type:` is `Logon_Type`, where the
 * event's XML has `LogonType`.
 * https://help.splunk.com/en/splunk-enterprise/get-data-in/collect-log-data-from-files-and-directories/10.0/get-windows-data/monitor-windows-event-log-data-with-splunk-enterprise
 */
const form = /^[A-Z][A-Za-z]*(?:_[A-Z][A-Za-z]*)+$/;

/** Of the text's names those that stand for several of the event's data, each under its own heading (Subject, New Logon). */
const severally = new Set(['account_name', 'account_domain', 'logon_id', 'security_id', 'logon_guid']);

/** The same in the XML under another name (https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-4624). */
const otherwise: Readonly<Record<string, string>> = {
  authentication_package: 'AuthenticationPackageName',
  client_address: 'IpAddress',
  creator_process_id: 'ProcessId',
  creator_process_name: 'ParentProcessName',
  logon_process: 'LogonProcessName',
  package_name_ntlm_only: 'LmPackageName',
  process_command_line: 'CommandLine',
  source_network_address: 'IpAddress',
  source_workstation: 'Workstation',
};

export function isRenderedName(name: string): boolean {
  return form.test(name) && !name.endsWith('_Xml');
}

/** What the XML calls the field, if it is among the names that are known of it; undefined where nothing tells that it is one. */
export function nameInXml(name: string, known: readonly string[]): string | undefined {
  const small = name.toLowerCase();
  if (severally.has(small)) return undefined;
  const plain = otherwise[small]?.toLowerCase() ?? small.replaceAll('_', '');
  return known.find(each => each.replaceAll(/[ _]/g, '').toLowerCase() === plain);
}
