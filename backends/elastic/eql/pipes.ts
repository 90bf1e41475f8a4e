import type { Search, Stage } from '../../../src/ir/index.ts';

type Pipeline = Extract<Search, { kind: 'pipeline' }>;
type StageOf<Kind extends Stage['kind']> = Extract<Stage, { kind: Kind }>;

/**
 * The pipes that a pipeline is in EQL; undefined where it is none. Of single events, head takes the earliest and tail the latest;
 * both leave them in the order of their times. https://www.elastic.co/docs/reference/query-languages/eql/eql-pipe-ref
 */
export function pipesOf({ from, stages }: Pipeline): readonly string[] | undefined {
  if (from.kind === 'sequence') return allOf(stages.map(pipeOf));
  if (from.kind !== 'events') return undefined;
  const pipes: string[] = [];
  const left = [...stages];
  if (!isByTime(left.shift(), false)) return undefined;
  while (left.length > 0) {
    const limit = left[0]?.kind === 'limit' ? left.shift() : lastOf(left.splice(0, 3));
    const pipe = limit && pipeOf(limit);
    if (pipe === undefined) return undefined;
    pipes.push(pipe);
  }
  return pipes.length === 0 ? undefined : pipes;
}

function lastOf([turned, limit, back]: readonly Stage[]): Stage | undefined {
  const isLast = isByTime(turned, true) && isByTime(back, false);
  return isLast && limit?.kind === 'limit' ? { ...limit, from: 'tail' } : undefined;
}

function pipeOf(stage: Stage): string | undefined {
  return stage.kind === 'limit' ? `| ${stage.from} ${stage.rows}` : undefined;
}

function isByTime(stage: Stage | undefined, descending: boolean): boolean {
  const [first, ...others] = (stage?.kind === 'sort' ? stage : noSort).by;
  const isTime = first?.value.kind === 'field' && first.value.name === '@timestamp';
  return isTime && others.length === 0 && first.descending === descending;
}

const noSort: Pick<StageOf<'sort'>, 'by'> = { by: [] };

function allOf(pipes: readonly (string | undefined)[]): readonly string[] | undefined {
  return pipes.every(pipe => pipe !== undefined) ? pipes : undefined;
}
