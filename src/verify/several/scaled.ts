import {
  type Correlate,
  type Leaf,
  type Measure,
  mapLeaves,
  type Predicate,
  type Search,
  type Stage,
} from '../../ir/index.ts';

/**
 * Two searches that count to many events, as ones that count to few: each number of events stands for itself as far as it is the same,
 * or nearly, on both sides. Undefined where neither counts so far.
 */
export function scaledSearches(
  one: Search,
  other: Search,
): { readonly one: Search; readonly other: Search } | undefined {
  const found = new Set<number>();
  const note = (bound: number): number => {
    found.add(bound);
    return bound;
  };
  for (const search of [one, other]) withBounds(search, note);
  if (Math.max(0, ...found) <= mostUnscaled) return undefined;
  const smaller = smallerOf([...found]);
  const scale = (bound: number): number => smaller.get(bound) ?? bound;
  return { one: withBounds(one, scale), other: withBounds(other, scale) };
}

const mostUnscaled = 8;
const mostBetween = 3;

/** As far from each other as they are, where that is near. */
function smallerOf(bounds: readonly number[]): ReadonlyMap<number, number> {
  const ordered = [...bounds].sort((left, right) => left - right);
  const found = new Map<number, number>();
  let [at, last] = [0, 0];
  for (const bound of ordered) {
    at += Math.min(bound - last, mostBetween);
    last = bound;
    found.set(bound, at);
  }
  return found;
}

type Change = (bound: number) => number;

/** With other numbers where events are counted up to one. */
function withBounds(search: Search, change: Change): Search {
  switch (search.kind) {
    case 'sequence':
      return {
        ...search,
        steps: search.steps.map(step => ({
          ...step,
          runs: step.runs > 1 ? change(step.runs) : step.runs,
          search: withBounds(step.search, change),
        })),
      };
    case 'correlate':
      return withinCorrelation(search, change);
    case 'union':
      return { ...search, searches: search.searches.map(each => withBounds(each, change)) };
    case 'pipeline': {
      const names = new Set(search.stages.flatMap(countsIn));
      return {
        ...search,
        from: withBounds(search.from, change),
        stages: search.stages.map(stage =>
          stage.kind === 'filter' ? { ...stage, where: inCondition(stage.where, names, change) } : stage,
        ),
      };
    }
    default:
      return search;
  }
}

function withinCorrelation(search: Correlate, change: Change): Correlate {
  const { inputs, measures, having } = search;
  const names = new Set([...inputs.map(({ name }) => name), ...countedNames(measures)]);
  return {
    ...search,
    inputs: inputs.map(input => ({ ...input, search: withBounds(input.search, change) })),
    having: inCondition(having, names, change),
  };
}

function countsIn(stage: Stage): readonly string[] {
  return 'measures' in stage ? countedNames(stage.measures) : [];
}

function countedNames(measures: readonly Measure[]): readonly string[] {
  return measures.flatMap(({ name, function: kind }) =>
    kind === 'count' || kind === 'countDistinct' ? [name] : [],
  );
}

function inCondition(where: Predicate, names: ReadonlySet<string>, change: Change): Predicate {
  return mapLeaves(where, (leaf): Leaf => {
    if (leaf.kind !== 'compares' || leaf.left.kind !== 'field' || leaf.right.kind !== 'literal') return leaf;
    const { value } = leaf.right;
    const isBound = typeof value === 'number' && Number.isInteger(value) && value > 1;
    if (!isBound || !names.has(leaf.left.name)) return leaf;
    return { ...leaf, right: { ...leaf.right, value: change(value) } };
  });
}
