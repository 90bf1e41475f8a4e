import { fieldsOf } from './fields-of.ts';
import { dataSources, ofTables } from './registry.ts';

/** Log types that no data source has: https://docs.panther.com/data-onboarding/supported-logs */
const others = `
  AWS.ALB AWS.BedrockModelInvocation AWS.SecurityFindingFormat Anthropic.Activity AppOmni.Alerts Asana.Audit Atlassian.Audit
  Auth0.Events Axonius.Activity Azure.MonitorActivity Box.Event CarbonBlack.AlertV2 CarbonBlack.Audit CarbonBlack.EndpointEvent
  CiscoUmbrella.DNS Cloudflare.Firewall Cloudflare.HttpRequest Crowdstrike.DNSRequest Crowdstrike.DetectionSummary
  Crowdstrike.EventStreams Databricks.Audit Docusign.Connect Dropbox.TeamEvent Duo.Administrator GitHub.Webhook GitLab.Audit
  GitLab.Production Gravitational.TeleportAudit Microsoft365.Audit.Exchange Microsoft365.Audit.SharePoint
  MicrosoftIntune.AuditLogs MongoDB.OrganizationEvent MongoDB.ProjectEvent Netskope.Audit Notion.AuditLogs OneLogin.Events
  OnePassword.ItemUsage OnePassword.SignInAttempt OpenAI.Audit Orca.Alert Osquery.Differential Panther.Audit Proofpoint.Event
  PushSecurity.Activity Salesforce.LoginAs SentinelOne.Activity SentinelOne.DeepVisibility Slack.AccessLogs Slack.AuditLogs
  Slack.IntegrationLogs Snowflake.DataTransferHistory Snowflake.GrantsToRoles Snowflake.GrantsToUsers Snowflake.LoginHistory
  Snowflake.QueryHistory Snyk.GroupAudit Snyk.OrgAudit Sublime.Audit Tailscale.Audit ThinkstCanary.Alert Tines.Audit Wiz.Audit
  Wiz.Issues Zendesk.Audit Zoom.Activity Zoom.Operation
`;

const logTypes = ofTables(() => {
  const known = dataSources().flatMap(({ panther }) => panther.logTypes);
  return new Map([...others.trim().split(/\s+/), ...known].map(type => [tableOf(type), type]));
});

function tableOf(logType: string): string {
  return logType.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
}

/** The log type whose events a table of `panther_logs.public` holds: https://docs.panther.com/search/data-explorer */
export function logTypeOfTable(table: string): string | undefined {
  return logTypes().get(table.toLowerCase());
}

/** `Custom.Acme.Doors` for `custom_acme_doors`, as such log types are mostly written; the table does not tell: https://docs.panther.com/data-onboarding/custom-log-types */
export function customLogTypeOf(table: string): string | undefined {
  const [custom, ...words] = table.toLowerCase().split('_');
  if (custom !== 'custom' || words.length === 0 || words.includes('')) return undefined;
  return ['custom', ...words].map(word => word.slice(0, 1).toUpperCase() + word.slice(1)).join('.');
}

const columns = ofTables(() => {
  const found = new Map<string, string>();
  for (const { id, panther } of dataSources())
    for (const { names } of panther.logTypes.length === 1 ? fieldsOf(id) : []) {
      const [column = ''] = (names.panther ?? '').split('.');
      if (column !== '') found.set(`${panther.logTypes[0]} ${column.toLowerCase()}`, column);
    }
  return found;
});

/** A column of a log type's table as its events have it, of those that field maps name. */
export function columnOfLogType(logType: string, name: string): string | undefined {
  return columns().get(`${logType} ${name.toLowerCase()}`);
}
