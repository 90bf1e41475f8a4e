/** How a dialect writes field names, and what it knows of them. */
export interface Names {
  /** Before `=` in the search part. */
  readonly search: (field: string) => string;
  /** Within an expression of where. */
  readonly eval: (field: string) => string;
  /** Whether the field may hold several values. */
  readonly isMultiValued: (field: string) => boolean;
  /** tstats reads an index, not events: it has no subnets, no raw text, and may leave out events in numeric filters. */
  readonly indexed: boolean;
  /** Columns that a command has counted, which are numbers already. */
  readonly counts?: ReadonlySet<string>;
}
