import type { Expression, Leaf, Predicate } from '../../src/ir/index.ts';
import { binding, type Fragment, within } from './fragment.ts';
import { type Doc, fill, group, pieces, stacked } from './layout.ts';

/** How a language writes what stands between leaves. */
export interface Connectives {
  readonly and: string;
  readonly or: string;
  readonly not: string;
  readonly always: Readonly<Record<'true' | 'false', Fragment>>;
  readonly leaf: (leaf: Leaf) => Fragment;
  /** That a subject has no value, where there is a shorter word for it than `not`. */
  readonly absent?: (subject: Expression) => Fragment;
  /** Of languages without precedence: a `not` within `or` stands in parentheses, too. */
  readonly parenthesised?: boolean;
}

export function printJunctions(predicate: Predicate, words: Connectives): Fragment {
  switch (predicate.kind) {
    case 'always':
      return words.always[predicate.value ? 'true' : 'false'];
    case 'not':
      return predicate.operand.kind === 'exists' && words.absent
        ? words.absent(predicate.operand.subject)
        : negated(printJunctions(predicate.operand, words), words);
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

/** KQL does not take `not not`. */
function negated(operand: Fragment, words: Connectives): Fragment {
  return { doc: pieces(`${words.not} `, within(operand, binding.comparison)), binding: binding.not };
}

export function joined(
  operands: readonly Fragment[],
  kind: 'and' | 'or',
  words: Pick<Connectives, 'and' | 'or' | 'parenthesised'>,
): Fragment {
  const [only] = operands;
  if (only && operands.length === 1) return only;
  // `and` within `or` stands in parentheses, as in Elastic's rules, though it binds tighter.
  const least = words.parenthesised && kind === 'or' ? binding.comparison : binding.not;
  const docs: Doc[] = operands.map(operand => within(operand, least));
  const separator = ` ${words[kind]}`;
  return {
    doc: kind === 'and' ? fill(docs, separator) : group(stacked(docs, separator)),
    binding: binding[kind],
  };
}
