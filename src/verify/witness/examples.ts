import type { EventData } from '../../evaluate/index.ts';
import { fold, type LabelledEvent, type Predicate } from '../../ir/index.ts';
import { usualLimits } from '../limits.ts';
import { depthOf } from '../read-predicate.ts';
import { conditionOf, describe } from './describe.ts';
import { outsideValues } from './leaf-values.ts';
import { type Branch, holdsOn, type Site, sitesOf } from './sites.ts';
import { type Goal, Solver } from './solver.ts';

interface Example {
  readonly name: string;
  readonly event: EventData;
}

export interface ExampleOptions {
  readonly isMultiValued: (field: string) => boolean;
  /** An event of dotted names as it is to be shown. */
  readonly shape?: (event: EventData) => EventData;
}

const mostMatching = 2;
const mostMissing = 2;
/** Values that are tried for one near miss. */
const mostNear = 6;

/**
 * A few events that show a reader of the rule what it does: one for each of its main ways to match, and near misses. Made of the
 * rule's own values alone, so that it takes little time.
 */
export function exampleEvents(predicate: Predicate, options: ExampleOptions): readonly LabelledEvent[] {
  if (depthOf(predicate) > usualLimits.depth) return [];
  const { root } = sitesOf(fold(predicate));
  const solver = new Solver(options);
  const matching = matchingExamples(root, solver);
  const [first] = matching;
  const missing = first === undefined ? [] : missingExamples(root, first.event, solver);
  const { shape = (event: EventData) => event } = options;
  const labelled = (examples: readonly Example[], matches: boolean) =>
    examples
      .map(({ name, event }) => ({ name, event: shape(event), matches }))
      .filter(({ event }) => holdsOn(root, event) === matches);
  return [...labelled(matching, true), ...labelled(missing, false)];
}

/** The first event that matches, made of the predicate's own values alone. */
export function exampleEvent(predicate: Predicate, options: ExampleOptions): EventData | undefined {
  if (depthOf(predicate) > usualLimits.depth) return undefined;
  const { root } = sitesOf(fold(predicate));
  const solver = new Solver(options);
  const goal = { branch: root, wanted: true };
  for (const way of waysOf(root)) {
    const event = solver.solve(way === root ? [goal] : [{ branch: way, wanted: true }, goal]);
    if (event !== undefined && holdsOn(root, event)) return event;
  }
  return undefined;
}

function matchingExamples(root: Branch, solver: Solver): readonly Example[] {
  const found = new Map<string, Example>();
  const goal = { branch: root, wanted: true };
  for (const way of waysOf(root)) {
    if (found.size === mostMatching) break;
    const event = solver.solve(way === root ? [goal] : [{ branch: way, wanted: true }, goal]);
    const site = firstSite(way);
    if (event === undefined || site === undefined) continue;
    const key = JSON.stringify(event);
    if (!found.has(key)) found.set(key, { name: inWords(site, event), event });
  }
  return [...found.values()];
}

/** The alternatives that the whole, or the first part of it that has some, is made of. */
function waysOf(root: Branch): readonly Branch[] {
  if (root.kind === 'or') return root.operands;
  if (root.kind !== 'and') return [root];
  const choice = root.operands.find(operand => operand.kind === 'or');
  if (choice?.kind === 'or') return choice.operands;
  const last = root.operands.findLast(operand => operand.kind === 'site');
  return [last ?? root];
}

/** For each part of the whole, the first event but for that part; filters first, since they are what surprises. */
function missingExamples(root: Branch, event: EventData, solver: Solver): readonly Example[] {
  const parts = root.kind === 'and' ? root.operands : [root];
  const filters = parts.filter(part => part.kind === 'not');
  const others = parts.filter(part => part.kind !== 'not').reverse();
  const found: Example[] = [];
  for (const part of [...filters.slice(0, 1), ...others, ...filters.slice(1)]) {
    if (found.length === mostMissing) break;
    const rest = parts.flatMap((branch): readonly Goal[] =>
      branch === part ? [] : [{ branch, wanted: true }],
    );
    const example = part.kind === 'not' ? filtered(part.operand, rest, solver) : near(part, event);
    if (example !== undefined) found.push(example);
  }
  return found;
}

function filtered(branch: Branch, rest: readonly Goal[], solver: Solver): Example | undefined {
  const event = solver.solve([...rest, { branch, wanted: true }]);
  const site = firstSite(branch);
  if (event === undefined || site === undefined) return undefined;
  return { name: `${inWords(site, event)}: left out`, event };
}

/** The event with a value just outside of the part's first leaf, or without the field. */
function near(part: Branch, event: EventData): Example | undefined {
  const site = firstSite(part);
  const field = site?.field;
  if (site === undefined || field === undefined || !Object.hasOwn(event, field)) return undefined;
  let tried = 0;
  for (const value of outsideValues(site.leaf, event[field])) {
    if (++tried > mostNear) break;
    if (!site.holds({ [field]: value }))
      return { name: describe(site, 'outside', value), event: { ...event, [field]: value } };
  }
  const { [field]: _, ...rest } = event;
  return { name: describe(site, 'absent', undefined), event: rest };
}

function inWords(site: Site, event: EventData): string {
  if (site.field === undefined) return `The event has ${conditionOf(site.leaf)}`;
  return describe(site, 'inside', event[site.field]);
}

function firstSite(branch: Branch): Site | undefined {
  if (branch.kind === 'site') return branch.site;
  if (branch.kind === 'not') return firstSite(branch.operand);
  if (branch.kind === 'constant') return undefined;
  for (const operand of branch.operands) {
    const site = firstSite(operand);
    if (site !== undefined) return site;
  }
  return undefined;
}
