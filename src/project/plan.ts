import { type Config, formOf, type PackConfig, productOf } from './config.ts';
import { profileNameOf } from './environment.ts';
import { tidyPath } from './pack-folders.ts';
import type { HeldPlaces } from './rule-places.ts';

/** All that the work on a rule depends on beside the rule: plain data, the same on every thread. */
export interface BuildPlan {
  readonly config: Config;
  /** The folder of the project, as an absolute path. */
  readonly root: string;
  readonly packs: readonly PlannedPack[];
  readonly evidence: 'none' | 'proved' | 'tested';
  /** Base names of the rules' files, by the paths of the source files. */
  readonly names: Readonly<Record<string, string>>;
  /** Of the last build. */
  readonly places: HeldPlaces;
}

export interface PlannedPack {
  readonly pack: PackConfig;
  /** As `-t` takes it. */
  readonly target: string;
  /** Document formats of the backend. */
  readonly formats: readonly string[];
  readonly profile: string | undefined;
  /** Relative to the project, without a `/` at its end. */
  readonly folder: string;
}

const formats: Readonly<Record<string, readonly string[]>> = {
  app: ['savedsearches'],
  escu: ['escu'],
  analysis: ['rule'],
  rules: ['toml', 'ndjson'],
  toml: ['toml'],
  ndjson: ['ndjson'],
  folder: ['yaml'],
};

export function plannedPacks(config: Config, asked: string | undefined): readonly PlannedPack[] {
  return config.packs.map(pack => {
    const profile = profileNameOf(config, pack, asked);
    return {
      pack,
      target: pack.target,
      formats: formats[formOf(pack)] ?? [],
      profile,
      folder: tidyPath(pack.folder.replaceAll('{profile}', profile ?? 'default')),
    };
  });
}

/** What names a pack to its product. */
export function appOf({ pack, profile, folder }: PlannedPack): {
  readonly id: string;
  readonly label: string;
  readonly author: string;
  readonly description: string;
  readonly version: string;
  readonly enabled: boolean;
} {
  const { app = {}, name } = pack;
  return {
    id: app.id ?? (productOf(pack) === 'splunk' ? appFolder(folder) : undefined) ?? asId(name),
    label: app.label ?? (formOf(pack) === 'app' && !isAppLabel(name) ? appLabel(name) : name),
    author: app.author ?? 'ruleglot',
    description:
      app.description ??
      `Detection rules for ${productOf(pack)}${profile === undefined ? '' : ` (${profile})`}, built by ruleglot`,
    version: app.version ?? '1.0.0',
    enabled: app.enabled ?? true,
  };
}

/** Of 5 to 80 characters, as AppInspect asks (https://dev.splunk.com/enterprise/reference/appinspect/appinspectcheck/). */
export function isAppLabel(label: string): boolean {
  return label.length >= 5 && label.length <= 80;
}

function appLabel(name: string): string {
  return `Detection rules: ${name}`.slice(0, 80);
}

function asId(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^[^A-Za-z]/, 'pack_$&');
}

/** An app stands in a folder that bears its id (https://dev.splunk.com/enterprise/docs/developapps/createapps/appanatomy/). */
function appFolder(folder: string): string | undefined {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  return /^[A-Za-z][A-Za-z0-9_.-]*$/.test(name) ? name : undefined;
}

/** The apps whose folder bears another name than their id. */
export function misplacedApps(
  packs: readonly PlannedPack[],
): readonly { readonly id: string; readonly folder: string; readonly at: number }[] {
  return packs.flatMap((planned, at) => {
    const { id } = appOf(planned);
    return formOf(planned.pack) === 'app' && appFolder(planned.folder) !== id
      ? [{ id, folder: planned.folder, at }]
      : [];
  });
}
