import { compilePredicate } from '../../../evaluate/index.ts';
import { type Leaf, mapSubjects, subjects } from '../../../ir/index.ts';
import type { Formula, Formulas } from './formula.ts';
import type { Kind, Place } from './place.ts';

/** What may stand at a place, lists and dicts that hold nothing apart: to the IR they are no value. */
export type State = Kind | 'emptyList' | 'emptyMapping';

const kindOf: Readonly<Partial<Record<State, Kind>>> = { emptyList: 'list', emptyMapping: 'mapping' };

/** To the IR there is no value. */
export function isNothing(state: State): boolean {
  return state === 'absent' || state === 'null' || state === 'emptyList' || state === 'emptyMapping';
}

export function isOf(state: State, kind: Kind): boolean {
  return kind === (kindOf[state] ?? state);
}

/** Replaces what a formula says of places; undefined leaves it. `known` keeps what was rewritten, for the next formula. */
export function rewrite(
  formulas: Formulas,
  formula: Formula,
  change: (formula: Formula) => Formula | undefined,
  known: Map<Formula, Formula> = new Map(),
): Formula {
  const visit = (each: Formula): Formula => {
    if (isSmall(each)) return change(each) ?? inside(each);
    const earlier = known.get(each);
    if (earlier !== undefined) return earlier;
    const result = change(each) ?? inside(each);
    known.set(each, result);
    return result;
  };
  const inside = (each: Formula): Formula => {
    switch (each.kind) {
      case 'not': {
        const operand = visit(each.operand);
        return operand === each.operand ? each : formulas.not(operand);
      }
      case 'and':
      case 'or':
        return junction(each);
      case 'some': {
        const body = visit(each.body);
        return body === each.body ? each : formulas.some(each.place, body);
      }
      default:
        return each;
    }
  };
  /** What decides a junction is mostly one of its small operands, so that the others need not be looked at. */
  const junction = (each: Extract<Formula, { kind: 'and' | 'or' }>): Formula => {
    const { kind, operands } = each;
    const decisive = formulas.constant(kind === 'or');
    const visited = [...operands];
    let isChanged = false;
    for (const small of [true, false])
      for (const [at, operand] of operands.entries()) {
        if (isSmall(operand) !== small) continue;
        const result = visit(operand);
        if (result === decisive) return decisive;
        if (result === operand) continue;
        visited[at] = result;
        isChanged = true;
      }
    if (!isChanged) return each;
    return kind === 'and' ? formulas.and(visited) : formulas.or(visited);
  };
  return visit(formula);
}

/** To look at it anew costs less than to remember what became of it. */
function isSmall({ kind }: Formula): boolean {
  return kind === 'leaf' || kind === 'is' || kind === 'constant' || kind === 'unknown';
}

/** The places that a formula says something of, those that they stand in left aside. */
export function placesOf(formula: Formula): ReadonlySet<Place> {
  if (formula.mentioned !== undefined) return formula.mentioned;
  const found = new Set<Place>();
  const addAll = (each: Iterable<Place>) => {
    for (const place of each) found.add(place);
  };
  if (formula.kind === 'leaf') addAll(formula.places);
  if (formula.kind === 'is') {
    found.add(formula.place);
    if (formula.place.expression !== undefined && formula.place.parent !== undefined)
      found.add(formula.place.parent);
  }
  if (formula.kind === 'not') addAll(placesOf(formula.operand));
  if (formula.kind === 'and' || formula.kind === 'or')
    for (const each of formula.operands) addAll(placesOf(each));
  if (formula.kind === 'some') {
    if (formula.place.parent !== undefined) found.add(formula.place.parent);
    addAll(placesOf(formula.body));
  }
  formula.mentioned = found;
  return found;
}

