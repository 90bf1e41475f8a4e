import type { Expression } from './expression.ts';
import type { QueryRewrite } from './query-rewrite.ts';
import type { Search } from './search.ts';

export type RuleLevel = 'informational' | 'low' | 'medium' | 'high' | 'critical';

/** A detection rule, whatever product it was written for. */
export interface Rule {
  readonly metadata: Metadata;
  readonly search: Search;
  readonly schedule?: Schedule;
  /** What the reading of it rests on, in the form KIND:FIELD: a module says little of the types of its fields. */
  readonly given?: readonly string[];
  /** What its user had left out of it, as a processing pipeline does: how the rule stands to what was written. */
  readonly losses?: readonly Loss[];
  /** What its user has made of the text of its query, in this order, once it is printed. */
  readonly rewrites?: readonly QueryRewrite[];
  /** Processing pipelines that it went through and that their authors made for some products alone. */
  readonly madeFor?: readonly MadeFor[];
  /** The data model of Splunk that a processing pipeline has named its fields for. */
  readonly dataModel?: string;
  readonly suppression?: Suppression;
  /** What the rules that a correlation refers to say of themselves, by the names of its inputs. */
  readonly joined?: readonly { readonly name: string; readonly metadata: Metadata }[];
}

/** Alerts with the same keys that are told once: of a span, or of each run. */
export interface Suppression {
  /** None: all alerts are of one group. */
  readonly by: readonly Expression[];
  /** From the first alert of a group on; when absent each run alerts once on each group. */
  readonly seconds?: number;
  /** Events that lack a key alert each on its own; when absent they are a group as those of a value are. */
  readonly lacking?: 'apart';
  /** An event of several values is of the group of each; when absent, of that of all together. */
  readonly several?: 'each';
  /** Of a rule in a target's names: why its keys are not those of the rule, a clause. */
  readonly otherKeys?: string;
}

/** A processing pipeline, with the backends of pySigma that it may be used for. */
export interface MadeFor {
  readonly pipeline: string;
  readonly backends: readonly string[];
}

/** All that a rule says of itself. What only one vendor has stays in `extra`, for the way back to that vendor. */
export interface Metadata {
  readonly vendor: 'sigma' | 'elastic' | 'splunk' | 'panther';
  readonly id?: string;
  readonly name?: string;
  readonly title: string;
  readonly description?: string;
  readonly level?: RuleLevel;
  /** 0-100, Elastic's. Absent when the author gave none. */
  readonly riskScore?: number;
  /** Sigma's words: stable test experimental deprecated unsupported; of other vendors the nearest. */
  readonly status?: string;
  /** Whether it runs; absent where nothing says so. */
  readonly enabled?: boolean;
  readonly authors: readonly string[];
  readonly licence?: string;
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  /** ISO dates (2026-11-21). */
  readonly created?: string;
  readonly modified?: string;
  readonly attack: readonly AttackTactic[];
  /** Tags that are not ATT&CK, as written (`cve.2021-44228`, `Domain: Endpoint`). */
  readonly tags: readonly string[];
  readonly related: readonly { readonly id: string; readonly type: string }[];
  /** Its matches are signals for other rules, and make no alert that an analyst is to see. */
  readonly isBuildingBlock?: true;
  /** Fields that an analyst wants to see with an alert, written names. */
  readonly fields: readonly string[];
  /** Investigation guide, set-up (Elastic's note and setup). */
  readonly note?: string;
  readonly setup?: string;
  /** Lines of the export that it leans on in its own product, as they are there: its lists of exceptions, their items, and connectors. */
  readonly attached?: readonly string[];
  /** Every other key of the source document, as plain data, in its order, for a round trip to the same format. */
  readonly extra: Readonly<Record<string, unknown>>;
}

export interface Loss {
  readonly verdict: 'broader' | 'narrower' | 'different';
  /** A sentence. */
  readonly why: string;
}

/** A tactic with the techniques given under it. `tactic` is absent for techniques that stand alone (Sigma tags). */
export interface AttackTactic {
  /** TA0001 and short name (initial-access), where known. */
  readonly tactic?: { readonly id?: string; readonly name: string };
  /** T1059 or T1059.001; the name where the source gives one. */
  readonly techniques: readonly { readonly id: string; readonly name?: string }[];
}

/** Seconds. A run at time t looks at (t - until - lookBack, t - until]. */
export interface Schedule {
  readonly every: number;
  readonly lookBack: number;
  /** How long before the run its window ends, as one does that waits for late events; at the run when absent. */
  readonly until?: number;
  /**
   * Seconds after the start of its hour, day or week (of Sunday) that it runs, where the product says so: others run at any time, and
   * what a rule means does not hang on it.
   */
  readonly phase?: number;
}
