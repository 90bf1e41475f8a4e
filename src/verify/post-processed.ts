import type { Translation } from '../compile/index.ts';
import { withoutDoubt } from '../compile/post-processed.ts';
import { type Rule, rewriteQuery } from '../ir/index.ts';
import type { Verified } from './verified.ts';

type Verify = (rule: Rule, translation: Translation) => Promise<Verified>;

/** A query that pipelines have changed is read as they leave it, which is what a document has: data that holds a query is none. */
export async function withRewrites(rule: Rule, translation: Translation, verify: Verify): Promise<Verified> {
  const { dialect, planned, query } = translation;
  const rewrites = planned?.rule.rewrites;
  if (rewrites === undefined || dialect === undefined || planned === undefined || query === undefined)
    return verify(rule, translation);
  const text = rewriteQuery(dialect.print(planned), rewrites);
  const verified = await verify(rule, { ...translation, query: text });
  return { ...verified, translation: { ...withoutDoubt(verified.translation), query } };
}
