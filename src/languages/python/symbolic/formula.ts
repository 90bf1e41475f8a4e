import type { Diagnostic } from '../../../diagnostics/index.ts';
import { type Leaf, printPredicate } from '../../../ir/index.ts';
import { type Literal, simplify } from './junction.ts';
import { OperandTable } from './operand-table.ts';
import { type Kind, type Place, withAncestors } from './place.ts';

interface Known {
  readonly id: number;
  /** What it says of a place, where that is all that it says; and what its negation says. */
  readonly literal: Literal | undefined;
  readonly opposite: Literal | undefined;
  /** Found when they are first asked for: see `placesOf`. */
  mentioned: ReadonlySet<Place> | undefined;
  /** Made when it is first asked for. */
  negation: Formula | undefined;
  /** Places that hold more than null where the formula is true, and where it is false. */
  readonly needs: ReadonlySet<Place>;
  readonly needsWhenFalse: ReadonlySet<Place>;
}

/** What is true of an event: leaves of the IR beside facts that only Python can see. */
export type Formula = Known &
  (
    | { readonly kind: 'constant'; readonly value: boolean }
    | { readonly kind: 'leaf'; readonly leaf: Leaf; readonly places: readonly Place[] }
    /** What is at the place is of this kind; `valued`: the IR sees a value there. */
    | { readonly kind: 'is'; readonly place: Place; readonly is: Kind | 'valued' }
    /** Whatever depends on this cannot be said. */
    | { readonly kind: 'unknown'; readonly problem: Diagnostic; readonly misfit: boolean }
    /** Some element of the list at the place satisfies the body, or some value of the event. */
    | { readonly kind: 'some'; readonly place: Place; readonly body: Formula }
    | { readonly kind: 'not'; readonly operand: Formula }
    | { readonly kind: 'and' | 'or'; readonly operands: readonly Formula[] }
  );

const none: ReadonlySet<Place> = new Set();

/** Makes formulas, each once: equal ones are the same object. Constants, doubles and contradictions go as they come up. */
export class Formulas {
  private readonly made = new Map<string, Formula>();
  private readonly kinds = new Map<Place, Partial<Record<Kind | 'valued', Formula>>>();
  private readonly junctions = { and: new OperandTable('unordered'), or: new OperandTable('unordered') };
  /** By the operands as they were given: the same are joined again and again while places are looked at one by one. */
  private readonly joined = { and: new OperandTable('ordered'), or: new OperandTable('ordered') };
  private next = 0;
  readonly true: Formula = this.keep('true', { kind: 'constant', value: true });
  readonly false: Formula = this.keep('false', { kind: 'constant', value: false });

  constant(value: boolean): Formula {
    return value ? this.true : this.false;
  }

  /** `places` are what the leaf reads; it is false where one of them holds nothing. */
  leaf(leaf: Leaf, places: readonly Place[]): Formula {
    const key = `leaf ${places.map(place => place.id).join(' ')} ${printPredicate(leaf)}`;
    const needs = new Set(places.flatMap(place => [...withAncestors(place)]));
    return this.keep(key, { kind: 'leaf', leaf, places }, needs);
  }

  is(place: Place, is: Kind | 'valued'): Formula {
    const known = this.kinds.get(place);
    const made = known?.[is] ?? this.makeIs(place, is);
    if (known === undefined) this.kinds.set(place, { [is]: made });
    else known[is] = made;
    return made;
  }

  private makeIs(place: Place, is: Kind | 'valued'): Formula {
    if (isNever(place, is)) return this.false;
    const around = place.parent === undefined ? none : new Set(withAncestors(place.parent));
    if (is === 'absent') return this.make({ kind: 'is', place, is }, none, around);
    const needs = is === 'null' ? around : new Set(withAncestors(place));
    return this.make({ kind: 'is', place, is }, needs, none);
  }

