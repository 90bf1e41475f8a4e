/** A KQL query as Kibana's grammar reads it. Texts are as written; `lower` decodes them. */
export type KqlQuery =
  | Everything
  | Junction<KqlQuery>
  | Negation<KqlQuery>
  | FieldValues
  | FieldRange
  | Nested
  | FreeText;

/** What stands behind `field:`: a value, or a group of values. */
export type KqlValues = KqlText | Junction<KqlValues> | Negation<KqlValues>;

/** Offsets of the query, half open. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** The empty query. */
export interface Everything extends Extent {
  readonly kind: 'everything';
}

export interface Junction<Operand> extends Extent {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Operand[];
}

export interface Negation<Operand> extends Extent {
  readonly kind: 'not';
  readonly operand: Operand;
}

export interface FieldValues extends Extent {
  readonly kind: 'fieldValues';
  readonly field: KqlText;
  readonly values: KqlValues;
}

export interface FieldRange extends Extent {
  readonly kind: 'fieldRange';
  readonly field: KqlText;
  readonly operator: 'lt' | 'lte' | 'gt' | 'gte';
  readonly value: KqlText;
}

/** `path:{ … }`: one object of the array at `path`. */
export interface Nested extends Extent {
  readonly kind: 'nested';
  readonly path: KqlText;
  readonly query: KqlQuery;
}

/** A value without a field: looked for in every field. */
export interface FreeText extends Extent {
  readonly kind: 'freeText';
  readonly value: KqlText;
}

export interface KqlText extends Extent {
  readonly kind: 'text';
  readonly quoted: boolean;
  /** With its quotes and escapes. */
  readonly written: string;
}
