import { type Matches, writeRegex } from '../../src/ir/index.ts';

/** A regex of Lucene, which matches whole values; `folded` when the operator around it ignores ASCII case. */
export interface LuceneRegex {
  readonly text: string;
  readonly folded: boolean;
}

/**
 * The regex in Lucene's syntax. Letters beyond ASCII fold only as classes of the regex itself, so one that has such
 * letters, or whose flags differ in its parts, spells its casings out.
 * https://www.elastic.co/docs/reference/query-languages/query-dsl/regexp-syntax
 */
export function luceneRegex(
  regex: Matches['regex'],
  canFold: boolean,
): LuceneRegex | { readonly lacks: string } {
  if (canFold && regex.flags.ignoreCase && !beyondAscii(regex.node)) {
    const folded = writeRegex(regex, { dialect: 'lucene', use: 'whole', ignoreCaseOutside: true });
    if ('text' in folded) return { text: folded.text, folded: true };
  }
  const written = writeRegex(regex, { dialect: 'lucene', use: 'whole' });
  return 'text' in written ? { text: written.text, folded: false } : { lacks: String(written.lacks) };
}

function beyondAscii(node: Matches['regex']['node']): boolean {
  switch (node.kind) {
    case 'literal':
      return /[^\0-\x7f]/.test(node.text);
    case 'class':
      return node.negated || node.ranges.some(range => range.to > 0x7f);
    case 'sequence':
      return node.items.some(beyondAscii);
    case 'alternation':
      return node.options.some(beyondAscii);
    case 'intersection':
      return node.nodes.some(beyondAscii);
    case 'flagged':
      return node.flags.ignoreCase === false || beyondAscii(node.node);
    case 'repeat':
    case 'group':
    case 'atomic':
    case 'look':
    case 'complement':
      return beyondAscii(node.node);
    default:
      return false;
  }
}
