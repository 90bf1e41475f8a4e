import type { Vendor } from '../ir/index.ts';

/** ECS fields that hold arrays (normalize: array, https://www.elastic.co/docs/reference/ecs/ecs-field-reference). */
const elasticArrays = new Set([
  'tags',
  'event.category',
  'event.type',
  'host.ip',
  'host.mac',
  'observer.ip',
  'observer.mac',
  'process.args',
  'process.parent.args',
  'process.entry_leader.args',
  'process.group_leader.args',
  'process.session_leader.args',
  'process.previous.args',
  'process.env_vars',
  'process.parent.env_vars',
  'process.thread.capabilities.effective',
  'process.thread.capabilities.permitted',
  'process.parent.thread.capabilities.effective',
  'process.parent.thread.capabilities.permitted',
  'registry.data.strings',
  'related.hash',
  'related.hosts',
  'related.ip',
  'related.user',
  'related.entity',
  'dns.answers',
  'dns.answers.data',
  'dns.answers.name',
  'dns.answers.type',
  'dns.header_flags',
  'dns.resolved_ip',
  'container.image.hash.all',
  'container.image.tag',
  'container.ip',
  'email.attachments',
  'email.to.address',
  'email.from.address',
  'email.cc.address',
  'email.bcc.address',
  'email.reply_to.address',
  'file.attributes',
  'file.hash.all',
  'rule.author',
  'user.roles',
  'orchestrator.resource.ip',
  'vulnerability.category',
  'threat.tactic.id',
  'threat.tactic.name',
  'threat.technique.id',
  'threat.technique.name',
  'x509.alternative_names',
  'tls.client.supported_ciphers',
  'winlog.keywords',
  'winlog.event_data.AccessList',
  'winlog.event_data.NewUACList',
  'winlog.event_data.PrivilegeList',
  'winlog.event_data.UserAccountControl',
  'kubernetes.audit.user.groups',
  'kubernetes.audit.impersonatedUser.groups',
  'kubernetes.audit.sourceIPs',
  'okta.debug_context.debug_data.risk_behaviors',
  // Sets and vectors of https://docs.zeek.org/en/current/script-reference/log-files.html.
  'zeek.dns.answers',
  'zeek.http.client_header_names',
  'zeek.http.orig_fuids',
  'zeek.http.orig_filenames',
  'zeek.http.orig_mime_types',
  'zeek.http.resp_fuids',
  'zeek.http.resp_filenames',
  'zeek.http.resp_mime_types',
  'zeek.files.session_ids',
  'zeek.notice.actions',
  'zeek.smtp.cc',
  'zeek.smtp.fuids',
  'zeek.smtp.path',
  'zeek.smtp.rcpt_to',
  'zeek.smtp.to',
  'zeek.ssl.client.cert_chain',
  'zeek.ssl.client.cert_chain_fuids',
  'zeek.ssl.server.cert_chain',
  'zeek.ssl.server.cert_chain_fuids',
]);

/** Objects whose elements are arrays of JSON in the vendors' own logs: every field below one may hold several values. */
const elasticArrayParents = [
  'auditd.paths.',
  'powershell.command.invocation_details.',
  'dns.answers.',
  'email.attachments.',
  'okta.target.',
  'gcp.audit.request.metadata.ownerReferences.',
  'gcp.audit.request.rules.',
  'gcp.audit.response.rules.',
  'gcp.audit.service_data.policy_delta.binding_deltas.',
  'gcp.audit.request.spec.containers.',
  'gcp.audit.authorization_info.',
  'kubernetes.audit.requestObject.spec.containers.',
  'kubernetes.audit.requestObject.spec.volumes.',
  'kubernetes.audit.requestObject.rules.',
  'o365.audit.ExtendedProperties.',
  'o365.audit.ModifiedProperties.',
  'o365.audit.Target.',
  'o365.audit.AffectedItems.',
  'o365.audit.OperationProperties.',
  'azure.signinlogs.properties.authentication_details.',
  'azure.signinlogs.properties.applied_conditional_access_policies.',
  'azure.signinlogs.properties.conditional_access_audiences.',
  'azure.signinlogs.properties.authentication_processing_details.',
  'aws.cloudtrail.resources.',
  'github.reasons.',
  'process.pe.sections.',
  'process.elf.sections.',
];

/**
 * ECS's sets that stand within others, and what Elastic Defend holds lists in
 * (https://github.com/elastic/endpoint-package/tree/main/custom_documentation/doc/endpoint).
 */
const elasticArrayNames: readonly RegExp[] = [
  /(?:^|\.)x509\.(?:alternative_names|(?:issuer|subject)\.(?:common_name|country|locality|organization|organizational_unit|state_or_province))$/,
  /(?:^|\.)user\.(?:(?:changes|effective|target)\.)?roles$/,
  /(?:^|\.)supplemental_groups\.(?:id|name)$/,
  /^(?:Target\.)?process\.(?:parent\.)?Ext\.ancestry$/,
  /^threat\.(?:(?:group|software)\.alias|software\.platforms|indicator\.id|(?:tactic|technique)\.reference|technique\.subtechnique\.(?:id|name|reference))$/,
  /^tls\.(?:client|server)\.certificate_chain$/,
];

