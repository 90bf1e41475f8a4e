/**
 * First parts of the names of events' fields; what a table adds to events is not told by its name, but none of these are what tables
 * are kept for, as those of `threat` are. https://www.elastic.co/docs/reference/ecs/ecs-field-reference
 */
const roots: ReadonlySet<string> = new Set([
  ...['@timestamp', 'message', 'tags', '_id', '_index', '_version', '_source', '_score', '_ignored'],
  ...[
    'agent',
    'client',
    'cloud',
    'code_signature',
    'container',
    'data_stream',
    'destination',
    'device',
    'dll',
  ],
  ...['dns', 'ecs', 'email', 'error', 'event', 'faas', 'file', 'gen_ai', 'group', 'host', 'http', 'log'],
  ...['network', 'observer', 'orchestrator', 'organization', 'package', 'process', 'registry', 'related'],
  ...[
    'rule',
    'server',
    'service',
    'source',
    'span',
    'tls',
    'trace',
    'transaction',
    'url',
    'user',
    'user_agent',
  ],
  ...['volume', 'vulnerability', 'x509', 'winlog', 'powershell', 'sysmon', 'auditd', 'system', 'Endpoint'],
  ...['Effective_process', 'Target', 'aws', 'azure', 'gcp', 'o365', 'okta', 'github', 'google_workspace'],
  ...['kubernetes', 'zeek', 'suricata', 'cyberarkpas', 'panw', 'fortinet', 'cisco', 'kibana', 'signal'],
]);

export function isEventField(name: string): boolean {
  return roots.has(name.split('.', 1)[0] ?? name);
}
