import type { Metadata } from '../../src/ir/index.ts';

/** What a detection of security content says of itself that another one can say, too. */
export interface OwnWords {
  readonly version?: number;
  readonly type?: string;
  readonly assetType?: string;
  readonly domain?: string;
  readonly cve: readonly string[];
  readonly tests?: readonly object[];
  /** Names, for which contentctl wants files. */
  readonly stories: readonly string[];
  /** Its keys of which nothing is left out. */
  readonly kept: ReadonlySet<string>;
}

type Data = Readonly<Record<string, unknown>>;

/** Of rules of other forms nothing. https://github.com/splunk/contentctl (Detection_Abstract, DetectionTags, UnitTest) */
export function ownWordsOf({ vendor, extra }: Metadata): OwnWords {
  const { version, type, tags, tests } = extra;
  if (vendor !== 'splunk' || !isData(tags)) return { cve: [], stories: [], kept: new Set() };
  const isVersion = typeof version === 'number' && Number.isInteger(version) && version >= 0;
  const isType = typeof type === 'string' && keptTypes.has(type);
  const areTests = Array.isArray(tests) && tests.every(isTest);
  const stories = textsOf(tags['analytic_story']).filter(name => plainName.test(name));
  const cve = textsOf(tags['cve']).filter(each => /^CVE-[12]\d{3}-\d+$/.test(each));
  const { asset_type: asset, security_domain: domain } = tags;
  const areWhole =
    Object.keys(tags).every(key => heldTags.has(key)) &&
    stories.length === textsOf(tags['analytic_story']).length &&
    cve.length === textsOf(tags['cve']).length;
  return {
    ...(isVersion ? { version } : {}),
    ...(isType ? { type } : {}),
    ...(areTests && tests.length > 0 ? { tests } : {}),
    ...(typeof asset === 'string' && assets.has(asset) ? { assetType: asset } : {}),
    ...(typeof domain === 'string' && domains.has(domain) ? { domain } : {}),
    ...{ cve, stories },
    kept: new Set([
      ...(isVersion ? ['version'] : []),
      ...(isType ? ['type'] : []),
      ...(areTests ? ['tests'] : []),
      ...(areWhole ? ['tags'] : []),
    ]),
  };
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textsOf(value: unknown): readonly string[] {
  return [value].flat().filter(each => typeof each === 'string');
}

/** A correlation looks at the index of risk, which no search that is printed here does. */
const keptTypes: ReadonlySet<string> = new Set(['TTP', 'Anomaly', 'Hunting']);

const heldTags: ReadonlySet<string> = new Set([
  ...['analytic_story', 'asset_type', 'cve', 'mitre_attack_id', 'product', 'security_domain', 'throttling'],
]);

/** The name of a story is that of its file. */
const plainName = /^[\w ./&'(),+-]{1,99}$/;

/** A file of events that is not had from an address lies in the repository of the detection. */
function isTest(test: unknown): boolean {
  if (!isData(test) || typeof test['name'] !== 'string' || !Array.isArray(test['attack_data'])) return false;
  const isAlone = Object.keys(test).every(key => key === 'name' || key === 'attack_data');
  return isAlone && test['attack_data'].every(isAttackData);
}

const keysOfData: ReadonlySet<string> = new Set(['data', 'source', 'sourcetype', 'custom_index', 'host']);

function isAttackData(data: unknown): boolean {
  if (!isData(data) || !Object.entries(data).every(([key, value]) => isTextOf(key, value))) return false;
  const { data: address, source, sourcetype } = data;
  return /^https?:\/\//.test(String(address)) && source !== undefined && sourcetype !== undefined;
}

function isTextOf(key: string, value: unknown): boolean {
  return keysOfData.has(key) && typeof value === 'string';
}

const domains: ReadonlySet<string> = new Set([
  ...['endpoint', 'network', 'threat', 'identity', 'access', 'audit'],
]);

/** https://github.com/splunk/contentctl/blob/main/contentctl/objects/enums.py (AssetType) */
const assets: ReadonlySet<string> = new Set([
  ...['AWS Account', 'AWS EKS Kubernetes cluster', 'AWS Federated Account', 'AWS Instance', 'Account'],
  ...['Amazon EKS Kubernetes cluster', 'Amazon EKS Kubernetes cluster Pod'],
  ...['Amazon Elastic Container Registry', 'Azure Tenant', 'Azure AKS Kubernetes cluster'],
  ...['Azure Active Directory', 'CircleCI', 'Cloud Compute Instance', 'Cloud Instance', 'DNS Servers'],
  ...['Database Server', 'Domain Server', 'EC2 Snapshot', 'Endpoint', 'GCP', 'GCP Account'],
  ...['GCP GKE EKS Kubernetes cluster', 'GCP GKE Kubernetes cluster', 'GCP Kubernetes cluster'],
  ...['GCP Storage Bucket', 'GDrive', 'GSuite', 'GitHub', 'Google Cloud Platform tenant', 'Identity'],
  ...['Infrastructure', 'Instance', 'Kubernetes', 'Network', 'O365 Tenant', 'Okta Tenant', 'Proxy'],
  ...['S3 Bucket', 'Splunk Server', 'VPN Appliance', 'Web Server', 'Web Proxy', 'Web Application'],
  'Windows',
]);