  isOneOf(place: Place, kinds: readonly Kind[]): Formula {
    return this.or(kinds.map(kind => this.is(place, kind)));
  }

  unknown(problem: Diagnostic, misfit = false): Formula {
    const at = problem.span === undefined ? '' : `${problem.span.start}-${problem.span.end}`;
    return this.keep(`unknown ${misfit} ${problem.message} ${at}`, { kind: 'unknown', problem, misfit });
  }

  some(place: Place, body: Formula): Formula {
    if (body.kind === 'constant' && !body.value) return body;
    if (body.kind === 'or') return this.or(body.operands.map(each => this.some(place, each)));
    const needs = place.type === 'anyValue' ? none : new Set(withAncestors(place));
    return this.keep(`some ${place.id} ${body.id}`, { kind: 'some', place, body }, needs);
  }

  not(operand: Formula): Formula {
    if (operand.kind === 'constant') return this.constant(!operand.value);
    if (operand.kind === 'not') return operand.operand;
    operand.negation ??= this.negate(operand);
    return operand.negation;
  }

  /** The negation, where there is one yet: a formula that was never made is no operand of any other. */
  madeNegation(operand: Formula): Formula | undefined {
    const isTurned = (operand.kind === 'and' || operand.kind === 'or') && operand.operands.every(isNegated);
    return isTurned || operand.kind === 'constant' || operand.kind === 'not'
      ? this.not(operand)
      : operand.negation;
  }

  private negate(operand: Formula): Formula {
    if (operand.kind === 'or' && operand.operands.every(isNegated))
      return this.and(operand.operands.map(each => this.not(each)));
    if (operand.kind === 'and' && operand.operands.every(isNegated))
      return this.or(operand.operands.map(each => this.not(each)));
    return this.make({ kind: 'not', operand }, operand.needsWhenFalse, operand.needs);
  }

  and(operands: readonly Formula[]): Formula {
    return this.junction('and', operands);
  }

  or(operands: readonly Formula[]): Formula {
    return this.junction('or', operands);
  }

  /** `then` where the condition holds, else `otherwise`. */
  choose(condition: Formula, then: Formula, otherwise: Formula): Formula {
    if (condition.kind === 'constant') return condition.value ? then : otherwise;
    if (then === otherwise) return then;
    if (then.kind === 'constant')
      return then.value ? this.or([condition, otherwise]) : this.and([this.not(condition), otherwise]);
    if (otherwise.kind === 'constant')
      return otherwise.value ? this.or([this.not(condition), then]) : this.and([condition, then]);
    return this.or([this.and([condition, then]), this.and([this.not(condition), otherwise])]);
  }

  private junction(kind: 'and' | 'or', operands: readonly Formula[]): Formula {
    if (operands.length <= 2) {
      const plain = this.plainJunction(kind, operands);
      if (plain !== undefined) return plain;
    }
    const earlier = this.joined[kind].find(operands);
    if (earlier !== undefined) return earlier;
    const joined = this.join(kind, operands);
    this.joined[kind].add(operands, joined);
    return joined;
  }

  /** Most are of one operand, or of a constant beside another. */
  private plainJunction(
    kind: 'and' | 'or',
    [first, second = first]: readonly Formula[],
  ): Formula | undefined {
    if (first === undefined || second === undefined) return this.constant(kind === 'and');
    if (first === second) return first;
    if (first.kind === 'constant') return first.value === (kind === 'or') ? first : second;
    if (second.kind === 'constant') return second.value === (kind === 'or') ? second : first;
    return undefined;
  }

