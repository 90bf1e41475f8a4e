import type { Formula, Formulas } from './formula.ts';
import type { Kind, Place } from './place.ts';

/** An operand that says whether what is at a place is of a kind. */
export interface Literal {
  readonly place: Place;
  readonly is: Kind | 'valued';
  readonly positive: boolean;
}

/**
 * The operands of a conjunction that are left when doubles and what follows from the others are gone; undefined when they contradict
 * each other. A disjunction is the same with every sign turned: undefined when it always holds.
 */
export function simplify(
  kind: 'and' | 'or',
  operands: readonly Formula[],
  formulas: Formulas,
): readonly Formula[] | undefined {
  const flat = flatten(kind, operands);
  if (flat === undefined) return undefined;
  for (const each of flat) if (isIn(flat, formulas.madeNegation(each))) return undefined;
  const facts = factsOf(kind, flat);
  if (facts === undefined) return undefined;
  const merged = flat.size <= smallJunction ? mergeComplements(kind, flat, formulas) : undefined;
  if (merged !== undefined) return simplify(kind, merged, formulas);
  const left: Formula[] = [];
  for (const each of flat) {
    const fate = fateOf(kind, each, flat, facts, formulas);
    if (fate === 'contradiction') return undefined;
    if (fate === 'stays') left.push(each);
    else if (fate !== 'goes')
      return simplify(
        kind,
        [...flat].map(one => (one === each ? fate : one)),
        formulas,
      );
  }
  return left;
}

/** `(a and b) or (a and not b)` is `a`. */
function mergeComplements(
  kind: 'and' | 'or',
  flat: ReadonlySet<Formula>,
  formulas: Formulas,
): readonly Formula[] | undefined {
  const inner = kind === 'and' ? 'or' : 'and';
  const candidates = [...flat].filter(each => each.kind === inner && each.operands.length <= smallJunction);
  for (const one of candidates)
    for (const other of candidates) {
      if (one.kind !== inner || other.kind !== inner || one.id >= other.id) continue;
      const shared = common(one.operands, other.operands, formulas);
      if (shared === undefined) continue;
      const joined = kind === 'and' ? formulas.or(shared) : formulas.and(shared);
      return [...flat].flatMap(each => (each === one ? [joined] : each === other ? [] : [each]));
    }
  return undefined;
}

/** What two junctions share when they differ in nothing but the sign of one operand. */
function common(
  one: readonly Formula[],
  other: readonly Formula[],
  formulas: Formulas,
): readonly Formula[] | undefined {
  if (one.length !== other.length) return undefined;
  const rest = new Set(other);
  const [own, ...others] = one.filter(each => !rest.has(each));
  return own !== undefined && others.length === 0 && isIn(rest, formulas.madeNegation(own))
    ? one.filter(each => each !== own)
    : undefined;
}

function flatten(kind: 'and' | 'or', operands: readonly Formula[]): Set<Formula> | undefined {
  const flat = new Set<Formula>();
  for (const operand of operands) {
    if (operand.kind === 'constant') {
      if (operand.value === (kind === 'or')) return undefined;
    } else if (operand.kind === kind) for (const inner of operand.operands) flat.add(inner);
    else flat.add(operand);
  }
  return flat;
}

function isIn(flat: ReadonlySet<Formula>, formula: Formula | undefined): boolean {
  return formula !== undefined && flat.has(formula);
}

interface Facts {
  /** Of what kind a place is known to be. */
  readonly kinds: ReadonlyMap<Place, Kind>;
  /** Places known to hold nothing. */
  readonly empty: ReadonlySet<Place>;
  readonly kind: 'and' | 'or';
  readonly flat: ReadonlySet<Formula>;
}

const noKinds: ReadonlyMap<Place, Kind> = new Map();
const noPlaces: ReadonlySet<Place> = new Set();

/** Undefined when they contradict each other. */
function factsOf(kind: 'and' | 'or', flat: ReadonlySet<Formula>): Facts | undefined {
  let kinds: Map<Place, Kind> | undefined;
  let empty: Set<Place> | undefined;
  for (const each of flat) {
    const literal = literalIn(kind, each);
    if (literal === undefined) continue;
    if (literal.is === 'valued' ? !literal.positive : literal.positive && isNothing(literal.is)) {
      empty ??= new Set();
      empty.add(literal.place);
    }
    if (literal.is === 'valued' || !literal.positive) continue;
    kinds ??= new Map();
    if ((kinds.get(literal.place) ?? literal.is) !== literal.is) return undefined;
    kinds.set(literal.place, literal.is);
  }
  const facts = { kinds: kinds ?? noKinds, empty: empty ?? noPlaces, kind, flat };
  for (const place of facts.empty) if (isNeeded(facts, place)) return undefined;
  return facts;
}

