import type { SourceReference } from './catalog-rule.ts';

/** Platforms by words of a data source or a tag, and the domain that each belongs to. */
const platforms: readonly (readonly [pattern: RegExp, platform: string, domain: string])[] = [
  [/\bwindows|powershell|sysmon|active directory/i, 'Windows', 'Endpoint'],
  [/\blinux|auditd\b/i, 'Linux', 'Endpoint'],
  [/\bmacos|\bosx\b|jamf|santa\b/i, 'macOS', 'Endpoint'],
  [/\bendpoint\b/i, 'Endpoint, any', 'Endpoint'],
  [/kubernetes|\bk8s|\beks\b|\bgke\b|\baks\b/i, 'Kubernetes', 'Container'],
  [/\bcontainer|docker|cloud_defend/i, 'Container', 'Container'],
  [/\baws\b|cloudtrail|guardduty/i, 'AWS', 'Cloud'],
  [/\bazure\b|entra/i, 'Azure', 'Cloud'],
  [/\bgcp\b|google cloud/i, 'Google Cloud', 'Cloud'],
  [/m365|office ?365|microsoft 365|\bo365/i, 'Microsoft 365', 'Software as a service'],
  [/google.?workspace|gsuite/i, 'Google Workspace', 'Software as a service'],
  [/\bokta|onelogin|auth0|duo\b|pingid/i, 'Identity provider', 'Identity'],
  [/github|gitlab|bitbucket/i, 'Code hosting', 'Software as a service'],
  [
    /slack|zoom|box\b|salesforce|snowflake|asana|notion|zendesk|atlassian/i,
    'Other services',
    'Software as a service',
  ],
  [/\bdns\b|firewall|proxy|zeek|network|suricata|cisco|palo|fortinet|netflow/i, 'Network', 'Network'],
  [/web ?server|apache|nginx|iis\b|webserver/i, 'Web server', 'Web'],
];

/** Where the events of a rule come from, for the filters of a page. */
export function placementOf(
  sources: readonly SourceReference[],
  tags: readonly string[],
  logTypes: readonly string[],
): { readonly platforms: readonly string[]; readonly domains: readonly string[] } {
  const own = [
    ...sources.map(({ id, title }) => `${id?.replaceAll(/[._]/g, ' ') ?? ''} ${title}`),
    ...logTypes,
  ];
  const said = tags.filter(tag => /^(?:OS|Data Source|Domain): /.test(tag));
  const matching = platforms.filter(([pattern]) => [...own, ...said].some(text => pattern.test(text)));
  const named = said.flatMap(tag => (tag.startsWith('Domain: ') ? [tag.slice('Domain: '.length)] : []));
  const domains = [...matching.map(([, , domain]) => domain), ...named];
  return {
    platforms: matching.length === 0 ? ['Other'] : matching.map(([, platform]) => platform),
    domains: domains.length === 0 ? ['Other'] : [...new Set(domains)].sort(),
  };
}
