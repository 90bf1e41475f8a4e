import { anyRun, type Leaf, like, or, type Pattern, text } from '../../ir/index.ts';
import type { Rewriting } from '../rewriting.ts';

/**
 * Codes of messages (`%%4416`) that a text of the log lists: newer versions of Elastic's integrations make a list of them without their
 * percent signs, older ones keep the text. What asks whether the text holds a code asks for either.
 * https://github.com/elastic/integrations/blob/main/packages/system/data_stream/security/elasticsearch/ingest_pipeline/standard.yml
 */
export function withPlainCodes(own: Rewriting, leaf: Leaf): Rewriting | undefined {
  const { predicate } = own;
  if (leaf.kind !== 'like' || predicate.kind !== 'like' || leaf.quantifier === 'all') return undefined;
  const codes = leaf.patterns.map(codeIn);
  if (!codes.every(code => code !== undefined)) return undefined;
  const { casing, quantifier, origin } = predicate;
  const listed = codes.map((code): Pattern => [text(code), anyRun]);
  const plain = like(predicate.subject, listed, { casing, quantifier, origin });
  return { ...own, predicate: or([predicate, plain], origin) };
}

/** The code of `*%%4416*`. */
function codeIn([before, code, after, ...others]: Pattern): string | undefined {
  if (before?.kind !== 'anyRun' || after?.kind !== 'anyRun' || others.length > 0) return undefined;
  return code?.kind === 'text' ? /^%%(\d+)$/.exec(code.text)?.[1] : undefined;
}