/** Objects and lists of JSON logs under the vendors' own names: of their elements' fields there may be several. */
const jsonArrays = new Set([
  ...['resources', 'items', 'answers', 'Data', 'client_header_names', 'sourceIPs', 'groups'],
  ...['targetResources', 'TargetResources', 'modifiedProperties', 'ModifiedProperties', 'additionalDetails'],
  ...['authenticationDetails', 'authenticationProcessingDetails', 'appliedConditionalAccessPolicies'],
  ...['networkLocationDetails', 'riskEventTypes', 'riskEventTypes_v2'],
  // https://learn.microsoft.com/en-us/graph/api/resources/signin
  ...['conditionalAccessAudiences', 'sessionLifetimePolicies', 'appliedEventListeners'],
  ...['authenticationContextClassReferences', 'authenticationRequirementPolicies'],
  ...['ExtendedProperties', 'Parameters', 'OperationProperties', 'AffectedItems', 'Target', 'Actor'],
  ...['bindingDeltas', 'authorizationInfo', 'sourceRanges', 'allowed', 'denied'],
  ...['reasons', 'ownerReferences', 'containerDefinitions', 'containers', 'initContainers', 'volumes'],
  ...['rules', 'subjects', 'verbs', 'env', 'volumeMounts', 'ipChain', 'affectedObjects'],
  ...['bindings', 'serviceAccounts', 'Statement', 'Grant'],
  ...['orig_fuids', 'orig_filenames', 'orig_mime_types', 'resp_fuids', 'resp_filenames', 'resp_mime_types'],
  ...['conn_uids', 'tx_hosts', 'rx_hosts', 'rcptto', 'fuids', 'tunnel_parents', 'cert_chain'],
  ...['cert_chain_fuids', 'client_cert_chain', 'client_cert_chain_fuids'],
]);

/**
 * Names that are a list's as a whole, and within other objects another's: Zeek's logs and Security Hub's findings
 * (https://docs.zeek.org/en/master/scripts/base/protocols/dns/main.zeek.html,
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html).
 */
const wholeArrays = new Set([
  ...['TTLs', 'actions', 'to', 'cc', 'Types'],
  ...['san.dns', 'san.ip', 'san.uri', 'san.email'],
]);

/** Of these, and of others, what holds plain values rather than objects. */
const jsonTexts = new Set([
  ...['verbs', 'apiGroups', 'resourceNames', 'nonResourceURLs', 'groups', 'sourceIPs', 'sourceRanges'],
  ...['add', 'drop', 'permissions', 'riskEventTypes', 'riskEventTypes_v2', 'enforcedGrantControls'],
]);

/** Names that are of a list within some objects: `resources` of a rule of Kubernetes are names, those of an event of AWS are objects. */
const jsonTextsWithin: Readonly<Record<string, readonly string[]>> = {
  rules: ['resources'],
  containers: ['command', 'args'],
  initContainers: ['command', 'args'],
  containerDefinitions: ['command', 'entryPoint'],
  requestParameters: ['layers', 'policyArns', 'policyNames', 'securityGroupIds'],
  // https://cloud.google.com/iam/docs/reference/rest/v1/Policy, https://cloud.google.com/compute/docs/reference/rest/v1/firewalls
  bindings: ['members'],
  allowed: ['ports'],
  denied: ['ports'],
  serviceAccounts: ['scopes'],
};

/** Lists of objects within others: tags of a resource are a list in the elements of AWS's own lists, and an object elsewhere. */
const jsonListsWithin: Readonly<Record<string, readonly string[]>> = {
  items: ['tags'],
};

function holdsTexts(parts: readonly string[], last: number): boolean {
  return jsonTexts.has(parts[last] ?? '') || isWithin(jsonTextsWithin, parts, last);
}

function isWithin(
  lists: Readonly<Record<string, readonly string[]>>,
  parts: readonly string[],
  index: number,
): boolean {
  const within = (parts[index - 1] ?? '').replace('{}', '');
  return Object.hasOwn(lists, within) && lists[within]?.includes(parts[index] ?? '') === true;
}

/**
 * A path as Splunk names it when it takes fields out of JSON: `targetResources{}.id`, `rules{}.verbs{}`
 * (https://help.splunk.com/en/splunk-enterprise/search/spl-search-reference/search-commands/spath).
 */
export function splunkPath(name: string): string {
  const parts = name.split('.');
  const last = parts.length - 1;
  const isList = (part: string, index: number) =>
    index < last
      ? jsonArrays.has(part) || isWithin(jsonListsWithin, parts, index)
      : last > 0 && holdsTexts(parts, last);
  return parts.map((part, index) => (isList(part, index) ? `${part}{}` : part)).join('.');
}

const mostKnown = 10_000;
const known = new Map<string, boolean>();

/** Whether a vendor's field may hold several values at once. A field that has kept its ECS name is what ECS says. */
export function isMultiValued(vendor: Vendor, name: string): boolean {
  const key = `${vendor} ${name}`;
  let answer = known.get(key);
  if (answer === undefined) {
    if (known.size === mostKnown) known.clear();
    answer = holdsSeveral(vendor, name);
    known.set(key, answer);
  }
  return answer;
}

function holdsSeveral(vendor: Vendor, name: string): boolean {
  if (elasticArrays.has(name) || elasticArrayParents.some(parent => name.startsWith(parent))) return true;
  if (elasticArrayNames.some(each => each.test(name))) return true;
  if (vendor === 'elastic') return false;
  if (wholeArrays.has(name)) return true;
  const parts = name.replace(/^(ExtraEventData|event)\./, '').split('.');
  return /\{\}|\[/.test(name) || parts[0] === 'target' || parts.some(part => jsonArrays.has(part));
}
