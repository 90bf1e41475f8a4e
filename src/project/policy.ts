import { assumptions } from '../compile/assumptions.ts';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import type { Project, WaiverConfig } from './config.ts';
import { globMatcher } from './glob.ts';

/** What has happened to a rule, for a policy to judge. */
export interface Happening {
  readonly path: string;
  readonly id: string | undefined;
  /** Absent when the rule could not be read. */
  readonly pack?: string;
  /** Words of `fail-on`: refused, broader, given:same-name:FIELD, … */
  readonly what: readonly string[];
}

export interface Judgement {
  /** What of it fails. */
  readonly failing: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What `fail-on` of a project names, beside assumptions. */
export const policyWords: readonly string[] = [
  'unreadable',
  'refused',
  'broader',
  'narrower',
  'different',
  'unverified',
  'changed',
  'none',
];

/** The kinds of assumption, as `fail-on` names them. */
export const assumptionWords: readonly string[] = Object.keys(assumptions).map(kind => `given:${kind}`);

/** Whether a word is `given:KIND` or `given:KIND:WHAT`, of a kind that there is. */
export function isAssumption(word: string): boolean {
  const [given, kind = ''] = word.split(':');
  return given === 'given' && Object.hasOwn(assumptions, kind);
}

const defaultFailOn = ['unreadable', 'refused'];

/** Says what makes a build fail, and what a waiver of the configuration allows until its day. */
export class Policy {
  readonly #failOn: readonly string[];
  readonly #waivers: readonly {
    readonly waiver: WaiverConfig;
    readonly matches: (path: string) => boolean;
  }[];
  readonly #used = new Set<WaiverConfig>();
  readonly #expired = new Set<WaiverConfig>();
  readonly #project: Project;
  readonly #today: string;

  /** `failOn`: of the command line, which counts more than the configuration. `today`: 2027-01-31. */
  constructor(project: Project, failOn: readonly string[] | undefined, today: string) {
    const { policy = {} } = project.config;
    this.#project = project;
    this.#failOn = failOn ?? policy['fail-on'] ?? defaultFailOn;
    this.#waivers = (policy.waivers ?? []).map(waiver => ({ waiver, matches: globMatcher(waiver.rule) }));
    this.#today = today;
  }

  judge(happening: Happening): Judgement {
    const failing: string[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const what of happening.what) {
      if (!isNamed(what, this.#failOn)) continue;
      const waiver = this.#waiverOf(happening, what);
      if (waiver === undefined) failing.push(what);
      else {
        const { reason, until } = waiver;
        const pack = happening.pack ?? 'all packs';
        diagnostics.push(diagnose('build/waived', { what, pack, reason, until }));
      }
    }
    return { failing, diagnostics };
  }

  /** What is to be said of the waivers when all rules have been judged. */
  remarks(): readonly Diagnostic[] {
    return this.#waivers.flatMap(({ waiver }, at) => {
      const place = this.#project.placeOf(['policy', 'waivers', at, 'rule']);
      const { rule, until } = waiver;
      if (this.#used.has(waiver)) return [];
      return [
        this.#expired.has(waiver) || until < this.#today
          ? diagnose('build/waiver-expired', { rule, until }, place)
          : diagnose('build/waiver-unused', { rule }, place),
      ];
    });
  }

  #waiverOf({ path, id, pack }: Happening, what: string): WaiverConfig | undefined {
    for (const { waiver, matches } of this.#waivers) {
      const isMeant = waiver.rule === id || matches(path);
      const isOfPack = waiver.packs === undefined || pack === undefined || waiver.packs.includes(pack);
      if (!isMeant || !isOfPack || !isNamed(what, waiver.allow)) continue;
      if (waiver.until >= this.#today) {
        this.#used.add(waiver);
        return waiver;
      }
      this.#expired.add(waiver);
    }
    return undefined;
  }
}

/** `given:same-name` names `given:same-name:Foo`. */
function isNamed(what: string, words: readonly string[]): boolean {
  return words.some(word => what === word || what.startsWith(`${word}:`));
}
