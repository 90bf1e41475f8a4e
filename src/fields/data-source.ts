import type { ValueType, Vendor } from '../ir/index.ts';
import type { FieldView } from './field-view.ts';

export type * from './field-view.ts';

/** Values of scoping fields: an event is of the source when each field has one of its values. */
export type ScopeTable = Readonly<Record<string, string | number | readonly (string | number)[]>>;

/** What Elastic's integration does to a value, and need not where this is so. */
export type Assumed =
  | 'plain-address'
  | 'vpn-ends'
  | 'lower-case'
  | 'same-words'
  | 'ecs-field'
  | 'message-codes'
  | 'english-names'
  | 'named-by-event'
  | 'no-list';

export interface FieldEntry {
  readonly canonical: string;
  readonly type?: ValueType;
  /** Absent: the set's template for the vendor makes the name; null: the vendor has no such field. */
  readonly sigma?: FieldView | null;
  readonly elastic?: FieldView | null;
  readonly splunk?: FieldView | null;
  readonly cim?: FieldView | null;
  readonly panther?: FieldView | null;
  /** What is taken for granted where Elastic's integration has made the value out of what was logged: the kind of a `given`. */
  readonly assumes?: Assumed;
  /** That of its set. */
  readonly blanks?: FieldSet['blanks'];
  /** Whose name of it rests on that, against those of all others; Elastic's, where nothing is said. */
  readonly assumedOf?: Vendor;
  /** How another sensor of Elastic's holds what this one does: who asks for the field asks for either. */
  readonly beside?: readonly FieldView[];
  /** Of the time of an event: the log's own field, which Splunk keeps beside `_time`, as Splunk names it. */
  readonly logged?: string;
  /** Further names that a vendor's rules use for the field; read, never written. */
  readonly also?: Readonly<Partial<Record<Vendor, readonly string[]>>>;
}

/**
 * Fields with no entry of their own that are named alike by several vendors: what stands after the prefix is the same.
 * The canonical name is Elastic's. `letters`: Elastic writes snake_case what the others write camelCase.
 */
export interface OpenNames {
  readonly prefix: Readonly<Partial<Record<Vendor, string>>>;
  readonly letters?: 'snake';
  readonly type?: ValueType;
  /** Types of names that are known to be there, in Elastic's spelling, by what stands behind its prefix. */
  readonly types?: Readonly<Record<string, ValueType>>;
  /** Elastic's integration takes over the names of `types` alone, and drops all others. */
  readonly closed?: true;
  /** Objects of `closed` names, in Elastic's spelling, whose members it takes over whatever they are called. */
  readonly free?: readonly string[];
  /** Only names of this vendor are read by it; other vendors' are read by another. */
  readonly of?: Vendor;
  /** The vendor's field whose XML holds an element of the name, where the vendor has no field of the name. */
  readonly elementOf?: Readonly<Partial<Record<Vendor, string>>>;
  /** That of its set. */
  readonly blanks?: 'empty';
}

/**
 * A list of elements with a name and values (`Parameters: [{Name, Value}]`) that Elastic's integration makes an object of, by those
 * names. `members`: each member but the name, and what Elastic calls it under the element's name; empty for the element's value itself.
 */
export interface NamedList {
  readonly elastic: string;
  readonly sigma: string;
  readonly splunk: string;
  readonly panther: string;
  readonly key: string;
  readonly members: Readonly<Record<string, string>>;
  /** Elastic writes blanks and dots of the names as underscores. */
  readonly letters?: 'underscores';
}

export interface FieldSet {
  /** How a vendor's name is made where an entry does not give it: {canonical} and {sigma} stand for those names. */
  readonly names?: Readonly<Partial<Record<Vendor, string>>>;
  readonly open?: readonly OpenNames[];
  readonly lists?: readonly NamedList[];
  /** Elastic's integration leaves out fields of the set whose value in the log is a blank: a dash or an empty text, or an empty text alone. */
  readonly blanks?: 'dashes' | 'empty';
  /** Fields that Splunk's add-on makes of others as events are searched: what they are, as an eval expression. Read, never written. */
  readonly calculated?: Readonly<Record<string, string>>;
  /** Fields in which the add-on writes a value where the log has none, by Splunk's name: these values, which the log itself never has. */
  readonly filled?: Readonly<Record<string, readonly string[]>>;
  /** The log's names are read as Log Analytics spells them too: with capitals, and without `properties` before them. */
  readonly spelling?: 'log-analytics';
  readonly entries: readonly FieldEntry[];
}

