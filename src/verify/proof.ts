import { compilePredicate, type EventData } from '../evaluate/index.ts';
import { always, and, not, type Predicate } from '../ir/index.ts';
import type { Atom } from './atom.ts';
import { Budget, BudgetSpent } from './budget.ts';
import type { CompareOptions, Comparison } from './comparison.ts';
import { Diagram, DiagramTooLarge } from './diagram.ts';
import { FormulaBuilder } from './formula.ts';
import { type Limits, usualLimits } from './limits.ts';
import { mergeAlike, unlike } from './merge.ts';
import { depthOf, readPredicate } from './read-predicate.ts';
import type { Reading } from './reading.ts';
import { responsibleLeaves } from './responsible.ts';
import { type Separation, Separator } from './separate.ts';
import { SubjectValues } from './subject-values.ts';
import { bySubject, diagramOf, variablesOf } from './variables.ts';

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
  const { options, limits, budget, level } = context;
  const reading = readingOf(options);
  const [left, right] = [readPredicate(source, reading), readPredicate(found, reading)];
  if (left === right) return 'equal';
  try {
    const { atoms, indexOf, atomsOfTest, ...lone } = variablesOf(left, right);
    if (atoms.length > limits.atoms) return bothUnknown(`more than ${limits.atoms} sets of values`);
    const values = new Map(
      [...bySubject(atoms)].map(
        ([key, members]) => [key, new SubjectValues(members, limits, budget)] as const,
      ),
    );
    const recur = (first: Predicate, second: Predicate) =>
      level >= mostElements ? undefined : part(first, second, { ...context, level: level + 1 });
    const alike = budget.within(0.5, () => mergeAlike({ ...lone, atoms, values, recur })) ?? unlike;
    const index = (atom: Atom) => indexOf.get(alike.standsFor(atom).key) ?? 0;
    const diagram = new Diagram(limits.nodes);
    const [first, second] = [left, right].map(each => diagramOf(each, diagram, atomsOfTest, index));
    if (first === undefined || second === undefined || first === second) return 'equal';
    const separator = new Separator({
      diagram,
      atoms,
      values,
      indexOf: index,
      paths: limits.paths,
      satisfy: (where, against) =>
        eventOf(recur(and([...where, ...against.map(each => not(each))]), always(false))),
    });
    for (const law of alike.laws)
      separator.forbid(law.map(({ atom, value }) => ({ variable: index(atom), value })));
    const [matchesSource, matchesFound] = [compilePredicate(source), compilePredicate(found)];
    return {
      onlySource: separator.find(
        diagram.and(first, diagram.not(second)),
        event => matchesSource(event) && !matchesFound(event),
      ),
      onlyFound: separator.find(
        diagram.and(second, diagram.not(first)),
        event => matchesFound(event) && !matchesSource(event),
      ),
    };
  } catch (error) {
    if (error instanceof BudgetSpent) return bothUnknown(`more than ${limits.work} steps`);
    if (!(error instanceof DiagramTooLarge)) throw error;
    return bothUnknown(`a diagram of more than ${limits.nodes} nodes`);
  }
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
