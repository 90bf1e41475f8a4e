import type { Diagnostic } from '../diagnostics/index.ts';
import type { Given, Predicate } from '../ir/index.ts';

/** What a leaf becomes in the field names of another vendor. */
export interface FieldTranslation {
  readonly predicate: Predicate;
  /** How `predicate` stands to the leaf, for events that both products hold. */
  readonly verdict: 'exact' | 'broader' | 'narrower' | 'different';
  /** Why it is not exact: a sentence. */
  readonly why?: string;
  /** `same-name:FIELD`, `absolute-path:FIELD`, … */
  readonly given: readonly Given[];
  /** An unmapped field is a warning `fields/unmapped`. */
  readonly diagnostics: readonly Diagnostic[];
}
