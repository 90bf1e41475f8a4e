import type { Leaf } from '../ir/index.ts';
import { isAnything, type Piece } from './piece.ts';
import { type RangeSet, rangeKey, unite } from './range-set.ts';
import type { Subject } from './subject.ts';

/** Values of a subject that a test asks for. */
export type ValueSet =
  | { readonly sort: 'text'; readonly pieces: readonly Piece[] }
  | { readonly sort: 'number' | 'address'; readonly ranges: RangeSet };

/**
 * What an event is asked at the bottom: whether some value of a subject is in a set, whether the subject has one value alone, or
 * a leaf that is equal to itself only.
 */
export type Test =
  | { readonly kind: 'some'; readonly key: string; readonly subject: Subject; readonly set: ValueSet }
  | { readonly kind: 'one'; readonly key: string; readonly subject: Subject }
  | { readonly kind: 'opaque'; readonly key: string; readonly leaf: Leaf };

/** A predicate with its negations at the tests, of which there is only one of each meaning that can be seen. */
export type Formula =
  | { readonly kind: 'constant'; readonly id: number; readonly value: boolean }
  | { readonly kind: 'test'; readonly id: number; readonly test: Test; readonly positive: boolean }
  | { readonly kind: 'and' | 'or'; readonly id: number; readonly operands: readonly Formula[] };

type Some = Extract<Test, { kind: 'some' }>;

/** Makes formulas: flat, sorted, without repetition, values of one subject in one test. */
export class FormulaBuilder {
  readonly yes: Formula = { kind: 'constant', id: 0, value: true };
  readonly no: Formula = { kind: 'constant', id: 1, value: false };
  private readonly known = new Map<string, Formula>();

  some(subject: Subject, set: ValueSet, positive: boolean): Formula {
    const test = someTest(subject, set);
    return test === undefined ? this.constant(!positive) : this.test(test, positive);
  }

  test(test: Test, positive: boolean): Formula {
    const key = `${positive ? '+' : '-'}${test.key}`;
    return this.intern(key, id => ({ kind: 'test', id, test, positive }));
  }

  constant(value: boolean): Formula {
    return value ? this.yes : this.no;
  }

  /** `and` is what `or` is of the negations, so that sets are joined in both. */
  join(kind: 'and' | 'or', operands: readonly Formula[]): Formula {
    const decides = this.constant(kind === 'or');
    const distinct = new Set<Formula>();
    for (const operand of joinSets(
      this,
      operands.flatMap(each => flat(kind, each)),
      kind === 'or',
    )) {
      if (operand === decides) return decides;
      if (operand.kind !== 'constant') distinct.add(operand);
    }
    const [only] = distinct;
    if (only === undefined) return this.constant(kind === 'and');
    if (distinct.size === 1) return only;
    const ids = [...distinct].map(({ id }) => id).sort((left, right) => left - right);
    return this.intern(`${kind} ${ids.join()}`, id => ({ kind, id, operands: [...distinct] }));
  }

  private intern(key: string, make: (id: number) => Formula): Formula {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const formula = make(this.known.size + 2);
    this.known.set(key, formula);
    return formula;
  }
}

function flat(kind: 'and' | 'or', operand: Formula): readonly Formula[] {
  return operand.kind === kind ? operand.operands : [operand];
}

/** Tests of one subject and sort become one; the place is that of the first. */
function joinSets(
  builder: FormulaBuilder,
  operands: readonly Formula[],
  positive: boolean,
): readonly Formula[] {
  const groups = new Map<string, Some[]>();
  const result: (Formula | string)[] = [];
  for (const operand of operands) {
    if (operand.kind !== 'test' || operand.positive !== positive || operand.test.kind !== 'some') {
      result.push(operand);
      continue;
    }
    const key = `${operand.test.set.sort} ${operand.test.subject.key}`;
    const group = groups.get(key);
    if (group !== undefined) group.push(operand.test);
    else {
      groups.set(key, [operand.test]);
      result.push(key);
    }
  }
  return result.map(each => {
    if (typeof each !== 'string') return each;
    const group = groups.get(each) ?? [];
    const [first] = group;
    if (first === undefined) return builder.constant(!positive);
    return group.length === 1
      ? builder.test(first, positive)
      : builder.some(first.subject, united(group.map(({ set }) => set)), positive);
  });
}

/** Sets of one sort. */
function united(sets: readonly ValueSet[]): ValueSet {
  const ranges = sets.flatMap(set => (set.sort === 'text' ? [] : set.ranges));
  const pieces = sets.flatMap(set => (set.sort === 'text' ? set.pieces : []));
  const sort = sets[0]?.sort ?? 'text';
  return sort === 'text' ? { sort, pieces } : { sort, ranges: unite(ranges) };
}

/** undefined when no value can be in the set. */
function someTest(subject: Subject, set: ValueSet): Some | undefined {
  const start = `some ${set.sort} ${subject.key} `;
  if (set.sort !== 'text')
    return set.ranges.length === 0
      ? undefined
      : { kind: 'some', key: start + rangeKey(set.ranges), subject, set };
  const all = set.pieces.find(isAnything);
  const distinct = new Map((all === undefined ? set.pieces : [all]).map(piece => [piece.key, piece]));
  if (distinct.size === 0) return undefined;
  const key = start + [...distinct.keys()].sort().join(' | ');
  return { kind: 'some', key, subject, set: { sort: 'text', pieces: [...distinct.values()] } };
}
