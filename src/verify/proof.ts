import { compilePredicate, type EventData } from '../evaluate/index.ts';
import { always, and, not, type Predicate } from '../ir/index.ts';
import type { Atom } from './atom.ts';
import { Budget, BudgetSpent } from './budget.ts';
import type { CompareOptions, Comparison } from './comparison.ts';
import { Diagram, type DiagramNode, DiagramTooLarge, never } from './diagram.ts';
import { type Formula, FormulaBuilder } from './formula.ts';
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
  if (Math.max(depthOf(source), depthOf(found)) > limits.depth)
    return { relation: 'unknown', because: 'limit', detail: `nested more than ${limits.depth} deep` };
  const parted = part(source, found, { options, limits, budget: new Budget(limits.work), level: 0 });
  if (parted === 'equal') return { relation: 'equal', evidence: 'proved' };
  const { onlySource, onlyFound } = parted;
  if (onlySource.kind === 'unknown') return unknown(onlySource);
  if (onlyFound.kind === 'unknown') return unknown(onlyFound);
  return compared(source, found, onlySource, onlyFound);
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
  const responsible = responsibleLeaves(source, found, events);
  return { relation, evidence: 'proved', ...left, ...right, responsible };
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
  const reading = readingOf(options);
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
  if (isSeenEqual([left, right], variables, mergeAlike({ ...pairs, depth: 'seen' }), context)) return 'equal';
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
  const [inSource, inFound] = [compilePredicate(source), compilePredicate(found)];
  const only = (node: DiagramNode, other: DiagramNode, accepts: (event: EventData) => boolean) =>
    separator.find(diagram.and(node, diagram.not(other)), accepts);
  return {
    onlySource: only(first, second, event => inSource(event) && !inFound(event)),
    onlyFound: only(second, first, event => inFound(event) && !inSource(event)),
  };
}

/** Most are: what a target's search adds for speed lies around what the rule asks for, as patterns show without automata. */
function isSeenEqual(
  [left, right]: readonly [Formula, Formula],
  { indexOf, atomsOfTest }: Variables,
  { standsFor, laws }: Alike,
  { limits }: Context,
): boolean {
  const index = (atom: Atom) => indexOf.get(standsFor(atom).key) ?? 0;
  const diagram = new Diagram(limits.nodes);
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

function readingOf(options: CompareOptions): Reading {
  const reading: Reading = {
    builder: new FormulaBuilder(),
    isMultiValued: options.isMultiValued,
    keyOfElement: leaf => String(readPredicate(leaf.where, reading).id),
  };
  return reading;
}
