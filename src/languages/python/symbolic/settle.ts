import type { Diagnostic } from '../../../diagnostics/index.ts';
import type { Context } from './context.ts';
import type { Formula, Formulas } from './formula.ts';
import type { Kind, Place } from './place.ts';
import { isNothing, isOf, mentions, placesOf, rewrite, type State, specialise } from './specialise.ts';

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
  const told = toldIn(formula);
  const kinds = new Kinds(context, told);
  const settled = kinds.take(formula);
  const assumes = new Set(context.assumed);
  const problems = new Set<Diagnostic>();
  const hasUnknowns = unknownsIn(formula).length > 0;
  for (const { element, passes, fails } of context.orders)
    if ([passes, fails].every(each => kinds.take(each) !== context.formulas.false))
      assumes.add(`no-failing-element:${element.written}`);
  for (const place of told.keys()) {
    if (kinds.isBesideThePoint(place)) continue;
    if (hasUnknowns)
      for (const problem of problemsAt(context, kinds.take(formula, place), place)) problems.add(problem);
    const used = usedAs(context, place, told.get(place) ?? new Set());
    for (const name of assumedOf(used, new Differences(context, kinds, formula, place)))
      assumes.add(`${name}:${place.written}`);
  }
  return { formula: settled, assumes: [...assumes].sort(), problems: [...problems] };
}

/** What each place is taken for; of a formula that is asked for again, what was found. */
class Kinds {
  private readonly context: Context;
  /** The kinds that the formula tells apart. */
  private readonly told: ReadonlyMap<Place, ReadonlySet<Kind>>;
  private readonly preferred: ReadonlyMap<Place, Kind>;
  private readonly taken = new Map<Formula, Formula>();

  constructor(context: Context, told: ReadonlyMap<Place, ReadonlySet<Kind>>) {
    this.context = context;
    this.told = told;
    this.preferred = new Map(
      [...told].map(([place, kinds]) => [place, usedAs(context, place, kinds) ?? 'boolean']),
    );
  }

  of(place: Place): Kind | undefined {
    return this.preferred.get(place);
  }

  /** A formula that says nothing of kinds any more but for those of one place. */
  take(formula: Formula, skip?: Place): Formula {
    const { formulas } = this.context;
    const take = (each: Formula) => (each.kind === 'is' ? this.isOf(each) : undefined);
    if (skip === undefined) return rewrite(formulas, formula, take, this.taken);
    return rewrite(formulas, formula, each => {
      if (!placesOf(each).has(skip)) return rewrite(formulas, each, take, this.taken);
      return each.kind === 'is' && each.place !== skip ? this.isOf(each) : undefined;
    });
  }

  private isOf({ place, is }: Extract<Formula, { kind: 'is' }>): Formula {
    const { formulas } = this.context;
    const isValue = place.type === 'field' ? formulas.is(place, 'valued') : formulas.true;
    if (is === 'valued') return isValue;
    if (is === 'absent') return formulas.not(isValue);
    return is === this.preferred.get(place) ? isValue : formulas.false;
  }

  /** Whether what the formula says of the kind is the same for values of this one as what it is taken for says. */
  tellsAlike(place: Place, state: State): boolean {
    if (place.type !== 'field') return false;
    for (const kind of this.told.get(place) ?? []) {
      const taken = kind === 'absent' ? isNothing(state) : kind === this.of(place) && !isNothing(state);
      if (taken !== isOf(state, kind)) return false;
    }
    return true;
  }

  /** States of one name make the same of a formula: of those that hold nothing, what is told of their kind alone counts. */
  seenAs(place: Place, state: State): string {
    if (place.type !== 'field' || !isNothing(state)) return state;
    return [...(this.told.get(place) ?? [])].filter(kind => isOf(state, kind)).join(' ');
  }

  /** A key of what is taken for no dict: that it might be one is said of the dict. So it is of an element of what is no list. */
  isBesideThePoint({ parent, type, isElement }: Place): boolean {
    const around = isElement ? 'list' : 'mapping';
    return type === 'field' && parent !== undefined && (this.preferred.get(parent) ?? around) !== around;
  }
}

/** What cannot be said of some value of a place. */
function problemsAt(context: Context, open: Formula, place: Place): readonly Diagnostic[] {
  return statesOf(place).flatMap(state => unknownsIn(specialise(context.formulas, open, place, state)));
}

