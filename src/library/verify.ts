import { checkedTranslation } from '../cli/evidence.ts';
import type { EventData } from '../evaluate/index.ts';
import type { Rule } from '../ir/index.ts';
import type { Compiled } from './compile.ts';

/** A translation with its evidence. */
export interface VerifiedRule extends Compiled {
  /**
   * What was found is not what was declared, or the query could not be read at all: a defect of ruleglot. The verdict is what was
   * found, a diagnostic says so, and the documents must not be used; there are none.
   */
  readonly contradicted: boolean;
  /** Events in the target's field names that one of both alone matches; absent where there is none. */
  readonly witness: { readonly onlyRule?: EventData; readonly onlyQuery?: EventData };
}

/**
 * Reads the query back and proves how it stands to the rule: `evidence` then says `proved`, `tested` (on so many made events, where
 * no proof was found), or `unverified` and why. A refused translation comes back as it is.
 */
export async function verify(rule: Rule, compiled: Compiled): Promise<VerifiedRule> {
  const own = { labelled: [], given: [] };
  const { translation, contradicted, witness } = await checkedTranslation(rule, compiled, 'tested', own);
  const { target, documents } = compiled;
  return { ...translation, target, documents: contradicted ? [] : documents, contradicted, witness };
}
