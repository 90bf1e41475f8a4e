import { field, firstSeenColumn, type Measure, type Stage } from '../../../src/ir/index.ts';

/** Beside firstTime. */
export const lastSeenColumn = 'lastTime';

/** When it happened, and to whom risk is added, beside each group. */
export function withContext(stage: Stage): Stage {
  if (stage.kind !== 'aggregate') return stage;
  const time = field('_time', 'splunk');
  const held = new Set(stage.by.map(({ name }) => name));
  const more: readonly Measure[] = [
    { name: firstSeenColumn, function: 'minimum', of: [time] },
    { name: lastSeenColumn, function: 'maximum', of: [time] },
    ...['host', 'user']
      .filter(name => !held.has(name))
      .map((name): Measure => ({ name, function: 'values', of: [field(name, 'splunk')] })),
  ];
  const taken = new Set(stage.measures.map(({ name }) => name));
  return { ...stage, measures: [...stage.measures, ...more.filter(({ name }) => !taken.has(name))] };
}