/** Whether a place is known to hold more than null, by an operand other than a literal. */
function isNeeded({ kind, flat }: Facts, place: Place): boolean {
  for (const each of flat)
    if (
      (kind === 'and' ? each.needs : each.needsWhenFalse).has(place) &&
      literalIn(kind, each)?.place !== place
    )
      return true;
  return false;
}

function literalIn(kind: 'and' | 'or', { literal, opposite }: Formula): Literal | undefined {
  return kind === 'and' ? literal : opposite;
}

function isNothing(is: Kind | 'valued'): boolean {
  return is === 'absent' || is === 'null';
}

/** What becomes of an operand beside the others; a formula that says the same in fewer words may take its place. */
type Fate = 'stays' | 'goes' | 'contradiction' | Formula;

/** Junctions within are looked through when they are small, so that the work stays linear. */
const smallJunction = 8;

function fateOf(
  kind: 'and' | 'or',
  each: Formula,
  flat: ReadonlySet<Formula>,
  facts: Facts,
  formulas: Formulas,
): Fate {
  const literal = literalIn(kind, each);
  if (literal !== undefined) return fateOfLiteral(literal, facts);
  if (meets(kind === 'and' ? each.needsWhenFalse : each.needs, facts.empty)) return 'goes';
  if (each.kind === 'not' && each.operand.kind === kind && each.operand.operands.length <= smallJunction)
    return fateOfNegated(kind, each.operand.operands, flat, formulas) ?? 'stays';
  if (each.kind !== (kind === 'and' ? 'or' : 'and') || each.operands.length > smallJunction) return 'stays';
  if (each.operands.some(inner => flat.has(inner))) return 'goes';
  const left = each.operands.filter(
    inner => !isIn(flat, formulas.madeNegation(inner)) && !isExcluded(kind, inner, facts),
  );
  if (left.length === each.operands.length) return 'stays';
  return kind === 'and' ? formulas.or(left) : formulas.and(left);
}

/** `not (a and b)` beside `a` is `not b`, beside `not a` nothing. */
function fateOfNegated(
  kind: 'and' | 'or',
  operands: readonly Formula[],
  flat: ReadonlySet<Formula>,
  formulas: Formulas,
): Fate | undefined {
  if (operands.some(inner => isIn(flat, formulas.madeNegation(inner)))) return 'goes';
  const left = operands.filter(inner => !flat.has(inner));
  if (left.length === 0) return 'contradiction';
  if (left.length === operands.length) return undefined;
  return formulas.not(kind === 'and' ? formulas.and(left) : formulas.or(left));
}

function fateOfLiteral({ place, is, positive }: Literal, facts: Facts): Fate {
  const known = facts.kinds.get(place);
  if (is === 'valued') {
    if (!positive) return known !== undefined && isScalar(known) ? 'contradiction' : 'stays';
    if (known !== undefined && isScalar(known)) return 'goes';
    return isNeeded(facts, place) ? 'goes' : 'stays';
  }
  if (positive) return 'stays';
  if (known !== undefined) return known === is ? 'contradiction' : 'goes';
  return isNothing(is) && isNeeded(facts, place) ? 'goes' : 'stays';
}

function isScalar(kind: Kind): boolean {
  return kind === 'text' || kind === 'number' || kind === 'boolean';
}

/** A literal of a junction within that the facts rule out. */
function isExcluded(kind: 'and' | 'or', inner: Formula, facts: Facts): boolean {
  const literal = literalIn(kind, inner);
  if (literal === undefined) return meets(kind === 'and' ? inner.needs : inner.needsWhenFalse, facts.empty);
  const known = facts.kinds.get(literal.place);
  if (literal.is === 'valued') return literal.positive && facts.empty.has(literal.place);
  if (known !== undefined) return literal.positive ? known !== literal.is : known === literal.is;
  return literal.positive && isNothing(literal.is) && isNeeded(facts, literal.place);
}

function meets(places: ReadonlySet<Place>, empty: ReadonlySet<Place>): boolean {
  for (const place of empty) if (places.has(place)) return true;
  return false;
}
