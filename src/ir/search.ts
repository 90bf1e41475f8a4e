import type { Expression, Node, Pattern } from './expression.ts';
import type { Predicate } from './predicate.ts';

/** What a rule looks for: single events, or several. Durations are in seconds. */
export type Search = Events | Union | Pipeline | Sequence | Correlate | NewTerms | IndicatorMatch;

export interface Events extends Node {
  readonly kind: 'events';
  readonly source: LogSource;
  /** The rule's own predicate, without `source.scope`. */
  readonly where: Predicate;
  /** What it asks in products that lack fields which the author's product makes of others as it searches: of these others. */
  readonly elsewhere?: Elsewhere;
  /** What the query asks without what lists that are attached to the rule leave out: these go with it in its author's product. */
  readonly unattached?: Predicate;
}

export interface Elsewhere {
  readonly where: Predicate;
  /** What that rests on. */
  readonly given: readonly string[];
}

/** Which events are looked at: as the author named them, and the data source that they were found to be. */
export interface LogSource {
  /** A data source of `src/fields` (windows.process_creation); absent when none is known. */
  readonly id?: string;
  /** The rule names a log that no table has: its fields are called as the rule calls them. */
  readonly isForeign?: true;
  readonly sigma?: {
    readonly category?: string;
    readonly product?: string;
    readonly service?: string;
    readonly definition?: string;
  };
  readonly elastic?: { readonly indices: readonly string[]; readonly category?: string };
  readonly splunk?: { readonly search: string; readonly dataModel?: string };
  readonly panther?: { readonly logTypes: readonly string[] };
  /** The top-level conjuncts that select the source rather than the threat, in the author's own fields. */
  readonly scope?: Predicate;
  /** Indices of Elastic that a processing pipeline names. */
  readonly indices?: readonly string[];
  /** What a processing pipeline asks of the events to say where they are: fields of its target, each with its values. */
  readonly placed?: Readonly<Record<string, readonly string[]>>;
}

export interface Union extends Node {
  readonly kind: 'union';
  readonly searches: readonly Search[];
}

export interface Pipeline extends Node {
  readonly kind: 'pipeline';
  readonly from: Search;
  readonly stages: readonly Stage[];
}

export interface Named {
  readonly name: string;
  readonly value: Expression;
}

export interface Measure {
  readonly name: string;
  readonly function:
    | 'count'
    | 'countDistinct'
    | 'sum'
    | 'average'
    | 'minimum'
    | 'maximum'
    | 'median'
    | 'percentile'
    | 'values'
    | 'first'
    | 'last'
    | 'standardDeviation'
    /** Of a sample of all values; of one it is 0. */
    | 'sampleDeviation'
    | 'medianAbsoluteDeviation'
    | 'top';
  readonly of: readonly Expression[];
  /** Of percentile, 0-100. */
  readonly percentile?: number;
  /** Of top: how many values, the greatest first when descending. */
  readonly top?: { readonly count: number; readonly descending: boolean };
  readonly where?: Predicate;
  /** Of first and last: what orders the rows; their time when absent. */
  readonly orderedBy?: Expression;
}

export type Stage = Node &
  (
    | { readonly kind: 'filter'; readonly where: Predicate }
    | { readonly kind: 'extend'; readonly fields: readonly Named[] }
    | {
        readonly kind: 'aggregate';
        readonly by: readonly Named[];
        readonly measures: readonly Measure[];
        readonly window?: Window;
      }
    | { readonly kind: 'joinAggregate'; readonly by: readonly Named[]; readonly measures: readonly Measure[] }
    | { readonly kind: 'keep'; readonly fields: readonly Pattern[] }
    | { readonly kind: 'drop'; readonly fields: readonly Pattern[] }
    | { readonly kind: 'rename'; readonly fields: readonly { readonly from: string; readonly to: string }[] }
    | {
        readonly kind: 'sort';
        readonly by: readonly {
          readonly value: Expression;
          readonly descending: boolean;
          readonly absentFirst: boolean;
        }[];
      }
    | { readonly kind: 'limit'; readonly rows: number; readonly from: 'head' | 'tail' }
    | {
        readonly kind: 'expand';
        readonly field: string;
        /** A row for each different text, as of the keywords of Elasticsearch. */
        readonly distinct?: true;
      }
    | {
        readonly kind: 'extract';
        readonly subject: Expression;
        readonly syntax: 'dissect' | 'grok' | 'regex' | 'uri';
        /** Of `uri`, the parts of an address of the web: what the names of its fields begin with. */
        readonly pattern: string;
        readonly fields: readonly string[];
        /** Of dissect: what stands between the parts of a field that is given several. */
        readonly separator?: string;
      }
    | { readonly kind: 'fill'; readonly fields: readonly string[]; readonly value: Expression }
    | {
        readonly kind: 'dedup';
        readonly by: readonly Expression[];
        readonly keep: number;
        /** All values of a row together are its key, and so are none; else it is left out without one. */
        readonly whole?: true;
      }
    | {
        readonly kind: 'window';
        readonly by: readonly Expression[];
        readonly measures: readonly Measure[];
        readonly span?: number;
        /** So many rows at most, the last ones of the group. */
        readonly rows?: number;
        /** Of the rows before each one alone. */
        readonly withoutCurrent?: boolean;
        /** Rows of the same time are all there at each of them. */
        readonly withPeers?: boolean;
      }
    | {
        readonly kind: 'lookup';
        readonly table: string;
        readonly on: readonly string[];
        /** None: all columns of the table. */
        readonly fields: readonly string[];
        /** All columns come, of which `fields` are those that the search asks for; `rows`: ES|QL's LOOKUP JOIN, a row for each entry. */
        readonly all?: 'values' | 'rows';
        /** The rule has the values as a list of a search, which compares without regard to case. */
        readonly listed?: true;
      }
    | {
        readonly kind: 'join';
        readonly with: Search;
        readonly on: readonly string[];
        readonly type: 'inner' | 'left';
      }
    | { readonly kind: 'changePoint'; readonly value: string; readonly by: string }
  );

