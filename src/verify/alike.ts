import { foldCase } from '../evaluate/index.ts';
import type { Leaf, Predicate } from '../ir/index.ts';
import type { CompareOptions } from './comparison.ts';
import { notes } from './leaf-key.ts';
import { usualLimits } from './limits.ts';
import { areSame, comparePredicates } from './proof.ts';

/**
 * Whether two predicates of one shape are equal leaf by leaf, which most are that were printed and read back: letter for letter, but for
 * the case of what is compared without regard to it. Operands may stand in another order. undefined where they are seen to be of two
 * shapes; without equal leaves at equal places they may be equal all the same.
 */
export function areAlike(left: Predicate, right: Predicate, options: CompareOptions): boolean | undefined {
  return pairUp(left, right, usualLimits.depth)?.every(([one, other]) =>
    one.kind === 'matches' && other.kind === 'matches'
      ? comparePredicates(one, other, options).relation === 'equal'
      : areSame(one, other, options),
  );
}

/** Two leaves that stand at the same place of two predicates. */
type LeafPair = readonly [left: Leaf, right: Leaf];

const same: readonly LeafPair[] = [];

/** The leaves in which two predicates of one shape differ. */
function pairUp(left: Predicate, right: Predicate, depth: number): readonly LeafPair[] | undefined {
  if (depth === 0) return undefined;
  if (left.kind === 'and' || left.kind === 'or')
    return left.kind === right.kind ? pairOperands(left.operands, right.operands, depth - 1) : undefined;
  if (left.kind === 'not')
    return right.kind === 'not' ? pairUp(left.operand, right.operand, depth - 1) : undefined;
  if (left.kind === 'always') return right.kind === 'always' && left.value === right.value ? same : undefined;
  if (right.kind === 'always' || right.kind === 'not' || right.kind === 'and' || right.kind === 'or')
    return undefined;
  return isSameLeaf(left, right) ? same : [[left, right]];
}

/** Those that have their like first, each beside the other; the rest in order. */
function pairOperands(
  left: readonly Predicate[],
  right: readonly Predicate[],
  depth: number,
): readonly LeafPair[] | undefined {
  if (left.length !== right.length || left.length > mostOperands) return undefined;
  const known = left.map((): (readonly LeafPair[] | undefined)[] => []);
  const between = (at: number, other: number): readonly LeafPair[] | undefined => {
    const row = known[at] ?? [];
    const [one, two] = [left[at], right[other]];
    if (!(other in row)) row[other] = one && two && pairUp(one, two, depth);
    return row[other];
  };
  const waiting = new Set(right.keys());
  const alone = [...left.keys()].filter(at => {
    const isLike = (other: number) => between(at, other)?.length === 0;
    const like = waiting.has(at) && isLike(at) ? at : [...waiting].find(isLike);
    if (like !== undefined) waiting.delete(like);
    return like === undefined;
  });
  const others = [...waiting];
  const pairs: LeafPair[] = [];
  for (const [index, at] of alone.entries()) {
    const inner = between(at, others[index] ?? at);
    if (inner === undefined) return undefined;
    pairs.push(...inner);
  }
  return pairs;
}

/** To look for the like of each takes the square of their number. */
const mostOperands = 200;

/** Where it was written and what it was resolved to are no part of what a leaf means. */
function isSameLeaf(left: Leaf, right: Leaf): boolean {
  if (left.kind !== right.kind) return false;
  if (!('casing' in left && 'casing' in right) || left.kind === 'compares')
    return isSameNode(left, right, never);
  if (left.casing !== right.casing)
    return isCaseless(left) && isSameNode(left, { ...right, casing: left.casing }, never);
  return isSameNode(
    left,
    right,
    name => left.casing === 'ignored' && (name === 'values' || name === 'patterns'),
  );
}

/** All that it asks for are numbers, or texts without a letter. */
function isCaseless(leaf: Leaf): boolean {
  if (leaf.kind === 'equals')
    return leaf.values.every(value => typeof value === 'number' || hasNoLetter(String(value)));
  return (
    leaf.kind === 'like' &&
    leaf.patterns.every(pattern => pattern.every(part => part.kind !== 'text' || hasNoLetter(part.text)))
  );
}

function hasNoLetter(text: string): boolean {
  return /^[^A-Za-z\u0080-\uffff]*$/.test(text);
}

function isSameNode(left: object, right: object, isFolded: (name: string) => boolean): boolean {
  let more = 0;
  for (const name in right) if (!notes.has(name) && Reflect.get(right, name) !== undefined) more++;
  for (const name in left) {
    const value = notes.has(name) ? undefined : Reflect.get(left, name);
    if (value === undefined) continue;
    more--;
    if (!isSamePart(value, Reflect.get(right, name), isFolded(name))) return false;
  }
  return more === 0;
}

const never = () => false;
const always = () => true;

function isSamePart(left: unknown, right: unknown, folds: boolean): boolean {
  if (left === right) return true;
  if (typeof left === 'string')
    return folds && typeof right === 'string' && foldCase(left) === foldCase(right);
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (!Array.isArray(left)) return !Array.isArray(right) && isSameNode(left, right, folds ? always : never);
  if (!Array.isArray(right) || left.length !== right.length) return false;
  return left.every((each, index) => isSamePart(each, right[index], folds));
}