/** The formula for events that hold something of this kind at the place. */
export function specialise(formulas: Formulas, formula: Formula, place: Place, state: State): Formula {
  const nothing = isNothing(state);
  return rewrite(formulas, formula, each => {
    if (!placesOf(each).has(place)) return each;
    if (each.kind === 'is' && each.place === place)
      return formulas.constant(each.is === 'valued' ? !nothing : isOf(state, each.is));
    if (each.kind === 'is' && each.place.parent === place)
      return nothing || (isAddress(each.place) && state !== 'text' && state !== 'list')
        ? formulas.false
        : each;
    if (each.kind === 'some' && each.place.parent === place && nothing) return formulas.false;
    if (each.kind !== 'leaf' || !each.places.includes(place)) return undefined;
    if (nothing) return formulas.false;
    return leafOn(formulas, each, place, state);
  });
}

/** Made of the text of an address: no number, boolean or dict is one. */
function isAddress({ expression }: Place): boolean {
  return expression?.kind === 'coercion' && expression.to === 'ip';
}

/** A leaf that looks at the field itself is true or false of every number, boolean or dict, or says nothing more. */
function leafOn(
  formulas: Formulas,
  formula: Extract<Formula, { kind: 'leaf' }>,
  place: Place,
  state: State,
): Formula | undefined {
  const { leaf } = formula;
  const [subject, ...others] = subjects(leaf);
  const read = formula.places.filter(each => each.expression === undefined);
  const isPlain = subject?.kind === 'field' && others.length === 0 && read.length === 1;
  if (!isPlain || read[0] !== place) return undefined;
  if (state === 'mapping') return leaf.kind === 'exists' ? undefined : formulas.false;
  if (state === 'number') return onNumber(formulas, formula);
  if (state !== 'boolean') return undefined;
  const test = compilePredicate(
    mapSubjects(ofShortTexts(leaf), each => (each.kind === 'field' ? { ...each, name: 'v' } : each)),
  );
  const [yes, no] = [test({ v: true }), test({ v: false })];
  return yes === no ? formulas.constant(yes) : undefined;
}

/** What a leaf says of a boolean, whose text has at most five characters: lists of longer texts are long. */
function ofShortTexts(leaf: Leaf): Leaf {
  if (leaf.kind === 'equals')
    return { ...leaf, values: leaf.values.filter(each => typeof each !== 'string' || isShort(each)) };
  if (leaf.kind !== 'like') return leaf;
  return {
    ...leaf,
    patterns: leaf.patterns.filter(each => each.every(part => part.kind !== 'text' || isShort(part.text))),
  };
}

function isShort(text: string): boolean {
  return text.length <= 'false'.length;
}

/** Texts that write numbers as the IR does are those numbers; other texts are the text of none. */
function onNumber(
  formulas: Formulas,
  { leaf, places }: Extract<Formula, { kind: 'leaf' }>,
): Formula | undefined {
  if (!fitsNumber(leaf)) return formulas.false;
  if (leaf.kind !== 'equals') return undefined;
  const values = leaf.values.flatMap(value =>
    typeof value !== 'string' ? [value] : String(Number(value)) === value ? [Number(value)] : [],
  );
  return formulas.leaf({ ...leaf, values: [...new Set(values)].sort(), casing: 'exact' }, places);
}

const numberCharacters = /^[-+.\deE]*$/;
const booleans: ReadonlySet<unknown> = new Set([true, false, 'true', 'false']);

/** Whether the text of some number may fit. */
function fitsNumber(leaf: Leaf): boolean {
  switch (leaf.kind) {
    case 'equals':
      return leaf.values.some(
        value => !booleans.has(value) && numberCharacters.test(String(value)) && value !== '',
      );
    case 'like':
      return leaf.patterns.some(each =>
        each.every(part => part.kind !== 'text' || numberCharacters.test(part.text)),
      );
    case 'inNetwork':
      return false;
    default:
      return true;
  }
}

/** Whether a formula says anything of a place or of what lies within it. */
export function mentions(formula: Formula, place: Place): boolean {
  for (const each of placesOf(formula)) if (isWithin(each, place)) return true;
  return false;
}

function isWithin(inner: Place, outer: Place): boolean {
  for (let each: Place | undefined = inner; each !== undefined; each = each.parent)
    if (each === outer) return true;
  return false;
}
