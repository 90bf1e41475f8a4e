import type { Diagnostic } from '../diagnostics/index.ts';
import type { Dialect, Given, PlannedRule, Profile, Vendor } from '../ir/index.ts';

/** How a translation stands to its rule, for every event. `broader` matches all that the rule does, and more. */
export type Verdict = 'exact' | 'broader' | 'narrower' | 'different' | 'refused';

export type Evidence =
  | { readonly kind: 'proved' }
  | { readonly kind: 'tested'; readonly events: number; readonly engine: string }
  | { readonly kind: 'unverified'; readonly because: string };

export type Unmapped = 'keep' | 'drop' | 'refuse';

export interface CompileOptions {
  /** `relax` takes the plain form of a text comparison where keeping the casing costs idiom; declared broader or narrower. */
  readonly casing: 'keep' | 'relax';
  /** Of Splunk: new terms by the events of the history (when absent), or by a lookup that each run of the search brings up to date. */
  readonly newTerms?: 'search' | 'lookup';
  /** An unmapped field refuses the rule. */
  readonly strictFields: boolean;
  /**
   * What becomes of a predicate over a field that has no name in the target: `keep` (when absent) keeps the written name,
   * given `same-name:FIELD`; `drop` leaves it out, declared broader or narrower; `refuse` is `strictFields`.
   */
  readonly unmapped?: Unmapped;
  /** What the environment holds, in the field names of a vendor. */
  readonly profile: (vendor: Vendor) => Profile;
  /** A choice of the target that stands where none is forced (`cim`, where Splunk is searched by data models). */
  readonly prefer?: string;
  /** `elastic:eql` forces a dialect of the target, `splunk:cim` a choice of them. */
  readonly dialect?: string;
}

/** A rule in one target. `planned`, `dialect`, `query` and `evidence` are absent when refused. */
export interface Translation {
  readonly verdict: Verdict;
  readonly evidence?: Evidence;
  readonly given: readonly Given[];
  readonly diagnostics: readonly Diagnostic[];
  readonly dialect?: Dialect;
  readonly query?: string;
  readonly planned?: PlannedRule;
  /** One sentence each: why the verdict is not exact. */
  readonly reasons: readonly string[];
  /** How the rule in the target's field names stands to the rule: what the field map loses, and no reading of the query can check. */
  readonly mapping?: Exclude<Verdict, 'refused'>;
  /** How the query stands to the rule in the target's field names: the verdict, given the field map. */
  readonly form?: Exclude<Verdict, 'refused'>;
  /** For documents that carry the rule's lists of exceptions: exact without what these leave out. */
  readonly leftToLists?: Translation;
}
