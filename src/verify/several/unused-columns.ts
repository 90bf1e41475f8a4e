import { and, fold, type Pipeline, type Search, type Stage } from '../../ir/index.ts';

/** A pipeline over a pipeline is one. */
export function flat({ from, stages }: Pipeline): Pick<Pipeline, 'from' | 'stages'> {
  if (from.kind !== 'pipeline') return { from, stages };
  const inner = flat(from);
  return { from: inner.from, stages: [...inner.stages, ...stages] };
}

/** Stages without the measures that no later one asks for, and without those that only put such measures beside each row. */
export function withoutUnused(stages: readonly Stage[]): readonly Stage[] {
  const used = new Set<string>();
  const kept: Stage[] = [];
  for (const stage of [...stages].reverse()) {
    const left = withUsed(stage, used);
    if (left === undefined) continue;
    noteFields(left, used);
    kept.unshift(left);
  }
  return kept;
}

function withUsed(stage: Stage, used: ReadonlySet<string>): Stage | undefined {
  if (stage.kind !== 'aggregate' && stage.kind !== 'joinAggregate' && stage.kind !== 'window') return stage;
  const measures = stage.measures.filter(({ name }) => used.has(name));
  return measures.length === 0 && stage.kind !== 'aggregate' ? undefined : { ...stage, measures };
}

function noteFields(value: unknown, used: Set<string>): void {
  if (Array.isArray(value)) {
    for (const each of value) noteFields(each, used);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if ('kind' in value && value.kind === 'field' && 'name' in value) used.add(String(value.name));
  for (const [key, each] of Object.entries(value)) if (key !== 'origin') noteFields(each, used);
}

/** The names of the fields that stages speak of. */
export function fieldsAsked(stages: readonly Stage[]): ReadonlySet<string> {
  const used = new Set<string>();
  noteFields(stages, used);
  return used;
}

/** Filters beside each other as one, and the first one as what the events are. */
export function merged(from: Search, stages: readonly Stage[], origin: Pipeline['origin']): Search {
  const [first, ...others] = together(stages);
  if (first === undefined) return from;
  if (first.kind !== 'filter' || from.kind !== 'events')
    return { kind: 'pipeline', from, stages: [first, ...others], origin };
  const events = { ...from, where: fold(and([from.where, first.where])) };
  return others.length === 0 ? events : { kind: 'pipeline', from: events, stages: others, origin };
}

function together(stages: readonly Stage[]): readonly Stage[] {
  const found: Stage[] = [];
  for (const stage of stages) {
    const last = found.at(-1);
    if (stage.kind === 'filter' && last?.kind === 'filter')
      found[found.length - 1] = { ...last, where: fold(and([last.where, stage.where])) };
    else found.push(stage);
  }
  return found;
}
