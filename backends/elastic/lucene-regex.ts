import { type Matches, writeRegex } from '../../src/ir/index.ts';

/** A regex of Lucene, which matches whole values; `folded` when the operator around it must ignore ASCII case. */
export interface LuceneRegex {
  readonly text: string;
  readonly folded: boolean;
  /** Whether Elasticsearch may refuse it. */
  readonly isTooLarge: () => boolean;
}

type Written = LuceneRegex | { readonly lacks: string };

/** Each is asked for before it is written. */
const known = { folding: new WeakMap<object, Written>(), plain: new WeakMap<object, Written>() };

/**
 * The regex in Lucene's syntax, or what it lacks there. `canFold`: the language has an operator that ignores case.
 * https://www.elastic.co/docs/reference/query-languages/query-dsl/regexp-syntax
 */
export function luceneRegex(regex: Matches['regex'], canFold: boolean): Written {
  const before = canFold ? known.folding : known.plain;
  const found = before.get(regex) ?? luceneRegexOf(regex, canFold);
  before.set(regex, found);
  return found;
}

function luceneRegexOf(regex: Matches['regex'], canFold: boolean): Written {
  const written = writeRegex(regex, { dialect: 'lucene', use: 'whole', ignoreCaseOutside: canFold });
  if (written.text === undefined) return { lacks: written.lacks };
  const { text, ignoreCase, isTooLarge } = written;
  let size: boolean | undefined;
  return {
    text,
    folded: ignoreCase,
    isTooLarge: () => {
      size ??= isTooLarge?.() === true;
      return size;
    },
  };
}