/** What a formula makes of the kinds of values of a place, against what it is taken for. */
class Differences {
  private readonly told = new Map<string, boolean>();
  private readonly context: Context;
  private readonly kinds: Kinds;
  private readonly place: Place;
  /** Where a part that holds all that is said of the place does not differ, the whole does not. */
  private readonly asked: readonly Formula[];
  private readonly sides = new Map<Formula, readonly [open: Formula, settled: Formula]>();

  constructor(context: Context, kinds: Kinds, formula: Formula, place: Place) {
    this.context = context;
    this.kinds = kinds;
    this.place = place;
    const part = place.type === 'field' ? partAbout(context.formulas, formula, place) : formula;
    this.asked = part === formula ? [formula] : [part, formula];
  }

  /** Whether it is another formula for this kind of values than for what the place is taken for. */
  at(state: State): boolean {
    const { kinds, place } = this;
    if (!statesOf(place).includes(state) || kinds.tellsAlike(place, state)) return false;
    const name = kinds.seenAs(place, state);
    const known = this.told.get(name);
    if (known !== undefined) return known;
    const differs = this.asked.every(each => this.differs(each, state));
    this.told.set(name, differs);
    return differs;
  }

  private differs(of: Formula, state: State): boolean {
    const { context, kinds, place } = this;
    const sides = this.sides.get(of) ?? [kinds.take(of, place), kinds.take(of)];
    this.sides.set(of, sides);
    const [open, settled] = sides;
    const { formulas } = context;
    return specialise(formulas, open, place, state) !== seenByIr(formulas, settled, place, state);
  }
}

/** What is assumed in order that values of other kinds need not be thought of; kinds that ask for the same are looked at once. */
function assumedOf(preferred: Kind | undefined, differences: Differences): readonly string[] {
  const differs = (state: State) => differences.at(state);
  const names: string[] = [];
  // What is asked first is what mostly differs: the others need not be looked at then.
  if (preferred === 'mapping') {
    if (differs('list') || differs('number') || differs('boolean') || differs('text')) names.push('object');
  } else {
    const isScalar = differs('number') || differs('boolean');
    const isText = differs('text');
    if (isText && preferred === undefined) names.push('no-zero-text');
    if (isScalar || (isText && preferred !== undefined)) names.push(preferred ?? 'scalar');
    else if (differs('mapping')) names.push('scalar');
    if (differs('list')) names.push('single-valued');
  }
  if (differs('null')) names.push('not-null');
  if ((!differs('list') && differs('emptyList')) || (!differs('mapping') && differs('emptyMapping')))
    names.push('not-empty');
  return names;
}

/** The least part of a formula outside of which nothing is said of a place, and of what lies within it. */
function partAbout(formulas: Formulas, formula: Formula, place: Place): Formula {
  let part = formula;
  for (;;) {
    if (part.kind === 'not') part = part.operand;
    else if (part.kind === 'and' || part.kind === 'or') {
      const about = part.operands.filter(each => mentions(each, place));
      const [only] = about;
      if (about.length > 1)
        return about.length === part.operands.length ? part : joined(formulas, part.kind, about);
      if (only === undefined) return part;
      part = only;
    } else return part;
  }
}

function joined(formulas: Formulas, kind: 'and' | 'or', operands: readonly Formula[]): Formula {
  return kind === 'and' ? formulas.and(operands) : formulas.or(operands);
}

/** The places of which the formula knows kinds, and which. */
function toldIn(formula: Formula): ReadonlyMap<Place, ReadonlySet<Kind>> {
  const told = new Map<Place, Set<Kind>>();
  for (const each of within(formula)) {
    if (each.kind !== 'is' || each.is === 'valued') continue;
    const kinds = told.get(each.place);
    if (kinds === undefined) told.set(each.place, new Set([each.is]));
    else kinds.add(each.is);
  }
  return told;
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

/**
 * What the module uses a place as; undefined where nothing tells, and its truth is asked for, which is taken as that of a boolean.
 * A place of which the rule knows one kind alone is of that.
 */
function usedAs(context: Context, place: Place, told: ReadonlySet<Kind>): Kind | undefined {
  const [only] = told;
  return context.places.preferred(place) ?? (told.size === 1 && only !== 'absent' ? only : undefined);
}

const states: readonly State[] = [
  ...(['text', 'number', 'boolean', 'list', 'mapping', 'null'] as const),
  ...(['emptyList', 'emptyMapping'] as const),
];

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
