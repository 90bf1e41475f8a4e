import type { Search, Stage } from '../../ir/index.ts';
import { clocks } from './runner.ts';

type Pipeline = Extract<Search, { kind: 'pipeline' }>;

/** The stages of a query: one that takes the earliest of the events holds a rule that takes any of them. */
export function asOrdered(source: Pipeline, found: Pipeline): readonly Stage[] {
  const [first, ...others] = found.stages;
  const isOrdered = source.stages[0]?.kind === 'sort' || found.from.kind === 'pipeline';
  return !isOrdered && first?.kind === 'sort' && isOfTime(first) ? others : found.stages;
}

function isOfTime({ by: [key, ...others] }: Extract<Stage, { kind: 'sort' }>): boolean {
  const isTime = key?.value.kind === 'field' && Object.values(clocks).includes(key.value.name);
  return isTime && !key.descending && others.length === 0;
}

/** Stages whose rows are single events. */
const ofEvents: ReadonlySet<Stage['kind']> = new Set([
  ...(['filter', 'extend', 'sort', 'limit', 'dedup', 'keep', 'drop', 'rename', 'extract', 'fill'] as const),
]);

/** Whether a search takes some of the events that fit, so that it matters which ones. */
export function choosesEvents(search: Search): boolean {
  return (
    search.kind === 'pipeline' &&
    search.from.kind === 'events' &&
    search.stages.every(({ kind }) => ofEvents.has(kind)) &&
    search.stages.some(({ kind }) => kind === 'limit' || kind === 'dedup')
  );
}