export interface DataSource {
  readonly id: string;
  readonly title: string;
  readonly os?: 'windows' | 'linux' | 'macos';
  readonly sigma: SigmaSource;
  readonly elastic: ElasticSource;
  readonly splunk: SplunkSource;
  readonly panther: PantherSource;
  /** Names of field sets; the first that knows a field decides. */
  readonly fields: readonly string[];
  readonly partOf?: PartOf;
  /** Vendors that name no log of these events, each with a sentence that says so and where that can be read. */
  readonly lacks?: Readonly<Partial<Record<Vendor, string>>>;
  /** Vendors where what selects these events selects others too, each with a sentence that says which. */
  readonly wider?: Readonly<Partial<Record<Vendor, string>>>;
}

/** Rules name the whole of a log, of which this is the part with some ids of events: these have fields of their own. */
export interface PartOf {
  readonly source: string;
  readonly eventCodes: readonly string[];
  /** Sources of other sensors that a rule may be taken for, where it asks for these events all the same. */
  readonly also?: readonly string[];
}

export interface SigmaSource {
  readonly category?: string;
  readonly product?: string;
  readonly service?: string;
  readonly definition?: string;
  /** What selects the source among events in Sigma's field names. */
  readonly scope?: ScopeTable;
  /** Other log sources, as `product/category/service`, that are the same. */
  readonly also?: readonly string[];
}

export interface ElasticSource {
  readonly indices: readonly string[];
  readonly category?: string;
  readonly scope?: ScopeTable;
  /** Values of a rule's scoping conjuncts that this source covers, beyond those of `scope`; `*` is any value. */
  readonly recognise?: Readonly<Record<string, readonly string[]>>;
  /** Values of neighbouring events that a rule asks for together with the source's own (created or renamed). */
  readonly alongside?: Readonly<Record<string, readonly string[]>>;
  /** Values of scoping fields that say more of an event than that it is of the source, unless all of them are asked for. */
  readonly tells?: Readonly<Record<string, readonly string[]>>;
  /** Values of its classifications that every event of the source has: who asks for one of them asks for nothing. */
  readonly always?: Readonly<Record<string, readonly string[]>>;
  /** Data sets (`aws.cloudtrail`) that are this source and no other. */
  readonly datasets?: readonly string[];
  /** Its events come from other sensors than the other vendors': equal in kind, not one by one. */
  readonly differs?: boolean;
}

export interface SplunkSource {
  readonly search: string;
  /** Other searches that find events of the source; read, never written. */
  readonly also?: readonly string[];
  /** Macros of Splunk's security content that stand for its place. */
  readonly macros?: readonly string[];
  /** Data models that a search of its events may ask; read, never written. */
  readonly models?: readonly string[];
  /** Field → values that no other source of the same place has; `*` any value that no other of them tells. */
  readonly tells?: Readonly<Record<string, readonly string[]>>;
  readonly scope?: ScopeTable;
  readonly dataModel?: string;
  readonly dataModelScope?: ScopeTable;
}

export interface PantherSource {
  readonly logTypes: readonly string[];
  readonly scope?: ScopeTable;
  /** Field → values that no other source of the same log type has. */
  readonly tells?: Readonly<Record<string, readonly string[]>>;
}

/** One data file: a family of sources, the sets of fields they share, and the pages the facts were read from. */
export interface Family {
  readonly family: string;
  readonly references: readonly string[];
  readonly fieldSets: Readonly<Record<string, FieldSet>>;
  readonly dataSources: readonly DataSource[];
}
