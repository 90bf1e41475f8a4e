import { dataSources } from '../fields/index.ts';
import { and, type Events, type LogSource, type Predicate } from '../ir/index.ts';
import { placeIn } from './splunk-place.ts';

/**
 * Macros of security content that say where events are kept, and the data source that they stand for. Each site defines them as
 * its own indexes need. https://github.com/splunk/security_content/tree/develop/macros
 */
const sourceMacros: Readonly<Record<string, string | undefined>> = {
  ...unknown(
    'admon amazon_security_lake aws_cloudwatchlogs_eks aws_config aws_description aws_s3_accesslogs',
  ),
  ...unknown(
    'aws_securityhub_finding aws_securityhub_firehose azure_audit azure_monitor_aad azuread circleci',
  ),
  ...unknown('cisco_networks cloudwatch_eks cloudwatch_vpc cloudwatchlogs_vpcflow crowdstrike_identities'),
  ...unknown(
    'crowdstrike_stream crushftp exchange github google_gcp_pubnet_message gsuite_calendar gsuite_drive',
  ),
  ...unknown('gsuite_gmail iis_operational_logs ivanti_vtm_audit kube_container_falco kube_objects_events'),
  ...unknown(
    'kubernetes_azure kubernetes_container_controller kubernetes_metrics linux_hosts moveit_sftp_logs',
  ),
  ...unknown('msexchange_management netbackup nginx_access_logs o365_graph osquery_macro osquery_process'),
  ...unknown('papercutng pingid printservice remoteconnectionmanager s3_accesslogs stream_dns stream_http'),
  ...unknown('stream_tcp suricata wineventlog_task_scheduler zeek_rpc zscaler_proxy'),
  applocker: 'windows.applocker',
  capi2_operational: 'windows.capi2',
  certificateservices_lifecycle: 'windows.certificateservicesclient-lifecycle-system',
  cloudtrail: 'aws.cloudtrail',
  google_gcp_pubsub_message: 'gcp.audit',
  gws_reports_admin: 'google_workspace.admin',
  gws_reports_login: 'google_workspace.login',
  kube_audit: 'kubernetes.audit',
  linux_auditd: 'linux.auditd',
  ms_defender: 'windows.windefend',
  ntlm_audit: 'windows.ntlm',
  o365_management_activity: 'm365.audit',
  okta: 'okta.system',
  powershell: 'windows.powershell',
  sysmon: 'windows.sysmon',
  wineventlog_application: 'windows.application',
  wineventlog_security: 'windows.security',
  wineventlog_system: 'windows.system',
  wmi: 'windows.wmi',
  zeek_ssl: 'zeek.ssl',
  zeek_x509: 'zeek.x509',
};

function unknown(names: string): Readonly<Record<string, undefined>> {
  return Object.fromEntries(names.split(' ').map(name => [name, undefined]));
}

/** The macro that a search begins with, where it says which events are looked at. */
export function sourceMacro(
  query: string,
): { readonly name: string; readonly source: LogSource } | undefined {
  const [, name = ''] = /^\s*(?:search\s+)?`(\w+)`(?!\s+OR\b)/.exec(query) ?? [];
  const isOnce = query.split(`\`${name}\``).length === 2;
  if (name === '' || !isOnce || !Object.hasOwn(sourceMacros, name)) return undefined;
  const id = sourceMacros[name];
  return { name, source: { splunk: { search: `\`${name}\`` }, ...(id === undefined ? {} : { id }) } };
}

/** Data models whose events are those of one data source. What a model says besides (an action) stays in the rule. */
const modelSources: Readonly<Record<string, string>> = {
  'Endpoint.Processes': 'endpoint.process_creation',
  'Endpoint.Registry': 'windows.registry_event',
  Network_Resolution: 'dns',
  'Network_Resolution.DNS': 'dns',
  Network_Traffic: 'firewall',
  'Network_Traffic.All_Traffic': 'firewall',
};

const windows = /^(?:sysmon eventid|windows|crowdstrike)/i;
const linux = /^(?:sysmon for linux|linux)/i;

/** The data source of events that a search looks at; `named` are the sources that the author lists. */
export function recogniseSplunk(events: Events, named: readonly string[]): Events {
  const { source } = events;
  const model = source.splunk?.dataModel;
  if (model !== undefined) {
    const id = model === 'Endpoint.Processes' ? processSource(named) : modelSources[model];
    return id === undefined ? events : { ...events, source: placed(source, id) };
  }
  if (source.id === undefined) return source.splunk?.search === '' ? inPlace(events) : events;
  // The macro of Sysmon holds its Linux events too.
  if (source.id === 'windows.sysmon' && named.some(each => linux.test(each))) {
    const { id: _, ...rest } = source;
    return { ...events, source: rest };
  }
  return narrowed(events, dataSources().find(each => each.id === source.id)?.splunk.search);
}

/** A search that says in plain fields where its events are kept. */
function inPlace(events: Events): Events {
  const place = placeIn(events, channels);
  if (place === undefined) return events;
  const { id, known, search, where } = place;
  const source = { ...events.source, splunk: { search }, ...(id === undefined ? {} : { id }) };
  const found = narrowed({ ...events, source, where }, known);
  return found.source.id === undefined ? events : found;
}

const channels: ReadonlySet<string> = new Set(Object.values(sourceMacros).flatMap(id => id ?? []));

/** A data model says not where its raw events are kept. */
function placed(source: LogSource, id: string): LogSource {
  const search = dataSources().find(each => each.id === id)?.splunk.search ?? '';
  return { ...source, id, splunk: { ...source.splunk, search } };
}

function processSource(named: readonly string[]): string {
  const os = named.filter(each => !/^crowdstrike/i.test(each));
  if (os.length > 0 && os.every(each => windows.test(each))) return 'windows.process_creation';
  if (os.length > 0 && os.every(each => linux.test(each))) return 'linux.process_creation';
  return 'endpoint.process_creation';
}

/** An event id among the conjuncts may make a channel the one data source that has just this id. */
function narrowed(events: Events, place: string | undefined): Events {
  const parts = events.where.kind === 'and' ? events.where.operands : [events.where];
  const fitting = dataSources().flatMap(({ id: other, splunk }) => {
    const scope = Object.entries(splunk.scope ?? {});
    if (splunk.search !== place || scope.length !== 1) return [];
    const part = parts.find(each => scope.some(([name, values]) => says(each, name, values)));
    return part === undefined ? [] : [{ id: other, part }];
  });
  const [only] = fitting;
  if (only === undefined || fitting.length > 1) return events;
  const where = and(
    parts.filter(each => each !== only.part),
    events.where.origin,
  );
  return { ...events, source: { ...events.source, id: only.id, scope: only.part }, where };
}

function says(part: Predicate, name: string, values: unknown): boolean {
  if (part.kind !== 'equals' || part.subject.kind !== 'field' || part.subject.name !== name) return false;
  const wanted = (Array.isArray(values) ? values : [values]).map(String).sort();
  return part.values.map(String).sort().join('\n') === wanted.join('\n');
}
