import { compilePredicate, type EventData } from '../../evaluate/index.ts';
import { always, fold, type Leaf, type Predicate } from '../../ir/index.ts';
import { type Limits, usualLimits } from '../limits.ts';
import { comparePredicates } from '../proof.ts';
import { depthOf } from '../read-predicate.ts';
import { Collector, fewest } from './collector.ts';
import { describe } from './describe.ts';
import { waysOf } from './leaf-values.ts';
import { pairedValues } from './paired-values.ts';
import { type Branch, type Junction, type Site, sitesOf } from './sites.ts';
import { type Goal, Solver } from './solver.ts';
import { variantsOf } from './variants.ts';

/** An event that tells a predicate from one like it. Names of fields are dotted. */
export interface WitnessEvent {
  readonly event: EventData;
  /** What the evaluator says. */
  readonly matches: boolean;
  /** What it shows: `process.name is absent`. */
  readonly why: string;
  readonly leaf?: Leaf;
}

export interface WitnessOptions {
  /** Whether a field may hold several values; those that may not get none. */
  readonly isMultiValued?: (field: string) => boolean;
  /** How many events there may be at most; 400 when absent. */
  readonly limit?: number;
  readonly limits?: Partial<Limits>;
  /** So often may values be sought in automata, where the rule's own texts do not do; 8 times when absent. */
  readonly searches?: number;
}

export interface Witnesses {
  readonly events: readonly WitnessEvent[];
  /** What has no witness, and why: a sentence each. */
  readonly leftOut: readonly string[];
}

/** Leaves that get witnesses of their own; the others stand beside them in their events, each of which asks all of them. */
const mostSites = 150;
const fewestSites = 8;
const mostTests = 40_000;
const mostEvents = 400;
const usualSearches = 8;
const searchesForOne = 3;
/** A value is sought in automata for so long: most are found in the rule's own texts. */
const searchLimits: Partial<Limits> = {
  work: 100_000,
  states: 1_000,
  steps: 10_000,
  paths: 20,
  nodes: 5_000,
};

/** As `witnesses`, the events alone. */
export function witnessEvents(predicate: Predicate, options: WitnessOptions = {}): readonly WitnessEvent[] {
  return witnesses(predicate, options).events;
}

/**
 * Events in which each leaf decides the outcome, by a value within it and by one that is just outside, absent, null, empty, in
 * other case, of another type, with signs of other languages, one of several. The others are so that the leaf does decide
 * (MC/DC, https://ntrs.nasa.gov/citations/20010057789), and events of one leaf differ in its field alone.
 */
export function witnesses(predicate: Predicate, options: WitnessOptions = {}): Witnesses {
  if (depthOf(predicate) > usualLimits.depth)
    return { events: [], leftOut: [`It nests more than ${usualLimits.depth} deep.`] };
  const { root, sites } = sitesOf(fold(predicate));
  const isMultiValued = options.isMultiValued ?? (() => false);
  const solver = solverOf(options, options.searches ?? usualSearches);
  const collector = new Collector(root);
  const undecided: string[] = [];
  const chosen = spread(sites);
  for (const site of chosen)
    if (!decide(site, { solver, collector, isMultiValued })) undecided.push(describe(site, 'inside', '…'));
  const events = told(predicate, collector, options.limit ?? mostEvents);
  return { events, leftOut: leftOut(sites.length, chosen.length, undecided) };
}

/** An event that a predicate holds for, if one is found with little effort. */
export function matchingEvent(predicate: Predicate, options: WitnessOptions = {}): EventData | undefined {
  if (depthOf(predicate) > usualLimits.depth) return undefined;
  const { root } = sitesOf(fold(predicate));
  return solverOf(options, searchesForOne).solve([{ branch: root, wanted: true }]);
}

function solverOf({ isMultiValued = () => false, limits = {} }: WitnessOptions, mostOften: number): Solver {
  let searches = 0;
  const search = (sought: Predicate) => {
    if (++searches > mostOften) return undefined;
    const found = comparePredicates(sought, always(false), {
      isMultiValued,
      limits: { ...searchLimits, ...limits },
    });
    return found.relation === 'unknown' ? undefined : found.onlySource;
  };
  return new Solver({ isMultiValued, search });
}

