type EventData = Readonly<Record<string, unknown>>;

/**
 * The start of a process as the Security log has it (4688), under the names of Sysmon's event of it (1), which Sigma's category process_creation
 * has; undefined of any other event. What Sysmon alone says (hashes, the command line of the parent) it lacks.
 * https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-4688
 */
export function auditedProcess(event: EventData): EventData | undefined {
  if (String(event['EventID']) !== '4688' || event['Channel'] !== 'Security') return undefined;
  const named = Object.entries({
    Image: event['NewProcessName'],
    ParentImage: event['ParentProcessName'],
    ProcessId: numberOf(event['NewProcessId']),
    ParentProcessId: numberOf(event['ProcessId']),
    User: accountOf(event, 'Target') ?? accountOf(event, 'Subject'),
    LogonId: event['SubjectLogonId'],
    IntegrityLevel: levels[String(event['MandatoryLabel'])],
  }).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const { ProcessId: _, ...rest } = event;
  return {
    ...rest,
    Channel: 'Microsoft-Windows-Sysmon/Operational',
    Provider_Name: 'Microsoft-Windows-Sysmon',
    EventID: 1,
    ...Object.fromEntries(named),
  };
}

function numberOf(value: unknown): unknown {
  return typeof value === 'string' && /^0x[\da-f]+$/i.test(value) ? Number(value) : value;
}

/** `DOMAIN\user`; a dash stands where there is none. */
function accountOf(event: EventData, whose: 'Subject' | 'Target'): string | undefined {
  const [domain, name] = [event[`${whose}DomainName`], event[`${whose}UserName`]];
  return typeof domain !== 'string' || typeof name !== 'string' || name === '-'
    ? undefined
    : `${domain}\\${name}`;
}

/** https://learn.microsoft.com/en-us/windows/win32/secauthz/well-known-sids */
const levels: Readonly<Record<string, string>> = {
  'S-1-16-4096': 'Low',
  'S-1-16-8192': 'Medium',
  'S-1-16-12288': 'High',
  'S-1-16-16384': 'System',
};
