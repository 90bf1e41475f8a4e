import { type Equals, type Expression, type Leaf, or } from '../../ir/index.ts';
import { exactly, joined, loosely, type Rewriting } from '../rewriting.ts';

/** Whole numbers as the Security log of Windows writes them (`0x4d2`), or plainly. */
export type NumberForm = 'hexadecimal' | 'decimal';

/**
 * A leaf over a number, in the target's spelling of it
 * (https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-4688).
 */
export function inNumberForm(leaf: Leaf, subject: Expression, name: string, to: NumberForm): Rewriting {
  if (leaf.kind === 'exists') return exactly({ ...leaf, subject });
  const why = 'The products write the number in different ways, which this comparison cannot follow.';
  if (leaf.kind !== 'equals') return loosely(over(leaf, subject), 'different', why);
  const values = leaf.values.map(value => spelt(value, to));
  const known = values.filter(value => value !== undefined);
  const predicate: Equals = { ...leaf, subject, values: known };
  if (known.length === values.length) return exactly(predicate, `canonical-number:${name}`);
  const others: Equals = {
    ...leaf,
    subject,
    values: leaf.values.filter((_, index) => values[index] === undefined),
  };
  const parts = [exactly(predicate, `canonical-number:${name}`), loosely(others, 'different', why)];
  return joined(or(known.length === 0 ? [others] : [predicate, others], leaf.origin), parts);
}

function spelt(value: Equals['values'][number], to: NumberForm): string | number | undefined {
  const number =
    typeof value === 'string' && !/^(?:0x[0-9a-f]{1,13}|\d{1,15})$/i.test(value) ? NaN : Number(value);
  if (!Number.isSafeInteger(number) || number < 0 || typeof value === 'boolean') return undefined;
  return to === 'decimal' ? number : `0x${number.toString(16)}`;
}

function over(leaf: Leaf, subject: Expression): Leaf {
  if (leaf.kind === 'compares') return { ...leaf, left: subject };
  return leaf.kind === 'keyword' || leaf.kind === 'element' ? leaf : { ...leaf, subject };
}

/** A number of an event, in a vendor's spelling. */
export function numberIn(value: unknown, to: NumberForm): unknown {
  return (typeof value === 'string' || typeof value === 'number' ? spelt(value, to) : undefined) ?? value;
}
