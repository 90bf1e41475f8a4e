/** A query as Lucene's classic parser reads it: clauses with signs, no precedence. Texts are as written. */
export interface LuceneQuery extends Extent {
  readonly kind: 'query';
  readonly clauses: readonly Clause[];
}

/** Offsets of the query, half open. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

export interface Clause extends Extent {
  readonly conjunction: 'and' | 'or' | undefined;
  /** `+`; or `-`, `!`, `NOT`. */
  readonly sign: 'required' | 'prohibited' | undefined;
  readonly field: Written | undefined;
  readonly body: LuceneQuery | LuceneTerm;
}

export type LuceneTerm = WordTerm | RangeTerm;

export interface Written extends Extent {
  readonly written: string;
}

/**
 * `word`: one term, or several that stand side by side, which are looked for as one text. `sign`: a sign with a blank
 * behind it. Boosts are left out, since they change no match.
 */
export interface WordTerm extends Written {
  readonly kind: 'word' | 'sign' | 'star' | 'prefix' | 'wildcard' | 'phrase' | 'regex';
  /** What follows `~`; fuzziness of a word, slop of a phrase. */
  readonly fuzzy: Written | undefined;
}

export interface RangeTerm extends Extent {
  readonly kind: 'range';
  readonly from: Bound;
  readonly to: Bound;
}

export interface Bound extends Written {
  readonly quoted: boolean;
  readonly inclusive: boolean;
}