/** Of very many leaves, some from the whole length. */
function spread(sites: readonly Site[]): readonly Site[] {
  const most = Math.max(fewestSites, Math.min(mostSites, Math.floor(mostTests / sites.length)));
  if (sites.length <= most) return sites;
  const step = sites.length / most;
  return sites.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

function leftOut(count: number, shown: number, undecided: readonly string[]): readonly string[] {
  const many = `Of ${count} conditions, ${shown} have witnesses of their own.`;
  const none = undecided.length === 1 ? 'one condition decides' : `${undecided.length} conditions decide`;
  return [
    ...(count > shown ? [many] : []),
    ...(undecided.length > 0 ? [`No event was found that ${none}.`] : []),
  ];
}

interface Deciding {
  readonly solver: Solver;
  readonly collector: Collector;
  readonly isMultiValued: (field: string) => boolean;
}

/** Adds events that a leaf decides; false when none was found. */
function decide(site: Site, { solver, collector, isMultiValued }: Deciding): boolean {
  const context = contextOf(site);
  const here: Branch = { kind: 'site', site };
  let [isInside, isOutside] = [false, false];
  for (const way of waysOf(site.leaf)) {
    const on = solver.solve([...context, { branch: here, wanted: true }], new Map([[site, way]]));
    if (on === undefined) continue;
    isInside = collector.add(on, site, 'inside', valueIn(on, site)) || isInside;
    if (way === 0) isOutside = varied(on, site, collector, isMultiValued) || paired(on, site, collector);
  }
  if (isOutside) return true;
  const off = solver.solve([...context, { branch: here, wanted: false }]);
  if (off !== undefined) isOutside = collector.add(off, site, 'outside', valueIn(off, site));
  return isInside || isOutside;
}

/** Other values in the leaf's field; gives whether one that is outside of it decides too. */
function varied(
  on: EventData,
  site: Site,
  collector: Collector,
  isMultiValued: (field: string) => boolean,
): boolean {
  const { field } = site;
  if (field === undefined) return false;
  let isOutside = false;
  for (const { aspect, value } of variantsOf(site, on[field], isMultiValued(field))) {
    const event = withValue(on, field, value);
    if (collector.add(event, site, aspect, value) && !site.holds(event)) isOutside = true;
  }
  return isOutside;
}

/** Other values of two fields that are compared; gives whether a pair of them that is outside decides too. */
function paired(on: EventData, site: Site, collector: Collector): boolean {
  let isOutside = false;
  for (const values of pairedValues(site.leaf)) {
    const event = { ...on, ...values };
    const holds = site.holds(event);
    if (collector.add(event, site, holds ? 'inside' : 'outside', values) && !holds) isOutside = true;
  }
  return isOutside;
}

function valueIn(event: EventData, { field }: Site): unknown {
  return field === undefined ? event : event[field];
}

function withValue(event: EventData, field: string, value: unknown): EventData {
  const { [field]: _, ...rest } = event;
  return value === undefined ? rest : { ...event, [field]: value };
}

/** What makes a leaf decide: all that stands beside it in an `and` holds, nothing that does in an `or`. */
function contextOf({ path, index }: Site): readonly Goal[] {
  return path.flatMap((junction, depth) => {
    const own = path[depth + 1];
    return junction.operands
      .filter(operand => !leadsTo(operand, own, index))
      .map(branch => ({ branch, wanted: junction.kind === 'and' }));
  });
}

function leadsTo(branch: Branch, junction: Junction | undefined, index: number): boolean {
  if (branch.kind === 'not') return leadsTo(branch.operand, junction, index);
  if (branch.kind === 'site') return junction === undefined && branch.site.index === index;
  return branch === junction;
}

function told(predicate: Predicate, collector: Collector, limit: number): readonly WitnessEvent[] {
  const matches = compilePredicate(predicate);
  return fewest(collector.candidates, limit).map(({ event, site, aspect, value }) => ({
    event,
    matches: matches(event),
    why: describe(site, aspect, value),
    leaf: site.leaf,
  }));
}
