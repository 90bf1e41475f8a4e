import type { RuleLevel } from '../ir/index.ts';
import type { Span } from '../source/index.ts';

/** A project, as `ruleglot.config.yaml` and what it extends describe it. `schemas/config.schema.json` says what each key means. */
export interface Config {
  readonly rules: readonly InputConfig[];
  readonly placeholders?: string | readonly string[];
  readonly pipelines?: readonly string[];
  readonly filters?: readonly string[];
  readonly macros?: readonly string[];
  readonly lookups?: readonly string[];
  readonly packs: readonly PackConfig[];
  readonly policy?: PolicyConfig;
  readonly evidence?: 'none' | 'proved' | 'tested';
  readonly reports?: readonly string[];
  readonly lock?: string;
  readonly cache?: string | boolean;
  readonly profile?: string;
  readonly profiles?: Readonly<Record<string, ProfileConfig>>;
  readonly fields?: Readonly<Record<string, readonly FieldConfig[]>>;
  readonly sources?: Readonly<Record<string, SourceConfig>>;
}

export interface InputConfig {
  readonly paths: readonly string[];
  readonly exclude?: readonly string[];
  readonly format?: string;
}

export type PackForm = 'app' | 'escu' | 'analysis' | 'rules' | 'toml' | 'ndjson' | 'folder';

export interface PackConfig {
  readonly name: string;
  readonly target: string;
  readonly form?: PackForm;
  readonly folder: string;
  readonly outside?: boolean;
  readonly profile?: string;
  readonly pipelines?: readonly string[];
  readonly casing?: 'keep' | 'relax';
  readonly 'new-terms'?: 'search' | 'lookup';
  readonly 'strict-fields'?: boolean;
  readonly unmapped?: 'keep' | 'drop' | 'refuse';
  readonly allow?: readonly string[];
  readonly select?: SelectionConfig;
  readonly exclude?: SelectionConfig;
  readonly app?: AppConfig;
}

/** Conditions on a rule: of a `select` all that are given, of an `exclude` any. */
export interface SelectionConfig {
  readonly levels?: readonly RuleLevel[];
  readonly status?: readonly string[];
  readonly tags?: readonly string[];
  readonly sources?: readonly string[];
  readonly attack?: readonly string[];
  readonly ids?: readonly string[];
  readonly paths?: readonly string[];
  readonly formats?: readonly string[];
}

export interface AppConfig {
  readonly id?: string;
  readonly label?: string;
  readonly author?: string;
  readonly description?: string;
  readonly version?: string;
  readonly enabled?: boolean;
}

export interface PolicyConfig {
  readonly 'fail-on'?: readonly string[];
  readonly waivers?: readonly WaiverConfig[];
}

export interface WaiverConfig {
  readonly rule: string;
  readonly packs?: readonly string[];
  readonly allow: readonly string[];
  readonly reason: string;
  readonly until: string;
}

export interface ProfileConfig {
  readonly extends?: string;
  readonly elastic?: ElasticProfileConfig;
  readonly splunk?: SplunkProfileConfig;
  readonly panther?: PantherProfileConfig;
}

export interface ValuedConfig {
  readonly 'multi-valued'?: readonly string[];
  readonly 'single-valued'?: readonly string[];
}

export interface ElasticProfileConfig extends ValuedConfig {
  readonly text?: readonly string[];
  readonly keyword?: readonly string[];
  readonly caseless?: Readonly<Record<string, string>>;
  readonly indices?: Readonly<Record<string, readonly string[]>>;
}

export interface SplunkProfileConfig extends ValuedConfig {
  readonly model?: 'raw' | 'cim';
  readonly searches?: Readonly<Record<string, string>>;
  readonly macros?: Readonly<Record<string, string>>;
}

export interface PantherProfileConfig extends ValuedConfig {
  readonly 'log-types'?: Readonly<Record<string, readonly string[]>>;
}

/** A vendor's name of a field; beside it at most one of the ways to hold it (`alike` belongs to `values`). */
export type ViewConfig = string | null | HeldConfig;

export interface HeldConfig {
  readonly name: string;
  readonly values?: Readonly<Record<string, string | readonly string[]>>;
  readonly alike?: true;
  readonly part?: string;
  readonly half?: 'domain' | 'name';
  readonly arguments?: true;
  readonly unlike?: string;
}

export interface FieldConfig {
  readonly canonical: string;
  readonly type?: 'string' | 'number' | 'boolean' | 'ip' | 'time' | 'unknown';
  readonly sigma?: ViewConfig;
  readonly elastic?: ViewConfig;
  readonly splunk?: ViewConfig;
  readonly cim?: ViewConfig;
  readonly panther?: ViewConfig;
  readonly also?: Readonly<Record<string, readonly string[]>>;
}

type ScopeConfig = Readonly<Record<string, string | number | readonly (string | number)[]>>;

export interface SourceConfig {
  readonly title?: string;
  readonly os?: 'windows' | 'linux' | 'macos';
  readonly sigma?: {
    readonly product?: string;
    readonly category?: string;
    readonly service?: string;
    readonly scope?: ScopeConfig;
  };
  readonly elastic?: {
    readonly indices?: readonly string[];
    readonly category?: string;
    readonly scope?: ScopeConfig;
    readonly datasets?: readonly string[];
  };
  readonly splunk?: {
    readonly search?: string;
    readonly scope?: ScopeConfig;
    readonly model?: string;
    readonly 'model-scope'?: ScopeConfig;
  };
  readonly panther?: { readonly 'log-types'?: readonly string[]; readonly scope?: ScopeConfig };
}

/** Where a part of the configuration stands: `['packs', 0, 'folder']`, or the key that names it. Undefined for what it does not say. */
export type PlaceOf = (path: readonly (string | number)[], part?: 'key' | 'value') => Span | undefined;

export interface Project {
  readonly config: Config;
  readonly placeOf: PlaceOf;
  /** Paths of the configuration itself and of those it extends, relative to its folder. */
  readonly files: readonly string[];
}

/** The form of a pack when it names none, and the forms that its target has. */
export const packForms: Readonly<Record<string, readonly PackForm[]>> = {
  splunk: ['app', 'escu'],
  panther: ['analysis'],
  elastic: ['rules', 'toml', 'ndjson'],
  sigma: ['folder'],
};

export function productOf({ target }: Pick<PackConfig, 'target'>): string {
  return target.split(':')[0] ?? target;
}

export function formOf(pack: PackConfig): PackForm {
  return pack.form ?? packForms[productOf(pack)]?.[0] ?? 'folder';
}
