import { type Expression, type Leaf, like, type Pattern, pattern, text } from '../../ir/index.ts';
import { loosely, type Rewriting } from '../rewriting.ts';

const mapped = /^::ffff:(?=[\d.]|$)/i;

/**
 * Patterns over the text of an address that was logged as `::ffff:10.0.0.1`, in Elasticsearch, which holds it as 10.0.0.1
 * (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ip); undefined where the leaf asks for none.
 */
export function withoutMappedPrefix(leaf: Leaf, subject: Expression): Rewriting | undefined {
  if (leaf.kind !== 'like' || !leaf.patterns.some(startsMapped)) return undefined;
  return loosely(like(subject, leaf.patterns.map(plainPattern), leaf), 'broader', reason);
}

const reason =
  'Elasticsearch holds an IPv4 address that is written as IPv6 (::ffff:10.0.0.1) as the IPv4 address.';

function startsMapped([first]: Pattern): boolean {
  return first?.kind === 'text' && mapped.test(first.text);
}

function plainPattern(written: Pattern): Pattern {
  const [first, ...rest] = written;
  return first?.kind === 'text' ? pattern([text(first.text.replace(mapped, '')), ...rest]) : written;
}
