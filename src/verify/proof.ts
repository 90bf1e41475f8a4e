import { compilePredicate, type EventData } from '../evaluate/index.ts';
import { always, and, type Leaf, not, type Predicate } from '../ir/index.ts';
import type { Atom } from './atom.ts';
import { Budget, BudgetSpent } from './budget.ts';
import type { CompareOptions, Comparison } from './comparison.ts';
import { Diagram, type DiagramNode, DiagramTooLarge, never } from './diagram.ts';
import { type Formula, FormulaBuilder } from './formula.ts';
import { lazily } from './lazily.ts';
import { type Limits, usualLimits } from './limits.ts';
import { type Alike, mergeAlike, unlike } from './merge.ts';
import { depthOf, readPredicate } from './read-predicate.ts';
import type { Reading } from './reading.ts';
import { responsibleLeaves } from './responsible.ts';
import { type Search, type Separation, Separator } from './separate.ts';
import { SubjectValues } from './subject-values.ts';
import { bySubject, diagramOf, type Variables, variablesOf } from './variables.ts';

/**
 * Decides how two predicates in the same field names stand to each other, for every event. First as they are written: equal
 * forms cost next to nothing. Then as decision diagrams over the finest sets of values that their leaves tell apart, where what is
 * possible of one field is known from automata and ranges. Every separating event has been run through the evaluator.
 */
export function comparePredicates(source: Predicate, found: Predicate, options: CompareOptions): Comparison {
  const limits = { ...usualLimits, ...options.limits };
  if (isTooDeep(source, found, limits))
    return { relation: 'unknown', because: 'limit', detail: `nested more than ${limits.depth} deep` };
  const parted = part(source, found, contextOf(options, limits));
  if (parted === 'equal') return { relation: 'equal', evidence: 'proved' };
  const { onlySource, onlyFound } = parted;
  if (onlySource.kind === 'unknown') return unknown(onlySource);
  if (onlyFound.kind === 'unknown') return unknown(onlyFound);
  return compared(source, found, onlySource, onlyFound);
}

/** Whether `comparePredicates` finds two predicates equal: where they are not, any event that shows it will do. */
export function areEqual(source: Predicate, found: Predicate, options: CompareOptions): boolean {
  const limits = { ...usualLimits, ...options.limits };
  if (isTooDeep(source, found, limits)) return false;
  const context = contextOf(options, limits);
  const parted = part(source, found, { ...context, refuting: true });
  return parted === 'equal' || (parted.onlySource.kind === 'none' && parted.onlyFound.kind === 'none');
}

function isTooDeep(source: Predicate, found: Predicate, { depth }: Limits): boolean {
  return Math.max(depthOf(source), depthOf(found)) > depth;
}

function contextOf(options: CompareOptions, limits: Limits): Context {
  return { options, limits, budget: new Budget(limits.work), level: 0, refuting: false };
}

function unknown({ because, detail }: Extract<Separation, { kind: 'unknown' }>): Comparison {
  return { relation: 'unknown', because, detail };
}

type Known = Exclude<Separation, { kind: 'unknown' }>;

function compared(source: Predicate, found: Predicate, onlySource: Known, onlyFound: Known): Comparison {
  const left = onlySource.kind === 'event' ? { onlySource: onlySource.event } : {};
  const right = onlyFound.kind === 'event' ? { onlyFound: onlyFound.event } : {};
  const events = [onlySource, onlyFound].flatMap(each => (each.kind === 'event' ? [each.event] : []));
  if (events.length === 0) return { relation: 'equal', evidence: 'proved' };
  const relation = events.length === 2 ? 'different' : onlySource.kind === 'none' ? 'broader' : 'narrower';
  let responsible: readonly Leaf[] | undefined;
  return {
    relation,
    evidence: 'proved',
    ...left,
    ...right,
    // Most callers do not ask, and finding them takes longer than the events did.
    get responsible() {
      responsible ??= responsibleLeaves(source, found, events);
      return responsible;
    },
  };
}

interface Context {
  readonly options: CompareOptions;
  readonly limits: Limits;
  readonly budget: Budget;
  /** How many elements it stands within. */
  readonly level: number;
  /** Whether it is enough to know that they are not equal. */
  readonly refuting: boolean;
}

interface Parted {
  readonly onlySource: Separation;
  readonly onlyFound: Separation;
}

/** Elements within elements beyond this are equal to themselves alone. */
const mostElements = 3;

function part(source: Predicate, found: Predicate, context: Context): Parted | 'equal' {
  const { options, limits } = context;
  const reading = options.reading ?? readingOf(options);
  const [left, right] = [readPredicate(source, reading), readPredicate(found, reading)];
  if (left === right) return 'equal';
  try {
    return separate([source, left], [found, right], context);
  } catch (error) {
    if (error instanceof BudgetSpent) return bothUnknown(`more than ${limits.work} steps`);
    if (!(error instanceof DiagramTooLarge)) throw error;
    return bothUnknown(`a diagram of more than ${limits.nodes} nodes`);
  }
}

type Read = readonly [predicate: Predicate, formula: Formula];

