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

/** Whether two predicates say the same in the same form: it costs next to nothing. */
export function areSame(source: Predicate, found: Predicate, options: CompareOptions): boolean {
  const limits = { ...usualLimits, ...options.limits };
  if (isTooDeep(source, found, limits)) return false;
  const reading = options.reading ?? readingOf(options);
  return readPredicate(source, reading) === readPredicate(found, reading);
}

/** Whether two predicates can be seen to be equal, without automata: where they cannot, they may be all the same. */
export function areSeenEqual(source: Predicate, found: Predicate, options: CompareOptions): boolean {
  const limits = { ...usualLimits, ...options.limits };
  if (isTooDeep(source, found, limits)) return false;
  const reading = options.reading ?? readingOf(options);
  const [left, right] = [readPredicate(source, reading), readPredicate(found, reading)];
  if (left === right) return true;
  const variables = variablesOf(left, right);
  const values = valuesOf(variables.atoms, contextOf(options, limits));
  try {
    return (
      variables.atoms.length <= limits.atoms && isSeenEqual([left, right], { ...variables, values }, limits)
    );
  } catch (error) {
    if (error instanceof BudgetSpent) return false;
    throw error;
  }
}

function isTooDeep(source: Predicate, found: Predicate, { depth }: Limits): boolean {
  return Math.max(depthOf(source), depthOf(found)) > depth;
}

function contextOf(options: CompareOptions, limits: Limits): Context {
  return { options, limits, budget: new Budget(limits.work), level: 0 };
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
    context.level >= mostElements ? undefined : part(first, second, { ...context, level: context.level + 1 });
  const values = valuesOf(atoms, context);
  const pairs = { ...variables, values, recur };
  if (isSeenEqual([left, right], pairs, context.limits)) return 'equal';
  const evaluated = lazily(() => [compilePredicate(source), compilePredicate(found)] as const);
  const holds = (side: 0 | 1, event: EventData) => evaluated()[side](event);
  const alike = alikeOf([left, right], pairs, context.budget);
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

/** Where an event is looked for that one predicate alone holds for, there is nothing to be alike. */
function alikeOf(
  sides: readonly Formula[],
  pairs: Omit<Parameters<typeof mergeAlike>[0], 'depth'>,
  budget: Budget,
): Alike {
  if (sides.some(({ kind }) => kind === 'constant')) return unlike;
  return budget.within(0.5, () => mergeAlike({ ...pairs, depth: 'automata' })) ?? unlike;
}

/** Most are equal: what a target's search adds for speed lies around what the rule asks for, as patterns show without automata. */
function isSeenEqual(
  [left, right]: readonly [Formula, Formula],
  variables: Variables & { readonly values: ReadonlyMap<string, SubjectValues> },
  { nodes }: Pick<Limits, 'nodes'>,
): boolean {
  const { indexOf, atomsOfTest } = variables;
  const { standsFor, laws } = mergeAlike({ ...variables, recur: () => undefined, depth: 'seen' });
  const index = (atom: Atom) => indexOf.get(standsFor(atom).key) ?? 0;
  const diagram = new Diagram(nodes);
  try {
    const first = diagramOf(left, diagram, atomsOfTest, index);
    const second = diagramOf(right, diagram, atomsOfTest, index);
    if (first === second) return true;
    const apart = diagram.or(
      diagram.and(first, diagram.not(second)),
      diagram.and(second, diagram.not(first)),
    );
    return laws.reduce((rest, law) => diagram.and(rest, forbidden(diagram, law, index)), apart) === never;
  } catch (error) {
    if (!(error instanceof DiagramTooLarge)) throw error;
    return false;
  }
}

function forbidden(diagram: Diagram, law: Alike['laws'][number], index: (atom: Atom) => number): DiagramNode {
  return diagram.any(law.map(({ atom, value }) => diagram.variable(index(atom), !value)));
}

function valuesOf(atoms: readonly Atom[], { limits, budget }: Context): ReadonlyMap<string, SubjectValues> {
  const groups = [...bySubject(atoms)];
  return new Map(groups.map(([key, members]) => [key, new SubjectValues(members, limits, budget)]));
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
