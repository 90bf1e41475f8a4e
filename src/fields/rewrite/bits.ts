import { type Expression, type Leaf, or, type Predicate } from '../../ir/index.ts';
import { noFlags, type RegexNode } from '../../regex/index.ts';
import type { BitsView } from '../data-source.ts';
import { exactly, type Rewriting } from '../rewriting.ts';

/**
 * `NewUACList: USER_DONT_EXPIRE_PASSWORD` where the log has the number whose bits the names stand for (`0x210`): its digits tell
 * which are set. https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-samr/b10cfda1-f24f-441b-8f43-80cb93e786ec
 */
export function ofBits(leaf: Leaf, view: BitsView, subject: Expression): Rewriting | undefined {
  const given = `hexadecimal:${view.name}`;
  if (leaf.kind !== 'equals' || leaf.quantifier === 'all') return undefined;
  const fold = (name: string): string => (leaf.casing === 'ignored' ? name.toLowerCase() : name);
  const bits = leaf.values.map(value =>
    Object.entries(view.bits).find(([name]) => fold(name) === fold(String(value))),
  );
  if (bits.some(bit => bit === undefined)) return undefined;
  const asked = bits.flatMap((bit): Predicate[] =>
    bit === undefined ? [] : [hasBit(leaf, subject, bit[1])],
  );
  return exactly(or(asked, leaf.origin), given);
}

function hasBit({ origin }: Leaf, subject: Expression, bit: number): Predicate {
  const place = Math.floor(Math.log2(bit) / 4);
  const inDigit = bit / 16 ** place;
  const digits = [...'0123456789abcdef'].filter((_, value) => (value & inDigit) !== 0);
  const items: RegexNode[] = [
    { kind: 'literal', text: '0x' },
    { kind: 'repeat', node: digit, minimum: 0, maximum: Number.POSITIVE_INFINITY, mode: 'greedy' },
    classOf(digits),
    ...(place === 0
      ? []
      : [{ kind: 'repeat', node: digit, minimum: place, maximum: place, mode: 'greedy' } as const]),
  ];
  const flags = { ...noFlags, ignoreCase: true };
  const regex = { node: { kind: 'sequence', items }, anchoring: 'whole', flags } as const;
  return { kind: 'matches', subject, regex, quantifier: 'any', origin };
}

function classOf(digits: readonly string[]): RegexNode {
  const codes = digits.map(each => each.charCodeAt(0));
  return { kind: 'class', ranges: codes.map(code => ({ from: code, to: code })), negated: false };
}

const digit: RegexNode = {
  kind: 'class',
  ranges: [
    { from: 48, to: 57 },
    { from: 97, to: 102 },
  ],
  negated: false,
};
