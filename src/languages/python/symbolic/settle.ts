import type { Diagnostic } from '../../../diagnostics/index.ts';
import type { Context } from './context.ts';
import type { Formula, Formulas } from './formula.ts';
import type { Kind, Place } from './place.ts';
import { rewrite, type State, specialise } from './specialise.ts';

export interface Settled {
  /** Says nothing of kinds any more. */
  readonly formula: Formula;
  /** What the formula rests on, in the form KIND:FIELD. */
  readonly assumes: readonly string[];
  /** What cannot be said of values that the rule does provide for. */
  readonly problems: readonly Diagnostic[];
}

/**
 * Takes every field for the kind that the module uses it as, and names the other kinds for which the rule would then give another
 * answer. A field without a value is absent; null is told apart only where the rule does.
 */
export function settle(context: Context, formula: Formula): Settled {
  const places = placesIn(formula);
  const preferred = new Map(places.map(place => [place, preferredKind(context, place)]));
  const takeAll = (of: Formula, skip?: Place) =>
    rewrite(context.formulas, of, each =>
      each.kind === 'is' && each.place !== skip ? taken(context, each, preferred) : undefined,
    );
  const take = (skip?: Place) => takeAll(formula, skip);
  const settled = take();
  const assumes = new Set(context.assumed);
  const problems = new Set<Diagnostic>();
  const hasUnknowns = unknownsIn(formula).length > 0;
  for (const { element, passes, fails } of context.orders)
    if ([passes, fails].every(each => takeAll(each) !== context.formulas.false))
      assumes.add(`no-failing-element:${element.written}`);
  for (const place of places) {
    if (isBesideThePoint(place, preferred)) continue;
    const open = take(place);
    const kind = preferred.get(place) ?? 'text';
    const differing: State[] = [];
    for (const state of statesOf(place)) {
      const own = specialise(context.formulas, open, place, state);
      if (own !== seenByIr(context.formulas, settled, place, state)) differing.push(state);
      if (hasUnknowns) for (const problem of unknownsIn(own)) problems.add(problem);
    }
    for (const state of differing) {
      const name = nameOf(context, place, kind, state, differing);
      if (name !== undefined) assumes.add(`${name}:${place.written}`);
    }
  }
  return { formula: settled, assumes: [...assumes].sort(), problems: [...problems] };
}

/** Places of which the formula knows kinds. */
function placesIn(formula: Formula): readonly Place[] {
  const found = [...within(formula)].flatMap(each =>
    each.kind === 'is' && each.is !== 'valued' ? [each.place] : [],
  );
  return [...new Set(found)];
}

/** A formula and all that it is made of, each once. */
function within(formula: Formula): ReadonlySet<Formula> {
  const seen = new Set<Formula>();
  const waiting = [formula];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.kind === 'not') waiting.push(next.operand);
    if (next.kind === 'some') waiting.push(next.body);
    if (next.kind === 'and' || next.kind === 'or') for (const operand of next.operands) waiting.push(operand);
  }
  return seen;
}

/** Refusals that do not come from a kind of value that an operation is not meant for. */
function unknownsIn(formula: Formula): readonly Diagnostic[] {
  return [...within(formula)].flatMap(each =>
    each.kind === 'unknown' && !each.misfit ? [each.problem] : [],
  );
}

/** Where nothing tells, the truth of a value is taken as that of a boolean. */
function preferredKind(context: Context, place: Place): Kind {
  return context.places.preferred(place) ?? 'boolean';
}

function taken(
  context: Context,
  { place, is }: Extract<Formula, { kind: 'is' }>,
  preferred: ReadonlyMap<Place, Kind>,
): Formula {
  const { formulas } = context;
  const isValue = place.type === 'field' ? formulas.is(place, 'valued') : formulas.true;
  if (is === 'valued') return isValue;
  if (is === 'absent') return formulas.not(isValue);
  return is === preferred.get(place) ? isValue : formulas.false;
}

const states: readonly State[] = [
  ...(['text', 'number', 'boolean', 'list', 'mapping', 'null'] as const),
  ...(['emptyList', 'emptyMapping'] as const),
];

/** A key of what is taken for no dict: that it might be one is said of the dict. */
function isBesideThePoint({ parent, type }: Place, preferred: ReadonlyMap<Place, Kind>): boolean {
  return type === 'field' && parent !== undefined && (preferred.get(parent) ?? 'mapping') !== 'mapping';
}

/** An element that is null is none to the IR. */
function seenByIr(formulas: Formulas, formula: Formula, place: Place, state: State): Formula {
  if (place.type === 'field' || state !== 'null') return specialise(formulas, formula, place, state);
  return rewrite(formulas, formula, each =>
    each.kind === 'some' && each.place === place ? formulas.false : undefined,
  );
}

/** What the IR sees of the values of an event at large is neither list nor dict. */
function statesOf(place: Place): readonly State[] {
  return place.type === 'anyValue' ? states.filter(state => !/list|mapping/i.test(state)) : states;
}

/** What is assumed in order that values of the kind need not be thought of. */
function nameOf(
  context: Context,
  place: Place,
  preferred: Kind,
  state: State,
  differing: readonly State[],
): string | undefined {
  if (state === 'null') return 'not-null';
  if (state === 'emptyList') return differing.includes('list') ? undefined : 'not-empty';
  if (state === 'emptyMapping') return differing.includes('mapping') ? undefined : 'not-empty';
  if (state === 'list') return preferred === 'mapping' ? 'object' : 'single-valued';
  if (preferred === 'mapping') return 'object';
  if (differing.every(each => each !== 'text' && each !== 'number' && each !== 'boolean')) return 'scalar';
  if (context.places.preferred(place) === undefined) return state === 'text' ? 'no-zero-text' : 'scalar';
  return preferred;
}