  private join(kind: 'and' | 'or', operands: readonly Formula[]): Formula {
    const left = simplify(kind, operands, this);
    if (left === undefined) return this.constant(kind === 'or');
    const [first] = left;
    if (first === undefined) return this.constant(kind === 'and');
    if (left.length === 1) return first;
    const known = this.junctions[kind].find(left);
    if (known !== undefined) return known;
    const all = union(left.map(each => (kind === 'and' ? each.needs : each.needsWhenFalse)));
    const common = intersection(left.map(each => (kind === 'and' ? each.needsWhenFalse : each.needs)));
    const made =
      kind === 'and'
        ? this.make({ kind, operands: left }, all, common)
        : this.make({ kind, operands: left }, common, all);
    this.junctions[kind].add(left, made);
    return made;
  }

  private keep(key: string, shape: Shape, needs: ReadonlySet<Place> = none): Formula {
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const formula = this.make(shape, needs, none);
    this.made.set(key, formula);
    return formula;
  }

  private make(shape: Shape, needs: ReadonlySet<Place>, needsWhenFalse: ReadonlySet<Place>): Formula {
    const literal = literalOf(shape);
    const opposite = literal && { ...literal, positive: !literal.positive };
    const id = this.next++;
    const known = { id, needs, needsWhenFalse, literal, opposite, mentioned: undefined, negation: undefined };
    return laidOut(shape, known);
  }
}

type KeyOf<Whole> = Whole extends unknown ? keyof Whole : never;
type ValueOf<Whole, Key> = Whole extends unknown ? (Key extends keyof Whole ? Whole[Key] : never) : never;
/** A shape of any kind, with what other kinds have. */
type Loose = { readonly [Key in KeyOf<Shape>]?: ValueOf<Shape, Key> | undefined };

/** Every formula has the same properties in the same order: what reads them, and nearly all does, is then compiled to one load. */
function laidOut(shape: Shape, known: Known): Formula {
  const { kind, value, leaf, places, place, is, problem, misfit, body, operand, operands }: Loose = shape;
  const { id, needs, needsWhenFalse, literal, opposite, mentioned, negation } = known;
  const laid: Known & Loose = {
    id,
    kind,
    needs,
    needsWhenFalse,
    literal,
    opposite,
    mentioned,
    negation,
    value,
    leaf,
    places,
    place,
    is,
    problem,
    misfit,
    body,
    operand,
    operands,
  };
  return laid as Formula;
}

function isNegated({ kind }: Formula): boolean {
  return kind === 'not';
}

/** What an operand of a junction says of a place, if that is all that it says. */
function literalOf(shape: Shape): Literal | undefined {
  if (shape.kind === 'not') return shape.operand.opposite;
  return shape.kind === 'is' ? { place: shape.place, is: shape.is, positive: true } : undefined;
}

/** An element is there, and a value that is reached in the event at large is neither list nor dict. */
function isNever(place: Place, is: Kind | 'valued'): boolean {
  if (place.type === 'field') return false;
  return is === 'absent' || (place.type === 'anyValue' && (is === 'list' || is === 'mapping'));
}

type Shape = DistributiveOmit<Formula, keyof Known>;

type DistributiveOmit<Whole, Key extends PropertyKey> = Whole extends unknown ? Omit<Whole, Key> : never;

/** Mostly one of the sets has all that the others have: it is the union then. */
function union(sets: readonly ReadonlySet<Place>[]): ReadonlySet<Place> {
  let largest = none;
  for (const set of sets) if (set.size > largest.size) largest = set;
  if (sets.every(set => set === largest || isWithin(set, largest))) return largest;
  const result = new Set<Place>();
  for (const set of sets) for (const place of set) result.add(place);
  return result;
}

function isWithin(inner: ReadonlySet<Place>, outer: ReadonlySet<Place>): boolean {
  for (const place of inner) if (!outer.has(place)) return false;
  return true;
}

function intersection(sets: readonly ReadonlySet<Place>[]): ReadonlySet<Place> {
  let least = sets[0] ?? none;
  for (const set of sets) if (set.size < least.size) least = set;
  if (sets.every(set => set === least || isWithin(least, set))) return least;
  return new Set([...least].filter(place => sets.every(set => set.has(place))));
}
