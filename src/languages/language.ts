import type { Result } from '../diagnostics/index.ts';
import type { LogSource, Search } from '../ir/index.ts';
import type { EmbeddedText } from '../source/index.ts';

/** A query language that ruleglot reads. */
export interface QueryLanguage {
  /** As in `--from NAME`: kql, lucene, eql, esql, spl. */
  readonly name: string;
  /**
   * Text to IR. `source` is what the rule's document says of its events (index patterns); the language adds what its
   * own text says, as ordinary conjuncts (EQL's category is `event.category == "process"`): resolve finds the scope.
   * Field names are kept as written. Never throws; a query that cannot be lowered whole has no value.
   */
  readonly lower: (text: EmbeddedText, source: LogSource) => Result<Search>;
}
