import type { Stage } from './search.ts';

type Aggregate = Extract<Stage, { kind: 'aggregate' }>;

/** Windows of the clock as one key more: the time cut to multiples of their length since 1970, under the name of the time. */
export function bucketsAsKeys(stage: Aggregate): Aggregate {
  const { window, ...rest } = stage;
  if (window?.kind !== 'tumbling') return stage;
  const { field, length } = window;
  const { origin } = field;
  const name = field.kind === 'field' ? field.name : 'bucket';
  const value = {
    kind: 'call',
    function: 'dateTruncate',
    arguments: [
      field,
      { kind: 'literal', value: length, origin },
      { kind: 'literal', value: 'second', origin },
    ],
    origin,
  } as const;
  return { ...rest, by: [...stage.by, { name, value }] };
}

/** Whether a search counts by windows of the clock. */
export function hasBuckets(stages: readonly Stage[]): boolean {
  return stages.some(stage => stage.kind === 'aggregate' && stage.window?.kind === 'tumbling');
}
