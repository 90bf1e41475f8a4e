import type { Atom, RangeAtom, TextAtom } from './atom.ts';
import type { Formula, Test } from './formula.ts';
import type { Piece } from './piece.ts';
import { cellsOf, type RangeSet, rangeKey } from './range-set.ts';

type Some = Extract<Test, { kind: 'some' }>;

/** The tests of formulas in order of first occurrence, without recursion into what was seen. */
export function testsOf(formulas: readonly Formula[]): readonly Test[] {
  const found = new Map<string, Test>();
  const seen = new Set<Formula>();
  const waiting = [...formulas].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.kind === 'test') found.set(next.test.key, found.get(next.test.key) ?? next.test);
    else if (next.kind !== 'constant')
      for (const operand of [...next.operands].reverse()) waiting.push(operand);
  }
  return [...found.values()];
}

/**
 * Parts tests into atoms: each is the `or` of its own. Values that the same tests ask for stay together, so that a list of 500
 * that both sides have is one atom, and two when one value is missing on one side.
 */
export function partTests(tests: readonly Test[]): ReadonlyMap<string, readonly Atom[]> {
  const result = new Map<string, readonly Atom[]>();
  const groups = new Map<string, Some[]>();
  for (const test of tests) {
    if (test.kind === 'one') result.set(test.key, [{ kind: 'one', key: test.key, subject: test.subject }]);
    else if (test.kind === 'opaque')
      result.set(test.key, [{ kind: 'opaque', key: test.key, leaf: test.leaf }]);
    else {
      const key = `${test.set.sort} ${test.subject.key}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [test]);
      else group.push(test);
    }
  }
  for (const group of groups.values())
    for (const [key, atoms] of group[0]?.set.sort === 'text' ? partTexts(group) : partRanges(group))
      result.set(key, atoms);
  return result;
}

/** Members that are in the same sets are one. */
function together<Member>(
  members: readonly Member[],
  isIn: (member: Member) => readonly number[],
): readonly { readonly sets: readonly number[]; readonly members: readonly Member[] }[] {
  const groups = new Map<string, { readonly sets: readonly number[]; readonly members: Member[] }>();
  for (const member of members) {
    const sets = isIn(member);
    const key = sets.join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { sets, members: [member] });
    else group.members.push(member);
  }
  return [...groups.values()];
}

function partTexts(tests: readonly Some[]): ReadonlyMap<string, readonly TextAtom[]> {
  const pieces = new Map<string, { readonly piece: Piece; readonly sets: number[] }>();
  for (const [index, { set }] of tests.entries())
    for (const piece of set.sort === 'text' ? set.pieces : []) {
      const entry = pieces.get(piece.key);
      if (entry === undefined) pieces.set(piece.key, { piece, sets: [index] });
      else entry.sets.push(index);
    }
  const parts = together([...pieces.values()], ({ sets }) => sets);
  const subject = tests[0]?.subject;
  if (subject === undefined) return new Map();
  return assign(
    tests,
    parts.map(({ sets, members }) => {
      const own = members.map(({ piece }) => piece);
      const key = `text ${subject.key} ${own
        .map(piece => piece.key)
        .sort()
        .join(' | ')}`;
      return { sets, atom: { kind: 'text', key, subject, pieces: own } };
    }),
  );
}

function partRanges(tests: readonly Some[]): ReadonlyMap<string, readonly RangeAtom[]> {
  const sets: readonly RangeSet[] = tests.map(({ set }) => (set.sort === 'text' ? [] : set.ranges));
  const parts = together(cellsOf(sets), cell => cell.sets);
  const first = tests[0];
  if (first === undefined || first.set.sort === 'text') return new Map();
  const { subject, set } = first;
  return assign(
    tests,
    parts.map(({ sets: of, members }) => ({
      sets: of,
      atom: {
        kind: set.sort,
        key: `${set.sort} ${subject.key} ${rangeKey(members)}`,
        subject,
        ranges: members,
      },
    })),
  );
}

function assign<Made extends Atom>(
  tests: readonly Some[],
  parts: readonly { readonly sets: readonly number[]; readonly atom: Made }[],
): ReadonlyMap<string, readonly Made[]> {
  const result = new Map<string, Made[]>(tests.map(({ key }) => [key, []]));
  for (const { sets, atom } of parts)
    for (const index of sets) result.get(tests[index]?.key ?? '')?.push(atom);
  return result;
}
