import {
  always,
  and,
  exists,
  fold,
  type Leaf,
  leaves,
  mapLeaves,
  not,
  or,
  type Predicate,
  printPredicate,
} from '../ir/index.ts';

/** Larger ones are left as they are: each part is held against all that stands beside it. */
const mostLeaves = 400;

/** What is known while a part is looked at: leaves by their printed form, and subjects with and without a value. */
interface Known {
  readonly leaves: ReadonlyMap<string, boolean>;
  readonly present: ReadonlySet<string>;
  readonly absent: ReadonlySet<string>;
}

const nothing: Known = { leaves: new Map(), present: new Set(), absent: new Set() };

/**
 * The same predicate, said shorter, as the paths of a program repeat what the tests before them have settled: a part says nothing
 * that what stands beside it says already. Equal for every event.
 */
export function simplified(predicate: Predicate): Predicate {
  let count = 0;
  for (const _ of leaves(predicate)) if (++count > mostLeaves) return fold(predicate);
  return within(fold(predicate), nothing);
}

const noValues: ReadonlySet<unknown> = new Set(['', 0, false]);

/**
 * A predicate in which the empty text, zero and false count as no value, where it asks whether a field has one: what Python takes
 * for true (https://docs.python.org/3/library/stdtypes.html#truth-value-testing) is then a field with a value. `isEverywhere`: also where no such
 * question is left, as another condition answers it.
 */
export function emptyAsAbsent(predicate: Predicate, isEverywhere = false): Predicate {
  const asked = new Set<string>();
  for (const { leaf } of leaves(predicate)) if (leaf.kind === 'exists') asked.add(subjectOf(leaf) ?? '');
  return mapLeaves(predicate, leaf =>
    isEmptyTest(leaf) && (isEverywhere || asked.has(subjectOf(leaf) ?? ''))
      ? not(exists(leaf.subject, leaf.origin))
      : leaf,
  );
}

function isEmptyTest(leaf: Leaf): leaf is Extract<Leaf, { kind: 'equals' }> {
  return (
    leaf.kind === 'equals' && leaf.values.includes('') && leaf.values.every(value => noValues.has(value))
  );
}

function within(predicate: Predicate, known: Known): Predicate {
  switch (predicate.kind) {
    case 'always':
    case 'element':
      return predicate;
    case 'not':
      return fold(not(within(predicate.operand, known), predicate.origin));
    case 'and':
    case 'or':
      return junction(predicate, known);
    default:
      return leafWithin(predicate, known);
  }
}

function leafWithin(leaf: Leaf, { leaves: values, present, absent }: Known): Predicate {
  const value = values.get(keyOf(leaf));
  if (value !== undefined) return always(value, leaf.origin);
  const subject = subjectOf(leaf);
  if (subject === undefined) return leaf;
  if (absent.has(subject)) return always(false, leaf.origin);
  return leaf.kind === 'exists' && present.has(subject) ? always(true, leaf.origin) : leaf;
}

/** In `and` the others hold while a part is looked at, in `or` they do not. */
function junction(
  { kind, operands, origin }: Extract<Predicate, { kind: 'and' | 'or' }>,
  known: Known,
): Predicate {
  const holds = kind === 'and';
  let parts: readonly Predicate[] = distinct(operands);
  for (let round = 0; round < 3; round++) {
    const plain = parts.filter(isPlain);
    const next = parts.map(part => {
      const others = plain.filter(each => each !== part);
      return within(part, withAll(known, others, holds));
    });
    const joined = fold(holds ? and(next, origin) : or(next, origin));
    if (joined.kind !== kind) return joined;
    const before = parts.map(keyOf).join('\n');
    parts = distinct(joined.operands);
    if (parts.map(keyOf).join('\n') === before) break;
  }
  return holds ? and(parts, origin) : or(parts, origin);
}

function distinct(operands: readonly Predicate[]): readonly Predicate[] {
  const seen = new Map<string, Predicate>();
  for (const operand of operands) if (!seen.has(keyOf(operand))) seen.set(keyOf(operand), operand);
  return [...seen.values()];
}

function isPlain(predicate: Predicate): boolean {
  const inner = predicate.kind === 'not' ? predicate.operand : predicate;
  return !['and', 'or', 'not', 'always', 'element'].includes(inner.kind);
}

function withAll(known: Known, parts: readonly Predicate[], hold: boolean): Known {
  if (parts.length === 0) return known;
  const values = new Map(known.leaves);
  const present = new Set(known.present);
  const absent = new Set(known.absent);
  for (const part of parts) {
    const leaf = part.kind === 'not' ? part.operand : part;
    const isTrue = (part.kind !== 'not') === hold;
    values.set(keyOf(leaf), isTrue);
    const subject = subjectOf(leaf);
    if (subject === undefined) continue;
    if (isTrue) present.add(subject);
    else if (leaf.kind === 'exists') absent.add(subject);
  }
  return { leaves: values, present, absent };
}

const keys = new WeakMap<Predicate, string>();

function keyOf(predicate: Predicate): string {
  const known = keys.get(predicate);
  if (known !== undefined) return known;
  const key = printPredicate(predicate);
  keys.set(predicate, key);
  return key;
}

/** That which has to have a value for the leaf to hold. */
function subjectOf(leaf: Predicate): string | undefined {
  if (!('subject' in leaf) && leaf.kind !== 'compares') return undefined;
  const subject = leaf.kind === 'compares' ? leaf.left : leaf.subject;
  return subject.kind === 'field' ? subject.name : undefined;
}
