import type { Condition } from './detection.ts';

interface Fragment {
  readonly text: string;
  /** or 1, and 2, not 3, name 4: https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#condition */
  readonly binding: number;
}

/** The condition as a Sigma author writes it, with `1 of selection_*` where that says the same. */
export function printCondition(condition: Condition, names: readonly string[]): string {
  return print(condition, names).text;
}

function print(condition: Condition, names: readonly string[]): Fragment {
  switch (condition.kind) {
    case 'selection':
      return { text: names[condition.index] ?? '', binding: 4 };
    case 'not':
      return { text: `not ${enclose(print(condition.operand, names), 3)}`, binding: 3 };
    default:
      return quantified(condition, names) ?? joined(condition, names);
  }
}

function joined(condition: Extract<Condition, { operands: unknown }>, names: readonly string[]): Fragment {
  const binding = condition.kind === 'and' ? 2 : 1;
  const operands = condition.operands.map(operand => mixed(print(operand, names)));
  return { text: operands.join(` ${condition.kind} `), binding };
}

/** Mixed `and` and `or` are bracketed, though the order of precedence would do: people misread it. */
function mixed(fragment: Fragment): string {
  return enclose(fragment, 3);
}

/** `1 of prefix_*` or `all of prefix_*`, when the operands are all the selections of that prefix and no others. */
function quantified(
  condition: Extract<Condition, { operands: unknown }>,
  names: readonly string[],
): Fragment | undefined {
  const chosen = condition.operands.map(operand =>
    operand.kind === 'selection' ? names[operand.index] : undefined,
  );
  if (chosen.length < 2 || chosen.includes(undefined)) return undefined;
  const prefix = commonPrefix(chosen as string[]);
  const fitting = names.filter(name => prefix !== undefined && name.startsWith(prefix));
  if (prefix === undefined || fitting.length !== chosen.length) return undefined;
  return { text: `${condition.kind === 'and' ? 'all' : '1'} of ${prefix}*`, binding: 4 };
}

/** The longest common beginning that ends with `_`. */
function commonPrefix(names: readonly string[]): string | undefined {
  const [first = ''] = names;
  let length = 0;
  while (length < first.length && names.every(name => name[length] === first[length])) length++;
  const end = first.slice(0, length).lastIndexOf('_');
  return end > 0 ? first.slice(0, end + 1) : undefined;
}

function enclose(fragment: Fragment, least: number): string {
  return fragment.binding < least ? `(${fragment.text})` : fragment.text;
}
