import type { Casing, Vendor } from './expression.ts';
import type { Feature } from './features.ts';
import type { Leaf, Predicate } from './predicate.ts';
import type { Metadata, Rule, RuleLevel } from './rule.ts';
import type { Events, Search } from './search.ts';

/** How a language holds a feature. The table of these is total; it drives plan, warnings and the support matrix. */
export type Capability =
  | { readonly kind: 'exact' }
  /** Another leaf or leaves say the same: `rewrite` gives them. `by` names the rewrite for people. */
  | { readonly kind: 'rewritten'; readonly by: string; readonly rewrite: Rewrite }
  /** What can be said matches more, or less. `why` is a sentence with its reason in the target's own semantics. */
  | {
      readonly kind: 'approximate';
      readonly verdict: 'broader' | 'narrower' | 'different';
      readonly why: string;
      readonly rewrite: Rewrite;
    }
  | { readonly kind: 'refused'; readonly why: string };

/** Gives what stands in a leaf's place; undefined when this leaf cannot be rewritten, which refuses the rule. */
export type Rewrite = (leaf: Leaf) => Predicate | undefined;

export type Capabilities = Readonly<Record<Feature, Capability>>;

/** What stands behind an exact verdict, in the form KIND or KIND:DETAIL (`single-valued:process.name`). */
export type Given = string;

/** One language (or form of a language) that a target is written in. */
export interface Dialect {
  /** As in `-t elastic:eql` and in reports: kql, lucene, eql, esql, spl, datamodel, python, sigma. */
  readonly name: string;
  /** Name of the query's language in reports (`spl` for both Splunk forms). */
  readonly language: string;
  /** Whose field names it bears. */
  readonly vendor: Vendor;
  readonly capabilities: Capabilities;
  /** The casing of the language's plain text comparison, which `--casing relax` settles for; absent when both are plain. */
  readonly plainCasing?: Casing;
  /**
   * A last look at a leaf that the table allows: why this very leaf cannot be held (a value that no quoting can say, a
   * regex that the dialect cannot print), or undefined. A capability other than `exact` is applied to the leaf.
   */
  readonly inspect?: (leaf: Leaf, rule: PlannedRule) => Capability | undefined;
  /** Assumptions under which the printed form of a leaf means the leaf. */
  readonly assumes?: (leaf: Leaf, rule: PlannedRule) => readonly Given[];
  /** Why a rule whose leaves are all held cannot be said all the same (the data model has no such source), or undefined. */
  readonly refuses?: (rule: PlannedRule, given: ReadonlySet<Given>) => string | undefined;
  /** How a search over several events, each of its predicates legal by now, is held; a dialect without this holds none. */
  readonly holds?: (planned: PlannedRule & { readonly several: SeveralEvents }) => SearchHold;
  /** Counts over spans that each begin with an event in none before, as Panther does; the others look at any span of the length. */
  readonly countsFromFirst?: boolean;
  /** A key of an event is found whatever its case, where none is spelt as it is asked for. */
  readonly looksUpAnyCase?: boolean;
  /** The query alone. Total: plan has seen to it that every leaf can be printed. */
  readonly print: (rule: PlannedRule) => string;
  /** Of a search over several events whose query is but a part of it: the whole, as a document that its vendor takes. */
  readonly document?: (rule: PlannedRule, query: string) => string;
}

/** What becomes of a search over several events. Losses are of its form (a window of another kind); those of its leaves are plan's. */
export type SearchHold =
  | { readonly kind: 'refused'; readonly why: string }
  | {
      readonly kind: 'held';
      readonly losses: readonly {
        readonly verdict: 'broader' | 'narrower' | 'different';
        readonly why: string;
      }[];
      readonly given: readonly Given[];
    };

/** A search over several events in the target's names. */
export interface SeveralEvents {
  /** Each `events` beneath it has a legal predicate, and in its source's `scope` what selects the source in the target. */
  readonly search: Exclude<Search, Events>;
  /** Each `events` of `search` as a rule of its own, for printing it. */
  readonly inputs: ReadonlyMap<Events, PlannedRule>;
}

/** A rule as plan hands it to a backend: fields in the target's names, every leaf legal. */
export interface PlannedRule {
  readonly rule: Rule;
  /** Of a search over several events; `where`, `scope` and `source` are then those of its first events. */
  readonly several?: SeveralEvents;
  /** The rule's own predicate. */
  readonly where: Predicate;
  /** What selects the data source in the target, in its names; always true when nothing needs saying. */
  readonly scope: Predicate;
  readonly source: TargetSource;
  /** Facts of the environment that plan was told. */
  readonly profile: Profile;
  /** How new terms are told: by the events of the history when absent, or by a table that each run brings up to date. */
  readonly newTerms?: 'lookup';
  /** Of events that the target keeps in several places: those of each, which `where` puts together. */
  readonly parts?: readonly PlannedPart[];
}