function separate([source, left]: Read, [found, right]: Read, context: Context): Parted | 'equal' {
  const variables = variablesOf(left, right);
  const { atoms, indexOf, atomsOfTest } = variables;
  if (atoms.length > context.limits.atoms)
    return bothUnknown(`more than ${context.limits.atoms} sets of values`);
  const recur = (first: Predicate, second: Predicate) =>
    context.level >= mostElements
      ? undefined
      : part(first, second, { ...context, level: context.level + 1, refuting: false });
  const values = valuesOf(atoms, context, 'automata');
  const pairs = { ...variables, values, recur };
  const seen = seenApart([left, right], variables, mergeAlike({ ...pairs, depth: 'seen' }), context);
  if (seen?.apart === never) return 'equal';
  const evaluated = lazily(() => [compilePredicate(source), compilePredicate(found)] as const);
  const holds = (side: 0 | 1, event: EventData) => evaluated()[side](event);
  if (context.refuting && seen !== undefined) {
    const shown = eventApart(seen, variables, context, event => holds(0, event) !== holds(1, event));
    if (shown?.kind === 'event') return { onlySource: shown, onlyFound: shown };
  }
  const alike = context.budget.within(0.5, () => mergeAlike({ ...pairs, depth: 'automata' })) ?? unlike;
  const index = (atom: Atom) => indexOf.get(alike.standsFor(atom).key) ?? 0;
  const diagram = new Diagram(context.limits.nodes);
  const first = diagramOf(left, diagram, atomsOfTest, index);
  const second = diagramOf(right, diagram, atomsOfTest, index);
  if (first === second) return 'equal';
  const satisfy: Search['satisfy'] = (where, against) =>
    eventOf(recur(and([...where, ...against.map(each => not(each))]), always(false)));
  const { paths } = context.limits;
  const separator = new Separator({ diagram, atoms, values, indexOf: index, paths, satisfy });
  for (const law of alike.laws)
    separator.forbid(law.map(({ atom, value }) => ({ variable: index(atom), value })));
  const only = (node: DiagramNode, other: DiagramNode, accepts: (event: EventData) => boolean) =>
    separator.find(diagram.and(node, diagram.not(other)), accepts);
  return {
    onlySource: only(first, second, event => holds(0, event) && !holds(1, event)),
    onlyFound: only(second, first, event => holds(1, event) && !holds(0, event)),
  };
}

/** Where two sides differ, as far as can be seen without automata. */
interface Apart {
  readonly diagram: Diagram;
  readonly apart: DiagramNode;
  readonly index: (atom: Atom) => number;
}

/** Most are equal: what a target's search adds for speed lies around what the rule asks for, as patterns show without automata. */
function seenApart(
  [left, right]: readonly [Formula, Formula],
  { indexOf, atomsOfTest }: Variables,
  { standsFor, laws }: Alike,
  { limits }: Context,
): Apart | undefined {
  const index = (atom: Atom) => indexOf.get(standsFor(atom).key) ?? 0;
  const diagram = new Diagram(limits.nodes);
  try {
    const first = diagramOf(left, diagram, atomsOfTest, index);
    const second = diagramOf(right, diagram, atomsOfTest, index);
    if (first === second) return { diagram, apart: never, index };
    const apart = diagram.or(
      diagram.and(first, diagram.not(second)),
      diagram.and(second, diagram.not(first)),
    );
    const rest = laws.reduce((left, law) => diagram.and(left, forbidden(diagram, law, index)), apart);
    return { diagram, apart: rest, index };
  } catch (error) {
    if (!(error instanceof DiagramTooLarge)) throw error;
    return undefined;
  }
}

/** Ways apart that are tried with the first values that come to mind. */
const mostGuesses = 30;

/** An event that shows two sides to differ, if one is found without automata: most often the first that is tried. */
function eventApart(
  { diagram, apart, index }: Apart,
  { atoms }: Variables,
  context: Context,
  accepts: (event: EventData) => boolean,
): Separation | undefined {
  const budget = new Budget(context.limits.work / mostGuesses);
  const values = valuesOf(atoms, { ...context, budget }, 'seen');
  const search = { diagram, atoms, values, indexOf: index, paths: mostGuesses, satisfy: () => undefined };
  try {
    return new Separator(search).find(apart, accepts);
  } catch (error) {
    if (!(error instanceof BudgetSpent || error instanceof DiagramTooLarge)) throw error;
    return undefined;
  }
}

function forbidden(diagram: Diagram, law: Alike['laws'][number], index: (atom: Atom) => number): DiagramNode {
  return diagram.any(law.map(({ atom, value }) => diagram.variable(index(atom), !value)));
}

function valuesOf(
  atoms: readonly Atom[],
  { limits, budget }: Context,
  depth: SubjectValues['depth'],
): ReadonlyMap<string, SubjectValues> {
  const groups = [...bySubject(atoms)];
  return new Map(groups.map(([key, members]) => [key, new SubjectValues(members, limits, budget, depth)]));
}

function bothUnknown(detail: string): Parted {
  const tooLarge: Separation = { kind: 'unknown', because: 'limit', detail };
  return { onlySource: tooLarge, onlyFound: tooLarge };
}

function eventOf(parted: Parted | 'equal' | undefined): EventData | undefined {
  if (parted === undefined || parted === 'equal') return undefined;
  return parted.onlySource.kind === 'event' ? parted.onlySource.event : undefined;
}

/** What is known of the leaves of one comparison, for the next of the same rule. */
export function readingOf({ isMultiValued }: Pick<CompareOptions, 'isMultiValued'>): Reading {
  const reading: Reading = {
    builder: new FormulaBuilder(),
    known: { true: new Map(), false: new Map() },
    isMultiValued,
    keyOfElement: leaf => String(readPredicate(leaf.where, reading).id),
  };
  return reading;
}
