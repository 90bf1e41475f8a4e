import { compilePredicate, type EventData } from '../../evaluate/index.ts';
import { type Expression, fieldsOf, type Leaf, type Predicate, subjects } from '../../ir/index.ts';

/** A leaf where it stands in a predicate. */
export interface Site {
  readonly index: number;
  readonly leaf: Leaf;
  /** The only field that it looks at; undefined where it looks at several, at a pattern of names or at every value. */
  readonly field: string | undefined;
  readonly holds: (event: EventData) => boolean;
  /** What it stands in, from the root down to its own place. */
  readonly path: readonly Junction[];
}

export interface Junction {
  readonly kind: 'and' | 'or';
  readonly operands: Branch[];
}

export type Branch =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'site'; readonly site: Site }
  | { readonly kind: 'not'; readonly operand: Branch }
  | Junction;

export interface Sites {
  readonly root: Branch;
  readonly sites: readonly Site[];
}

/** The leaves of a predicate, numbered; its depth is bounded by the caller. */
export function sitesOf(predicate: Predicate): Sites {
  const sites: Site[] = [];
  const branch = (node: Predicate, path: readonly Junction[]): Branch => {
    switch (node.kind) {
      case 'always':
        return { kind: 'constant', value: node.value };
      case 'not':
        return { kind: 'not', operand: branch(node.operand, path) };
      case 'and':
      case 'or': {
        const junction: Junction = { kind: node.kind, operands: [] };
        for (const operand of node.operands) junction.operands.push(branch(operand, [...path, junction]));
        return junction;
      }
      default: {
        const site = siteOf(node, sites.length, path);
        sites.push(site);
        return { kind: 'site', site };
      }
    }
  };
  return { root: branch(predicate, []), sites };
}

function siteOf(leaf: Leaf, index: number, path: readonly Junction[]): Site {
  let test: ((event: EventData) => boolean) | undefined;
  const holds = (event: EventData) => {
    test ??= compilePredicate(leaf);
    return test(event);
  };
  const field = onlyField(leaf);
  return { index, leaf, field, holds: field === undefined ? holds : remembered(field, holds), path };
}

/** The same few values of the field are asked about again and again, in one event after the other. */
function remembered(field: string, holds: (event: EventData) => boolean): (event: EventData) => boolean {
  const known = new Map<unknown, boolean>();
  return event => {
    const value = event[field];
    if (typeof value !== 'string' && typeof value !== 'boolean' && !Number.isFinite(value))
      return holds(event);
    const before = known.get(value);
    if (before !== undefined) return before;
    const answer = holds(event);
    known.set(value, answer);
    return answer;
  };
}

function onlyField(leaf: Leaf): string | undefined {
  if (leaf.kind === 'keyword' || leaf.kind === 'element') return undefined;
  const looked = subjects(leaf);
  if (looked.some(isOfPattern)) return undefined;
  const names = new Set(looked.flatMap(each => fieldsOf(each).map(({ name }) => name)));
  return names.size === 1 ? [...names][0] : undefined;
}

function isOfPattern(expression: Expression): boolean {
  return expression.kind === 'fieldPattern' || expression.kind === 'choice';
}

export function holdsOn(branch: Branch, event: EventData): boolean {
  switch (branch.kind) {
    case 'constant':
      return branch.value;
    case 'site':
      return branch.site.holds(event);
    case 'not':
      return !holdsOn(branch.operand, event);
    case 'and':
      return branch.operands.every(operand => holdsOn(operand, event));
    case 'or':
      return branch.operands.some(operand => holdsOn(operand, event));
  }
}

/** The sites that decide the outcome of an event, with what they say: were one the other way, so were the whole. */
export function decidingSites(root: Branch, event: EventData): ReadonlyMap<number, boolean> {
  const values = new Map<Branch, boolean>();
  const evaluate = (branch: Branch): boolean => {
    const value =
      branch.kind === 'and' || branch.kind === 'or'
        ? joined(branch.kind, branch.operands.map(evaluate))
        : branch.kind === 'not'
          ? !evaluate(branch.operand)
          : holdsOn(branch, event);
    values.set(branch, value);
    return value;
  };
  evaluate(root);
  const deciding = new Map<number, boolean>();
  const descend = (branch: Branch): void => {
    if (branch.kind === 'site') deciding.set(branch.site.index, values.get(branch) === true);
    else if (branch.kind === 'not') descend(branch.operand);
    else if (branch.kind !== 'constant') {
      const decided = branch.kind === 'or';
      const telling = branch.operands.filter(operand => values.get(operand) === decided);
      if (telling.length === 0) branch.operands.forEach(descend);
      else if (telling.length === 1) telling.forEach(descend);
    }
  };
  descend(root);
  return deciding;
}

function joined(kind: 'and' | 'or', values: readonly boolean[]): boolean {
  return kind === 'and' ? values.every(Boolean) : values.some(Boolean);
}
