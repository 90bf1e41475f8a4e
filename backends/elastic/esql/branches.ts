import {
  and,
  type Events,
  type Predicate,
  printPredicate,
  type Search,
  type Stage,
  type Union,
} from '../../../src/ir/index.ts';
import { conjunctsOf } from '../conjuncts.ts';

/** Stages over the events of one query. */
export interface Part {
  readonly from: Events;
  readonly stages: readonly Stage[];
}

/** The searches of a union, each over the events of one query; undefined where one of them is over something else. */
export function partsOf({ searches }: Union): readonly Part[] | undefined {
  const parts = searches.map(partOf);
  return parts.every(part => part !== undefined) ? parts : undefined;
}

function partOf(search: Search): Part | undefined {
  if (search.kind === 'events') return { from: search, stages: [] };
  if (search.kind !== 'pipeline') return undefined;
  const inner = partOf(search.from);
  return inner && { ...inner, stages: [...inner.stages, ...search.stages] };
}

/** Rows of one query, and what is done with them in each branch. */
export interface Branches {
  readonly from: Events;
  readonly branches: readonly (readonly Stage[])[];
}

/** https://www.elastic.co/docs/reference/query-languages/esql/commands/fork */
const mostBranches = 8;

/**
 * The parts of a union as branches of `fork`, where they are of the same indices and each says in `_fork` which of them it is. What all
 * of them ask of the events is asked once, before them.
 */
export function branchesOf(parts: readonly Part[]): Branches | undefined {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0 || parts.length > mostBranches) return undefined;
  const indices = (part: Part): string => (part.from.source.elastic?.indices ?? []).join();
  const isSame = others.every(part => indices(part) === indices(first));
  if (!isSame || !parts.every(({ stages }, index) => isMarked(stages.at(-1), index))) return undefined;
  const conjuncts = parts.map(({ from }) => conjunctsOf(from.where));
  const texts = conjuncts.map(each => new Set(each.map(part => printPredicate(part))));
  const isShared = (each: Predicate): boolean => texts.every(all => all.has(printPredicate(each)));
  const { origin } = first.from;
  return {
    from: { ...first.from, where: and((conjuncts[0] ?? []).filter(isShared), origin) },
    branches: parts.map(({ stages }, index) => {
      const own = (conjuncts[index] ?? []).filter(each => !isShared(each));
      const rest = stages.slice(0, -1);
      const isEmpty = own.length === 0 && rest.length === 0;
      const filter: Stage = { kind: 'filter', where: and(own, origin), origin };
      return own.length > 0 || isEmpty ? [filter, ...rest] : rest;
    }),
  };
}

function isMarked(stage: Stage | undefined, index: number): boolean {
  if (stage?.kind !== 'extend' || stage.fields.length !== 1) return false;
  const [only] = stage.fields;
  return only?.name === '_fork' && only.value.kind === 'literal' && only.value.value === `fork${index + 1}`;
}
