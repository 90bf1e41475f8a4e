import type { Stage } from '../../ir/index.ts';

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
