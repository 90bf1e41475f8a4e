import type { Pipeline, Stage } from '../../ir/index.ts';
import { compileExpression } from '../compile-expression.ts';
import { AggregateNode, type AggregatePlan } from './aggregate-node.ts';
import { type Building, isClock } from './building.ts';
import { extractStage } from './extract-stage.ts';
import { GatherNode } from './gather-node.ts';
import {
  fillAllStage,
  type GatherStage,
  joinAggregateStage,
  sortStage,
  tailStage,
  windowStage,
} from './gather-stages.ts';
import { JoinNode, lookupStage } from './join-stages.ts';
import { compileCombinations } from './keys.ts';
import { Measures } from './measures.ts';
import type { SearchNode } from './node.ts';
import type { Emit, Row } from './row.ts';
import {
  dedupStage,
  dropStage,
  expandStage,
  extendStage,
  fillStage,
  filterStage,
  headStage,
  keepStage,
  type RowStage,
  renameStage,
} from './row-stages.ts';
import type { Reach } from './source.ts';

/** Stages are made from the last to the first: each hands its rows to the one that follows. */
export function buildPipeline(building: Building, search: Pipeline, reach: Reach, emit: Emit): SearchNode {
  const gathering: { over(beneath: readonly SearchNode[]): SearchNode }[] = [];
  let next = emit;
  for (const stage of search.stages.toReversed()) next = buildStage(building, stage, reach, next, gathering);
  let node = building.node(search.from, reach, next);
  for (const each of gathering.toReversed()) node = each.over([node]);
  return node;
}

/** Row stages that know nothing of the rows before. */
const remembered: ReadonlySet<Stage['kind']> = new Set([
  ...(['filter', 'extend', 'keep', 'drop', 'rename', 'expand', 'fill', 'extract'] as const),
]);

type Gathering = { over(beneath: readonly SearchNode[]): SearchNode };

function buildStage(
  building: Building,
  stage: Stage,
  reach: Reach,
  emit: Emit,
  gathering: Gathering[],
): Emit {
  const rowStage = remembered.has(stage.kind)
    ? building.once(stage, () => makeRowStage(building, stage))
    : makeRowStage(building, stage);
  if (rowStage !== undefined)
    return row => {
      for (const made of rowStage(row)) emit(made);
    };
  const node = gatheringNode(building, stage, reach, emit);
  gathering.push(node);
  return row => node.take(row);
}

function gatheringNode(
  building: Building,
  stage: Stage,
  reach: Reach,
  emit: Emit,
): Gathering & { take(row: Row): void } {
  if (stage.kind === 'aggregate')
    return new AggregateNode(
      building.once(stage, () => planAggregate(building, stage)),
      emit,
    );
  if (stage.kind !== 'join') return new GatherNode(gatherStage(building, stage), emit);
  const node = new JoinNode(stage, emit);
  return node.over([building.node(stage.with, reach, row => node.takeOther(row))]);
}

function makeRowStage({ evaluate, options }: Building, stage: Stage): RowStage | undefined {
  switch (stage.kind) {
    case 'filter':
      return filterStage(stage, evaluate);
    case 'extend':
      return extendStage(stage.fields, evaluate);
    case 'keep':
      return keepStage(stage);
    case 'drop':
      return dropStage(stage);
    case 'rename':
      return renameStage(stage);
    case 'expand':
      return expandStage(stage);
    case 'fill':
      return stage.fields.length === 0 ? undefined : fillStage(stage, evaluate);
    case 'extract':
      return extractStage(stage, evaluate);
    case 'lookup':
      return lookupStage(stage, options.tables?.[stage.table] ?? []);
    case 'dedup':
      return dedupStage(stage, evaluate);
    case 'limit':
      return stage.from === 'head' ? headStage(stage) : undefined;
    default:
      return undefined;
  }
}

/** What is made anew for each run is asked for as a row stage first, which is kept. */
function gatherStage(building: Building, stage: Stage): GatherStage {
  const make = () => makeGatherStage(building, stage);
  return remembered.has(stage.kind) ? make() : building.once(stage, make);
}

function makeGatherStage({ evaluate }: Building, stage: Stage): GatherStage {
  switch (stage.kind) {
    case 'limit':
      return tailStage(stage);
    case 'sort':
      return sortStage(stage, evaluate);
    case 'joinAggregate':
      return joinAggregateStage(stage, evaluate);
    case 'window':
      return windowStage(stage, evaluate);
    case 'fill':
      return fillAllStage(stage, evaluate);
    default:
      return () => [];
  }
}

function planAggregate(
  { evaluate, options }: Building,
  stage: Extract<Stage, { kind: 'aggregate' }>,
): AggregatePlan {
  const read = compileCombinations(
    stage.by.map(each => each.value),
    'group',
    evaluate,
  );
  const { window } = stage;
  return {
    names: stage.by.map(each => each.name),
    keysOf: row => read(row.data),
    measures: new Measures(stage.measures, evaluate),
    buckets:
      window?.kind !== 'tumbling'
        ? undefined
        : {
            name: window.field.kind === 'field' ? window.field.name : 'bucket',
            length: window.length * 1000,
            read: compileExpression(window.field, evaluate),
            isClock: isClock(window.field, options),
          },
  };
}