/**
 * Sliding: any span of this length, or, with `fromFirst`, each that begins with an event that is in none before; tumbling: clock
 * buckets; schedule: what each run looks back on. Seconds.
 */
export type Window =
  | { readonly kind: 'sliding'; readonly length: number; readonly fromFirst?: boolean }
  | { readonly kind: 'tumbling'; readonly length: number; readonly field: Expression }
  | { readonly kind: 'schedule'; readonly lookBack: number; readonly every: number };

export interface JoinKey {
  readonly value: Expression;
  /** Absent joins absent. */
  readonly nullable: boolean;
}

export interface Sequence extends Node {
  readonly kind: 'sequence';
  readonly steps: readonly Step[];
  /** false: EQL's sample, in any order. */
  readonly ordered: boolean;
  readonly within?: number;
  readonly until?: Step;
}

export interface Step {
  readonly search: Search;
  readonly by: readonly JoinKey[];
  readonly runs: number;
  /** A missing event: `![…]`. */
  readonly absent: boolean;
  /** Seconds after the step before it, at most, which any of its events may be: what a correlation rule of Panther says of each step. */
  readonly within?: number;
}

/**
 * Events of the inputs that have a value for every key of `by`, counted and compared a group. A key that is the name of an alias is
 * another field in each input. An input that is a correlation itself gives an event for each of its alerts: the one that completed it.
 */
export interface Correlate extends Node {
  readonly kind: 'correlate';
  readonly inputs: readonly { readonly name: string; readonly search: Search }[];
  /** alias → input name → field. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, Expression>>>>;
  readonly by: readonly Expression[];
  readonly window: Window;
  /** The inputs that `having` wants events of have them in the order of `inputs`: one of each, none before the last one's. */
  readonly ordered: boolean;
  readonly measures: readonly Measure[];
  /** Over names of measures as fields; the name of an input, where no measure is called so, is the number of its events. */
  readonly having: Predicate;
}

export interface NewTerms extends Node {
  readonly kind: 'newTerms';
  readonly from: Search;
  readonly fields: readonly Expression[];
  readonly history: number;
  /** Told by a table that each run reads and writes anew, in the place of the events of the history. */
  readonly kept?: KeptTerms;
}

/** How runs keep in a table which terms they saw, and when: what no run saw within the history is taken out of it. Seconds. */
export interface KeptTerms {
  /** A term is new to a run that saw it first within so long before it. */
  readonly recent: number;
  /** Keys of which the table does not keep the empty text. */
  readonly unfilled: readonly string[];
  /** Between two runs, how far before itself a run sees events, and until when; absent where nothing says when it runs. */
  readonly runs?: { readonly every: number; readonly reach: number; readonly until: number };
}

export interface IndicatorMatch extends Node {
  readonly kind: 'indicatorMatch';
  readonly from: Search;
  readonly indicators: Search;
  /** Any of these sets; all pairs of a set. */
  readonly pairs: readonly (readonly IndicatorPair[])[];
}

export interface IndicatorPair {
  readonly event: Expression;
  readonly indicator: Expression;
  /** Both differ: neither has a value of the other, and not both are without one. */
  readonly negated?: true;
}
