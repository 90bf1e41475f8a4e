import type { Leaf, Predicate } from '../../src/ir/index.ts';
import { binding, type Fragment, within } from './fragment.ts';
import { type Doc, fill, pieces, stacked } from './layout.ts';

/** How a language writes what stands between leaves. */
export interface Connectives {
  readonly and: string;
  readonly or: string;
  readonly not: string;
  readonly always: Readonly<Record<'true' | 'false', Fragment>>;
  readonly leaf: (leaf: Leaf) => Fragment;
  /** Of languages without precedence: each junction within another stands in parentheses, and each `not`. */
  readonly parenthesised?: boolean;
}

export function printJunctions(predicate: Predicate, words: Connectives): Fragment {
  switch (predicate.kind) {
    case 'always':
      return words.always[predicate.value ? 'true' : 'false'];
    case 'not':
      return negated(printJunctions(predicate.operand, words), words);
    case 'and':
    case 'or':
      return joined(
        predicate.operands.map(operand => printJunctions(operand, words)),
        predicate.kind,
        words,
      );
    default:
      return words.leaf(predicate);
  }
}

export function negated(operand: Fragment, words: Connectives): Fragment {
  const least = words.parenthesised ? binding.comparison : binding.not;
  return { doc: pieces(`${words.not} `, within(operand, least)), binding: binding.not };
}

export function joined(
  operands: readonly Fragment[],
  kind: 'and' | 'or',
  words: Pick<Connectives, 'and' | 'or' | 'parenthesised'>,
): Fragment {
  const [only] = operands;
  if (only && operands.length === 1) return only;
  const least = words.parenthesised ? binding.comparison : binding[kind] + 1;
  const docs: Doc[] = operands.map(operand => within(operand, least));
  const separator = ` ${words[kind]}`;
  return { doc: kind === 'and' ? fill(docs, separator) : stacked(docs, separator), binding: binding[kind] };
}
