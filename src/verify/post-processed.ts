import type { Translation } from '../compile/index.ts';
import { withoutDoubt } from '../compile/post-processed.ts';
import { queryHeldIn, type Rule } from '../ir/index.ts';
import type { Verified } from './verify.ts';

type Verify = (rule: Rule, translation: Translation) => Promise<Verified>;

/** A query that pipelines have changed is read as they leave it; what they have made data of it holds it. */
export async function withRewrites(rule: Rule, translation: Translation, verify: Verify): Promise<Verified> {
  const { dialect, planned, query } = translation;
  const rewrites = planned?.rule.rewrites;
  if (rewrites === undefined || dialect === undefined || planned === undefined || query === undefined)
    return verify(rule, translation);
  const held = queryHeldIn(dialect.print(planned), rewrites);
  const verified = await verify(rule, { ...translation, query: held });
  return { ...verified, translation: { ...withoutDoubt(verified.translation), query } };
}