/** Events of one data source among those of a rule. */
export interface PlannedPart {
  /** As the rule says them. */
  readonly events: Events;
  /** What selects them in the target, in its names. */
  readonly selects: Predicate;
}

/** Where a target keeps the events of the rule's data source. */
export interface TargetSource {
  /** Data source id, when known. */
  readonly id?: string;
  readonly title?: string;
  readonly elastic: { readonly indices: readonly string[]; readonly category?: string };
  readonly splunk: {
    readonly search: string;
    /** A processing pipeline says where the events are, among the rule's own conditions. */
    readonly isPlaced?: true;
    readonly dataModel?: string;
    /** The fields of the data model, where they are known, without its dataset's name. */
    readonly modelFields?: readonly string[];
    /** The page that lists them; without a data model, the page that lists the models. */
    readonly modelPage?: string;
  };
  readonly panther: { readonly logTypes: readonly string[] };
  readonly sigma: {
    readonly category?: string;
    readonly product?: string;
    readonly service?: string;
    readonly definition?: string;
  };
}

/** What no rule can say of the environment that a translation is for. */
export interface Profile {
  /** Of a target's field name: whether it is a keyword or an analysed text; unknown fields are keyword. */
  readonly isText: (field: string) => boolean;
  /** Whether the environment has it as a keyword, where nothing is known of it. */
  readonly isKeyword?: (field: string) => boolean;
  /** Of a text field: whether each of its values is one word, so that the word is the value; none is when absent. */
  readonly isOneWord?: (field: string) => boolean;
  /** Of a target's field name: whether it may hold several values. */
  readonly isMultiValued: (field: string) => boolean;
  /** `.caseless` or similar subfield of a keyword field, if there is one. */
  readonly caselessSubfield: (field: string) => string | undefined;
  /** Columns of a pipeline that hold the values of several events, where a stage is looked at. */
  readonly gathered?: ReadonlySet<string>;
  /** Fields of events that hold one value by then, since a row was made of each. */
  readonly expanded?: ReadonlySet<string>;
}

/** A labelled event: what `Tests` of a Panther rule are made of. In the target's field names. */
export interface LabelledEvent {
  readonly name: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly matches: boolean;
}

export interface EmitRequest {
  readonly planned: PlannedRule;
  readonly query: string;
  readonly dialect: Dialect;
  /** A format of the backend. */
  readonly format: string;
  readonly events: readonly LabelledEvent[];
  /** Unique in the run, safe on every file system: the base name for this rule's files. */
  readonly fileName: string;
  /** In place of the backend's `contentName`, where that is taken; the file is then named after it. */
  readonly contentName?: string;
  /** The document comes into a pack, which has beside it what it names. */
  readonly isOfPack?: boolean;
  /** What the translation is, for a comment or custom key of the document. */
  readonly verdict: { readonly verdict: string; readonly reasons: readonly string[] };
}

export interface Emission {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Keys of the metadata that the document cannot hold, by name. */
  readonly lost: readonly string[];
  /** Of a rule with a suppression: why the document makes other alerts one, a clause; absent where it makes the same one. */
  readonly grouping?: string;
}

/** A product that rules are emitted for. */
export interface Backend {
  readonly target: string;
  readonly title: string;
  /** In order of preference: the first that holds a rule exactly is taken, else the first that holds it with the least loss. */
  readonly dialects: readonly Dialect[];
  /** Names of the dialects that are tried when the user forces none. */
  readonly preferred: readonly string[];
  /** Names after the colon for several dialects, which are tried in this order as the preferred ones are (`-t splunk:cim`). */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  /** Names of the document formats, the default first. */
  readonly formats: readonly string[];
  /** The level that a document of a format says of a rule that says none; undefined where it says none, either. */
  readonly unsaidLevel?: (format: string) => RuleLevel | undefined;
  /** Of these, those that carry the lists of exceptions that a rule names, which leave out what they do. */
  readonly withLists?: readonly string[];
  /** The name that a document of a format says of itself, where its file has to bear the same. */
  readonly contentName?: (format: string, metadata: Metadata) => string | undefined;
  readonly emit: (request: EmitRequest) => Emission;
}
