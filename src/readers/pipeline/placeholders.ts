import type { DataEntry } from '../../source/index.ts';
import { modifiersOf, valuesOf } from './detection-edit.ts';
import { textsAt } from './parameters.ts';
import type { PipelineItem } from './pipeline.ts';

/** Values for the placeholders of items of a rule: any text, or those of the pipeline's variables. Those without values stay. */
export function placeholdersOf(
  { type, map }: PipelineItem,
  items: readonly DataEntry[],
  vars: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const include = textsAt(map, 'include');
  const exclude = textsAt(map, 'exclude');
  const found = new Map<string, readonly string[]>();
  for (const name of items.flatMap(placeholdersIn)) {
    const isMeant = include.length > 0 ? include.includes(name) : !exclude.includes(name);
    const values = type === 'wildcard_placeholders' ? ['*'] : vars.get(name);
    if (isMeant && values !== undefined) found.set(name, values);
  }
  return found;
}

/** The names of the placeholders in an item. */
export function placeholdersIn(item: DataEntry): readonly string[] {
  if (!modifiersOf(item).includes('expand')) return [];
  return valuesOf(item).flatMap(({ written }) =>
    [...written.matchAll(/(?<!\\)%([\p{L}\p{N}_.-]+)%/gu)].map(([, name = '']) => name),
  );
}
